import { type Actor, type Clause, filterFaults, filterOperators, passes, readClauses } from '@callosum/kernel';
import { recordGroups, recordPage } from '@callosum/kernel/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { item, note } from '../testing/kinds.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { filterSql } from './filter-sql.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
});
afterAll(() => server.close());

type Asked = { readonly field: string; readonly op: string; readonly value?: unknown };
const query = (filter: readonly Asked[]): string => `filter=${encodeURIComponent(JSON.stringify(filter))}`;
const list = (key: string, filter: readonly Asked[], kind = 'item', client = server.owner) =>
  client.read(recordPage, `/projects/${key}/records/${kind}?${query(filter)}`);
const titles = async (...asked: Parameters<typeof list>) =>
  (await list(...asked)).rows.map(({ fields }) => fields['title']);

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2027-01-${String(n).padStart(2, '0')}`);
const person = '00000000-0000-7000-8000-00000000000a';
const VALUES: Readonly<Record<string, fc.Arbitrary<string | number | boolean>>> = {
  state: fc.constantFrom('open', 'closed'),
  title: fc.constantFrom('ward', 'Ärzte', 'ärzte', 'WARD 9', 'a', '%', '_', 'ΣΟΦΟΣ', 'ward 10'),
  owner: fc.constantFrom(person, '00000000-0000-7000-8000-00000000000b'),
  due: day,
  size: fc.constantFrom(0, -0, 1, 1.5, 10, 1_000),
  urgent: fc.boolean(),
};

const clause: fc.Arbitrary<Clause> = fc
  .constantFrom(...[...filterOperators(item)].flatMap(([field, ops]) => ops.map((op) => ({ field, op }))))
  .chain(({ field, op }): fc.Arbitrary<Clause> => {
    const values = VALUES[field];
    if (op === 'set' || op === 'empty' || !values) return fc.constant({ field, op });
    if (op === 'anyOf' || op === 'noneOf')
      return fc.array(values.map(String), { minLength: 1, maxLength: 2 }).map((value) => ({ field, op, value }));
    return values.map((value) => ({ field, op, value }));
  })
  .filter((one) => filterFaults([one], item, 'register').length === 0);

describe('a filter', () => {
  test('selects the same rows in the store as in the graph, for any clauses', async () => {
    const { key, id: scope } = await buildProject(server);
    const names = ['Ward 9', 'ward 10', 'Ärzte', 'ärztin', '100 %', 'a_b', 'Σοφός', 'ΣΟΦΟΣ'];
    for (let n = 0; n < 40; n += 1) {
      const id = await createRecord(server.owner, key, 'item', {
        title: names[n % names.length],
        ...(n % 3 ? { due: `2027-01-${String((n % 27) + 1).padStart(2, '0')}` } : {}),
        ...(n % 4 ? { size: [0, 1, 1.5, 10, 1_000][n % 5] } : {}),
        ...(n % 5 ? { urgent: n % 2 === 0 } : {}),
        ...(n % 7 ? { owner: person } : {}),
        ...(n % 2 ? { effort: { seconds: 60 * n, unit: 'm', elapsed: false } } : {}),
      });
      if (n % 3 === 0) await server.owner.command(key, 'record.move', { id, move: 'close' });
    }
    const { db, graphs } = server.installation;
    const actor: Actor = { account: server.owner.account.id, roles: ['owner'], offices: [] };
    const rows = [...(await graphs.of(scope)).rows('item')];
    await fc.assert(
      fc.asyncProperty(fc.array(clause, { maxLength: 3 }), async (filter) => {
        const found = await db
          .selectFrom('record')
          .select('id')
          .where('scope', '=', scope)
          .where('kind', '=', 'item')
          .where(filterSql(item, filter, { actor, scope }))
          .execute();
        const expected = rows.filter((row) => passes(readClauses(item, filter), row)).map(({ id }) => id);
        expect(found.map(({ id }) => id).sort()).toEqual(expected.sort());
      }),
      { numRuns: 300 },
    );
  });

  test('reads as a sentence: open, due before the end of January, owned by me', async () => {
    const { key } = await buildProject(server);
    const mine = { owner: server.owner.account.id, due: '2027-01-30' };
    await createRecord(server.owner, key, 'item', { title: 'Wanted', ...mine });
    await createRecord(server.owner, key, 'item', { title: 'Too late', ...mine, due: '2027-01-31' });
    await createRecord(server.owner, key, 'item', { title: 'Another’s', ...mine, owner: server.reader.account.id });
    const closed = await createRecord(server.owner, key, 'item', { title: 'Done', ...mine });
    await server.owner.command(key, 'record.move', { id: closed, move: 'close' });
    const filter = [
      { field: 'state', op: 'is', value: 'open' },
      { field: 'due', op: 'before', value: '2027-01-31' },
      { field: 'owner', op: 'is', value: { me: true } },
    ];
    expect(await titles(key, filter)).toEqual(['Wanted']);
  });

  test('counts days from the project’s own today', async () => {
    const { key } = await buildProject(server, { zone: 'Pacific/Kiritimati' });
    const today = new Intl.DateTimeFormat('sv', { timeZone: 'Pacific/Kiritimati' }).format(new Date());
    await createRecord(server.owner, key, 'item', { title: 'Today', due: today });
    await createRecord(server.owner, key, 'item', { title: 'Long ago', due: '2001-01-01' });
    expect(await titles(key, [{ field: 'due', op: 'before', value: { today: 0 } }])).toEqual(['Long ago']);
    expect(await titles(key, [{ field: 'due', op: 'is', value: { today: 0 } }])).toEqual(['Today']);
  });

  test.each<[Asked, (string | number)[]]>([
    [{ field: 'nothing', op: 'is', value: 1 }, ['filter', 0, 'field']],
    [{ field: 'remark', op: 'has', value: 'x' }, ['filter', 0, 'field']],
    [{ field: 'due', op: 'has', value: '2027' }, ['filter', 0, 'op']],
    [{ field: 'due', op: 'before', value: 'soon' }, ['filter', 0, 'value']],
    [{ field: 'due', op: 'before', value: { gateDate: true } }, ['filter', 0, 'value']],
    [{ field: 'size', op: 'from', value: '1' }, ['filter', 0, 'value']],
    [{ field: 'state', op: 'is', value: 'asleep' }, ['filter', 0, 'value']],
    [{ field: 'size', op: 'is', value: { me: true } }, ['filter', 0, 'value']],
    [{ field: 'due', op: 'set', value: '2027-01-01' }, ['filter', 0, 'value']],
    [{ field: 'due', op: 'is' }, ['filter', 0, 'value']],
    [{ field: 'due', op: 'sounds like', value: 'x' }, ['filter']],
  ])('that cannot be asked is refused with its place and a remedy: %o', async (asked, path) => {
    const { key } = await buildProject(server);
    const answer = await server.owner.request('GET', `/projects/${key}/records/item?${query([asked])}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ data: { problems: [{ code: 'invalid', path, remedy: expect.any(String) }] } });
  });

  test('tells nothing about rows one may not see', async () => {
    const { key } = await buildProject(server);
    await createRecord(server.owner, key, 'note', { title: 'Hidden', topic: 'a' });
    await createRecord(server.owner, key, 'note', { title: 'Shown', topic: 'b', shared: true });
    for (const value of ['a', 'b']) {
      const page = await list(key, [{ field: 'topic', op: 'is', value }], 'note', server.reader);
      expect(page).toMatchObject({ total: value === 'b' ? 1 : 0 });
    }
  });
});

describe('groups', () => {
  const groups = (key: string, kind: string, group: string, client = server.owner) =>
    client.read(recordGroups, `/projects/${key}/records/${kind}/groups?group=${group}`);

  test('are told in their declared order, people by name, and rows come in the same order', async () => {
    const { key } = await buildProject(server);
    const [owner, reader] = [server.owner.account.id, server.reader.account.id];
    await createRecord(server.owner, key, 'item', { title: 'a' });
    await createRecord(server.owner, key, 'item', { title: 'b', owner: reader });
    await createRecord(server.owner, key, 'item', { title: 'c', owner });
    const closed = await createRecord(server.owner, key, 'item', { title: 'd', owner });
    await server.owner.command(key, 'record.move', { id: closed, move: 'close' });
    expect(await groups(key, 'item', 'owner')).toEqual({
      groups: [
        { value: owner, count: 2 },
        { value: reader, count: 1 },
        { value: null, count: 1 },
      ],
    });
    expect(await groups(key, 'item', 'state')).toEqual({
      groups: [
        { value: 'open', count: 3 },
        { value: 'closed', count: 1 },
      ],
    });
    const page = await server.owner.read(recordPage, `/projects/${key}/records/item?group=owner&sort=title`);
    expect(page.rows.map(({ fields }) => fields['title'])).toEqual(['c', 'd', 'b', 'a']);
  });

  test('count what the reader may see, and nothing else', async () => {
    const { key } = await buildProject(server);
    await createRecord(server.owner, key, note.name, { topic: 'a' });
    await createRecord(server.owner, key, note.name, { topic: 'b', shared: true });
    expect(await groups(key, 'note', 'topic', server.reader)).toEqual({ groups: [{ value: 'b', count: 1 }] });
  });

  test('are refused for a field whose values make none', async () => {
    const { key } = await buildProject(server);
    const answer = await server.owner.request('GET', `/projects/${key}/records/item/groups?group=title`);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ data: { problems: [{ path: ['group'] }] } });
  });
});
