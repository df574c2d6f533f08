import { SCIM_PATH } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { startServer, type TestServer } from '../../testing/server.ts';
import { createDirectory, type TestDirectory, USER } from '../testing/directory.ts';
import { proofOf, setProvider } from '../testing/set-up.ts';

let server: TestServer;
let directory: TestDirectory;
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  directory = await createDirectory(server, 'Directory');
});
afterAll(() => server.close());

const query = (text: string, values: unknown[] = []) => server.installation.pool.query(text, values);

describe('the token of a directory', () => {
  const PATHS = ['/projects', '/people', '/me', '/identity/providers', '/identity/tokens', '/jobs'];

  test('opens nothing but people and groups', async () => {
    for (const path of PATHS) {
      const answer = await server.anonymous.request('GET', path, undefined, {
        authorization: `Bearer ${directory.token()}`,
      });
      expect([path, path === '/me' ? answer.body : answer.status]).toEqual([path, path === '/me' ? null : 401]);
    }
  });

  test('is needed: neither a session nor an API token nor nothing opens them', async () => {
    const proof = await proofOf(server.owner);
    const asked = { name: 'all', readOnly: false, days: 1, proof };
    const { token: api } = z
      .object({ token: z.string() })
      .parse((await server.owner.request('POST', '/identity/tokens', asked)).body);
    const tries = [
      {},
      { cookie: server.owner.cookie },
      { authorization: `Bearer ${api}` },
      { authorization: `Bearer ${directory.token()}x` },
    ];
    for (const headers of tries) {
      for (const path of ['/Users', '/Groups', '/ServiceProviderConfig', '/Users/x']) {
        const response = await fetch(`${server.address}${SCIM_PATH}${path}`, { headers });
        expect(response.status).toBe(401);
        expect(response.headers.get('content-type')).toContain('application/scim+json');
      }
    }
  });

  test('sees its own directory only', async () => {
    const id = await directory.made('quin');
    const second = await createDirectory(server, 'Second');
    const theirs = { authorization: `Bearer ${second.token()}` };
    expect((await directory.ask('GET', `/Users/${id}`, undefined, theirs)).status).toBe(404);
    expect((await directory.ask('GET', '/Users', undefined, theirs)).body).toMatchObject({ totalResults: 0 });
    expect((await directory.ask('DELETE', `/Users/${id}`, undefined, theirs)).status).toBe(404);
  });

  test('is kept as a hash, and stops working when another is made or the directory is switched off', async () => {
    const { rows } = await query('select encode(hash, $1) as hash from provider_token', ['escape']);
    expect(JSON.stringify(rows)).not.toContain(directory.token());
    const before = directory.token();
    await directory.renewToken();
    expect((await directory.ask('GET', '/Users', undefined, { authorization: `Bearer ${before}` })).status).toBe(401);
    expect((await directory.ask('GET', '/Users')).status).toBe(200);
    await setProvider(server.owner, 'scim', { id: directory.provider, name: 'Directory', enabled: false });
    expect((await directory.ask('GET', '/Users')).status).toBe(401);
    await setProvider(server.owner, 'scim', { id: directory.provider, name: 'Directory' });
    await query(`update provider_token set expires = now() - interval '1 second' where provider = $1`, [
      directory.provider,
    ]);
    expect((await directory.ask('GET', '/Users')).status).toBe(401);
    await directory.renewToken();
  });
});

describe('what a directory asks first', () => {
  test('is told: what is spoken here, and which attributes are kept', async () => {
    expect((await directory.ask('GET', '/ServiceProviderConfig')).body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      etag: { supported: true },
    });
    expect((await directory.ask('GET', '/ResourceTypes')).body).toMatchObject({ totalResults: 2 });
    expect((await directory.ask('GET', `/Schemas/${USER}`)).body).toMatchObject({ id: USER, name: 'User' });
    expect((await directory.ask('GET', '/Schemas/nothing')).status).toBe(404);
  });

  test('and what is no JSON is told so', async () => {
    const response = await fetch(`${server.address}${SCIM_PATH}/Users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${directory.token()}`, 'content-type': 'application/scim+json' },
      body: '{',
    });
    expect([response.status, z.looseObject({ scimType: z.string() }).parse(await response.json()).scimType]).toEqual([
      400,
      'invalidSyntax',
    ]);
  });

  test('addresses of other domains are refused where domains are named', async () => {
    await setProvider(server.owner, 'scim', { id: directory.provider, name: 'Directory', domains: ['hospital.org'] });
    const answer = await directory.ask('POST', '/Users', { schemas: [USER], userName: 'x@elsewhere.org' });
    expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
    await setProvider(server.owner, 'scim', { id: directory.provider, name: 'Directory' });
  });
});
