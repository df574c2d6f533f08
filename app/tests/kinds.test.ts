import {
  type Clause,
  clauseSchema,
  type Field,
  fieldType,
  type FieldValues,
  type Json,
  type Kind,
  proposeMapping,
  type TableMapping,
} from '@callosum/kernel';
import { importUndone, jobFilePath, jobView, recordGroups, recordView, tableDiff } from '@callosum/kernel/contract';
import { csvOf, fieldCell, type Sheet } from '@callosum/kernel/report';
import { exampleValue } from '@callosum/kernel/testing';
import { buildProject, startServer, type TestServer, until } from '@callosum/server/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';
import { changesBetween, isSorted, type Trying, trialOf, typed, walkMoves } from './kind-trial.ts';

/** Records of these are made by commands of their own; each has a test elsewhere. */
const MADE_BY_COMMANDS = [
  'share',
  'redaction',
  'project',
  'gateDecision',
  'vote',
  'condition',
  'organisation',
  'programme',
  'appointment',
  'assignment',
  'comment',
  'projectTemplate',
];

const byHand = [...registry.kinds.values()].filter(({ name }) => !MADE_BY_COMMANDS.includes(name));
const read = byHand.filter(({ anonymous }) => !anonymous);
const named = (kinds: readonly Kind[]) => kinds.map((kind) => [kind.name, kind] as const);

let server: TestServer;
let key = '';
let people: readonly string[] = [];

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster'), registry });
  ({ key } = await buildProject(server));
  const { owner, reader } = server;
  people = [owner.account.id, reader.account.id];
  // Whoever tries all of it holds every office.
  const person = registry.kinds.get('person');
  const office = registry.kinds.get('appointment')?.fields['office'];
  if (!person || office?.type !== 'choice') throw new Error('There are no offices');
  const trying = trialOf({ registry, client: owner, people, key, kind: person });
  const id = await trying.create({ title: owner.account.name, account: owner.account.id });
  for (const one of Object.keys(office.options))
    await owner.command(key, 'office.appoint', { office: one, person: id, from: '2026-01-01' });
});
afterAll(() => server.close());

/** As the owner, in the project or, for what all projects share, in the organisation. */
function tryingAs(kind: Kind, where = kind.home.includes('project') ? key : 'organisation'): Trying {
  return trialOf({ registry, client: server.owner, people, key: where, kind });
}

test('every kind that people may create is tried', () => {
  const cannot = [...registry.kinds.values()].filter(
    ({ permissions, fields }) =>
      (permissions.create ?? []).length === 0 || Object.values(fields).some((one) => one.required && one.computed),
  );
  expect(cannot.map(({ name }) => name).sort()).toEqual([...MADE_BY_COMMANDS].sort());
});

describe.concurrent('a record', () => {
  test.each(named(read))('%s is made, found, sorted, changed field by field and taken away', async (_name, kind) => {
    const trying = tryingAs(kind);
    const full = trying.example(4);
    const id = await trying.create(full);
    const bare = await trying.create(trying.example(2, { full: false }));
    const view = await trying.look(id);
    expect(typed(kind, view.record.fields)).toEqual(full);
    const withdraw = (kind.permissions.withdraw ?? []).length > 0;
    // What is chosen once is closed from then on.
    const locked = Object.keys(fixedOf(kind, full));
    expect(view).toMatchObject({ may: { update: true, withdraw, locked }, hidden: [] });
    await findsAndSorts(trying, id, full);

    const other = trying.example(8, { stored: fixedOf(kind, full) });
    await trying.run('record.update', { id, fields: changesBetween(kind, full, other) });
    expect(typed(kind, (await trying.look(id)).record.fields)).toEqual({ ...fixedOf(kind, full), ...other });

    if (!withdraw) return;
    await trying.run('record.withdraw', { id: bare });
    const ids = async () => (await trying.list()).rows.map((row) => row.id);
    expect(await ids()).not.toContain(bare);
    await trying.run('record.restore', { id: bare });
    expect(await ids()).toContain(bare);
  });

  test.each(named(byHand.filter(({ anonymous }) => anonymous)))('%s is given and never read', async (_name, kind) => {
    const trying = tryingAs(kind);
    const id = await trying.create(trying.example(2));
    expect((await server.owner.request('GET', `/projects/${key}/record/${id}`)).status).toBe(404);
    expect((await server.owner.request('GET', `/projects/${key}/records/${kind.name}`)).status).toBe(403);
    expect((await server.owner.request('GET', `/projects/${key}/results/${kind.name}`)).status).toBe(200);
  });

  const moving = read.filter(({ lifecycle }) => Object.keys(lifecycle.moves).length > 0);
  test.each(named(moving))('%s makes every move from every state, and stands on the board', async (_name, kind) => {
    const trying = tryingAs(kind);
    expect(await walkMoves(trying)).toEqual([]);
    const path = `/projects/${trying.key}/records/${kind.name}/groups?group=state`;
    const { groups } = await server.owner.read(recordGroups, path);
    const { total } = await trying.list({ limit: '1' });
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(total);
  });
});

/** Filters and sorts by every field that says it can be. */
async function findsAndSorts(trying: Trying, id: string, fields: FieldValues): Promise<void> {
  const { kind } = trying;
  for (const [name, field] of Object.entries(kind.fields)) {
    if (!field.sortable) continue;
    const clause = clauseFor(name, field, fields[name]);
    const { rows } = await trying.list({ sort: name, ...(clause ? { filter: JSON.stringify([clause]) } : {}) });
    if (clause)
      expect(
        rows.map((row) => row.id),
        name,
      ).toContain(id);
    expect(isSorted(kind, name, rows), `sorted by ${name}`).toBe(true);
  }
}

/** Asks for the value itself, by the first way in which the type is asked for one. */
function clauseFor(name: string, field: Field, value: Json | undefined): Clause | undefined {
  if (value === undefined) return undefined;
  const { operators } = fieldType(field);
  const op = (['is', 'upTo', 'set'] as const).find((one) => operators.includes(one));
  if (op === undefined) return undefined;
  if (op === 'set') return { field: name, op };
  // A rating is asked for by its level, an amount and a length as they are stored.
  const asked = field.type === 'rating' && isValues(value) ? value.level : value;
  return clauseSchema.parse({ field: name, op, value: asked });
}

function isValues(value: Json): value is FieldValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fixedOf(kind: Kind, fields: FieldValues): FieldValues {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => kind.fields[name]?.fixed));
}

describe('links', () => {
  const records = new Map<string, Promise<string>>();
  /** Two records of each kind in each place, so that one can be linked to another of its own. */
  const given = (kind: Kind, where: string, which: number): Promise<string> => {
    const name = `${kind.name} ${where} ${which}`;
    const trying = tryingAs(kind, where);
    const made = records.get(name) ?? trying.create(trying.example(2 * which, { full: false }));
    records.set(name, made);
    return made;
  };

  const linked = read.filter(({ links }) => Object.keys(links).length > 0);
  test.concurrent.each(named(linked))('of %s are made, seen from both ends, and removed', async (_name, kind) => {
    const trying = tryingAs(kind);
    let from = await trying.create(trying.example(4, { full: false }));
    for (const [name, link] of Object.entries(kind.links)) {
      const type = `${kind.name}.${name}`;
      for (const end of endsOf(link)) {
        const far = end.home.includes('project') && trying.key === key ? key : 'organisation';
        const to = await given(end, far, 1);
        const fields = Object.fromEntries(
          Object.entries(link.fields ?? {}).flatMap(([one, field]) =>
            field.required ? [[one, exampleValue(field, 1, people)] as const] : [],
          ),
        );
        const answer = await server.owner.attempt(trying.key, 'link.create', { type, from, to, fields });
        expect(answer.status, `${type} to ${end.name}`).toBe(link.byHand === 'never' ? 422 : 200);
        if (link.byHand === 'never') continue;
        const { id } = z.looseObject({ result: z.looseObject({ id: z.string() }) }).parse(answer.body).result;
        const here = (await trying.look(from)).links;
        expect(here, type).toContainEqual(expect.objectContaining({ id, direction: 'out' }));
        const there = (await server.owner.read(recordView, `/projects/${trying.key}/record/${to}`)).links;
        if (link.apart !== true) expect(there, type).toContainEqual(expect.objectContaining({ id, direction: 'in' }));
        const kept = link.byHand === 'adding' || link.lasting === true;
        expect((await server.owner.attempt(trying.key, 'link.remove', { id })).status, type).toBe(kept ? 422 : 200);
        const by = link.removedBy;
        if (by) await trying.run(by.command, { [by.from]: from, [by.to]: to });
        if (kept) from = await trying.create(trying.example(4, { full: false }));
      }
    }
  });

  /** Kinds a link may end at; of those that may end anywhere, a few. */
  function endsOf({ to }: Kind['links'][string]): Kind[] {
    const ends = (to === 'every' ? read.slice(0, 3).map(({ name }) => name) : to).filter(
      (name) => !MADE_BY_COMMANDS.includes(name),
    );
    return ends.flatMap((name) => registry.kinds.get(name) ?? []);
  }
});

/** As few kinds as have fields of every type between them. */
const ofEveryType = named(read).filter(([, kind], index) => {
  const before = new Set(read.slice(0, index).flatMap((one) => typesOf(one)));
  return typesOf(kind).some((type) => !before.has(type));
});

function typesOf({ fields }: Kind): string[] {
  return Object.values(fields).map((field) =>
    field.type === 'number' && field.unit !== undefined ? 'unit' : field.type,
  );
}

describe.concurrent('an export', () => {
  test.each(named(read))('of %s is imported again: as it is, and under new keys', async (_name, kind) => {
    const trying = tryingAs(kind);
    for (const seed of [6, 10]) await trying.create(trying.example(seed));
    const { sheet, total } = await sheetOf(trying);
    const mapping = await mappingOf(trying, csvOf(sheet));
    const again = await importing(trying, 'register.csv', csvOf(sheet), mapping);
    expect(again).toMatchObject({ ...NOTHING, unchanged: total });

    const rows = sheet.rows.map(([, ...rest], index) => [`new ${index}`, ...rest]);
    const fresh = csvOf({ ...sheet, rows });
    const done = await importing(trying, 'register.csv', fresh, { ...mapping, match: 'key' });
    expect(done).toMatchObject({ ...NOTHING, created: total });
    const undone = await server.owner.request('POST', `/projects/${trying.key}/imports/${done.run}/undo`, {});
    // What may never be taken away stays, and the import with it.
    if ((kind.permissions.withdraw ?? []).length === 0) return expect(undone.status).toBe(403);
    expect(importUndone.parse(undone.body)).toMatchObject({ undone: total, stays: 0 });
    expect((await trying.list()).total).toBe(total);
  });
});

describe('an export as a workbook', () => {
  test.each(ofEveryType)('of %s is imported again as it is', async (_name, kind) => {
    const trying = tryingAs(kind);
    const { sheet, total } = await sheetOf(trying);
    const mapping = await mappingOf(trying, csvOf(sheet));
    const again = await importing(trying, 'register.xlsx', await workbookOf(trying), mapping);
    expect(again).toMatchObject({ ...NOTHING, unchanged: total });
  });
});

const NOTHING = { created: 0, updated: 0, restored: 0, unchanged: 0, faults: [] };

function columnsOf({ fields }: Kind): string[] {
  return Object.keys(fields).filter((name) => fields[name]?.type !== 'structure');
}

/** The register with all its columns, as the browser writes it. */
async function sheetOf({ kind, list }: Trying): Promise<{ sheet: Sheet; total: number }> {
  const { owner, reader } = server;
  const nameOf = (account: string): string =>
    [owner, reader].find((one) => one.account.id === account)?.account.name ?? '';
  const columns = columnsOf(kind);
  const { rows, total } = await list({ sort: 'number' });
  const headings = ['Number', ...columns.map((name) => kind.fields[name]?.label ?? name), 'State'];
  const cells = rows.map(({ number, fields, state }) => [
    `${kind.prefix}-${number}`,
    ...columns.map((name) => {
      const field = kind.fields[name];
      return field ? fieldCell(field, fields[name], nameOf) : null;
    }),
    state,
  ]);
  return { sheet: { headings, rows: cells }, total };
}

const uploaded = z.object({ hash: z.string() });
const table = z.object({ header: z.array(z.string()), sample: z.array(z.array(z.string())) });

/** Where the columns of a file go, as the browser proposes it. */
async function mappingOf({ key: where, kind }: Trying, content: string): Promise<TableMapping> {
  const file = uploaded.parse((await server.owner.upload(content)).body).hash;
  const answer = await server.owner.request('POST', `/projects/${where}/tables/read`, { file, name: 'register.csv' });
  const { header, sample } = table.parse(answer.body);
  const mapping = proposeMapping(kind, registry, header, sample);
  expect(mapping.match).toBe('number');
  return mapping;
}

async function importing({ key: where }: Trying, name: string, content: string | Uint8Array, mapping: TableMapping) {
  const file = uploaded.parse((await server.owner.upload(content)).body).hash;
  const request = { file, name, mapping };
  const { status, body } = await server.owner.request('POST', `/projects/${where}/tables/import`, request);
  if (status !== 200) throw new Error(`${mapping.kind}: ${status} ${JSON.stringify(body)}`);
  return tableDiff.extend({ run: z.string().nullable() }).parse(body);
}

/** The register as a workbook, all its columns in it. */
async function workbookOf({ key: where, kind }: Trying): Promise<Uint8Array> {
  const request = { kind: kind.name, columns: columnsOf(kind), format: 'xlsx', sort: 'number' };
  const { body } = await server.owner.request('POST', `/projects/${where}/registers`, request);
  const { id } = jobView.parse(body);
  await until(`the register of ${kind.name} is written`, async () => {
    const { state, problems } = await server.owner.read(jobView, `/jobs/${id}`);
    if (state === 'failed') throw new Error(JSON.stringify(problems));
    return state === 'done';
  });
  const headers = { cookie: server.owner.cookie };
  return new Uint8Array(await (await fetch(`${server.address}${jobFilePath(id)}`, { headers })).arrayBuffer());
}
