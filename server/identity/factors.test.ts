import { AUTH_PATH } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { createClient, joinWith, PASSWORD, signIn, type TestClient, tokenOf } from '../testing/client.ts';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';
import { freshFactor } from './reauthentication.ts';
import { stepAt, totpCode } from './totp.ts';

let server: TestServer;
let key = '';

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server));
});
afterAll(() => server.close());

const proofShape = z.object({ proof: z.string() });
const begun = z.object({ secret: z.string(), address: z.string() });
const codesShape = z.object({ backupCodes: z.array(z.string()) });

async function newcomer(name: string): Promise<TestClient> {
  const { body } = await server.owner.request('POST', '/people/invitations', { role: 'owner' });
  return joinWith(server.address, tokenOf(z.object({ path: z.string() }).parse(body).path), name);
}

const prove = async (client: TestClient, showing: object): Promise<string> =>
  proofShape.parse((await client.request('POST', '/identity/reauthenticate', showing)).body).proof;

/** The clock does not move for a test: earlier codes are forgotten instead. */
const forgetSteps = () => server.installation.pool.query('update second_factor set last_step = 0');
const codeNow = (secret: string): string => totpCode(secret, stepAt(new Date()));

/** @returns also the code that it was confirmed with, as the next one may come at any moment */
async function enrol(client: TestClient): Promise<{ secret: string; code: string; backupCodes: string[] }> {
  const proof = await prove(client, { password: PASSWORD });
  const { secret } = begun.parse((await client.request('POST', '/identity/authenticator', { proof })).body);
  const code = codeNow(secret);
  const answer = await client.request('POST', '/identity/authenticator/confirm', { code });
  return { secret, code, ...codesShape.parse(answer.body) };
}

const enter = (email: string, more: object) =>
  fetch(`${server.address}${AUTH_PATH}/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.address },
    body: JSON.stringify({ email, password: PASSWORD, ...more }),
  });
const codeOf = async (response: Response): Promise<unknown> =>
  z.object({ code: z.string() }).parse(await response.json()).code;

describe('an authenticator', () => {
  test('is asked for at sign-in once it was confirmed, and not before', async () => {
    const client = await newcomer('Tina Totp');
    const proof = await prove(client, { password: PASSWORD });
    const { secret } = begun.parse((await client.request('POST', '/identity/authenticator', { proof })).body);
    expect((await enter(client.account.email, {})).status).toBe(200);
    expect((await client.request('POST', '/identity/authenticator/confirm', { code: '000000' })).status).toBe(400);
    await client.request('POST', '/identity/authenticator/confirm', { code: codeNow(secret) });
    expect(await codeOf(await enter(client.account.email, {}))).toBe('CODE_NEEDED');
    expect(await codeOf(await enter(client.account.email, { password: 'not the right one' }))).toBe('NOT_SIGNED_IN');
    await forgetSteps();
    expect((await enter(client.account.email, { code: codeNow(secret) })).status).toBe(200);
  });

  test('gives no cookie with the password alone', async () => {
    const client = await newcomer('Carl Cookie');
    await enrol(client);
    expect((await enter(client.account.email, {})).headers.getSetCookie()).toEqual([]);
    const { rowCount } = await server.installation.pool.query('select from session where "userId" = $1', [
      client.account.id,
    ]);
    expect(rowCount).toBe(1);
  });

  test('gives codes that work once, also when sent twice at the same moment', async () => {
    const client = await newcomer('Rena Replay');
    const { code } = await enrol(client);
    expect(await codeOf(await enter(client.account.email, { code }))).toBe('CODE_WRONG');
    await forgetSteps();
    const answers = await Promise.all([1, 2, 3].map(() => enter(client.account.email, { code })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('has its secret encrypted in the store', async () => {
    const { secret } = await enrol(await newcomer('Ella Encrypted'));
    const { rows } = await server.installation.pool.query<{ text: string }>(
      'select second_factor::text as text from second_factor',
    );
    for (const { text } of rows) expect(text).not.toContain(secret);
    expect(rows.at(-1)?.text).toContain('k1.');
  });

  test('whose codes are guessed slows the guesser down, though he knows the password', async () => {
    const client = await newcomer('Gina Guessed');
    await enrol(client);
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1) statuses.push((await enter(client.account.email, { code: `00000${n}` })).status);
    expect(statuses).toContain(429);
  });

  test('is removed with a proof by its own codes, not by the password', async () => {
    const client = await newcomer('Romy Remover');
    const { secret } = await enrol(client);
    const byPassword = { proof: await prove(client, { password: PASSWORD }) };
    expect((await client.request('POST', '/identity/authenticator/remove', byPassword)).status).toBe(403);
    await forgetSteps();
    const byCode = { proof: await prove(client, { code: codeNow(secret) }) };
    expect((await client.request('POST', '/identity/authenticator/remove', byCode)).status).toBe(200);
    expect((await enter(client.account.email, {})).status).toBe(200);
  });
});

describe('backup codes', () => {
  test('are ten, kept as hashes, and work once each', async () => {
    const client = await newcomer('Bert Backup');
    const { backupCodes } = await enrol(client);
    expect(new Set(backupCodes).size).toBe(10);
    const [code = ''] = backupCodes;
    expect(code).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){5}$/);
    const { rows } = await server.installation.pool.query<{ text: string }>(
      'select backup_code::text as text from backup_code',
    );
    for (const { text } of rows) expect(text).not.toContain(code.replaceAll('-', ''));
    expect((await enter(client.account.email, { code: code.toUpperCase().replaceAll('-', ' ') })).status).toBe(200);
    expect(await codeOf(await enter(client.account.email, { code }))).toBe('CODE_WRONG');
    const { authenticator } = await client.read(
      z.looseObject({ authenticator: z.object({ codesLeft: z.number() }) }),
      '/identity/security',
    );
    expect(authenticator.codesLeft).toBe(9);
  });

  test('have more than 112 random bits each', async () => {
    const { backupCodes } = await enrol(await newcomer('Rita Random'));
    const signs = backupCodes.map((code) => code.replaceAll('-', ''));
    // 31 signs: without those that look alike. 112 bits of them are 22.6.
    for (const code of signs) expect(code).toMatch(/^[a-hjkmnp-z2-9]{24}$/);
    expect(new Set(signs.join('')).size).toBeGreaterThan(24);
  });

  test('of the length they had before open still', async () => {
    const client = await newcomer('Olga Older');
    await enrol(client);
    await server.installation.pool.query(
      'insert into backup_code (account, code) values ($1, sha256(convert_to($2, $3)))',
      [client.account.id, 'abcde23456', 'UTF8'],
    );
    expect((await enter(client.account.email, { code: 'abcde-23456' })).status).toBe(200);
    expect(await codeOf(await enter(client.account.email, { code: 'abcde-23456' }))).toBe('CODE_WRONG');
  });

  test('are replaced as a whole', async () => {
    const client = await newcomer('Rosa Renewer');
    const { secret, backupCodes } = await enrol(client);
    await forgetSteps();
    const proof = await prove(client, { code: codeNow(secret) });
    const renewed = codesShape.parse((await client.request('POST', '/identity/authenticator/codes', { proof })).body);
    expect(await codeOf(await enter(client.account.email, { code: backupCodes[0] }))).toBe('CODE_WRONG');
    expect((await enter(client.account.email, { code: renewed.backupCodes[0] })).status).toBe(200);
  });
});

describe('a proof that it is still he', () => {
  const person = (client: TestClient) => server.installation.sessions.requirePerson(client.cookie);

  test('by a code is a fresh second factor, once, in this session only', async () => {
    const client = await newcomer('Sina Signer');
    const { secret } = await enrol(client);
    await forgetSteps();
    const proof = await prove(client, { code: codeNow(secret) });
    await forgetSteps();
    const response = await enter(client.account.email, { code: codeNow(secret) });
    const cookie = response.headers
      .getSetCookie()
      .map((one) => one.split(';', 1)[0])
      .join('; ');
    const elsewhere = createClient(server.address, cookie, client.account);
    const { pool } = server.installation;
    await expect(freshFactor(pool, await person(elsewhere), proof)).rejects.toThrow('second factor');
    expect(await freshFactor(pool, await person(client), proof)).toMatchObject({ method: 'code' });
    await expect(freshFactor(pool, await person(client), proof)).rejects.toThrow('second factor');
  });

  test('ends after five minutes', async () => {
    const client = await newcomer('Otto Overdue');
    const { secret } = await enrol(client);
    await forgetSteps();
    const proof = await prove(client, { code: codeNow(secret) });
    const { pool } = server.installation;
    await pool.query(`update reauthentication set expires = now() - interval '1 second'`);
    await expect(freshFactor(pool, await person(client), proof)).rejects.toThrow('second factor');
  });

  test('by a password counts only for who has no second factor, and is told as what it is', async () => {
    const client = await newcomer('Paul Password');
    const { pool } = server.installation;
    const alone = await prove(client, { password: PASSWORD });
    expect(await freshFactor(pool, await person(client), alone)).toMatchObject({ method: 'password' });
    const before = await prove(client, { password: PASSWORD });
    await enrol(client);
    await expect(freshFactor(pool, await person(client), before)).rejects.toThrow('second factor');
  });

  test('is not given for a wrong password, nor without end', async () => {
    const client = await newcomer('Willa Wrong');
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      const { status } = await client.request('POST', '/identity/reauthenticate', { password: 'wrong wrong wrong' });
      statuses.push(status);
    }
    expect(statuses.slice(0, 5)).toEqual([403, 403, 403, 403, 403]);
    expect(statuses).toContain(429);
    expect((await client.request('POST', '/identity/reauthenticate', { justSignedIn: true })).status).toBeGreaterThan(
      402,
    );
  });
});

describe('a new password', () => {
  test('needs the old one shown, ends other sessions, and holds', async () => {
    const client = await newcomer('Nina Newpass');
    const other = await signIn(server.address, client.account);
    const next = 'another sentence altogether';
    const proof = await prove(client, { password: PASSWORD });
    expect((await client.request('POST', '/identity/password', { next: 'Nina-Newpass-12', proof })).status).toBe(400);
    expect((await client.request('POST', '/identity/password', { next, proof: 'x'.repeat(43) })).status).toBe(403);
    expect((await client.request('POST', '/identity/password', { next, proof })).status).toBe(200);
    expect((await other.request('GET', '/projects')).status).toBe(401);
    expect((await client.request('GET', '/projects')).status).toBe(200);
    expect((await enter(client.account.email, {})).status).toBe(401);
    expect((await enter(client.account.email, { password: next })).status).toBe(200);
  });
});

describe('an installation that wants a second factor', () => {
  test('opens nothing to a password alone, and everything once there is one', async () => {
    const client = await newcomer('Resi Required');
    const policy = { idleMinutes: 15, absoluteHours: 12 };
    const set = (secondFactor: string) => server.owner.request('PUT', '/identity/policy', { ...policy, secondFactor });
    expect((await set('required')).status).toBe(200);
    expect((await client.request('GET', `/projects/${key}`)).status).toBe(404);
    expect((await client.request('GET', '/projects')).body).toEqual([]);
    expect((await client.request('GET', '/identity/security')).body).toMatchObject({ factorNeeded: true });
    await enrol(client);
    expect((await client.request('GET', `/projects/${key}`)).status).toBe(200);
    await server.installation.pool.query('delete from installation_setting');
    server.installation.settings.forget();
    server.installation.sessions.forget();
  });
});
