import { importRun, importUndone } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import type { TestClient } from '../testing/client.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let key = '';

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server));
});
afterAll(() => server.close());

const columns = [
  { header: 'No', key: true },
  { header: 'Item', field: 'title' },
  { header: 'Size', field: 'size' },
  { header: 'Needs', link: 'item.needs' },
];
const row = z.object({ id: z.string(), fields: z.record(z.string(), z.unknown()) });
const rowsShape = z.object({ rows: z.array(row) });

/** Imports a table. @returns by what it is taken back, if it changed anything. */
async function bring(text: string, more: { columns?: object[]; kind?: string } = {}): Promise<string | null> {
  const { hash } = z.object({ hash: z.string() }).parse((await server.owner.upload(Buffer.from(text))).body);
  const mapping = { kind: 'item', columns, match: 'key', clearEmpty: false, ...more };
  const answer = await server.owner.request('POST', `/projects/${key}/tables/import`, {
    file: hash,
    name: 'items.csv',
    mapping,
  });
  return z.object({ run: z.string().nullable() }).parse(answer.body).run;
}
const attempt = (run: string | null, client: TestClient = server.owner) =>
  client.request('POST', `/projects/${key}/imports/${run}/undo`, {});
const undo = async (run: string | null) => importUndone.parse((await attempt(run)).body);
const items = async () =>
  rowsShape.parse((await server.owner.request('GET', `/projects/${key}/records/item?sort=title`)).body).rows;
const titles = async () => (await items()).map(({ fields }) => fields['title']);
const idOf = async (title: string): Promise<string> =>
  (await items()).find(({ fields }) => fields['title'] === title)?.id ?? '';

describe('an import that is taken back', () => {
  test('leaves everything as it was before: what it made, what it changed, what it linked', async () => {
    await bring('No,Item,Size,Needs\n1,Cable,3,\n2,Switch,1,1\n3,Rack,9,\n');
    const before = await items();
    const run = await bring('No,Item,Size,Needs\n1,Cable,4,3\n2,Big switch,1,3\n4,Fan,2,\n');
    expect(await titles()).toEqual(['Big switch', 'Cable', 'Fan', 'Rack']);
    expect(await undo(run)).toEqual({ undone: 3, stays: 0, kept: [] });
    expect((await items()).map(({ fields }) => fields)).toEqual(before.map(({ fields }) => fields));
    const needs = await server.owner.request('GET', `/projects/${key}/record/${await idOf('Switch')}`);
    expect(needs.body).toMatchObject({ links: [{ other: { title: 'Cable' } }] });
    const cable = await server.owner.request('GET', `/projects/${key}/record/${await idOf('Cable')}`);
    expect(cable.body).toMatchObject({ links: [{ direction: 'in' }] });
  });

  test('keeps what somebody changed or linked since, and says so', async () => {
    const run = await bring('No,Item,Size,Needs\n11,Lamp,1,\n12,Plug,1,\n13,Socket,1,\n');
    const [lamp, plug] = [await idOf('Lamp'), await idOf('Plug')];
    await server.owner.command(key, 'record.update', { id: lamp, fields: { size: 5 } });
    const other = await createRecord(server.owner, key, 'item', { title: 'Needs a plug' });
    await server.owner.command(key, 'link.create', { type: 'item.needs', from: other, to: plug });
    expect(await undo(run)).toEqual({
      undone: 1,
      stays: 2,
      kept: [
        { id: lamp, title: 'Lamp', why: 'changed' },
        { id: plug, title: 'Plug', why: 'linked' },
      ],
    });
    const left = await titles();
    expect(left).toContain('Lamp');
    expect(left).not.toContain('Socket');
  });

  test('withdraws again what it had brought back', async () => {
    await bring('No,Item,Size,Needs\n21,Lost,1,\n');
    await server.owner.command(key, 'record.withdraw', { id: await idOf('Lost') });
    const run = await bring('No,Item,Size,Needs\n21,Found,1,\n');
    expect(await titles()).toContain('Found');
    expect(await undo(run)).toMatchObject({ undone: 1, stays: 0 });
    expect(await titles()).not.toContain('Found');
  });

  test('is one step of the ledger, listed with who ran it, and done once', async () => {
    const run = await bring('No,Item,Size,Needs\n31,Once,1,\n32,Twice,1,\n');
    expect(await bring('No,Item,Size,Needs\n31,Once,1,\n')).toBeNull();
    await undo(run);
    expect((await attempt(run)).status).toBe(422);
    const list = z.array(importRun).parse((await server.owner.request('GET', `/projects/${key}/imports`)).body);
    expect(list[0]).toMatchObject({
      id: run,
      source: 'table',
      kind: 'item',
      file: 'items.csv',
      account: server.owner.account.id,
      events: 2,
      undone: { by: server.owner.account.id },
    });
    const { rows } = await server.installation.pool.query<{ commands: number }>(
      `select count(distinct command)::int as commands from (select command from event e join scope s on s.id = e.scope
         where s.key = $1 order by sequence desc limit 2) as last`,
      [key],
    );
    expect(rows[0]?.commands).toBe(1);
  });

  test('is for those who may change the records, in this project only', async () => {
    const run = await bring('No,Item,Size,Needs\n41,Mine,1,\n');
    expect((await attempt(run, server.reader)).status).toBe(403);
    expect((await attempt(run, server.stranger)).status).toBe(404);
    const other = await buildProject(server);
    expect((await server.owner.request('POST', `/projects/${other.key}/imports/${run}/undo`, {})).status).toBe(404);
    expect(await titles()).toContain('Mine');
  });
});

describe('a table with columns for the project’s own fields', () => {
  const own = async (title: string, valueType: string): Promise<string> => {
    const fields = { title, of: 'item', valueType };
    const { result } = await server.owner.command(key, 'record.create', { kind: 'ownField', fields });
    return `own-${z.object({ id: z.string() }).parse(result).id}`;
  };

  test('brings their values in, people by their names, and takes them back', async () => {
    const [ward, beds, team] = [await own('Ward', 'text'), await own('Beds', 'number'), await own('Team', 'people')];
    const mapped = [
      { header: 'Item', field: 'title' },
      { header: 'Ward', field: ward },
      { header: 'Beds', field: beds },
      { header: 'Team', field: team },
    ];
    const matched = { columns: mapped, kind: 'item', match: 'title' };
    const good = await bring('Item,Ward,Beds,Team\nBed,ICU,12,Olive Owner\n', matched);
    const bed = (await items()).find(({ fields }) => fields['title'] === 'Bed');
    expect(bed?.fields).toMatchObject({ [ward]: 'ICU', [beds]: 12, [team]: [server.owner.account.id] });
    expect(await undo(good)).toMatchObject({ undone: 1 });
    expect(await titles()).not.toContain('Bed');
  });
});
