import { AUTH_PATH } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { PASSWORD, signIn, type TestClient } from '../testing/client.ts';
import { joinedAs } from '../testing/people.ts';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';
import { openPostOffice, type PostOffice } from '../testing/smtp.ts';
import { openStream } from '../testing/stream.ts';
import { until } from '../testing/until.ts';

let server: TestServer;
let other: TestServer;
let post: PostOffice;
let key = '';

beforeAll(async () => {
  post = await openPostOffice();
  server = await startServer({ cluster: inject('cluster') });
  other = await startServer({ cluster: inject('cluster'), beside: server });
  ({ key } = await buildProject(server));
  const mail = { host: '127.0.0.1', port: post.port, encryption: 'none', user: '', from: 'callosum@example.org' };
  await server.owner.request('PUT', '/identity/mail', mail, { origin: server.address });
});
afterAll(async () => {
  await other.close();
  await server.close();
  await post.stop();
});

const NEW = 'another horse without a battery';
const query = (text: string, values: unknown[] = []) => server.installation.pool.query(text, values);
const ask = (email: string, headers: Record<string, string> = {}) =>
  server.anonymous.request('POST', '/people/password/forgotten', { email }, headers);
const use = (token: string, next = NEW) => server.anonymous.request('POST', '/people/password/reset', { token, next });
const lettersTo = (email: string) => post.letters.filter(({ to }) => to === email);

/** Asks for a link and waits for the letter. */
async function linkFor({ account }: TestClient): Promise<string> {
  const before = lettersTo(account.email).length;
  expect((await ask(account.email)).status).toBe(200);
  await until('the letter came', () => lettersTo(account.email).length > before, 10_000);
  return (
    new RegExp(`${server.address}/reset/([\\w-]{43})`).exec(lettersTo(account.email).at(-1)?.text ?? '')?.[1] ?? ''
  );
}
const signInWith = async (email: string, password: string): Promise<number> =>
  (
    await fetch(`${server.address}${AUTH_PATH}/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    })
  ).status;

describe('a forgotten password', () => {
  test('is replaced by a link in a letter, which works once and ends every session', async () => {
    const client = await joinedAs(server, 'reader', key, 'Fay Forgetful');
    const stream = await openStream(client.at(other.address), other.address, key);
    const token = await linkFor(client);
    expect((await use(token)).status).toBe(200);
    expect((await client.request('GET', '/projects')).status).toBe(401);
    await until('the stream ended', () => stream.ended(), 5_000);
    const { email } = client.account;
    expect(await signInWith(email, PASSWORD)).toBe(401);
    expect(await signInWith(email, NEW)).toBe(200);
    expect(await use(token, 'a third horse altogether')).toMatchObject({ status: 422, body: { code: 'REFUSED' } });
  });

  test('used by two at the same moment is replaced once', async () => {
    const token = await linkFor(await joinedAs(server, 'reader', key, 'Gil Twice'));
    const answers = await Promise.all([use(token), use(token, 'quite another sentence here')]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422]);
  });

  test('is not replaced by one that would be guessed, and the link is good still', async () => {
    const token = await linkFor(await joinedAs(server, 'reader', key, 'Hope Short'));
    expect(await use(token, 'password1234')).toMatchObject({ status: 400 });
    expect((await use(token)).status).toBe(200);
  });

  test('is not replaced after half an hour, nor by a link that was made up', async () => {
    const token = await linkFor(await joinedAs(server, 'reader', key, 'Ira Late'));
    await query(`update password_reset set expires = now() - interval '1 second'`);
    for (const old of [token, 'x'.repeat(43)]) expect((await use(old)).status).toBe(422);
  });

  test('of an account with a second factor still asks for the code', async () => {
    const client = await joinedAs(server, 'reader', key, 'Jo Factor');
    await query(
      `insert into second_factor (account, secret, confirmed, last_step, created) values ($1, 'sealed', now(), 0, now())`,
      [client.account.id],
    );
    expect((await use(await linkFor(client))).status).toBe(200);
    const response = await fetch(`${server.address}${AUTH_PATH}/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: client.account.email, password: NEW }),
    });
    expect([response.status, await response.json()]).toMatchObject([401, { code: 'CODE_NEEDED' }]);
  });

  test('is answered the same whether there is an account or not, and nothing is sent to strangers', async () => {
    const [known, unknown] = [await ask(server.reader.account.email), await ask('nobody@example.org')];
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    await until('the letter came', () => lettersTo(server.reader.account.email).length > 0, 10_000);
    expect(lettersTo('nobody@example.org')).toEqual([]);
    const { rows } = await query(
      `select count(*)::int as n from password_reset where account not in (select id from "user")`,
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  test('leads to the address an owner or the operator gave, never to one the asker names', async () => {
    const client = await joinedAs(server, 'reader', key, 'Kai Host');
    const before = lettersTo(client.account.email).length;
    const { status } = await ask(client.account.email, { origin: 'https://evil.example' });
    expect(status).toBe(403);
    const token = await linkFor(client);
    expect(token).not.toBe('');
    expect(
      lettersTo(client.account.email)
        .slice(before)
        .map(({ text }) => text)
        .join(),
    ).not.toContain('evil');
  });

  test('fills nobody’s letter box: three letters in half an hour, and whoever asks often has to wait', async () => {
    const client = await joinedAs(server, 'reader', key, 'Lou Flooded');
    const statuses = [];
    for (let n = 0; n < 8; n += 1) statuses.push((await ask(client.account.email)).status);
    expect(statuses.slice(0, 5)).toEqual([200, 200, 200, 200, 200]);
    expect(statuses).toContain(429);
    await until('letters came', () => lettersTo(client.account.email).length >= 3, 10_000);
    expect(lettersTo(client.account.email)).toHaveLength(3);
  });

  test('of an account that never had one is not replaced: its owner is told to go through his organisation', async () => {
    const client = await joinedAs(server, 'reader', key, 'Max Provider');
    await query(`delete from account where "userId" = $1`, [client.account.id]);
    await ask(client.account.email);
    await until('the letter came', () => lettersTo(client.account.email).length > 0, 10_000);
    expect(lettersTo(client.account.email)[0]?.text).toContain('sign in through your organisation');
    expect((await query('select from password_reset where account = $1', [client.account.id])).rowCount).toBe(0);
  });

  test('of an account that is switched off sends nothing, and a link from before does nothing', async () => {
    const client = await joinedAs(server, 'reader', key, 'Nat Gone');
    const token = await linkFor(client);
    await server.owner.request('PUT', `/people/${client.account.id}/active`, { active: false });
    const before = lettersTo(client.account.email).length;
    await ask(client.account.email);
    expect((await use(token)).status).toBe(422);
    await linkFor(server.owner);
    expect(lettersTo(client.account.email)).toHaveLength(before);
  });
});

describe('an owner of the organisation', () => {
  test('signs somebody out everywhere, at once on every node', async () => {
    const client = await joinedAs(server, 'reader', key, 'Ola Left');
    const there = (await signIn(server.address, client.account)).at(other.address);
    expect((await there.request('GET', '/projects')).status).toBe(200);
    const { body } = await server.owner.request('POST', `/people/${client.account.id}/sessions/end`, {});
    expect(body).toEqual({ ended: 2 });
    expect((await client.request('GET', '/projects')).status).toBe(401);
    await until('it ended there', async () => (await there.request('GET', '/projects')).status === 401, 2_000);
    const { rows } = await query(`select by from security_event where event = 'session-ended' and account = $1`, [
      client.account.id,
    ]);
    expect(rows).toEqual([{ by: server.owner.account.id }]);
    expect((await signIn(server.address, client.account)).cookie).toContain('session_token');
  });

  test('switches an account off and on, whoever switched it off', async () => {
    const client = await joinedAs(server, 'reader', key, 'Pat Off');
    const set = (active: boolean) => server.owner.request('PUT', `/people/${client.account.id}/active`, { active });
    expect((await set(false)).status).toBe(200);
    expect((await client.request('GET', '/projects')).status).toBe(401);
    await expect(signIn(server.address, client.account)).rejects.toThrow('switched off');
    await query(`update account_state set deactivated_by = 'a directory' where account = $1`, [client.account.id]);
    expect((await set(true)).status).toBe(200);
    expect((await signIn(server.address, client.account)).cookie).toContain('session_token');
  });

  test('does not switch off the last one', async () => {
    const { id } = server.owner.account;
    const answer = await server.owner.request('PUT', `/people/${id}/active`, { active: false });
    expect(answer).toMatchObject({ status: 422, body: { message: expect.stringContaining('last owner') } });
  });

  test.each(['sessions/end', 'active'])('alone does it: %s is refused to everybody else', async (what) => {
    const { id } = server.reader.account;
    const method = what === 'active' ? 'PUT' : 'POST';
    const send = (client: TestClient) => client.request(method, `/people/${id}/${what}`, { active: false });
    expect((await send(server.anonymous)).status).toBe(401);
    expect((await send(server.stranger)).status).toBe(403);
    expect((await send(server.reader)).status).toBe(403);
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect((await server.owner.request(method, `/people/${nobody}/${what}`, { active: false })).status).toBe(404);
  });
});
