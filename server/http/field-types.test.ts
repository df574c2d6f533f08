import { recordPage, recordView } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let key: string;

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server, { zone: 'Asia/Tokyo' }));
});
afterAll(() => server.close());

const read = (id: string) => server.owner.read(recordView, `/projects/${key}/record/${id}`);
const list = (query: string) => server.owner.read(recordPage, `/projects/${key}/records/sample?${query}`);
const filtered = (...clauses: readonly object[]) => `filter=${encodeURIComponent(JSON.stringify(clauses))}`;

describe('a checklist', () => {
  const steps = [
    { id: 1, text: 'Call the vendor' },
    { id: 2, text: 'Tell the ward' },
  ];

  test('is ticked by a command, which says who and when', async () => {
    const id = await createRecord(server.owner, key, 'sample', { steps });
    await server.owner.command(key, 'record.tick', { id, field: 'steps', item: 2, done: true });
    const { fields, version } = (await read(id)).record;
    expect(version).toBe(2);
    expect(fields.steps).toEqual([
      steps[0],
      { ...steps[1], done: { by: server.owner.account.id, at: expect.stringMatching(/^\d{4}-.*Z$/) } },
    ]);
    const again = await server.owner.command(key, 'record.tick', { id, field: 'steps', item: 2, done: true });
    expect(again.events).toBe(0);
    await server.owner.command(key, 'record.tick', { id, field: 'steps', item: 2, done: false });
    expect((await read(id)).record.fields.steps).toEqual(steps);
  });

  test('keeps its ticks when its words are changed, and takes none that was typed', async () => {
    const id = await createRecord(server.owner, key, 'sample', { steps });
    await server.owner.command(key, 'record.tick', { id, field: 'steps', item: 1, done: true });
    const before = (await read(id)).record.fields.steps;
    const [ticked] = Array.isArray(before) ? before : [];
    await server.owner.command(key, 'record.update', {
      id,
      fields: {
        steps: [
          { ...ticked, text: 'Call the vendor again' },
          { id: 3, text: 'New' },
        ],
      },
    });
    const forged = { by: server.reader.account.id, at: '2026-01-01T00:00:00.000Z' };
    for (const fake of [[{ ...steps[0], done: forged }], [{ id: 9, text: 'x', done: forged }], [steps[0]]]) {
      const answer = await server.owner.attempt(key, 'record.update', { id, fields: { steps: fake } });
      expect(answer.status).toBe(422);
    }
    const made = await server.owner.attempt(key, 'record.create', {
      kind: 'sample',
      fields: { title: 'x', steps: [{ ...steps[0], done: forged }] },
    });
    expect(made.status).toBe(422);
  });

  test.each([
    [{ field: 'title', item: 1 }, 400],
    [{ field: 'toString', item: 1 }, 400],
    [{ field: 'steps', item: 7 }, 404],
  ])('refuses to tick %o', async (what, status) => {
    const id = await createRecord(server.owner, key, 'sample', { steps });
    expect((await server.owner.attempt(key, 'record.tick', { id, done: true, ...what })).status).toBe(status);
  });

  test('is ticked by those only who may change the record', async () => {
    const id = await createRecord(server.owner, key, 'sample', { steps });
    const answer = await server.reader.attempt(key, 'record.tick', { id, field: 'steps', item: 1, done: true });
    expect(answer.status).toBe(403);
  });
});

describe('a formula', () => {
  test('is worked out when it is read, in a list and on a record, and never stored', async () => {
    const id = await createRecord(server.owner, key, 'sample', { title: 'Twelve signs' });
    expect((await read(id)).record.fields.longTitle).toBe(12);
    expect((await list('search=twelve')).rows[0]?.fields.longTitle).toBe(12);
    const stored = await server.installation.db.selectFrom('record').select('fields').where('id', '=', id).execute();
    expect(stored[0]?.fields).toEqual({ title: 'Twelve signs' });
  });

  test('is not written, sorted or filtered by', async () => {
    const id = await createRecord(server.owner, key, 'sample');
    expect((await server.owner.attempt(key, 'record.update', { id, fields: { longTitle: 3 } })).status).toBe(400);
    for (const query of ['sort=longTitle', 'sort=steps', filtered({ field: 'longTitle', op: 'is', value: 3 })]) {
      expect((await server.owner.request('GET', `/projects/${key}/records/sample?${query}`)).status).toBe(400);
    }
  });
});

describe('a moment', () => {
  test('is asked for by the day of the project’s zone', async () => {
    const late = await createRecord(server.owner, key, 'sample', { calledAt: '2027-01-12T14:59:59.999Z' });
    const next = await createRecord(server.owner, key, 'sample', { calledAt: '2027-01-12T15:00:00.000Z' });
    const ids = async (clause: object) =>
      (await list(filtered({ field: 'calledAt', ...clause }))).rows.map((row) => row.id);
    expect(await ids({ op: 'upTo', value: '2027-01-12' })).toEqual([late]);
    expect(await ids({ op: 'from', value: '2027-01-13' })).toEqual([next]);
  });
});

describe('a register', () => {
  test('is sorted by amounts of money as numbers, and by the levels of a rating in the order of their table', async () => {
    const rated = (harm: string, spread: string, level: string, rank: number) => ({
      severity: { table: 'severity', version: '1.0', at: { harm, spread }, level, rank },
    });
    for (const fields of [rated('2', 'many', 'high', 3), rated('1', 'one', 'low', 1), rated('2', 'one', 'middle', 2)]) {
      await createRecord(server.owner, key, 'sample', fields);
    }
    for (const amount of ['100', '9.5', '-3']) {
      await createRecord(server.owner, key, 'sample', { price: { amount, currency: 'EUR' } });
    }
    const sorted = async (name: string) =>
      (await list(`sort=${name}&limit=500`)).rows.flatMap(({ fields }) => fields[name] ?? []);
    expect(await sorted('severity')).toMatchObject([{ level: 'low' }, { level: 'middle' }, { level: 'high' }]);
    expect(await sorted('price')).toMatchObject([{ amount: '-3' }, { amount: '9.5' }, { amount: '100' }]);
    const page = await list(filtered({ field: 'severity', op: 'from', value: 'middle' }));
    expect(page.total).toBe(2);
  });

  test('takes no rating that its table does not give', async () => {
    const severity = { table: 'severity', version: '1.0', at: { harm: '1', spread: 'one' }, level: 'high', rank: 3 };
    const answer = await server.owner.attempt(key, 'record.create', {
      kind: 'sample',
      fields: { title: 'x', severity },
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain('is not what its table says');
  });
});
