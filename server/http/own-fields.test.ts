import { recordPage, recordView } from '@callosum/kernel/contract';
import { project as projectShape } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let key: string;

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server));
});
afterAll(() => server.close());

const own = async (title: string, valueType: string, more: Record<string, unknown> = {}): Promise<string> => {
  const id = await createRecord(server.owner, key, 'ownField', { title, of: 'item', valueType, ...more });
  return `own-${id}`;
};
const read = async (id: string) => (await server.owner.read(recordView, `/projects/${key}/record/${id}`)).record.fields;
const list = (query: string) => server.owner.read(recordPage, `/projects/${key}/records/item?limit=500&${query}`);

describe('a field of a project’s own', () => {
  test('is validated, stored, sorted and filtered like a declared one, without a migration', async () => {
    const beds = await own('Beds', 'number', { unit: 'beds' });
    for (const count of [9, 10, 2]) await createRecord(server.owner, key, 'item', { [beds]: count });
    const refused = await server.owner.attempt(key, 'record.create', {
      kind: 'item',
      fields: { title: 'x', [beds]: 'many' },
    });
    expect(refused.status).toBe(400);
    const counts = async (query: string) => (await list(query)).rows.flatMap(({ fields }) => fields[beds] ?? []);
    expect(await counts(`sort=${beds}`)).toEqual([2, 9, 10]);
    const clause = [{ field: beds, op: 'from', value: 9 }];
    expect(await counts(`sort=${beds}&filter=${encodeURIComponent(JSON.stringify(clause))}`)).toEqual([9, 10]);
  });

  test('belongs to its project only', async () => {
    const room = await own('Room', 'text');
    const other = await buildProject(server);
    const there = await server.owner.attempt(other.key, 'record.create', {
      kind: 'item',
      fields: { title: 'x', [room]: 'A1' },
    });
    expect(there.status).toBe(400);
    expect((await server.owner.read(projectShape, `/projects/${other.key}`)).ownFields).toEqual([]);
    const here = (await server.owner.read(projectShape, `/projects/${key}`)).ownFields;
    expect(here.map(({ fields }) => fields.title)).toContain('Room');
  });

  test('that is withdrawn is hidden and refuses values, and shows them again when it is restored', async () => {
    const floor = await own('Floor', 'choice', { options: 'Ground\nFirst' });
    const id = await createRecord(server.owner, key, 'item', { [floor]: 'First' });
    await server.owner.command(key, 'record.withdraw', { id: floor.slice(4) });
    expect((await server.owner.attempt(key, 'record.update', { id, fields: { [floor]: 'Ground' } })).status).toBe(400);
    await server.owner.command(key, 'record.update', { id, fields: { title: 'Changed meanwhile' } });
    await server.owner.command(key, 'record.restore', { id: floor.slice(4) });
    expect((await read(id))[floor]).toBe('First');
    expect((await server.owner.attempt(key, 'record.update', { id, fields: { [floor]: 'Attic' } })).status).toBe(400);
  });

  test('that is required is asked of whoever makes a record, and cannot be cleared', async () => {
    const old = await createRecord(server.owner, key, 'item');
    const ward = await own('Ward', 'text', { needed: true });
    const without = await server.owner.attempt(key, 'record.create', { kind: 'item', fields: { title: 'x' } });
    expect(without.status).toBe(400);
    expect(JSON.stringify(without.body)).toContain('Ward is missing.');
    const made = await createRecord(server.owner, key, 'item', { [ward]: 'ICU' });
    expect((await server.owner.attempt(key, 'record.update', { id: made, fields: { [ward]: null } })).status).toBe(400);
    await server.owner.command(key, 'record.move', { id: old, move: 'close' });
    await server.owner.command(key, 'record.withdraw', { id: ward.slice(4) });
  });

  test('that is a formula is worked out when read, from declared fields and others of its own', async () => {
    const rooms = await own('Number of rooms', 'number');
    const total = await own('Total', 'formula', {
      formula: 'if(set(size), size * [Number of rooms], 0)',
      unit: 'beds',
    });
    const id = await createRecord(server.owner, key, 'item', { size: 4, [rooms]: 3 });
    expect((await read(id))[total]).toBe(12);
    expect((await server.owner.attempt(key, 'record.update', { id, fields: { [total]: 1 } })).status).toBe(400);
  });

  test('is made and changed by those who manage the project only, and keeps its kind and type', async () => {
    const fields = { title: 'Mine', of: 'item', valueType: 'text' };
    expect((await server.reader.attempt(key, 'record.create', { kind: 'ownField', fields })).status).toBe(403);
    const id = (await own('Mine', 'text')).slice(4);
    for (const change of [{ of: 'note' }, { valueType: 'number' }]) {
      expect((await server.owner.attempt(key, 'record.update', { id, fields: change })).status).toBe(422);
    }
    await server.owner.command(key, 'record.update', { id, fields: { title: 'Renamed', of: 'item' } });
  });

  test.each([
    [{ of: 'nothing', valueType: 'text' }, 'of', 'no kind of record'],
    [{ of: 'item', valueType: 'choice' }, 'options', 'nothing to choose from'],
    [{ of: 'item', valueType: 'money', options: 'Euro' }, 'options', 'currencies'],
    [{ of: 'item', valueType: 'formula' }, 'formula', 'is missing'],
    [
      { of: 'item', valueType: 'formula', formula: 'size + weight' },
      'formula',
      'At character 8: There is no field “weight”',
    ],
    [{ of: 'item', valueType: 'formula', formula: 'size + due' }, 'formula', 'At character 6'],
  ])('is refused when it says %o', async (more, place, message) => {
    const answer = await server.owner.attempt(key, 'record.create', {
      kind: 'ownField',
      fields: { title: 'x', ...more },
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(message);
    expect(JSON.stringify(answer.body)).toContain(`"${place}"`);
  });
});
