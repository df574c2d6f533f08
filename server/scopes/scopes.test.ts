import { recordPage, scopeNode } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { CONSOLE } from '../identity/access.ts';
import { joinWith, tokenOf } from '../testing/client.ts';
import { startServer, type TestServer } from '../testing/server.ts';
import { scopeByKey } from '../store/scopes.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  await start({ type: 'programme', key: 'CARE', title: 'Better care' });
  await start({ type: 'project', key: 'RIV', title: 'Riverbend', parent: 'CARE' });
});
afterAll(() => server.close());

const start = async (body: object, client = server.owner) =>
  client.request('POST', '/scopes', { parent: 'organisation', zone: 'America/Chicago', ...body });
const tree = async (client = server.owner) => client.read(z.array(scopeNode), '/scopes');
const fault = (message: string) => ({ message: expect.stringContaining(message) });

describe('starting a programme or a project', () => {
  test('puts it into the tree, each with a ledger of its own that verifies', async () => {
    const nodes = await tree();
    expect(nodes.filter(({ key }) => key === 'CARE' || key === 'RIV')).toEqual([
      { key: 'CARE', type: 'programme', title: 'Better care', parent: 'organisation', roles: ['owner'] },
      { key: 'RIV', type: 'project', title: 'Riverbend', parent: 'CARE', roles: ['owner'] },
    ]);
    for (const key of ['CARE', 'RIV', 'organisation']) {
      const { status, body } = await server.owner.request('POST', `/projects/${key}/ledger/verify`, {});
      expect([status, body]).toMatchObject([200, { ok: true }]);
    }
    const view = await server.owner.read(
      z.looseObject({ above: z.array(z.json()), zone: z.string() }),
      '/projects/RIV',
    );
    expect(view).toMatchObject({
      type: 'project',
      zone: 'America/Chicago',
      above: [
        { key: 'CARE', type: 'programme', title: 'Better care' },
        { key: 'organisation', type: 'organisation' },
      ],
    });
  });

  test('gives records, commands and registers to every scope in the same way', async () => {
    await server.owner.command('CARE', 'record.create', { kind: 'item', fields: { title: 'In the programme' } });
    await server.owner.command('organisation', 'record.create', { kind: 'item', fields: { title: 'At the top' } });
    const page = await server.reader.read(recordPage, '/projects/CARE/records/item?sort=title');
    expect(page.rows.map(({ scope, fields }) => [scope, fields.title])).toEqual([
      ['organisation', 'At the top'],
      ['CARE', 'In the programme'],
    ]);
    expect((await server.owner.request('GET', '/projects/CARE/readiness')).body).toMatchObject({ gates: [] });
  });

  test('is refused where the key is taken, with place and remedy, whatever has it', async () => {
    expect(await start({ type: 'project', key: 'CARE', title: 'Again' })).toMatchObject({
      status: 409,
      body: { ...fault('CARE is taken'), data: { problems: [{ path: ['key'], remedy: 'Choose another key.' }] } },
    });
  });

  test('is refused where such a scope cannot lie', async () => {
    expect(await start({ type: 'programme', key: 'DEEP', title: 'x', parent: 'CARE' })).toMatchObject({
      status: 422,
      body: fault('cannot lie under a programme'),
    });
    expect(await start({ type: 'project', key: 'DEEP', title: 'x', parent: 'RIV' })).toMatchObject({ status: 422 });
    expect(await start({ type: 'project', key: 'ZONE', title: 'x', zone: 'Nowhere/Land' })).toMatchObject({
      status: 400,
      body: fault('no time zone'),
    });
    expect((await tree()).map(({ key }) => key)).not.toEqual(expect.arrayContaining(['DEEP', 'ZONE']));
  });

  test('is for owners of the scope above', async () => {
    expect((await start({ type: 'project', key: 'NEW', title: 'x' }, server.reader)).status).toBe(403);
    expect((await start({ type: 'project', key: 'NEW', title: 'x' }, server.stranger)).status).toBe(404);
    expect((await start({ type: 'project', key: 'NEW', title: 'x' }, server.anonymous)).status).toBe(401);
  });
});

describe('the tree', () => {
  test('shows a member his project and what lies above it, which he may not enter', async () => {
    const invited = await server.owner.request('POST', '/people/invitations', { role: 'reader', project: 'RIV' });
    const token = tokenOf(z.object({ path: z.string() }).parse(invited.body).path);
    const member = await joinWith(server.address, token, 'Mia Member');
    expect((await tree(member)).map(({ key, roles }) => [key, roles])).toEqual([
      ['organisation', []],
      ['CARE', []],
      ['RIV', ['reader']],
    ]);
    expect((await member.request('GET', '/projects/CARE')).status).toBe(404);
    const page = await member.read(recordPage, '/projects/RIV/records/item');
    expect(page.rows.map(({ scope }) => scope)).toContain('organisation');
  });
});

describe('moving a project', () => {
  const move = (key: string, parent: string, client = server.owner) =>
    client.request('POST', `/scopes/${key}/parent`, { parent });

  test('hangs it under another programme, says so in its ledger, and keeps the past where it was', async () => {
    await start({ type: 'programme', key: 'OTHER', title: 'Another' });
    const { writes, db, readiness } = server.installation;
    const care = await scopeByKey(db, 'CARE');
    const written = async (scope: string, title: string, effective: string) =>
      writes.execute({
        scope,
        actor: CONSOLE,
        commands: [{ command: 'item.createMany', input: { titles: [title] } }],
        effective,
      });
    await start({ type: 'project', key: 'MOVES', title: 'Moves', parent: 'CARE' });
    const moves = await scopeByKey(db, 'MOVES');
    await db
      .updateTable('event')
      .set({ effective: new Date('2026-01-01') })
      .where('scope', '=', moves.id)
      .execute();
    await written(care.id, 'January in CARE', '2026-01-10T00:00:00.000Z');
    await written(care.id, 'March in CARE', '2026-03-10T00:00:00.000Z');
    expect(await move('MOVES', 'OTHER')).toMatchObject({ status: 200, body: { parent: 'OTHER' } });
    expect((await tree()).find(({ key }) => key === 'MOVES')?.parent).toBe('OTHER');
    const { body } = await server.owner.request('GET', '/projects/MOVES/ledger/events');
    expect(body).toMatchObject({ events: [{ command: 'project.move', values: { parent: { value: 'OTHER' } } }, {}] });
    const now = await readiness.view(moves);
    expect(now.graph.parent?.scope.key).toBe('OTHER');
    const then = await readiness.view(moves, '2026-02-01');
    expect(then.graph.parent?.scope.key).toBe('CARE');
    const titles = [...then.graph.rows('item')].map(({ fields }) => fields.title);
    expect(titles).toContain('January in CARE');
    expect(titles).not.toContain('March in CARE');
  });

  test('is for owners of both places, and for projects', async () => {
    expect((await move('RIV', 'organisation', server.reader)).status).toBe(403);
    expect((await move('ELSEWHERE', 'CARE', server.stranger)).status).toBe(404);
    expect((await move('CARE', 'organisation')).status).toBe(422);
    expect((await move('RIV', 'ELSEWHERE')).status).toBe(422);
    expect((await move('RIV', 'NOTHING')).status).toBe(404);
  });
});
