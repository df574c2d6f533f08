import { historyEntry, ledgerCheck, recordPage, recordView } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { CONSOLE } from '../identity/access.ts';
import { laterRegistry } from '../testing/registry.ts';
import { openStream } from '../testing/stream.ts';
import { until } from '../testing/until.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';

let old: TestServer;
let newer: TestServer;
let key = '';
let scope = '';
let id = '';

const MANY = 2_300;

beforeAll(async () => {
  old = await startServer({ cluster: inject('cluster') });
  ({ key, id: scope } = await buildProject(old));
  id = await createRecord(old.owner, key, 'parcel', { title: 'First', grams: 1_500 });
  await old.owner.command(key, 'record.update', { id, fields: { until: '2027-05-01' } });
  await createRecord(old.owner, key, 'parcel', { title: 'Second', grams: 250, until: '2027-04-01' });
  await old.owner.command(key, 'item.createMany', {
    kind: 'parcel',
    titles: Array.from({ length: MANY }, (_, n) => `Bulk ${n}`),
  });
  newer = await startServer({ cluster: inject('cluster'), beside: old, registry: laterRegistry });
});
afterAll(async () => {
  await newer.close();
  await old.close();
});

const history = z.object({ total: z.number(), events: z.array(historyEntry) });

describe('a kind whose declaration changed', () => {
  test('has all its records brought up to date before the first write, without an event', async () => {
    const { pool } = newer.installation;
    const { rows } = await pool.query<{ kind_version: number; count: number }>(
      `select kind_version, count(*) from record where kind = 'parcel' group by kind_version`,
    );
    expect(rows).toEqual([{ kind_version: 2, count: MANY + 2 }]);
    const spine = await pool.query<{ due: string }>('select due from record where id = $1', [id]);
    expect(spine.rows).toEqual([{ due: '2027-05-01' }]);
    const status = await newer.owner.read(z.looseObject({ events: z.number() }), `/projects/${key}/ledger`);
    expect(status.events).toBe(MANY + 4);
  });

  test('shows its records in the new form, sorted and found by the new fields', async () => {
    const { record } = await newer.owner.read(recordView, `/projects/${key}/record/${id}`);
    expect(record).toMatchObject({ version: 2, fields: { title: 'First', kilograms: 1.5, due: '2027-05-01' } });
    expect(record.fields).not.toHaveProperty('grams');
    const page = await newer.owner.read(recordPage, `/projects/${key}/records/parcel?sort=due&limit=2`);
    expect(page.rows.map(({ fields }) => fields.title)).toEqual(['Second', 'First']);
  });

  test('keeps its history in the words it was written in', async () => {
    const { events } = await newer.owner.read(history, `/projects/${key}/record/${id}/history`);
    expect(events).toMatchObject([
      { action: 'update', subject: { kindVersion: 1 }, values: { until: { value: '2027-05-01' } } },
      { action: 'create', subject: { kindVersion: 1 }, values: { grams: { value: 1_500 } } },
    ]);
  });
});

describe('a node that is too old', () => {
  test('goes on reading what it can, and lists', async () => {
    const { record } = await old.owner.read(recordView, `/projects/${key}/record/${id}`);
    expect(record.fields).toEqual({ title: 'First', grams: 1_500, until: '2027-05-01' });
    expect((await old.owner.request('GET', `/projects/${key}/readiness`)).status).toBe(200);
    expect((await old.owner.request('GET', `/projects/${key}/records/item`)).status).toBe(200);
    expect((await old.owner.request('GET', `/projects/${key}/ledger/events`)).status).toBe(200);
  });

  test('refuses to write, and says to update it', async () => {
    const refused = await old.owner.attempt(key, 'record.create', { kind: 'item', fields: { title: 'x' } });
    expect(refused).toMatchObject({
      status: 426,
      body: { code: 'TOO_OLD', message: expect.stringContaining('Update this node') },
    });
  });

  test('refuses to start a project too', async () => {
    await expect(buildProject(old)).rejects.toMatchObject({ code: 'too-old' });
  });
});

describe('after the first write in the new form', () => {
  test('a stream of the old node ends, since it could not tell what happens', async () => {
    const stream = await openStream(old.owner, old.address, key);
    expect(stream.status).toBe(200);
    await newer.owner.command(key, 'record.update', { id, fields: { title: 'First, heavier' } });
    await until('the stream ended', stream.ended);
    expect((await openStream(old.owner, old.address, key)).status).toBe(426);
  });

  test('one ledger holds events of both versions and verifies', async () => {
    await newer.owner.command(key, 'record.update', { id, fields: { kilograms: 2 } });
    await createRecord(newer.owner, key, 'parcel', { title: 'Third', kilograms: 3 });
    const { events } = await newer.owner.read(history, `/projects/${key}/record/${id}/history`);
    expect(events.map(({ subject }) => subject.kindVersion)).toEqual([2, 2, 1, 1]);
    const check = await newer.owner.request('POST', `/projects/${key}/ledger/verify`, {});
    expect(ledgerCheck.parse(check.body)).toMatchObject({ ok: true, events: MANY + 7 });
  });

  test('any moment can be replayed: the fields as they were, in the new form', async () => {
    const { readiness, pool } = newer.installation;
    const found = await newer.installation.db
      .selectFrom('scope')
      .selectAll()
      .where('id', '=', scope)
      .executeTakeFirstOrThrow();
    const decided = (sequence: number) => ({ sequence, above: [], at });
    const at = { instant: '2027-01-01T00:00:00.000Z', today: '2027-01-01' };
    const then = await readiness.viewAt({ ...found, pinned: null }, decided(3));
    expect(then.graph.find(id)?.fields).toEqual({ title: 'First', kilograms: 1.5, due: '2027-05-01' });
    const first = await readiness.viewAt({ ...found, pinned: null }, decided(2));
    expect(first.graph.find(id)?.fields).toEqual({ title: 'First', kilograms: 1.5 });
    const head = await pool.query<{ sequence: number }>('select sequence from head where scope = $1', [scope]);
    const now = await readiness.viewAt({ ...found, pinned: null }, decided(head.rows[0]?.sequence ?? 0));
    expect(now.graph.find(id)?.fields).toEqual({ title: 'First, heavier', kilograms: 2, due: '2027-05-01' });
  });

  test('the old node rather refuses to show the project than shows what it no longer understands', async () => {
    await expect
      .poll(async () => (await old.owner.request('GET', `/projects/${key}/record/${id}`)).status, { timeout: 3_000 })
      .toBe(426);
    expect((await old.owner.request('GET', '/projects/ELSEWHERE')).status).toBe(200);
    // What somebody is appointed to is in records as well, so not even a list can be answered rightly.
    expect((await old.owner.request('GET', `/projects/${key}/records/item`)).status).toBe(426);
  });

  test('a node of the new version that starts later finds nothing left to do', async () => {
    const third = await startServer({ cluster: inject('cluster'), beside: old, registry: laterRegistry });
    const page = await third.owner.read(recordPage, `/projects/${key}/records/parcel?limit=1`);
    expect(page.total).toBe(MANY + 3);
    await third.installation.writes.execute({
      scope,
      actor: CONSOLE,
      commands: [{ command: 'record.update', input: { id, fields: { kilograms: 4 } } }],
    });
    await third.close();
  });
});
