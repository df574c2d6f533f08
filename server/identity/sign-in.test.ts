import { AUTH_PATH } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { joinWith, PASSWORD, tokenOf } from '../testing/client.ts';
import { startServer, type TestServer } from '../testing/server.ts';
import { z } from 'zod';

const PROXY = { trustedProxies: ['127.0.0.1'] };

let server: TestServer;
/** Behind a proxy that is trusted to say where a visitor comes from. */
let proxied: TestServer;

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  proxied = await startServer({ cluster: inject('cluster'), beside: server, ...PROXY });
});
afterAll(async () => {
  await proxied.close();
  await server.close();
});

interface Attempt {
  readonly email: string;
  readonly password?: string;
  readonly from: string;
  readonly cookie?: string;
  readonly at?: string;
}

const attempt = ({ email, password = 'wrong wrong wrong', from, cookie, at = proxied.address }: Attempt) =>
  fetch(`${at}${AUTH_PATH}/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from, ...(cookie ? { cookie } : {}) },
    body: JSON.stringify({ email, password }),
  });

async function many(count: number, one: () => Promise<Response>): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < count; n += 1) statuses.push((await one()).status);
  return statuses;
}

async function newcomer(name: string) {
  const { body } = await server.owner.request('POST', '/people/invitations', { role: 'reader' });
  return (await joinWith(server.address, tokenOf(z.object({ path: z.string() }).parse(body).path), name)).account;
}

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0] ?? '')
    .join('; ');

describe('guessing a password', () => {
  test('is slowed down after five failures from one place', async () => {
    const statuses = await many(8, () => attempt({ email: 'guessed@example.org', from: '203.0.113.1' }));
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(statuses.slice(5)).toContain(429);
  });

  test('is not sped up by asking many times at once', async () => {
    const asked = Array.from({ length: 20 }, () => attempt({ email: 'parallel@example.org', from: '203.0.113.2' }));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(6);
    expect(statuses).toContain(429);
  });

  test('is counted for the connection’s own address when no proxy is trusted, whatever the guesser claims', async () => {
    let n = 0;
    const statuses = await many(8, () =>
      attempt({ email: 'claimed@example.org', from: `203.0.113.${(n += 1)}`, at: server.address }),
    );
    expect(statuses).toContain(429);
  });

  test('of many accounts from one address is slowed down too', async () => {
    let n = 0;
    const statuses = await many(64, () => attempt({ email: `sprayed${(n += 1)}@example.org`, from: '203.0.113.3' }));
    expect(statuses.slice(0, 60).every((status) => status === 401)).toBe(true);
    expect(statuses).toContain(429);
  });

  test('says how long to wait, and lets the right password in after that', async () => {
    const account = await newcomer('Wanda Waiter');
    await many(5, () => attempt({ email: account.email, from: '203.0.113.4' }));
    const waiting = await attempt({ email: account.email, password: PASSWORD, from: '203.0.113.4' });
    expect(waiting.status).toBe(429);
    expect(await waiting.text()).toMatch(/Wait \d+ seconds/);
    await server.installation.pool.query(`update sign_in_attempt set last = last - interval '5 seconds'`);
    expect((await attempt({ email: account.email, password: PASSWORD, from: '203.0.113.4' })).status).toBe(200);
  });
});

describe('an account under attack', () => {
  test('is signed in to by its owner from elsewhere meanwhile', async () => {
    const account = await newcomer('Vic Target');
    for (let place = 0; place < 12; place += 1) {
      await many(7, () => attempt({ email: account.email, from: `198.51.100.${place}` }));
    }
    // A longer attack than a test has time for.
    await server.installation.pool.query('update sign_in_attempt set failures = failures + 50, last = now()');
    expect((await attempt({ email: account.email, password: PASSWORD, from: '198.51.100.1' })).status).toBe(429);
    expect((await attempt({ email: account.email, password: PASSWORD, from: '192.0.2.7' })).status).toBe(200);
  });

  test('is signed in to by its owner from the attacker’s own address, in a browser known from before', async () => {
    const account = await newcomer('Nora Neighbour');
    const before = await attempt({ email: account.email, password: PASSWORD, from: '198.51.100.200' });
    const cookie = cookiesOf(before);
    expect(cookie).toContain('callosum.device=');
    await many(9, () => attempt({ email: account.email, from: '198.51.100.200' }));
    const place = { email: account.email, password: PASSWORD, from: '198.51.100.200' };
    expect((await attempt(place)).status).toBe(429);
    expect((await attempt({ ...place, cookie })).status).toBe(200);
  });

  test('gains nothing from a browser that only another account is known in', async () => {
    const [mine, other] = [await newcomer('Mallory Own'), await newcomer('Otto Other')];
    const cookie = cookiesOf(await attempt({ email: mine.email, password: PASSWORD, from: '198.51.100.201' }));
    const statuses = await many(9, () => attempt({ email: other.email, from: '198.51.100.201', cookie }));
    expect(statuses).toContain(429);
  });
});
