import { addDays } from '@callosum/kernel';
import { changes, recordGroups, recordPage, recordView } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { CONSOLE } from '../identity/access.ts';
import { newId } from '../store/new-id.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let key: string;
let project: string;
const today = new Date().toISOString().slice(0, 10);
const day = (distance: number): string => addDays(today, distance);

/** What happened on which day; each holds from noon. */
const since = (on: string, command: string, input: unknown) =>
  server.installation.writes.execute({
    scope: project,
    actor: CONSOLE,
    commands: [{ command, input }],
    effective: `${on}T12:00:00.000Z`,
  });
const made = async (on: string, kind: string, fields: object): Promise<string> => {
  const id = newId();
  await since(on, 'record.create', { kind, id, fields });
  return id;
};

const ids: Record<'first' | 'second' | 'note' | 'gone', string> = { first: '', second: '', note: '', gone: '' };

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key, id: project } = await buildProject(server));
  ids.first = await made(day(-30), 'item', { title: 'Pumps', size: 3, due: day(-10) });
  ids.gone = await made(day(-30), 'item', { title: 'Beds', size: 1 });
  ids.note = await made(day(-30), 'note', { title: 'Not for all', shared: true });
  await since(day(-25), 'link.create', { type: 'item.needs', from: ids.first, to: ids.gone });
  await since(day(-20), 'record.update', { id: ids.first, fields: { size: 8, title: 'Infusion pumps' } });
  await since(day(-15), 'record.move', { id: ids.first, move: 'close' });
  await since(day(-15), 'record.withdraw', { id: ids.gone });
  ids.second = await made(day(-12), 'item', { title: 'Monitors', size: 5 });
  await since(day(-5), 'record.update', { id: ids.note, fields: { shared: false } });
});
afterAll(() => server.close());

const list = (query: string, kind = 'item', client = server.owner) =>
  client.read(recordPage, `/projects/${key}/records/${kind}?${query}`);
const titles = async (query: string): Promise<unknown[]> =>
  (await list(query)).rows.map(({ fields }) => fields['title']);

describe('a register as of another day', () => {
  test('shows the records as they were, in the order asked for', async () => {
    expect(await titles(`at=${day(-26)}&sort=size`)).toEqual(['Beds', 'Pumps']);
    expect(await titles(`at=${day(-26)}&sort=size&descending=true`)).toEqual(['Pumps', 'Beds']);
    expect(await titles(`at=${day(-20)}&sort=number`)).toEqual(['Infusion pumps', 'Beds']);
    expect(await titles(`at=${day(-13)}`)).toEqual(['Infusion pumps']);
    expect(await titles(`at=${day(-31)}`)).toEqual([]);
    expect(await titles(`at=${today}&sort=size`)).toEqual(await titles('sort=size'));
  });

  test('is filtered, searched, grouped and paged like that of today', async () => {
    const filter = encodeURIComponent(JSON.stringify([{ field: 'size', op: 'from', value: 2 }]));
    expect(await titles(`at=${day(-26)}&filter=${filter}`)).toEqual(['Pumps']);
    expect(await titles(`at=${day(-26)}&search=pump`)).toEqual(['Pumps']);
    expect(await titles(`at=${day(-26)}&search=-pump`)).toEqual(['Beds']);
    expect(await titles(`at=${day(-26)}&search=ITM-2`)).toEqual(['Beds']);
    expect(await list(`at=${day(-26)}&sort=size&offset=1&limit=1`)).toMatchObject({ total: 2, rows: [{ number: 1 }] });
    const groups = (query: string) =>
      server.owner.read(recordGroups, `/projects/${key}/records/item/groups?group=state&${query}`);
    expect(await groups(`at=${day(-20)}`)).toEqual({ groups: [{ value: 'open', count: 2 }] });
    expect(await groups(`at=${day(-12)}`)).toEqual({
      groups: [
        { value: 'open', count: 1 },
        { value: 'closed', count: 1 },
      ],
    });
  });

  test('shows whoever looks back what he may see today', async () => {
    expect((await list(`at=${day(-20)}`, 'note')).total).toBe(1);
    expect((await list(`at=${day(-20)}`, 'note', server.reader)).total).toBe(0);
    const hidden = await server.reader.request('GET', `/projects/${key}/record/${ids.note}?at=${day(-20)}`);
    expect(hidden.status).toBe(404);
  });
});

describe('a record as of another day', () => {
  const record = (id: string, at: string) => server.owner.read(recordView, `/projects/${key}/record/${id}?at=${at}`);

  test('is told with the links it had, and offers nothing to be done', async () => {
    const then = await record(ids.first, day(-21));
    expect(then.record).toMatchObject({ state: 'open', version: 1, fields: { title: 'Pumps', size: 3 } });
    expect(then.links.map(({ type, other }) => [type, other.title])).toEqual([['item.needs', 'Beds']]);
    expect(then.may).toEqual({ update: false, withdraw: false, share: false, moves: [], locked: [] });
    expect((await record(ids.first, day(-20))).record.fields).toMatchObject({ title: 'Infusion pumps', size: 8 });
    expect((await record(ids.first, today)).may.moves).not.toEqual([]);
    const early = await server.owner.request('GET', `/projects/${key}/record/${ids.second}?at=${day(-20)}`);
    expect(early.status).toBe(404);
  });
});

describe('what changed since', () => {
  const ALONE = { links: [], moreLinks: 0 };
  const changed = (query: string, client = server.owner) => client.read(changes, `/projects/${key}/changes?${query}`);

  test('counts what was made, moved, changed and withdrawn, by kind, with the way to each', async () => {
    const { from, at, board, kinds } = await changed(`from=${day(-21)}&at=${day(-12)}`);
    expect([from, at, board]).toEqual([day(-21), day(-12), null]);
    expect(kinds).toEqual([
      {
        discipline: 'test',
        kind: 'item',
        created: 1,
        moved: 1,
        changed: 0,
        linked: 0,
        withdrawn: 1,
        rows: [
          { id: ids.second, number: 3, title: 'Monitors', what: 'created', from: null, to: 'open', ...ALONE },
          { id: ids.first, number: 1, title: 'Infusion pumps', what: 'moved', from: 'open', to: 'closed', ...ALONE },
          { id: ids.gone, number: 2, title: 'Beds', what: 'withdrawn', from: 'open', to: null, ...ALONE },
        ],
      },
    ]);
    const [item] = (await changed(`from=${day(-22)}&at=${day(-19)}`)).kinds;
    expect(item).toMatchObject({ created: 0, moved: 0, changed: 1, withdrawn: 0 });
  });

  test('tells which links were made and removed, with the record they start from', async () => {
    const built = await buildProject(server);
    const [one, other] = [newId(), newId()];
    const happens = (on: string, command: string, input: unknown) =>
      server.installation.writes.execute({
        scope: built.id,
        actor: CONSOLE,
        commands: [{ command, input }],
        effective: `${on}T12:00:00.000Z`,
      });
    for (const [id, title] of [
      [one, 'Pumps'],
      [other, 'Beds'],
    ] as const)
      await happens(day(-30), 'record.create', { kind: 'item', id, fields: { title } });
    const told = async (from: number, at: number, client = server.owner) =>
      (await client.read(changes, `/projects/${built.key}/changes?from=${day(from)}&at=${day(at)}`)).kinds;
    await happens(day(-20), 'link.create', { type: 'item.needs', from: one, to: other });
    const link = { type: 'item.needs', other: { id: other, kind: 'item', number: 2, title: 'Beds' } };
    expect(await told(-21, -19)).toMatchObject([
      { kind: 'item', changed: 0, linked: 1, rows: [{ id: one, what: 'linked', links: [{ what: 'made', ...link }] }] },
    ]);
    expect(await told(-19, -18)).toEqual([]);
    const edge = (await server.owner.read(recordView, `/projects/${built.key}/record/${one}`)).links[0]?.id ?? '';
    await happens(day(-10), 'link.remove', { id: edge });
    await happens(day(-10), 'record.update', { id: one, fields: { size: 4 } });
    expect(await told(-11, -9)).toMatchObject([
      { changed: 1, linked: 0, rows: [{ what: 'changed', links: [{ what: 'removed', ...link }], moreLinks: 0 }] },
    ]);
    // There and back again is no change; new records bring their links along.
    expect(await told(-21, -9)).toMatchObject([{ changed: 1, linked: 0, rows: [{ links: [] }] }]);
    expect(await told(-31, -19)).toMatchObject([{ created: 2, linked: 0 }]);
  });

  test('is told as far as the reader may see it', async () => {
    const query = `from=${day(-6)}&at=${day(-1)}`;
    expect((await changed(query)).kinds).toMatchObject([{ kind: 'note', changed: 1 }]);
    expect(await changed(query, server.reader)).toMatchObject({ turned: [], kinds: [] });
    expect((await server.stranger.request('GET', `/projects/${key}/changes`)).status).toBe(404);
  });

  test('looks back to the last board, and says which criteria found something else since', async () => {
    const built = await buildProject(server);
    const gate = await createRecord(server.owner, built.key, 'checkpoint', {
      title: 'G1',
      fact: 'items.overdue',
      most: 0,
    });
    await createRecord(server.owner, built.key, 'item', { title: 'On time', due: day(3) });
    const { sequence } = await server.owner.read(recordPage, `/projects/${built.key}/records/item`);
    await server.owner.command(built.key, 'checkpoint.decide', { id: gate, sequence });
    await createRecord(server.owner, built.key, 'item', { title: 'Late', due: day(-3) });
    const answer = await server.owner.read(changes, `/projects/${built.key}/changes`);
    expect(answer).toMatchObject({
      board: { title: 'G1' },
      turned: [{ gate: 'G1', before: 'met', after: 'unmet', valueBefore: 0, valueAfter: 1 }],
    });
    expect(answer.kinds.find(({ kind }) => kind === 'item')).toMatchObject({ created: 1 });
  });
});
