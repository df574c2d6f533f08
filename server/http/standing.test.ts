import { recordView } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let key = '';

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server));
});
afterAll(() => server.close());

const view = async (id: string, client = server.owner) =>
  recordView.parse((await client.request('GET', `/projects/${key}/record/${id}`)).body);

/** A record, what it depends on, and what proves it. */
async function linked() {
  const [own, needed, proof] = [
    await createRecord(server.owner, key, 'item', { title: 'Downtime kit' }),
    await createRecord(server.owner, key, 'item', { title: 'Printer', size: 4 }),
    await createRecord(server.owner, key, 'note', { title: 'Drill' }),
  ];
  await server.owner.command(key, 'link.create', { type: 'item.needs', from: own, to: needed });
  await server.owner.command(key, 'link.create', { type: 'item.main', from: own, to: proof });
  return { own, needed, proof };
}

describe('a record that rests on others', () => {
  test('is told which links are suspect since a material change, until somebody says that he has looked', async () => {
    const { own, needed } = await linked();
    const suspects = async () => (await view(own)).links.filter(({ suspect }) => suspect);
    await server.owner.command(key, 'record.update', { id: needed, fields: { remark: 'Second floor' } });
    expect(await suspects()).toEqual([]);
    await server.owner.command(key, 'record.update', { id: needed, fields: { size: 5 } });
    const [link] = await suspects();
    expect(link).toMatchObject({ type: 'item.needs', direction: 'out' });
    expect((await view(needed)).links).toMatchObject([{ direction: 'in', suspect: true }]);
    await server.owner.command(key, 'link.review', { ids: [link?.id] });
    expect(await suspects()).toEqual([]);
  });

  test('lists what it is linked to by number, in whatever order that was linked', async () => {
    const { own, needed } = await linked();
    const later = [
      await createRecord(server.owner, key, 'item', { title: 'Paper' }),
      await createRecord(server.owner, key, 'item', { title: 'Torch' }),
    ];
    for (const to of later.toReversed()) {
      await server.owner.command(key, 'link.create', { type: 'item.needs', from: own, to });
    }
    const { links } = await view(own);
    const ends = links.filter(({ type }) => type === 'item.needs').map(({ other }) => other.id);
    expect(ends).toEqual([needed, ...later]);
  });

  test('is told why what was verified no longer counts, and without names of what the reader does not see', async () => {
    const { own, proof } = await linked();
    expect((await view(own)).standing).toEqual({ rests: 1, causes: [] });
    await server.owner.command(key, 'record.withdraw', { id: proof });
    expect((await view(own)).standing?.causes).toMatchObject([
      { message: expect.stringMatching(/^NTE-\d+ was withdrawn$/) },
    ]);
    expect((await view(own, server.reader)).standing?.causes).toMatchObject([{ message: 'a record was withdrawn' }]);
  });

  test('keeps in its row the version of its last material change', async () => {
    const { own, needed } = await linked();
    await server.owner.command(key, 'record.update', { id: needed, fields: { size: 9 } });
    const { pool } = server.installation;
    const stored = await pool.query<{ version: number; material_version: number }>(
      'select version, material_version from record where id = $1',
      [needed],
    );
    expect(stored.rows).toEqual([{ version: 2, material_version: 2 }]);
    await server.owner.command(key, 'record.update', { id: needed, fields: { remark: 'x' } });
    const again = await pool.query('select version, material_version from record where id = $1', [needed]);
    expect(again.rows).toEqual([{ version: 3, material_version: 2 }]);
    expect((await view(own)).links.some(({ suspect }) => suspect)).toBe(true);
  });
});
