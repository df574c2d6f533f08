import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { type Answer, createClient, joinWith, PASSWORD, type TestClient, tokenOf } from '../testing/client.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { until } from '../testing/until.ts';

let server: TestServer;
let other: TestServer;
let [key, second] = ['', ''];

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  other = await startServer({ cluster: inject('cluster'), beside: server });
  ({ key } = await buildProject(server));
  ({ key: second } = await buildProject(server));
});
afterAll(async () => {
  await other.close();
  await server.close();
});

const made = z.object({ id: z.string(), token: z.string() });

async function proofOf(client: TestClient): Promise<string> {
  const { body } = await client.request('POST', '/identity/reauthenticate', { password: PASSWORD });
  return z.object({ proof: z.string() }).parse(body).proof;
}

async function make(client: TestClient, more: object = {}) {
  const body = { name: 'Nightly export', readOnly: false, days: 30, proof: await proofOf(client), ...more };
  return made.parse((await client.request('POST', '/identity/tokens', body)).body);
}

const by =
  (token: string, address = server.address) =>
  (method: string, path: string, body?: unknown): Promise<Answer> =>
    createClient(address).request(method, path, body, { authorization: `Bearer ${token}` });

const create = (project: string) =>
  [
    'POST',
    `/projects/${project}/commands/record.create`,
    { input: { kind: 'item', fields: { title: 'by token' } } },
  ] as const;

describe('an API token', () => {
  test('acts as its owner', async () => {
    const { token } = await make(server.owner);
    expect((await by(token)('GET', '/me')).body).toMatchObject({ id: server.owner.account.id });
    expect((await by(token)(...create(key))).status).toBe(200);
  });

  test('is shown once and kept as a hash', async () => {
    const { token } = await make(server.owner);
    expect(token).toMatch(/^callosum_[\w-]{43}$/);
    const { rows } = await server.installation.pool.query<{ text: string }>(
      'select api_token::text as text from api_token',
    );
    for (const { text } of rows) expect(text).not.toContain(token.slice(9));
    expect(JSON.stringify((await server.owner.request('GET', '/identity/tokens')).body)).not.toContain(token.slice(9));
  });

  test('that may read only writes nothing, on any channel', async () => {
    const { token } = await make(server.owner, { readOnly: true });
    expect((await by(token)('GET', `/projects/${key}/records/item`)).status).toBe(200);
    expect((await by(token)(...create(key))).status).toBe(403);
    expect((await by(token)('POST', '/files', 'x')).status).toBe(403);
    const { sessions, access, db, writes } = server.installation;
    const caller = await sessions.require(`Bearer ${token}`);
    const { id } = await db.selectFrom('scope').select('id').where('key', '=', key).executeTakeFirstOrThrow();
    const actor = await access.actorIn(caller, id);
    const commands = [{ command: 'record.create', input: { kind: 'item', fields: { title: 'x' } } }];
    await expect(writes.execute({ scope: id, actor, commands })).rejects.toThrow('may only read');
  });

  test('for one project opens no other, though its owner may', async () => {
    const { token } = await make(server.owner, { project: key });
    expect((await by(token)(...create(key))).status).toBe(200);
    expect((await by(token)('GET', `/projects/${second}`)).status).toBe(404);
    expect((await by(token)('GET', '/projects')).body).toEqual([expect.objectContaining({ key })]);
    expect((await by(token)('GET', '/me')).body).toMatchObject({ roles: [] });
  });

  test('with some of the roles has no others', async () => {
    const { token } = await make(server.owner, { roles: ['reader'] });
    expect((await by(token)('GET', `/projects/${key}`)).status).toBe(404);
    expect((await by((await make(server.owner, { roles: ['owner'] })).token)('GET', `/projects/${key}`)).status).toBe(
      200,
    );
  });

  test('is never wider than its owner is now', async () => {
    const { body } = await server.owner.request('POST', '/people/invitations', { role: 'owner', project: key });
    const path = z.object({ path: z.string() }).parse(body).path;
    const owner = await joinWith(server.address, tokenOf(path), 'Tom Temporary');
    const { token } = await make(owner);
    expect((await by(token)('GET', `/projects/${key}`)).status).toBe(200);
    await server.installation.pool.query('delete from membership where account = $1', [owner.account.id]);
    server.installation.access.forget();
    expect((await by(token)('GET', `/projects/${key}`)).status).toBe(404);
  });

  test('that is revoked ends at once on every node', async () => {
    const { id, token } = await make(server.owner);
    const there = by(token, other.address);
    expect((await there('GET', '/projects')).status).toBe(200);
    expect((await server.owner.request('POST', `/identity/tokens/${id}/revoke`, {})).status).toBe(200);
    await until('it ended', async () => (await there('GET', '/projects')).status === 401, 2_000);
  });

  test('that is too old opens nothing', async () => {
    const { id, token } = await make(server.owner);
    await server.installation.pool.query(`update api_token set expires = now() where id = $1`, [id]);
    expect((await by(token)('GET', '/projects')).status).toBe(401);
  });

  test.each(['callosum_', `callosum_${'x'.repeat(43)}`, 'something else', ''])(
    'that nobody made (%s) opens nothing',
    async (token) => {
      expect((await by(token)('GET', '/projects')).status).toBe(401);
    },
  );

  test('cannot do what a person does himself: make tokens, end sessions, invite', async () => {
    const act = by((await make(server.owner)).token);
    expect((await act('GET', '/identity/tokens')).status).toBe(403);
    expect((await act('POST', '/identity/sessions/end', {})).status).toBe(403);
    expect((await act('POST', '/people/invitations', { role: 'owner' })).status).toBe(403);
  });

  test('is not made without showing again who asks, nor for longer than a year, nor for a hidden project', async () => {
    const ask = (more: object) =>
      server.stranger.request('POST', '/identity/tokens', { name: 'x', readOnly: false, days: 1, ...more });
    expect((await ask({ proof: 'y'.repeat(43) })).status).toBe(403);
    expect((await ask({ proof: await proofOf(server.stranger), days: 400 })).status).toBe(400);
    expect((await ask({ proof: await proofOf(server.stranger), project: key })).status).toBe(404);
  });

  test('of somebody else is neither seen nor ended', async () => {
    const { id } = await make(server.owner);
    expect((await server.stranger.request('POST', `/identity/tokens/${id}/revoke`, {})).status).toBe(404);
    expect(JSON.stringify((await server.stranger.request('GET', '/identity/tokens')).body)).not.toContain(id);
  });

  test('says when it was used last', async () => {
    const { id, token } = await make(server.owner);
    await by(token)('GET', '/projects');
    const list = await server.owner.read(
      z.array(z.looseObject({ id: z.string(), lastUsed: z.string().nullable() })),
      '/identity/tokens',
    );
    expect(list.find((one) => one.id === id)?.lastUsed).toMatch(/^20/);
  });

  test('reads a record with its links as its owner would', async () => {
    const id = await createRecord(server.owner, key, 'item');
    const { token } = await make(server.owner, { project: key, readOnly: true });
    expect((await by(token)('GET', `/projects/${key}/record/${id}`)).body).toMatchObject({ may: { update: false } });
  });
});
