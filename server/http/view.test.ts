import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';

const answer = z.object({
  at: z.string(),
  sequence: z.number(),
  notShown: z.number(),
  empty: z.boolean(),
  model: z.object({
    today: z.string(),
    since: z.object({ on: z.string(), items: z.number() }).optional(),
    items: z.array(z.string()),
    notes: z.array(z.string()),
  }),
});

let server: TestServer;
let key = '';
const today = new Date().toISOString().slice(0, 10);
const look = (client: TestServer['owner'], query = '') =>
  client.read(answer, `/projects/${key}/view/inventory${query}`);
const refused = (path: string) => server.owner.request('GET', `/projects/${key}/view/${path}`);
const choose = (choices: string): string => `inventory?choices[least]=${choices}`;

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server));
});
afterAll(() => server.close());

describe('a view across registers', () => {
  test('says when there is nothing to look at yet', async () => {
    expect(await look(server.owner)).toMatchObject({ empty: true, notShown: 0, model: { items: [], notes: [] } });
  });

  test('is computed over what its reader sees, and counts what he does not', async () => {
    await createRecord(server.owner, key, 'item', { title: 'Small', size: 1 });
    await createRecord(server.owner, key, 'item', { title: 'Large', size: 9 });
    await createRecord(server.owner, key, 'note', { title: 'Kept close' });
    await createRecord(server.owner, key, 'note', { title: 'For all', shared: true });
    expect(await look(server.owner)).toMatchObject({
      empty: false,
      notShown: 0,
      model: { today, items: ['Small', 'Large'], notes: ['Kept close', 'For all'] },
    });
    expect(await look(server.reader)).toMatchObject({ notShown: 1, model: { notes: ['For all'] } });
  });

  test('takes choices as an address carries them, and refuses what is none', async () => {
    const chosen = await server.owner.read(answer, `/projects/${key}/view/${choose('5')}`);
    expect(chosen.model.items).toEqual(['Large']);
    const wrong = await refused(choose('-1'));
    expect(wrong).toMatchObject({ status: 400, body: { data: { problems: [{ path: ['choices', 'least'] }] } } });
  });

  test('speaks of a day gone by, when none of it was there', async () => {
    const before = await look(server.owner, '?at=2020-01-01');
    expect(before).toMatchObject({ at: '2020-01-01', empty: true, model: { today: '2020-01-01', items: [] } });
  });

  test('compares itself with an earlier day', async () => {
    const compared = await look(server.owner, '?since=2020-01-01');
    expect(compared.model).toMatchObject({ today, items: ['Small', 'Large'], since: { on: '2020-01-01', items: 0 } });
    expect((await refused('inventory?since=yesterday')).status).toBe(400);
  });

  test('is refused where nobody declares it', async () => {
    expect((await refused('nowhere')).status).toBe(404);
  });
});

const across = z.object({
  notShown: z.number(),
  empty: z.boolean(),
  model: z.object({
    projects: z.array(
      z.object({
        key: z.string(),
        looked: z.number(),
        items: z.number(),
        notes: z.array(z.string()),
        gates: z.number(),
        isWhole: z.boolean(),
        unknown: z.null(),
      }),
    ),
  }),
});

describe('a view across projects', () => {
  const overview = (client: TestServer['owner']) => client.read(across, '/projects/organisation/view/overview');

  test('is told of each project what its reader sees there, and of no more', async () => {
    const whole = await overview(server.owner);
    expect(whole.model.projects.find((one) => one.key === key)).toMatchObject({
      items: 2,
      notes: ['Kept close', 'For all'],
      isWhole: true,
    });
    const seen = await overview(server.reader);
    const own = seen.model.projects.find((one) => one.key === key);
    expect(own).toMatchObject({ notes: ['For all'] });
    expect(seen.notShown).toBe(1);
    expect(whole.notShown).toBe(0);
  });

  test('reads a project again when something changed there or above it, or his rights did, and else not', async () => {
    const { key: other, id } = await buildProject(server);
    const own = async (client = server.owner) =>
      (await overview(client)).model.projects.find((one) => one.key === other) ?? { looked: 0, items: -1, notes: [] };
    const first = await own();
    expect(first.items).toBe(0);
    expect(await own()).toEqual(first);
    await createRecord(server.owner, other, 'item', { title: 'New' });
    const second = await own();
    expect(second.items).toBe(1);
    expect(second.looked).toBeGreaterThan(first.looked);
    await createRecord(server.owner, 'organisation', 'item', { title: 'Above' });
    expect((await own()).items).toBe(2);
    await createRecord(server.owner, other, 'note', { title: 'Kept close' });
    expect((await own(server.reader)).notes).toEqual([]);
    await server.installation.access.setRoles('console', server.reader.account.id, id, ['owner']);
    expect((await own(server.reader)).notes).toEqual(['Kept close']);
  });

  test('is not there for whoever has no role above, nor in a project', async () => {
    expect((await server.stranger.request('GET', '/projects/organisation/view/overview')).status).toBe(404);
    expect((await refused('overview')).status).toBe(404);
  });
});

test('a view is not sent again to whoever has it, until something of its kinds is touched', async () => {
  const { key } = await buildProject(server);
  const has = async (sequence: number) => {
    const { body } = await server.owner.request('GET', `/projects/${key}/view/inventory?choices[seen]=${sequence}`);
    return z.object({ sequence: z.number(), model: z.unknown() }).parse(body);
  };
  await createRecord(server.owner, key, 'item', { title: 'Small' });
  const first = await has(0);
  expect(first.model).toMatchObject({ items: expect.arrayContaining(['Small']) });
  expect((await has(first.sequence)).model).toBe('as you have it');
  // The ledger goes on, and the view does not.
  await createRecord(server.owner, key, 'post', { title: 'Office' });
  const second = await has(first.sequence);
  expect(second.sequence).toBeGreaterThan(first.sequence);
  expect(second.model).toBe('as you have it');
  await createRecord(server.owner, key, 'note', { title: 'One more', shared: true });
  expect((await has(second.sequence)).model).toMatchObject({ notes: expect.arrayContaining(['One more']) });
  // What lives above is news as well, though the project's own ledger stands still.
  const third = await has(0);
  await createRecord(server.owner, 'organisation', 'note', { title: 'From above', shared: true });
  expect((await has(third.sequence)).model).toMatchObject({ notes: expect.arrayContaining(['From above']) });
});
