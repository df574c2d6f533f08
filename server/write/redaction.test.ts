import { redactionPlaces } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { sealLedger } from '../ledger/seal.ts';
import { verifyLedger } from '../ledger/verify.ts';
import type { TestClient } from '../testing/client.ts';
import { joinedAs } from '../testing/people.ts';
import { placesOf } from '../testing/places.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let key = '';
let scope = '';
let manager: TestClient;

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key, id: scope } = await buildProject(server));
  manager = await joinedAs(server, 'manager', key, 'Mary Manager');
});
afterAll(() => server.close());

const find = async (words: string, client = server.owner) =>
  redactionPlaces.parse((await client.request('POST', `/projects/${key}/redactions/find`, { words })).body);
const asked = z.object({ id: z.uuid() });
const ask = async (places: readonly { record: string; field: string }[], client = server.owner): Promise<string> =>
  asked.parse((await client.command(key, 'redaction.ask', { reason: 'patient', places })).result).id;
const approve = (id: string, client: TestClient) => client.sign(key, 'redaction.approve', { id });
const nowhere = (words: string) => placesOf(server.installation.pool, words);

/** A name that slipped into a title and a remark, was corrected in one, and was sealed. */
async function slipped(name: string): Promise<{ first: string; second: string }> {
  const first = await createRecord(server.owner, key, 'item', { title: `Call ${name} back`, remark: 'harmless' });
  const second = await createRecord(server.owner, key, 'item', { title: 'Second', remark: `see ${name}, “ward” 100%` });
  await server.owner.command(key, 'record.update', { id: second, fields: { remark: 'corrected' } });
  await sealLedger(server.installation.pool, server.installation.secrets.sealKey);
  return { first, second };
}

describe('a redaction', () => {
  test('finds a name that a mark stands in the middle of', async () => {
    const name = [
      { type: 'text', text: 'saw Wilhel' },
      { type: 'text', text: 'mina Quint', marks: [{ type: 'bold' }] },
    ];
    const story = { type: 'doc', content: [{ type: 'paragraph', content: name }] };
    const record = await createRecord(server.owner, key, 'sample', { title: 'Told', story });
    const { places } = await find('wilhelmina quint');
    expect(places).toEqual([expect.objectContaining({ record, field: 'story' })]);
    const id = await ask([{ record, field: 'story' }]);
    expect((await approve(id, manager)).status).toBe(200);
    expect(await nowhere('mina Quint')).toEqual([]);
  });

  test('finds the words in all history, erases them everywhere, and the ledger still verifies', async () => {
    const { first, second } = await slipped('Zebediah Quill');
    const { places } = await find('zebediah quill');
    expect(places).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ record: first, field: 'title', label: 'Title', events: 1 }),
        expect.objectContaining({ record: second, field: 'remark', events: 1 }),
      ]),
    );
    expect(places).toHaveLength(2);
    expect((await nowhere('Zebediah')).length).toBeGreaterThan(0);

    const id = await ask(places.map(({ record, field }) => ({ record, field })));
    expect((await nowhere('Zebediah')).length).toBeGreaterThan(0);
    expect((await approve(id, manager)).status).toBe(200);

    expect(await nowhere('Zebediah')).toEqual([]);
    // As the index of words has it.
    expect(await nowhere('zebediah')).toEqual([]);
    expect(server.log.join('\n')).not.toContain('Zebediah');
    expect(await find('Zebediah')).toEqual({ places: [], more: false });
    expect(await verifyLedger(server.installation.pool)).toMatchObject({ ok: true, firstFault: null });
    const { body } = await server.owner.request('GET', `/projects/${key}/record/${first}`);
    expect(body).toMatchObject({ record: { fields: { title: '[redacted]', remark: 'harmless' } } });
    const history = await server.owner.request('GET', `/projects/${key}/record/${second}/history`);
    expect(history.body).toMatchObject({
      events: [
        { action: 'redact', account: manager.account.id, values: { remark: { value: null } } },
        { action: 'update', values: { remark: { redactedBy: expect.any(Number) } } },
        { action: 'create', values: { title: { value: 'Second' }, remark: { redactedBy: expect.any(Number) } } },
      ],
    });
    const list = await server.owner.request('GET', `/projects/${key}/records/item?search=Zebediah`);
    expect(list.body).toMatchObject({ total: 0 });
  });

  test('of a withdrawn record works, and proofs of the erased events still hold', async () => {
    const { first } = await slipped('Barnabas Vole');
    await server.owner.command(key, 'record.withdraw', { id: first });
    const id = await ask([{ record: first, field: 'title' }]);
    expect((await approve(id, manager)).status).toBe(200);
    const { rows } = await server.installation.pool.query<{ sequence: number }>(
      'select sequence from event where scope = $1 and subject = $2 order by sequence limit 1',
      [scope, first],
    );
    const proof = await server.owner.request('GET', `/projects/${key}/ledger/events/${rows[0]?.sequence}/proof`);
    expect(proof.status).toBe(200);
    expect(JSON.stringify(proof.body)).not.toContain('Barnabas');
  });

  test('of an attached file removes its bytes, unless something else still speaks of them', async () => {
    const record = await createRecord(server.owner, key, 'item', { title: 'With a picture' });
    const other = await createRecord(server.owner, key, 'item', { title: 'With the other picture' });
    const attached = z.object({ hash: z.string() });
    const attach = async (to: string, content: object): Promise<string> => {
      const path = `/projects/${key}/record/${to}/files?name=list.json`;
      return attached.parse((await server.owner.request('POST', path, content)).body).hash;
    };
    const gone = await attach(record, { name: 'Erasmus Pike' });
    const kept = await attach(record, { name: 'on two records' });
    await attach(other, { name: 'on two records' });
    const id = await ask([{ record, field: 'attachments' }]);
    expect((await approve(id, manager)).status).toBe(200);
    const { files } = server.installation;
    await expect.poll(async () => await files.borrow(gone)).toBeUndefined();
    expect(await files.borrow(kept)).toBeDefined();
    expect(await nowhere(gone)).toEqual([]);
    expect((await nowhere(kept)).map(({ table }) => table)).toContain('file');
    expect(await verifyLedger(server.installation.pool)).toMatchObject({ ok: true });
  });

  test('takes two people: whoever asked cannot carry it out, and an answer is given once', async () => {
    const { first, second } = await slipped('Cornelius Dash');
    const id = await ask([{ record: first, field: 'title' }]);
    expect(await approve(id, server.owner)).toMatchObject({ status: 403 });
    expect((await nowhere('Cornelius')).length).toBeGreaterThan(0);
    expect((await manager.attempt(key, 'redaction.decline', { id })).status).toBe(200);
    expect(await approve(id, manager)).toMatchObject({ status: 422 });
    expect((await nowhere('Cornelius')).length).toBeGreaterThan(0);
    const other = await ask([{ record: second, field: 'remark' }], manager);
    expect(await approve(other, manager)).toMatchObject({ status: 403 });
    expect((await approve(other, server.owner)).status).toBe(200);
  });

  test('cannot be seen, looked for, asked for or carried out by those it is not meant for', async () => {
    const { first } = await slipped('Ottoline Grub');
    const id = await ask([{ record: first, field: 'title' }]);
    for (const client of [server.reader, server.stranger]) {
      expect((await client.request('POST', `/projects/${key}/redactions/find`, { words: 'Ottoline' })).status).not.toBe(
        200,
      );
      expect((await approve(id, client)).status).not.toBe(200);
      expect((await client.request('GET', `/projects/${key}/record/${id}`)).status).toBe(404);
    }
    expect((await nowhere('Ottoline')).length).toBeGreaterThan(0);
  });

  test.each([
    ['a field that is not there', (record: string) => [{ record, field: 'colour' }], 400],
    ['a record that is not there', () => [{ record: '00000000-0000-7000-8000-000000000009', field: 'title' }], 404],
    ['nothing', () => [], 400],
  ])('of %s is refused', async (_what, places, status) => {
    const record = await createRecord(server.owner, key, 'item', { title: 'Kept' });
    const answer = await server.owner.attempt(key, 'redaction.ask', { reason: 'other', places: places(record) });
    expect(answer.status).toBe(status);
  });

  test('finds words as they were written, whatever characters they hold', async () => {
    const written = String.raw`50%_off “quoted" \ back`;
    const id = await createRecord(server.owner, key, 'item', { title: written });
    expect((await find(written)).places).toMatchObject([{ record: id, field: 'title' }]);
    expect((await find('50xxoff')).places).toEqual([]);
  });
});
