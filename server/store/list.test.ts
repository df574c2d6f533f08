import { type Actor, holds, type Predicate } from '@callosum/kernel';
import { recordPage } from '@callosum/kernel/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { predicateSql } from './predicate-sql.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
});
afterAll(() => server.close());

const list = (key: string, query = '', client = server.owner, kind = 'item') =>
  client.read(recordPage, `/projects/${key}/records/${kind}?limit=500${query}`);
const titles = (page: { rows: readonly { fields: Readonly<Record<string, unknown>> }[] }) =>
  page.rows.map(({ fields }) => String(fields.title));

const letter = fc
  .integer({ min: 0x21, max: 0x52f })
  .map((code) => String.fromCodePoint(code))
  .filter((text) => /^[!-~\p{Lu}\p{Ll}]$/u.test(text));

describe('a register', () => {
  test('sorts titles as people do: digits by their number, letters as in the root collation', async () => {
    const { key } = await buildProject(server);
    const word = fc.oneof(
      // Scripts whose order has not moved between versions of Unicode: PostgreSQL and Node bring their own.
      fc.string({ unit: letter, minLength: 1, maxLength: 12 }),
      fc
        .tuple(fc.constantFrom('Task', 'task', 'Äpfel', 'apfel', 'Ölwechsel', 'z', 'É', '日本'), fc.nat(2_000))
        .map(([a, n]) => `${a} ${n}`),
    );
    const sample = fc.sample(
      word.filter((text) => text.trim() !== '' && text.isWellFormed() && !text.includes('\u0000')),
      300,
    );
    await server.owner.command(key, 'item.createMany', { titles: sample });
    const sorted = titles(await list(key, '&sort=title'));
    expect(sorted).toHaveLength(300);
    // English has the root collation; “und” would silently be the locale of the process.
    const { compare } = new Intl.Collator('en', { numeric: true });
    const wrong = sorted.filter((title, index) => index > 0 && compare(sorted[index - 1] ?? '', title) > 0);
    expect(wrong).toEqual([]);
    expect(titles(await list(key, '&sort=title&descending=true'))).not.toEqual(sorted);
  });

  test('puts Task 9 before Task 10', async () => {
    const { key } = await buildProject(server);
    await server.owner.command(key, 'item.createMany', {
      titles: ['Task 10', 'Task 9', 'task 9', 'Task 100', 'Äther', 'Zebra'],
    });
    expect(titles(await list(key))).toEqual(['Äther', 'task 9', 'Task 9', 'Task 10', 'Task 100', 'Zebra']);
  });

  test.each([
    ['size', [2, 10, 100]],
    ['due', ['2026-12-31', '2027-01-02', '2027-01-10']],
    ['urgent', [false, true]],
    [
      'effort',
      [
        { seconds: 60, unit: 'm', elapsed: false },
        { seconds: 7_200, unit: 'h', elapsed: false },
      ],
    ],
    ['remark', ['Remark 9', 'Remark 10']],
    ['owner', ['a', 'b']],
  ])('sorts by %s, those without one last in both directions', async (field, values) => {
    const { key } = await buildProject(server);
    await createRecord(server.owner, key, 'item');
    const owners =
      field === 'owner' ? ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'] : values;
    for (const value of owners.toReversed()) await createRecord(server.owner, key, 'item', { [field]: value });
    const valuesOf = async (query: string) => (await list(key, query)).rows.map(({ fields }) => fields[field]);
    expect(await valuesOf(`&sort=${field}`)).toEqual([...owners, undefined]);
    expect(await valuesOf(`&sort=${field}&descending=true`)).toEqual([...owners.toReversed(), undefined]);
  });

  test('sorts by number and by state', async () => {
    const { key } = await buildProject(server);
    const ids = [];
    for (let n = 0; n < 12; n += 1) ids.push(await createRecord(server.owner, key, 'item'));
    await server.owner.command(key, 'record.move', { id: ids[5], move: 'close' });
    expect((await list(key, '&sort=number&descending=true')).rows.map(({ number }) => number)).toEqual(
      Array.from({ length: 12 }, (_, index) => 12 - index),
    );
    expect((await list(key, '&sort=state')).rows[0]?.id).toBe(ids[5]);
    const closed = JSON.stringify([{ field: 'state', op: 'is', value: 'closed' }]);
    expect(await list(key, `&filter=${encodeURIComponent(closed)}`)).toMatchObject({
      total: 1,
      rows: [{ id: ids[5] }],
    });
  });

  test('is read page by page without missing or repeating a row, ties by number', async () => {
    const { key } = await buildProject(server);
    await server.owner.command(key, 'item.createMany', {
      titles: Array.from({ length: 47 }, (_, n) => `Same ${n % 3}`),
    });
    const ids: string[] = [];
    for (let offset = 0; offset < 60; offset += 10) {
      const page = await server.owner.read(recordPage, `/projects/${key}/records/item?limit=10&offset=${offset}`);
      expect(page).toMatchObject({ total: 47, offset });
      ids.push(...page.rows.map(({ id }) => id));
    }
    expect(new Set(ids).size).toBe(47);
    expect(ids).toHaveLength(47);
  });

  test.each([
    ['interfa', ['HL7/ADT interface v2.5.1']],
    ['INTERFACE', ['HL7/ADT interface v2.5.1']],
    ['adt', ['HL7/ADT interface v2.5.1']],
    ['hl7 adt', ['HL7/ADT interface v2.5.1']],
    ['v2.5', ['HL7/ADT interface v2.5.1']],
    ['cut over', ['Cut-over rehearsal']],
    ['cut-over', ['Cut-over rehearsal']],
    ['rehearsal cut', ['Cut-over rehearsal']],
    ['öl', ['Ölwechsel für Übung']],
    ['example', ['Ask help@desk.example.org']],
    ['ITM-2', ['Cut-over rehearsal']],
    ['itm-2', ['Cut-over rehearsal']],
    ['4', ['4 servers', 'Ask help@desk.example.org']],
    ["o'brien & | ! :*", ["O'Brien's ward"]],
    ['nothing like it', []],
    ['&', []],
  ])('finds by the beginnings of words or a number: %s', async (typed, found) => {
    const page = await list(await searched(), `&search=${encodeURIComponent(typed)}`);
    expect(titles(page).sort()).toEqual([...found].sort());
    expect(page.total).toBe(found.length);
  });

  let searchKey: string | undefined;
  async function searched(): Promise<string> {
    if (searchKey) return searchKey;
    const { key } = await buildProject(server);
    const all = [
      'HL7/ADT interface v2.5.1',
      'Cut-over rehearsal',
      'Ölwechsel für Übung',
      'Ask help@desk.example.org',
      '4 servers',
      "O'Brien's ward",
    ];
    await server.owner.command(key, 'item.createMany', { titles: all });
    searchKey = key;
    return key;
  }
});

const leaf: fc.Arbitrary<Predicate> = fc.oneof(
  fc.constant<Predicate>({ every: true }),
  fc.record({ state: fc.subarray(['open', 'closed', 'gone']) }),
  fc.record({ kind: fc.subarray(['note', 'item', 'nothing']) }),
  fc.record({
    field: fc.constantFrom('shared', 'weight', 'topic', 'title', 'missing', 'constructor'),
    is: fc.constantFrom<string | number | boolean>(true, false, 0, 1, -0, 1.5, 'a', 'b', '', 'true', '1'),
  }),
  fc.record({ field: fc.constantFrom('owner', 'title', 'missing', 'person'), isMe: fc.constant(true as const) }),
  fc.record({ office: fc.constantFrom('privacyOfficer', 'sponsor') }),
);
const LINKS = ['note.about', 'item.main', 'item.needs', 'share.of', 'nothing.there'];
const { tree } = fc.letrec<{ tree: Predicate }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.record({ anyOf: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
    fc.record({ linkedTo: fc.constantFrom(...LINKS), where: tie('tree') }),
    fc.record({ linkedFrom: fc.constantFrom(...LINKS), where: tie('tree') }),
  ),
}));
const actor = fc.record({
  account: fc.constantFrom('0', '1', 'console'),
  roles: fc.subarray(['reader', 'partner'] as const),
  offices: fc.subarray(['privacyOfficer', 'sponsor']),
});

describe('who may read which rows', () => {
  test('is answered the same by the store and by the graph, for any predicate, actor and rows', async () => {
    const { key, id: scope } = await buildProject(server);
    const people = [server.owner.account.id, server.reader.account.id];
    const ids: string[] = [];
    const at = (n: number): string => ids[n % ids.length] ?? '';
    for (let n = 0; n < 40; n += 1) {
      const kind = n % 4 === 3 ? 'item' : 'note';
      const id = await createRecord(server.owner, key, kind, {
        ...(kind === 'note' && n % 3 ? { shared: n % 2 === 0 } : {}),
        ...(kind === 'note' && n % 4 ? { weight: [0, 1, 1.5][n % 3] } : {}),
        ...(kind === 'note' && n % 5 ? { topic: n % 2 ? 'a' : 'b' } : {}),
        ...(n % 7 ? { owner: people[n % 2] } : {}),
        title: n % 6 ? `Note ${n}` : 'true',
      });
      ids.push(id);
      if (n % 3 === 0) await server.owner.command(key, 'record.move', { id, move: 'close' });
    }
    for (let n = 0; n < ids.length; n += 1) {
      const from = at(n);
      const link = (type: string, to: string) => server.owner.attempt(key, 'link.create', { type, from, to });
      if (n % 4 === 3) {
        await link('item.main', at(n * 7 + 2));
        await link('item.needs', at(n + 4));
      } else await link('note.about', at(n * 5 + 3));
      if (n % 5 === 0) await server.owner.command(key, 'record.share', { id: from, person: people[n % 2] });
      if (n % 10 === 0) await server.owner.command(key, 'record.unshare', { id: from, person: people[n % 2] });
      if (n % 11 === 4) await server.owner.command(key, 'record.withdraw', { id: from });
    }
    const { db, graphs } = server.installation;
    const graph = await graphs.of(scope);
    const rows = ids.flatMap((id) => graph.find(id) ?? []);
    expect(graph.count('share')).toBeGreaterThan(2);
    let some = 0;
    await fc.assert(
      fc.asyncProperty(tree, actor, async (predicate, asked) => {
        const who: Actor = { ...asked, account: people[Number(asked.account)] ?? asked.account };
        const found = await db
          .selectFrom('record')
          .select('id')
          .where('scope', '=', scope)
          .where('kind', 'in', ['note', 'item'])
          .where(predicateSql(predicate, { actor: who, scope }))
          .execute();
        const expected = rows.filter((row) => holds(predicate, row, who, graph)).map(({ id }) => id);
        some += Number(expected.length > 0 && expected.length < rows.length);
        expect(found.map(({ id }) => id).sort()).toEqual(expected.sort());
      }),
      { numRuns: 400 },
    );
    // The question is worth asking only if many of the answers are neither all nor none.
    expect(some).toBeGreaterThan(40);
  });

  test('shows in a register what the reader may see, and counts nothing else', async () => {
    const { key } = await buildProject(server);
    const shown = await createRecord(server.owner, key, 'note', { title: 'Shared one', shared: true });
    const mine = await createRecord(server.owner, key, 'note', { title: 'Mine one', owner: server.reader.account.id });
    const closed = await createRecord(server.owner, key, 'note', { title: 'Closed one', shared: true });
    await server.owner.command(key, 'record.move', { id: closed, move: 'close' });
    await createRecord(server.owner, key, 'note', { title: 'Hidden one' });
    const page = await list(key, '&search=one', server.reader, 'note');
    expect(page).toMatchObject({ total: 2 });
    expect(new Set(page.rows.map(({ id }) => id))).toEqual(new Set([shown, mine]));
    expect(await list(key, '', server.owner, 'note')).toMatchObject({ total: 4 });
  });
});
