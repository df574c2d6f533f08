import { AUTH_PATH } from '@callosum/kernel/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { signIn, type TestClient } from '../testing/client.ts';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';
import { openStream } from '../testing/stream.ts';
import { until } from '../testing/until.ts';

let server: TestServer;
let other: TestServer;
let key = '';

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  other = await startServer({ cluster: inject('cluster'), beside: server });
  ({ key } = await buildProject(server));
});
afterAll(async () => {
  await other.close();
  await server.close();
});

const left = z.object({ idleSeconds: z.number(), seconds: z.number() });
const list = z.array(z.looseObject({ id: z.string(), current: z.boolean(), method: z.string().nullable() }));

const query = (text: string, values: unknown[] = []) => server.installation.pool.query(text, values);
const idOf = async (client: TestClient): Promise<string> =>
  (await client.read(list, '/identity/sessions')).find(({ current }) => current)?.id ?? '';
/** Lets time pass for one session. */
async function age(client: TestClient, minutes: number): Promise<void> {
  const id = await idOf(client);
  await query(
    `update session set "createdAt" = "createdAt" - make_interval(mins => $2), active = active - make_interval(mins => $2) where id = $1`,
    [id, minutes],
  );
  server.installation.sessions.forget();
  other.installation.sessions.forget();
}

let client: TestClient;
beforeEach(async () => {
  client = await signIn(server.address, server.reader.account);
});

describe('a session without activity', () => {
  test('ends after fifteen minutes, on every node, and is gone from the store', async () => {
    const id = await idOf(client);
    await age(client, 14);
    expect((await client.request('GET', '/projects')).status).toBe(200);
    await age(client, 2);
    expect((await client.request('GET', '/projects')).status).toBe(401);
    expect((await client.at(other.address).request('GET', '/projects')).status).toBe(401);
    expect((await query('select from session where id = $1', [id])).rowCount).toBe(0);
    const { rows } = await query(`select event from security_event where event = 'session-idle'`);
    expect(rows.length).toBeGreaterThan(0);
  });

  test('is not kept open by reading: pages ask again by themselves', async () => {
    await age(client, 14);
    for (let n = 0; n < 3; n += 1) await client.request('GET', `/projects/${key}`);
    expect((await client.read(left, '/identity/session')).idleSeconds).toBeLessThan(61);
  });

  test('is not kept open by saying where one is: a window says that by itself when it comes back', async () => {
    const writer = await signIn(server.address, server.owner.account);
    const made = await writer.command(key, 'record.create', { kind: 'item', fields: { title: 'looked at' } });
    const { id } = z.object({ id: z.string() }).parse(made.result);
    await age(writer, 14);
    const here = { tab: 'window-of-it', here: true, editing: false, field: null };
    expect((await writer.request('PUT', `/projects/${key}/record/${id}/presence`, here)).status).toBe(200);
    expect((await writer.read(left, '/identity/session')).idleSeconds).toBeLessThan(61);
  });

  test('is kept open by a word that somebody is there, and by any change', async () => {
    await age(client, 14);
    expect(left.parse((await client.request('POST', '/identity/session/stay')).body).idleSeconds).toBeGreaterThan(880);
    const writer = await signIn(server.address, server.owner.account);
    await age(writer, 14);
    await writer.command(key, 'record.create', { kind: 'item', fields: { title: 'somebody is here' } });
    expect((await writer.read(left, '/identity/session')).idleSeconds).toBeGreaterThan(880);
  });

  test('takes its event stream along', async () => {
    const stream = await openStream(client, server.address, key);
    await age(client, 16);
    await server.installation.pool.query(`select pg_notify('access', '')`);
    await until('the stream ended', () => stream.ended(), 5_000);
    expect(stream.status).toBe(200);
  });
});

describe('a session', () => {
  test('ends after twelve hours however busy its owner is', async () => {
    await client.request('POST', '/identity/session/stay');
    await query(`update session set "createdAt" = now() - interval '11 hours 59 minutes 30 seconds' where id = $1`, [
      await idOf(client),
    ]);
    server.installation.sessions.forget();
    const { seconds, idleSeconds } = await client.read(left, '/identity/session');
    expect(seconds).toBeLessThan(31);
    expect(idleSeconds).toBeLessThanOrEqual(seconds);
    await query(`update session set "createdAt" = "createdAt" - interval '1 minute' where id = $1`, [
      await idOf(client),
    ]);
    server.installation.sessions.forget();
    expect((await client.request('GET', '/projects')).status).toBe(401);
  });

  test('is listed for its owner, who ends it from another, at once on every node', async () => {
    const second = await signIn(server.address, server.reader.account);
    const there = second.at(other.address);
    expect((await there.request('GET', '/projects')).status).toBe(200);
    const mine = await client.read(list, '/identity/sessions');
    expect(mine.filter(({ current }) => current)).toHaveLength(1);
    expect(mine[0]).toMatchObject({ current: true, method: 'password', browser: 'node', address: '127.0.0.1' });
    const answer = await client.request('POST', '/identity/sessions/end', { id: await idOf(second) });
    expect(answer.body).toEqual({ ended: 1 });
    await until('it ended', async () => (await there.request('GET', '/projects')).status === 401, 2_000);
    expect((await client.request('GET', '/projects')).status).toBe(200);
  });

  test('stays when all others are ended', async () => {
    const second = await signIn(server.address, server.reader.account);
    await client.request('POST', '/identity/sessions/end', {});
    await until('it ended', async () => (await second.request('GET', '/projects')).status === 401, 2_000);
    expect((await client.request('GET', '/projects')).status).toBe(200);
    expect(await client.read(list, '/identity/sessions')).toHaveLength(1);
  });

  test('of somebody else cannot be ended', async () => {
    const id = await idOf(client);
    expect((await server.owner.request('POST', '/identity/sessions/end', { id })).body).toEqual({ ended: 0 });
    expect((await client.request('GET', '/projects')).status).toBe(200);
  });
});

describe('the times of an installation', () => {
  const standard = { idleMinutes: 15, absoluteHours: 12, secondFactor: 'optional' };

  test('are set by an owner, hold at once on every node, and for nobody else to set', async () => {
    expect((await client.request('PUT', '/identity/policy', standard)).status).toBe(403);
    expect((await client.request('GET', '/identity/policy')).body).toEqual(standard);
    const owner = await signIn(server.address, server.owner.account);
    expect(
      (await owner.request('PUT', '/identity/policy', { ...standard, idleMinutes: 5, absoluteHours: 8 })).status,
    ).toBe(200);
    const there = client.at(other.address);
    await until('the other node knows', async () => {
      const { idleSeconds } = await there.read(left, '/identity/session');
      return idleSeconds <= 300;
    });
    await owner.request('PUT', '/identity/policy', standard);
  });

  test.each([{ ...standard, idleMinutes: 0 }, { ...standard, absoluteHours: 48 }, {}])(
    'cannot be %o',
    async (policy) => {
      const owner = await signIn(server.address, server.owner.account);
      expect((await owner.request('PUT', '/identity/policy', policy)).status).toBe(400);
    },
  );
});

describe('an account that is switched off', () => {
  test('is out at once on every node and cannot sign in again', async () => {
    const { account } = server.stranger;
    const there = server.stranger.at(other.address);
    expect((await there.request('GET', '/projects')).status).toBe(200);
    await query(`insert into account_state (account, expires) values ($1, now() - interval '1 second')`, [account.id]);
    await query(`select pg_notify('access', '')`);
    await until('it is out', async () => (await there.request('GET', '/projects')).status === 401, 2_000);
    await expect(signIn(server.address, account)).rejects.toThrow('This account has expired');
    await query('delete from account_state where account = $1', [account.id]);
    expect((await signIn(server.address, account)).cookie).toContain('session_token');
  });
});

describe('the identity library', () => {
  test.each(['/list-sessions', '/update-user', '/change-email', '/sign-up/email', '/request-password-reset'])(
    'answers nothing at %s: only the doors we know are open',
    async (path) => {
      const response = await fetch(`${server.address}${AUTH_PATH}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: client.cookie, origin: server.address },
        body: '{}',
      });
      expect(response.status).toBe(404);
    },
  );
});
