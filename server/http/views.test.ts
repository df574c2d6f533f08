import { savedView } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let key = '';

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
});
afterAll(() => server.close());

const place = (kind = 'item'): string => `/projects/${key}/views/${kind}`;
const save = (client: TestServer['owner'], name: string, shared: boolean, definition: unknown = {}, kind = 'item') =>
  client.request('POST', place(kind), { name, shared, definition });
const names = async (client: TestServer['owner']) =>
  (await client.read(z.object({ views: z.array(savedView) }), place())).views.map(({ name }) => name);

describe('a saved view', () => {
  test('is kept for oneself as it was, and replaced under the same name', async () => {
    ({ key } = await buildProject(server));
    const definition = {
      q: 'lab',
      filter: [{ field: 'owner', op: 'is', value: { me: true } }],
      sort: 'due',
      down: true,
      group: 'state',
      columns: ['due', 'title'],
      as: 'list',
    };
    expect((await save(server.reader, 'Mine', false, definition)).status).toBe(200);
    const { views } = await server.reader.read(z.object({ views: z.array(savedView) }), place());
    expect(views).toMatchObject([{ name: 'Mine', shared: false, definition, may: { remove: true } }]);
    expect((await save(server.reader, 'Mine', false, { sort: 'size' })).body).toMatchObject({ id: views[0]?.id });
    expect(await names(server.reader)).toEqual(['Mine']);
    expect(await names(server.owner)).toEqual([]);
  });

  test('is shared by those who may change the records, and removed by its maker or an owner', async () => {
    ({ key } = await buildProject(server));
    const refused = await save(server.reader, 'For all', true);
    expect(refused).toMatchObject({ status: 403, body: { data: { problems: [{ path: ['shared'] }] } } });
    const { id } = savedView.parse((await save(server.owner, 'For all', true)).body);
    expect(await names(server.reader)).toEqual(['For all']);
    expect((await server.reader.request('DELETE', `/projects/${key}/view/${id}`)).status).toBe(403);
    expect((await server.owner.request('DELETE', `/projects/${key}/view/${id}`)).status).toBe(200);
    expect(await names(server.reader)).toEqual([]);
    expect((await server.owner.request('DELETE', `/projects/${key}/view/${id}`)).status).toBe(404);
  });

  test('of somebody else that is not shared is not there', async () => {
    ({ key } = await buildProject(server));
    const { id } = savedView.parse((await save(server.reader, 'Private', false)).body);
    expect((await server.owner.request('DELETE', `/projects/${key}/view/${id}`)).status).toBe(404);
    expect(await names(server.reader)).toEqual(['Private']);
  });

  test.each([
    ['a filter that cannot be asked', { filter: [{ field: 'nothing', op: 'set' }] }, ['filter', 0, 'field']],
    ['something that is no view', { colour: 'red' }, undefined],
  ])('with %s is refused', async (_, definition, path) => {
    const answer = await save(server.owner, 'Wrong', false, definition);
    expect(answer.status).toBe(400);
    if (path) expect(answer.body).toMatchObject({ data: { problems: [{ path }] } });
  });
});
