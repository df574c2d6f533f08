import { deriveProfile, readHl7, writeProfile } from '@callosum/hl7v2';
import { interoperabilityPart } from '@callosum/interoperability/server';
import { buildProject, createRecord, startServer, type TestServer } from '@callosum/server/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';

let server: TestServer;
const key = 'LAB';
beforeAll(async () => {
  server = await startServer({
    cluster: inject('cluster'),
    registry,
    parts: (services) => [interoperabilityPart(services, { host: '127.0.0.1', ports: undefined, targets: [] })],
  });
  await buildProject(server, { key });
});
afterAll(() => server.close());

const admission = (more = ''): string =>
  ['MSH|^~\\&|A|W|B|E|2026||ADT^A01^ADT_A01|1|P|2.5.1', `PID|1||12^^^A||Qxedid^Qxatus${more}`, ''].join('\r');
const row = (to: string) => ({ to, from: [to], rule: { kind: 'copy' }, status: 'agreed' });
const rows = (...all: object[]) => ({ format: 'callosum-hl7-mapping/1', rows: all });

const link = (type: string, from: string, to: string) => server.owner.command(key, 'link.create', { type, from, to });
async function attach(id: string, name: string, file: unknown): Promise<string> {
  const { status, body } = await server.owner.request('POST', `/projects/${key}/record/${id}/files?name=${name}`, file);
  expect(status).toBe(200);
  return z.object({ hash: z.string() }).parse(body).hash;
}
async function fieldsOf(id: string) {
  const { rows: found } = await server.installation.pool.query('select fields from record where id = $1', [id]);
  return z.object({ fields: z.looseObject({}) }).parse(found[0]).fields;
}

/** A mapping between two profiles that were learnt from messages. */
async function twoEnds() {
  const profile = async (text: string): Promise<string> => {
    const id = await createRecord(server.owner, key, 'messageProfile');
    const whole: unknown = JSON.parse(writeProfile(await deriveProfile(readHl7(text).messages, 'End')));
    await server.owner.command(key, 'messageProfile.keep', { id, file: await attach(id, 'profile.json', whole) });
    return id;
  };
  const id = await createRecord(server.owner, key, 'mapping');
  await link('mapping.reads', id, await profile(admission('|||F')));
  await link('mapping.writes', id, await profile(admission()));
  return id;
}

describe('what a mapping accounts for', () => {
  test('is counted by the server from the files, whoever keeps it by whatever means', async () => {
    const id = await twoEnds();
    const file = await attach(id, 'mapping.json', rows(row('PID-3'), row('PID-5')));
    await server.owner.command(key, 'mapping.keep', { id, file });
    const counted = await fieldsOf(id);
    expect(counted).toMatchObject({ definition: file, mapped: 2, leftBehind: 0, counting: 'files' });
    expect(counted['inUse']).toBeGreaterThan(2);
    // Attached and counted again from the record’s own page, which names no file.
    await server.owner.command(key, 'mapping.keep', { id });
    expect(await fieldsOf(id)).toEqual(counted);
    expect((await server.reader.attempt(key, 'mapping.keep', { id, file })).status).toBe(403);
  });

  test('is typed by nobody: neither with the command, nor on the record, nor in a table that is imported', async () => {
    const id = await twoEnds();
    const file = await attach(id, 'mapping.json', rows(row('PID-3')));
    const typed = await server.owner.attempt(key, 'mapping.keep', { id, file, inUse: 9, mapped: 9, leftBehind: 0 });
    expect(typed).toMatchObject({ status: 400 });
    expect(JSON.stringify(typed.body)).toContain('inUse');
    const change = (fields: object) => server.owner.attempt(key, 'record.update', { id, fields });
    expect(await change({ inUse: 9 })).toMatchObject({
      status: 422,
      body: {
        data: {
          problems: [
            { message: '“Fields in use” is set by commands and cannot be typed in.', path: ['fields', 'inUse'] },
          ],
        },
      },
    });
    expect((await change({ counting: 'files' })).status).toBe(422);
    const codes = { kind: 'codeMap', fields: { title: 'Sexes', codes: 2, mapped: 2 } };
    expect(await server.owner.attempt(key, 'record.create', codes)).toMatchObject({
      status: 422,
      body: { data: { problems: [{ message: expect.stringContaining('“Codes in use”'), path: ['fields', 'codes'] }] } },
    });
    expect(await fieldsOf(id)).not.toHaveProperty('inUse');
  });

  test('is not counted in a file that is no mapping: the place is told, and nothing is kept', async () => {
    const id = await twoEnds();
    const file = await attach(id, 'mapping.json', rows({ ...row('PID-3'), from: [] }));
    const refused = await server.owner.attempt(key, 'mapping.keep', { id, file });
    expect(refused).toMatchObject({
      status: 400,
      body: { data: { problems: [{ message: expect.stringContaining('At rows.0.from'), path: ['file'] }] } },
    });
    const other = await createRecord(server.owner, key, 'mapping');
    expect((await server.owner.attempt(key, 'mapping.keep', { id: other, file })).status).toBe(422);
    expect(await fieldsOf(id)).not.toHaveProperty('definition');
  });
});

test('the newest messages of each trigger are offered as they are kept, to those who see the endpoint', async () => {
  const endpoint = await createRecord(server.owner, key, 'testEndpoint');
  await server.installation.pool.query(
    `insert into message_received (id, scope, endpoint, received, trigger, control_id, version, bytes, body, replaced, valid, answer, findings)
     select gen_random_uuid(), scope, id, now() - make_interval(secs => n), case when n > 50 then 'ADT^A03' else 'ADT^A01' end, n::text, '2.5', 9, 'MSH|' || n, '{}', true, 'AA', '[]'
     from record, generate_series(1, 60) n where id = $1`,
    [endpoint],
  );
  const ask = (as = server.owner) => {
    const input = encodeURIComponent(JSON.stringify({ endpoint }));
    return as.request('GET', `/projects/${key}/parts/interoperability/newest?input=${input}`);
  };
  const shape = z.object({ messages: z.array(z.object({ trigger: z.string(), body: z.string() })) });
  const { messages } = shape.parse((await ask()).body);
  expect(messages.map(({ body }) => body)).toEqual([1, 2, 3, 4, 5, 51, 52, 53, 54, 55].map((n) => `MSH|${n}`));
  expect((await ask(server.stranger)).status).toBe(404);
});
