import { API_PATH, AUTH_PATH } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { createClient, joinWith, PASSWORD, signIn, type TestClient, tokenOf } from '../testing/client.ts';
import { connectTo } from '../testing/database.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
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

const invitation = async (body: object = { role: 'reader' }): Promise<string> => {
  const answer = await server.owner.request('POST', '/people/invitations', body);
  return tokenOf(z.object({ path: z.string() }).parse(answer.body).path);
};
const joinBody = (token: string, email: string) => ({ token, name: 'Somebody New', email, password: PASSWORD });
const joinAs = (token: string, email: string) =>
  server.anonymous.request('POST', '/people/join', joinBody(token, email));

const ascending = (a: number, b: number): number => a - b;

describe('a one-time link', () => {
  test('for the first account is given while there is none, and makes an owner', async () => {
    expect(server.firstLink).toMatch(/^\/join\/[\w-]{43}$/);
    expect(other.firstLink).toBeUndefined();
    expect((await server.owner.request('GET', '/me')).body).toMatchObject({ roles: ['owner'], name: 'Olive Owner' });
  });

  test('works once', async () => {
    const token = await invitation();
    expect((await joinAs(token, 'once@example.org')).status).toBe(200);
    const again = await joinAs(token, 'twice@example.org');
    expect(again).toMatchObject({
      status: 422,
      body: { code: 'REFUSED', message: expect.stringContaining('used already') },
    });
  });

  test('used by two at the same moment makes one account', async () => {
    const token = await invitation();
    const answers = await Promise.all([1, 2, 3].map((n) => joinAs(token, `race${n}@example.org`)));
    expect(answers.map(({ status }) => status).toSorted(ascending)).toEqual([200, 422, 422]);
  });

  test('of two people who give the same address makes one account and leaves the other link usable', async () => {
    const tokens = [await invitation(), await invitation()];
    const answers = await Promise.all(tokens.map((token) => joinAs(token, 'same@example.org')));
    expect(answers.map(({ status }) => status).toSorted(ascending)).toEqual([200, 409]);
    const left = tokens[answers.findIndex(({ status }) => status === 409)] ?? '';
    expect((await joinAs(left, 'not-the-same@example.org')).status).toBe(200);
  });

  test('expires after a week', async () => {
    const token = await invitation();
    await server.installation.pool.query(
      `update invitation set expires = now() - interval '1 second' where used_by is null`,
    );
    expect(await joinAs(token, 'late@example.org')).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('too old') },
    });
  });

  test('that nobody made is refused', async () => {
    expect((await joinAs('x'.repeat(43), 'wrong@example.org')).status).toBe(422);
  });

  test('is not used up by a password that is too short', async () => {
    const token = await invitation();
    const short = { ...joinBody(token, 'short@example.org'), password: 'short' };
    expect((await server.anonymous.request('POST', '/people/join', short)).status).toBe(400);
    expect((await joinAs(token, 'short@example.org')).status).toBe(200);
  });

  test('is kept in the store as a hash only', async () => {
    const token = await invitation();
    const { rows } = await server.installation.pool.query<{ text: string }>(
      'select invitation::text as text from invitation',
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { text } of rows) expect(text).not.toContain(token);
  });

  test('gives the role it was made for', async () => {
    const joined = await joinWith(server.address, await invitation({ role: 'reader', project: key }), 'Petra Project');
    expect((await joined.request('GET', '/me')).body).toMatchObject({ roles: [] });
    expect((await joined.request('GET', `/projects/${key}`)).body).toMatchObject({ roles: ['reader'] });
    expect((await joined.request('GET', '/projects/ELSEWHERE')).status).toBe(404);
  });

  test('can only be made by an owner', async () => {
    expect((await server.reader.request('POST', '/people/invitations', { role: 'owner' })).status).toBe(403);
  });

  test('whose use was cut off leaves neither an account without a role nor a lost address', async () => {
    const token = await invitation({ role: 'owner' });
    const client = await connectTo(server.database.url);
    await client.query(
      `create function fail() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$`,
    );
    for (const table of ['account', 'membership', 'invitation']) {
      await client.query(
        `create trigger fail before insert or update on ${table} for each row execute function fail()`,
      );
      expect((await joinAs(token, 'cut@example.org')).status).toBe(500);
      await client.query(`drop trigger fail on ${table}`);
    }
    await client.end();
    expect((await joinAs(token, 'cut@example.org')).status).toBe(200);
    const joined = await signIn(server.address, { id: '', name: '', email: 'cut@example.org' });
    expect((await joined.request('GET', '/me')).body).toMatchObject({ roles: ['owner'] });
  });

  test('more people joining at once than there are connections all get in', async () => {
    const tokens = [];
    for (let n = 0; n < 25; n += 1) tokens.push(await invitation());
    const answers = await Promise.all(tokens.map((token, n) => joinAs(token, `crowd${n}@example.org`)));
    expect(answers.map(({ status }) => status)).toEqual(tokens.map(() => 200));
  });
});

async function rawSignIn(
  body: object,
  headers: Record<string, string> = {},
  address = server.address,
): Promise<Response> {
  return fetch(`${address}${AUTH_PATH}/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address, ...headers },
    body: JSON.stringify(body),
  });
}

async function signOut(client: TestClient, address = server.address): Promise<void> {
  const response = await fetch(`${address}${AUTH_PATH}/sign-out`, {
    method: 'POST',
    headers: { cookie: client.cookie, origin: address, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(response.status).toBe(200);
}

describe('a session', () => {
  test('is a cookie that scripts cannot read and other sites do not send', async () => {
    const response = await rawSignIn({ email: server.owner.account.email, password: PASSWORD });
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^callosum\.session_token=/);
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=(Lax|Strict)/i);
    expect(cookie).toMatch(/; Path=\//i);
  });

  test('under https is held by the browser to this very host: every cookie bears the prefix, is secure, and names no domain', async () => {
    const trustedOrigins = ['https://callosum.example'];
    const proxied = await startServer({ cluster: inject('cluster'), beside: server, trustedOrigins });
    const entry = { email: server.owner.account.email, password: PASSWORD };
    const cookies = (await rawSignIn(entry, {}, proxied.address)).headers.getSetCookie();
    expect(cookies.map((one) => one.split('=', 1)[0])).toEqual([
      '__Host-callosum.session_token',
      '__Host-callosum.device',
    ]);
    for (const one of cookies) {
      expect(one).toMatch(/; Path=\/(;|$)/);
      expect(one).toMatch(/; Secure(;|$)/);
      expect(one).not.toMatch(/; Domain=/i);
    }
    // It opens a session there, the browser is known again, and signing out takes it away.
    const client = await signIn(proxied.address, server.owner.account);
    expect((await client.request('GET', '/me')).body).toMatchObject({ email: entry.email });
    const again = await rawSignIn(entry, { cookie: client.cookie }, proxied.address);
    expect(again.headers.getSetCookie().join()).toContain(/__Host-callosum\.device=[\w-]{32}/.exec(client.cookie)?.[0]);
    await signOut(client, proxied.address);
    expect((await client.request('GET', '/projects')).status).toBe(401);
    await proxied.close();
  });

  test('ends at once when its owner signs out, also on the other node', async () => {
    const client = await signIn(server.address, server.reader.account);
    const there = client.at(other.address);
    expect((await client.request('GET', '/projects')).status).toBe(200);
    expect((await there.request('GET', '/projects')).status).toBe(200);
    await signOut(client);
    expect((await client.request('GET', '/projects')).status).toBe(401);
    await until('the other node knows', async () => (await there.request('GET', '/projects')).status === 401, 2_000);
  });

  test('ended while a request is on its way is not remembered', async () => {
    const { sessions } = server.installation;
    for (let round = 0; round < 3; round += 1) {
      const { cookie } = await signIn(server.address, server.reader.account);
      const asking = sessions.find(cookie);
      await server.installation.pool.query('delete from session where token = $1', [tokenIn(cookie)]);
      sessions.forget();
      await asking;
      expect(await sessions.find(cookie)).toBeUndefined();
    }
  });

  test('of one sign-in outlives the end of another', async () => {
    const [one, two] = [
      await signIn(server.address, server.reader.account),
      await signIn(server.address, server.reader.account),
    ];
    await signOut(one);
    expect((await two.request('GET', '/me')).body).toMatchObject({ email: server.reader.account.email });
  });

  test('does not begin with a wrong password, and the answer is the same as for an unknown address', async () => {
    const wrong = await rawSignIn({ email: server.owner.account.email, password: 'not the right one' });
    const unknown = await rawSignIn({ email: 'nobody@example.org', password: 'not the right one' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await unknown.text());
  });

  test('is not given by signing up: accounts are made through links only', async () => {
    const response = await fetch(`${server.address}${AUTH_PATH}/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.address },
      body: JSON.stringify({ email: 'self@example.org', password: PASSWORD, name: 'Self' }),
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect((await rawSignIn({ email: 'self@example.org', password: PASSWORD })).status).toBe(401);
  });
});

function tokenIn(cookie: string): string {
  const value = decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1));
  return value.slice(0, value.indexOf('.'));
}

describe('a role', () => {
  test('that ends is noticed at once on every node', async () => {
    const joined = await joinWith(server.address, await invitation({ role: 'owner', project: key }), 'Tim Temporary');
    const there = joined.at(other.address);
    expect((await there.request('GET', `/projects/${key}`)).status).toBe(200);
    const { pool } = server.installation;
    await pool.query('delete from membership where account = $1', [joined.account.id]);
    await pool.query(`select pg_notify('access', '')`);
    await until(
      'both nodes know',
      async () => {
        const answers = await Promise.all([joined, there].map((client) => client.request('GET', `/projects/${key}`)));
        return answers.every(({ status }) => status === 404);
      },
      2_000,
    );
  });

  test('given later by an owner reaches the account without a new sign-in', async () => {
    const joined = await joinWith(server.address, await invitation({ role: 'reader', project: key }), 'Rose Risen');
    expect((await joined.attempt(key, 'record.create', { kind: 'item', fields: { title: 'x' } })).status).toBe(403);
    const scope = await server.installation.db
      .selectFrom('scope')
      .select('id')
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    await server.installation.access.setRoles('console', joined.account.id, scope.id, ['owner']);
    expect(await createRecord(joined, key, 'item')).toBeTruthy();
  });
});

describe('an office', () => {
  test('is read from the records of the scope, begins at once on every node and ends by its date', async () => {
    const { key: where, id: scope } = await buildProject(server);
    const { account } = server.owner;
    const yesterday = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
    await createRecord(server.owner, where, 'post', { title: 'privacyOfficer', owner: account.id });
    await createRecord(server.owner, where, 'post', { title: 'sponsor', owner: account.id, due: yesterday });
    await createRecord(server.owner, where, 'post', { title: 'safetyOfficer', owner: server.reader.account.id });
    expect((await server.owner.command(where, 'post.mine', {})).result).toEqual(['privacyOfficer']);
    for (const node of [server, other]) {
      const held = async () => (await node.installation.access.actorIn(account, scope)).offices;
      await until('the office has begun', async () => (await held()).length > 0);
      expect(await held()).toEqual(['privacyOfficer']);
    }
    expect(await server.installation.access.actorIn(server.stranger.account, scope)).toMatchObject({ offices: [] });
  });
});

describe('a request from another site', () => {
  const post = (headers: Record<string, string>) =>
    server.owner.request(
      'POST',
      `/projects/${key}/commands/record.create`,
      { input: { kind: 'item', fields: { title: 'x' } } },
      headers,
    );

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['no origin at all (sandboxed frame)', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another host of the same site', { 'sec-fetch-site': 'same-site' }],
  ])('with our cookie and %s is not carried out', async (_what, headers) => {
    expect((await post(headers)).status).toBe(403);
  });

  test('is refused for sign-in, upload and joining too', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await rawSignIn({ email: server.owner.account.email, password: PASSWORD }, headers)).status).toBe(403);
    expect(
      (await server.anonymous.request('POST', '/people/join', joinBody('x'.repeat(43), 'a@example.org'), headers))
        .status,
    ).toBe(403);
    expect((await server.owner.request('POST', '/files', {}, headers)).status).toBe(403);
  });

  test('is carried out when it is our own page’s', async () => {
    expect((await post({ origin: server.address, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  test('through an address the operator named is carried out', async () => {
    const proxied = await startServer({
      cluster: inject('cluster'),
      beside: server,
      trustedOrigins: ['https://callosum.example'],
    });
    const headers = { origin: 'https://callosum.example', 'sec-fetch-site': 'same-origin' };
    // Where every address is https, cookies are for https only, and so a session begins there.
    const owner = await signIn(proxied.address, server.owner.account);
    const answer = await owner.request(
      'POST',
      `/projects/${key}/commands/record.create`,
      { input: { kind: 'item', fields: { title: 'x' } } },
      headers,
    );
    await proxied.close();
    expect(answer.status).toBe(200);
  });
});

describe('every answer', () => {
  test.each(['/status', '/projects', '/nothing', '/openapi.json'])('carries the security headers: %s', async (path) => {
    const { headers } = await createClient(server.address).request('GET', path);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('tells browsers to come by https where every address is https, and nowhere else', async () => {
    const policyOf = async (trustedOrigins: readonly string[]): Promise<string | null> => {
      const other = await startServer({ cluster: inject('cluster'), beside: server, trustedOrigins });
      const { headers } = await createClient(other.address).request('GET', '/status');
      await other.close();
      return headers.get('strict-transport-security');
    };
    expect(await policyOf(['https://callosum.example'])).toBe('max-age=31536000; includeSubDomains');
    expect(await policyOf(['https://callosum.example', 'http://localhost:4600'])).toBeNull();
    expect(await policyOf([])).toBeNull();
  });

  test('of sign-in carries them too', async () => {
    const { headers } = await rawSignIn({ email: 'nobody@example.org', password: 'not the right one' });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('tells nothing of what the server is made of', async () => {
    const response = await fetch(`${server.address}${API_PATH}/status`);
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(response.headers.get('server')).toBeNull();
  });
});
