import { AUTH_PATH } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
});
afterAll(() => server.close());

describe('guessing a password', () => {
  const guess = (address: string, forwarded: string): Promise<Response> =>
    fetch(`${address}${AUTH_PATH}/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
      body: JSON.stringify({ email: 'guessed@example.org', password: 'wrong wrong wrong' }),
    });

  test('is stopped after twenty tries a minute, whatever address the guesser claims', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 45; n += 1) statuses.push((await guess(server.address, `203.0.113.${n}`)).status);
    expect(statuses).toContain(401);
    expect(statuses.at(-1)).toBe(429);
  });
});
