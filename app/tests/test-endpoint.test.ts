import { createSender, interoperabilityPart } from '@callosum/interoperability/server';
import { messageOf } from '@callosum/hl7v2';
import { buildProject, createRecord, startServer, type TestServer, until } from '@callosum/server/testing';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';

let server: TestServer;
let port = 0;
const key = 'LAB';
beforeAll(async () => {
  port = await freePort();
  server = await startServer({
    cluster: inject('cluster'),
    registry,
    parts: (services) => [interoperabilityPart(services, { host: '127.0.0.1', ports: [port, port], targets: [] })],
  });
  await buildProject(server, { key });
});
afterAll(() => server.close());

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', () => resolve()));
  const address = probe.address();
  await new Promise<void>((resolve) => void probe.close(() => resolve()));
  return typeof address === 'object' && address ? address.port : 0;
}

/** An admission with identifiers in typed fields, in a note and in a segment of the site’s own. */
const admission = (controlId: string, patientClass = 'I'): string =>
  [
    `MSH|^~\\&|LAB|WEST|EHR|EAST|20260102030405||ADT^A01^ADT_A01|${controlId}|P|2.5.1`,
    'EVN||20260102030405',
    'PID|1||4711008^^^WEST^MR||Garcia^Maria^Luisa||19310402|F|||12 Elm St^^Omaha^NE^68102||402-555-7788',
    `PV1|1|${patientClass}`,
    'ZPD|1|Mrs. Garcia lives with her son at 402-555-7788',
    '',
  ].join('\r');

const IDENTIFIERS = ['Garcia', 'Maria', 'Luisa', '4711008', '19310402', 'Elm', '68102', '402-555-7788'];

async function send(...texts: readonly string[]) {
  const sender = createSender({ host: '127.0.0.1', port, retries: 0 });
  const sent = [];
  for (const text of texts) {
    const message = messageOf(text);
    if (message) sent.push(await sender.send(message));
  }
  sender.close();
  return sent;
}

async function endpointIn(purpose: string, fields: Readonly<Record<string, unknown>> = {}) {
  const place = await createRecord(server.owner, key, 'environment', { purpose });
  const about = await createRecord(server.owner, key, 'interface', { standard: 'hl7v2', triggers: 'ADT^A01' });
  const id = await createRecord(server.owner, key, 'testEndpoint', { port, ...fields });
  await server.owner.command(key, 'link.create', { type: 'testEndpoint.of', from: id, to: about });
  await server.owner.command(key, 'link.create', { type: 'testEndpoint.in', from: id, to: place });
  return { id, place, about };
}

const ask = async (question: string, input: unknown, as = server.owner) =>
  as.request(
    'GET',
    `/projects/${key}/parts/interoperability/${question}?input=${encodeURIComponent(JSON.stringify(input))}`,
  );

const status = z.object({ listening: z.boolean(), problem: z.string().optional(), received: z.number().optional() });
const statusOf = async (endpoint: string) => status.parse((await ask('endpoint', { endpoint })).body);
const listed = z.object({
  messages: z.array(
    z.object({ id: z.string(), trigger: z.string(), valid: z.boolean(), answer: z.string(), errors: z.number() }),
  ),
  found: z.number().optional(),
  triggers: z.array(z.object({ trigger: z.string(), received: z.number(), conforming: z.number() })).optional(),
});
const look = async (input: object) => listed.parse((await ask('messages', input)).body);
const messagesAt = async (endpoint: string) => (await look({ endpoint })).messages;

async function fieldsOf(id: string) {
  const { rows } = await server.installation.pool.query<{ fields: Record<string, unknown> }>(
    'select fields from record where id = $1',
    [id],
  );
  return rows[0]?.fields ?? {};
}

describe('a test endpoint', () => {
  test('is off until it is started, takes messages without the people in them, counts them, and is stopped', async () => {
    const { id } = await endpointIn('test', { answers: 'valid' });
    expect(await statusOf(id)).toMatchObject({ listening: false });
    await server.owner.command(key, 'testEndpoint.start', { id });
    await until('it listens', async () => (await statusOf(id)).listening);
    const sent = await send(admission('1'), admission('2', ''), admission('3'));
    expect(sent.map(({ state, code }) => [state, code])).toEqual([
      ['acknowledged', 'AA'],
      ['rejected', 'AE'],
      ['acknowledged', 'AA'],
    ]);
    expect(sent[1]?.text).toContain('PV1-2');
    const kept = await messagesAt(id);
    expect(kept.map(({ trigger, valid, answer }) => [trigger, valid, answer])).toEqual([
      ['ADT^A01', true, 'AA'],
      ['ADT^A01', false, 'AE'],
      ['ADT^A01', true, 'AA'],
    ]);
    const stored = JSON.stringify((await server.installation.pool.query('select * from message_received')).rows);
    for (const identifier of IDENTIFIERS) expect(stored).not.toContain(identifier);
    for (const answer of sent.flatMap(({ answers }) => answers)) {
      for (const identifier of IDENTIFIERS) expect(answer.text).not.toContain(identifier);
    }
    const whole = z.object({ body: z.string(), replaced: z.record(z.string(), z.number()) });
    const shown = whole.parse((await ask('message', { id: kept[0]?.id })).body);
    expect(shown.body).toContain('ADT^A01^ADT_A01');
    expect(Object.keys(shown.replaced)).toEqual(expect.arrayContaining(['names', 'telephone']));
    await until('they are counted', async () => (await fieldsOf(id))['received'] === 3);
    expect(await fieldsOf(id)).toMatchObject({ conforming: 2, byTrigger: 'ADT^A01 2 of 3' });
    await server.owner.command(key, 'testEndpoint.stop', { id });
    await until('it is closed', async () => !(await statusOf(id)).listening);
    expect(await send(admission('4'))).toMatchObject([{ state: 'failed' }]);
  });

  test('is opened in one go where the installation allows it, by those who may, and says where to send to', async () => {
    const allowed = z.looseObject({ host: z.string(), first: z.number(), last: z.number() });
    expect(allowed.parse((await ask('ports', {})).body)).toMatchObject({ host: '127.0.0.1', first: port, last: port });
    const about = await createRecord(server.owner, key, 'interface', { standard: 'hl7v2' });
    const given = { interface: about, title: 'Trial', port, answers: 'valid', owner: server.owner.account.id };
    const input = { ...given, environment: { title: 'Test of the EHR' }, queue: { title: 'Held' } };
    expect((await server.reader.attempt(key, 'testEndpoint.open', input)).status).toBe(403);
    const opened = z.object({ result: z.object({ id: z.string() }) });
    const { id } = opened.parse(await server.owner.command(key, 'testEndpoint.open', input)).result;
    await until('it listens', async () => (await statusOf(id)).listening);
    expect((await ask('endpoint', { endpoint: id })).body).toMatchObject({ host: '127.0.0.1', port });
    // Whoever opens the next one, in whatever project, is not offered this one.
    expect((await ask('ports', {})).body).toMatchObject({ taken: [port] });
    await send(admission('11'));
    await until('it was counted', async () => (await fieldsOf(id))['received'] === 1);
    await server.owner.command(key, 'testEndpoint.stop', { id });
    await until('it is closed', async () => !(await statusOf(id)).listening);
  });

  test('is refused for production, also when its environment becomes that while it listens', async () => {
    const live = await endpointIn('production');
    const refused = await server.owner.attempt(key, 'testEndpoint.start', { id: live.id });
    expect(refused).toMatchObject({
      status: 422,
      body: { data: { problems: [{ message: expect.stringContaining('is for production') }] } },
    });
    const { id, place } = await endpointIn('test');
    await server.owner.command(key, 'testEndpoint.start', { id });
    await until('it listens', async () => (await statusOf(id)).listening);
    await server.owner.command(key, 'record.update', { id: place, fields: { purpose: 'production' } });
    await until('it is closed', async () => !(await statusOf(id)).listening);
    expect(await statusOf(id)).toMatchObject({ problem: expect.stringContaining('is for production') });
    await server.owner.command(key, 'testEndpoint.stop', { id });
  });

  test('counts for the queue it is linked to, and tells a message that was sent twice', async () => {
    const { id, about } = await endpointIn('test', { answers: 'valid' });
    const queue = await createRecord(server.owner, key, 'queue', { reconciledAt: '2020-01-01T00:00:00.000Z' });
    await server.owner.command(key, 'link.create', { type: 'queue.of', from: queue, to: about });
    await server.owner.command(key, 'link.create', { type: 'testEndpoint.counts', from: id, to: queue });
    await server.owner.command(key, 'testEndpoint.start', { id });
    await until('it listens', async () => (await statusOf(id)).listening);
    await send(admission('21'), admission('22', ''), admission('21'));
    await until('they are counted', async () => (await fieldsOf(queue))['sent'] === 3);
    expect(await fieldsOf(queue)).toMatchObject({
      delivered: 2,
      rejected: 1,
      queued: 0,
      observedFrom: expect.stringMatching(/^TEP-\d+, 2/),
    });
    const [last, , first] = await messagesAt(id);
    const codes = async (message: string | undefined) => {
      const { findings } = z
        .object({ findings: z.array(z.object({ code: z.string() })) })
        .parse((await ask('message', { id: message })).body);
      return findings.map(({ code }) => code);
    };
    expect(await codes(last?.id)).toContain('control-id-repeated');
    expect(await codes(first?.id)).not.toContain('control-id-repeated');
    await server.owner.command(key, 'testEndpoint.stop', { id });
    await until('it is closed', async () => !(await statusOf(id)).listening);
  });

  test('says why it does not listen on a port that the installation does not allow', async () => {
    const { id } = await endpointIn('test', { port: port === 65_535 ? 65_534 : port + 1 });
    await server.owner.command(key, 'testEndpoint.start', { id });
    await until('it says why', async () => (await statusOf(id)).problem !== undefined);
    expect((await statusOf(id)).problem).toBe(`This installation opens the ports ${port} to ${port} for tests.`);
  });

  test('is started by those who may write it only, and its messages are shown to those who see it', async () => {
    const { id } = await endpointIn('test');
    expect((await server.reader.attempt(key, 'testEndpoint.start', { id })).status).toBe(403);
    expect((await ask('messages', { endpoint: id }, server.reader)).status).toBe(200);
    expect((await ask('messages', { endpoint: id }, server.stranger)).status).toBe(404);
    expect((await ask('messages', { endpoint: id }, server.anonymous)).status).toBe(401);
    expect((await ask('messages', { endpoint: 'x' })).status).toBe(400);
    expect((await ask('nothing', {})).status).toBe(404);
  });

  test('finds words among thousands, narrows to a trigger or to what is wrong, and goes on page by page', async () => {
    const { id } = await endpointIn('test');
    await server.installation.pool.query(
      `insert into message_received (id, scope, endpoint, received, trigger, control_id, version, bytes, body, replaced, valid, answer, findings)
       select gen_random_uuid(), scope, id, now() - make_interval(secs => n), case when n % 4 = 0 then 'ADT^A03' else 'ADT^A01' end, n::text, '2.5', 1,
         'MSH|' || n || case when n % 500 = 0 then E'\\rPV1|100%_WARD' else '' end, '{}', n % 10 <> 0, 'AA', '[]'
       from record, generate_series(1, 3000) n where id = $1`,
      [id],
    );
    const all = await look({ endpoint: id, limit: 100 });
    expect([all.messages.length, all.found]).toEqual([100, 3_000]);
    expect(all.triggers).toEqual([
      { trigger: 'ADT^A01', received: 2_250, conforming: 2_100 },
      { trigger: 'ADT^A03', received: 750, conforming: 600 },
    ]);
    const next = await look({ endpoint: id, limit: 100, before: all.messages.at(-1)?.id });
    expect(next.found).toBeUndefined();
    expect(new Set([...all.messages, ...next.messages].map((one) => one.id)).size).toBe(200);
    expect((await look({ endpoint: id, valid: false, trigger: 'ADT^A03' })).found).toBe(150);
    expect((await look({ endpoint: id, find: 'ward msh' })).found).toBe(6);
    // Signs that mean something to a database are looked for as they are.
    expect((await look({ endpoint: id, find: '100%_w' })).found).toBe(6);
    expect((await look({ endpoint: id, find: '1__%' })).found).toBe(0);
  });

  test('forgets messages after the days that it states', async () => {
    const { id } = await endpointIn('test', { keepDays: 3 });
    const { pool } = server.installation;
    const insert = `insert into message_received (id, scope, endpoint, received, trigger, control_id, version, bytes, body, replaced, valid, answer, findings)
      select gen_random_uuid(), scope, id, now() - make_interval(days => $2), 'ADT^A01', '1', '2.5', 1, 'MSH', '{}', true, 'AA', '[]' from record where id = $1`;
    for (const days of [1, 2, 4, 40]) await pool.query(insert, [id, days]);
    for (const part of server.installation.parts) await part.tidy?.();
    const left = await pool.query('select from message_received where endpoint = $1', [id]);
    expect(left.rowCount).toBe(2);
  });
});
