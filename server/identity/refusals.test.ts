import { refusedAccess } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { PASSWORD, type TestClient } from '../testing/client.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { until } from '../testing/until.ts';
import { forgetRefusals } from './refusals.ts';

let server: TestServer;
let other: TestServer;
let key = '';
let record = '';

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  other = await startServer({ cluster: inject('cluster'), beside: server });
  ({ key } = await buildProject(server));
  record = await createRecord(server.owner, key, 'item');
});
afterAll(async () => {
  await other.close();
  await server.close();
});

const list = () => server.owner.read(z.array(refusedAccess), '/identity/refusals');
/** The rows about an operation, as soon as there are any: they are counted after the answer. */
async function rowsOf(operation: string) {
  let found: Awaited<ReturnType<typeof list>> = [];
  await until('it is counted', async () => {
    found = (await list()).filter((one) => one.operation === operation);
    return found.length > 0;
  });
  return found;
}
const rename = (client: TestClient) => client.attempt(key, 'record.update', { id: record, fields: { title: 'Mine' } });

describe('what is refused', () => {
  test('is written down: to whom, what, where, why, how often and when', async () => {
    for (let n = 0; n < 3; n += 1) expect((await rename(server.reader)).status).toBe(403);
    await until('all three are counted', async () => (await rowsOf('commands.run record.update'))[0]?.count === 3);
    const [row, ...more] = await rowsOf('commands.run record.update');
    expect(more).toEqual([]);
    expect(row).toMatchObject({ account: server.reader.account.id, reason: 'not-allowed', project: key, count: 3 });
    expect(Date.now() - Date.parse(row?.last ?? '')).toBeLessThan(60_000);
  });

  test('is counted together on every node', async () => {
    expect((await rename(server.reader.at(other.address))).status).toBe(403);
    await until('the other node has counted', async () => {
      await other.installation.refusals.flush();
      return (await rowsOf('commands.run record.update'))[0]?.count === 4;
    });
  });

  test('counts as not found where one may not see that it is there', async () => {
    expect((await server.stranger.request('GET', `/projects/${key}`)).status).toBe(404);
    expect(await rowsOf('projects.get')).toMatchObject([
      { account: server.stranger.account.id, reason: 'not-found', project: key },
    ]);
  });

  test('holds no words of whoever asks: no address, no name, nothing of what was sent', async () => {
    const MARK = 'XQ7MARKED';
    await server.stranger.request('GET', `/projects/${MARK}`);
    await server.reader.attempt(key, MARK, { id: record, fields: { title: MARK } });
    await server.reader.request('GET', `/projects/${key}/records/${MARK}?search=${MARK}`);
    await until('they are counted', async () =>
      (await list()).some(
        ({ account, project, reason }) =>
          account === server.stranger.account.id && project === null && reason === 'not-found',
      ),
    );
    await rowsOf('commands.run');
    const { rows } = await server.installation.pool.query('select * from refusal');
    for (const word of [MARK, server.reader.account.email, server.reader.account.name, '127.0.0.1']) {
      expect(JSON.stringify(rows)).not.toContain(word);
    }
  });

  test('to another site’s page with somebody’s cookie, and to who guesses, is written down as well', async () => {
    await server.reader.request('POST', '/files', {}, { origin: 'https://evil.example' });
    expect(await rowsOf('/api/v1/files')).toMatchObject([{ account: server.reader.account.id, reason: 'not-allowed' }]);
    for (let n = 0; n < 7; n += 1) {
      await server.anonymous.request('POST', '/auth/sign-in/email', { email: 'a@example.org', password: `no ${n}` });
    }
    expect(await rowsOf('/api/v1/auth/sign-in/email')).toMatchObject([{ account: null, reason: 'too-many' }]);
  });

  test('leaves what was allowed, or asked by nobody at a wrong address, alone', async () => {
    const known = async () => (await list()).map(({ account, operation }) => `${account} ${operation}`).toSorted();
    const before = await known();
    expect((await server.owner.request('GET', '/projects')).status).toBe(200);
    expect((await server.anonymous.request('GET', '/nothing')).status).toBe(404);
    expect(await server.owner.request('POST', '/identity/reauthenticate', { password: PASSWORD })).toMatchObject({
      status: 200,
    });
    expect(await known()).toEqual(before);
  });

  test('is shown to owners of the organisation only', async () => {
    expect((await server.reader.request('GET', '/identity/refusals')).status).toBe(403);
    expect((await server.anonymous.request('GET', '/identity/refusals')).status).toBe(401);
  });

  test('is written down when the server stops, and forgotten after a while', async () => {
    const third = await startServer({ cluster: inject('cluster'), beside: server });
    await server.reader.at(third.address).request('GET', '/identity/providers');
    await until('it was answered', () => third.requests.some(({ status }) => status === 403));
    await third.close();
    expect((await list()).map(({ operation }) => operation)).toContain('identity.listProviders');
    const { pool } = server.installation;
    await pool.query(`update refusal set hour = hour - interval '91 days' where operation = 'projects.get'`);
    await forgetRefusals(pool);
    const left = (await list()).map(({ operation }) => operation);
    expect(left).toContain('identity.listProviders');
    expect(left).not.toContain('projects.get');
  });
});
