import { me, SCIM_PATH } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { signIn, type TestClient } from '../../testing/client.ts';
import { buildProject, startServer, type TestServer } from '../../testing/server.ts';
import { openStream } from '../../testing/stream.ts';
import { until } from '../../testing/until.ts';
import { createDirectory, idOf, person, type TestDirectory, USER } from '../testing/directory.ts';
import { proofOf, setGroups } from '../testing/set-up.ts';

let server: TestServer;
let other: TestServer;
let directory: TestDirectory;
let key = '';

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  other = await startServer({ cluster: inject('cluster'), beside: server });
  ({ key } = await buildProject(server));
  directory = await createDirectory(server, 'Directory');
  await setGroups(server.owner, directory.provider, [
    { group: 'EHR Leads', scope: key, role: 'lead' },
    { group: 'EHR Staff', scope: key, role: 'contributor' },
  ]);
});
afterAll(async () => {
  await other.close();
  await server.close();
});

const ask: TestDirectory['ask'] = (...all) => directory.ask(...all);
const patch: TestDirectory['patch'] = (...all) => directory.patch(...all);
const made: TestDirectory['made'] = (name) => directory.made(name);
const query = (text: string, values: unknown[] = []) => server.installation.pool.query(text, values);

/** An account signed in to, as if it had come by single sign-on. */
async function sessionOf(id: string, name: string): Promise<TestClient> {
  await query(
    `insert into account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
     select gen_random_uuid()::text, $1, 'credential', $1, password, now(), now() from account where "userId" = $2`,
    [id, server.owner.account.id],
  );
  return signIn(server.address, { id, name, email: `${name}@hospital.org` });
}

describe('a person of a directory', () => {
  test('is created with an account of a checked address, and read again', async () => {
    const answer = await ask('POST', '/Users', person('ada'));
    expect(answer.status).toBe(201);
    const id = idOf(answer);
    expect(answer.headers.get('location')).toBe(`${server.address}${SCIM_PATH}/Users/${id}`);
    expect(answer.headers.get('content-type')).toContain('application/scim+json');
    const { body } = await ask('GET', `/Users/${id}`);
    expect(body).toMatchObject({
      schemas: [USER],
      id,
      userName: 'ada@hospital.org',
      externalId: 'external ada',
      displayName: 'ada Hospital',
      name: { givenName: 'ada', familyName: 'Hospital' },
      emails: [{ value: 'ada@hospital.org', primary: true }],
      active: true,
      groups: [],
      meta: { resourceType: 'User', version: 'W/"1"' },
    });
    const { rows } = await query(`select "emailVerified" as verified from "user" where id = $1`, [id]);
    expect(rows).toEqual([{ verified: true }]);
  });

  test('is not created twice', async () => {
    await made('bea');
    expect(await ask('POST', '/Users', person('bea'))).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
    const sameAddress = person('bea', { userName: 'BEA2' });
    expect(await ask('POST', '/Users', sameAddress)).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
  });

  test.each([
    ['no userName', { userName: undefined }],
    ['no e-mail address', { userName: 'cy', emails: [] }],
    ['a broken address', { emails: [{ value: 'cy@' }] }],
    ['an active that is none', { active: 'perhaps' }],
  ])('with %s is refused in SCIM’s own form, and leaves nothing behind', async (_what, more) => {
    const before = await query('select from "user"');
    const { status, body } = await ask('POST', '/Users', person('cy', more));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '400',
      scimType: 'invalidValue',
    });
    expect((await query('select from "user"')).rowCount).toBe(before.rowCount);
  });

  test.each([
    ['userName eq "DAN@hospital.org"', 1],
    ['userName eq "nobody@hospital.org"', 0],
    ['externalId eq "external dan"', 1],
    ['emails[type eq "work"].value eq "dan@hospital.org"', 1],
    ['userName sw "dan" and active eq true', 1],
    ['userName sw "dan" and active eq false', 0],
    ['userName eq "x" or name.givenName eq "dan"', 1],
    [`${USER}:userName ew "hospital.org" and displayName co "an Hosp"`, 1],
    [`userName eq "' or 1=1 --"`, 0],
  ])('is found by %s', async (filter, count) => {
    await made('dan').catch(() => undefined);
    const { status, body } = await ask('GET', `/Users?filter=${encodeURIComponent(filter)}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ totalResults: count, itemsPerPage: count, startIndex: 1 });
  });

  test.each([
    'userName',
    'userName eq',
    'userName eq x',
    'password eq "x"',
    '(userName eq "x")',
    'active co "t"',
    'constructor eq "x"',
  ])('cannot be asked for by %s', async (filter) => {
    const answer = await ask('GET', `/Users?filter=${encodeURIComponent(filter)}`);
    expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } });
  });

  test('is listed in pages', async () => {
    await made('eva');
    await made('eve');
    const { body } = await ask('GET', '/Users?startIndex=2&count=1');
    expect(body).toMatchObject({ startIndex: 2, itemsPerPage: 1 });
    expect(z.array(z.unknown()).parse(body['Resources'])).toHaveLength(1);
    expect(Number(body['totalResults'])).toBeGreaterThan(2);
    expect((await ask('GET', '/Users?count=0')).body).toMatchObject({ itemsPerPage: 0, Resources: [] });
  });

  test('is replaced whole', async () => {
    const id = await made('flo');
    const { externalId: _gone, ...entry } = person('flo', { name: { givenName: 'Florence', familyName: 'N' } });
    const { body } = await ask('PUT', `/Users/${id}`, entry);
    expect(body).toMatchObject({ displayName: 'Florence N', meta: { version: 'W/"2"' } });
    expect(body).not.toHaveProperty('externalId');
  });

  test('is changed as Entra ID does it', async () => {
    const id = await made('gus');
    const { status, body } = await patch(
      `/Users/${id}`,
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'gustav@hospital.org' },
      { op: 'Add', path: 'name.familyName', value: 'Adolf' },
      { op: 'Replace', path: 'displayName', value: 'Gustav Adolf' },
      { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'ICU' },
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      displayName: 'Gustav Adolf',
      name: { givenName: 'gus', familyName: 'Adolf' },
      emails: [{ value: 'gustav@hospital.org' }],
    });
    const off = await patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' });
    expect(off.body).toMatchObject({ active: false });
  });

  test('is changed as Okta does it', async () => {
    const id = await made('hal');
    const off = await patch(`/Users/${id}`, { op: 'replace', value: { active: false } });
    expect(off.body).toMatchObject({ active: false });
    const on = await patch(`/Users/${id}`, { op: 'replace', value: { active: true, 'name.givenName': 'Harold' } });
    expect(on.body).toMatchObject({ active: true, name: { givenName: 'Harold' } });
  });

  test.each([
    [{ op: 'jump', path: 'active', value: true }, 'invalidSyntax'],
    [{ op: 'remove' }, 'noTarget'],
    [{ op: 'replace', value: 'active' }, 'invalidValue'],
    [{ op: 'replace', path: 'emails[type ne "work"]', value: [] }, 'invalidPath'],
    [{ op: 'remove', path: 'userName' }, 'invalidValue'],
  ])('is not changed by %o', async (operation, scimType) => {
    const found = await ask('GET', '/Users?filter=userName eq "ada@hospital.org"');
    const [ada] = z.array(z.looseObject({ id: z.string() })).parse(found.body['Resources']);
    expect(await patch(`/Users/${ada?.id}`, operation)).toMatchObject({ status: 400, body: { scimType } });
  });

  test('is not changed by a directory that saw an older state of him', async () => {
    const id = await made('ivy');
    const first = (await ask('GET', `/Users/${id}`)).headers.get('etag') ?? '';
    expect((await ask('PUT', `/Users/${id}`, person('ivy'), { 'if-match': first })).status).toBe(200);
    expect((await ask('PUT', `/Users/${id}`, person('ivy'), { 'if-match': first })).status).toBe(412);
    expect((await ask('DELETE', `/Users/${id}`, undefined, { 'if-match': first })).status).toBe(412);
  });

  test('that there is not is not found', async () => {
    for (const method of ['GET', 'DELETE']) expect((await ask(method, '/Users/nobody')).status).toBe(404);
    expect((await ask('PUT', '/Users/nobody', person('x'))).status).toBe(404);
    // An account of the house that no directory keeps.
    expect((await ask('GET', `/Users/${server.owner.account.id}`)).status).toBe(404);
  });
});

describe('a person the directory switches off', () => {
  test('is out at once on every node: sessions, open streams and tokens', async () => {
    const id = await made('kim');
    const group = idOf(await ask('POST', '/Groups', { displayName: 'EHR Leads', members: [{ value: id }] }));
    const client = await sessionOf(id, 'kim');
    const there = client.at(other.address);
    expect(await there.read(me, '/me')).toMatchObject({ id });
    const proof = await proofOf(client);
    const asked = { name: 'script', readOnly: true, days: 1, proof };
    const { token: api } = z
      .object({ token: z.string() })
      .parse((await client.request('POST', '/identity/tokens', asked)).body);
    const withToken = () => server.anonymous.request('GET', '/projects', undefined, { authorization: `Bearer ${api}` });
    expect((await withToken()).status).toBe(200);
    const streams = [await openStream(client, server.address, key), await openStream(client, other.address, key)];

    await patch(`/Users/${id}`, { op: 'replace', value: { active: false } });
    expect((await client.request('GET', '/projects')).status).toBe(401);
    expect((await withToken()).status).toBe(401);
    await until('the other node knows', async () => (await there.request('GET', '/projects')).status === 401, 2_000);
    await until('the streams ended', () => streams.every((stream) => stream.ended()), 5_000);
    expect((await query('select from session where "userId" = $1', [id])).rowCount).toBe(0);
    await expect(signIn(server.address, client.account)).rejects.toThrow('switched off');

    await patch(`/Users/${id}`, { op: 'replace', value: { active: true } });
    expect((await client.request('GET', '/projects')).status).toBe(401);
    expect((await withToken()).status).toBe(401);
    expect(await (await signIn(server.address, client.account)).read(me, '/me')).toMatchObject({ id });
    await ask('DELETE', `/Groups/${group}`);
  });

  test('stays off when somebody in the house switched him off', async () => {
    const id = await made('liv');
    await query(`insert into account_state (account, deactivated, deactivated_by) values ($1, now(), 'an owner')`, [
      id,
    ]);
    const answer = await patch(`/Users/${id}`, { op: 'replace', value: { active: true } });
    expect(answer.status).toBe(409);
    expect((await ask('GET', `/Users/${id}`)).body).toMatchObject({ active: false });
  });

  test('by deleting him keeps his account and what he did, and is the same again when he comes back', async () => {
    const id = await made('max');
    expect((await ask('DELETE', `/Users/${id}`)).status).toBe(204);
    expect((await ask('GET', `/Users/${id}`)).status).toBe(404);
    const { rows } = await query('select deactivated is not null as off from account_state where account = $1', [id]);
    expect(rows).toEqual([{ off: true }]);
    const again = await ask('POST', '/Users', person('max'));
    expect(again).toMatchObject({ status: 201, body: { id, active: true } });
  });

  test('is never the last owner of the organisation', async () => {
    // The owner's own address was checked after all, so the directory may take up the account.
    await query(`update "user" set "emailVerified" = true where id = $1`, [server.owner.account.id]);
    const owner = { schemas: [USER], userName: server.owner.account.email, active: true };
    const id = idOf(await ask('POST', '/Users', owner));
    expect(id).toBe(server.owner.account.id);
    expect((await patch(`/Users/${id}`, { op: 'replace', value: { active: false } })).status).toBe(409);
    expect((await ask('DELETE', `/Users/${id}`)).status).toBe(409);
    expect((await server.owner.request('GET', '/projects')).status).toBe(200);
  });
});

describe('an account that was there before', () => {
  test('is not taken up while nobody checked its address', async () => {
    const entry = { schemas: [USER], userName: server.reader.account.email, active: true };
    const answer = await ask('POST', '/Users', entry);
    expect(answer).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
  });

  test('keeps its name and its address, so that the directory’s token takes over nobody', async () => {
    const { account } = server.owner;
    const entry = { schemas: [USER], userName: account.email, displayName: 'Mallory', active: true };
    const answer = await ask('PUT', `/Users/${account.id}`, entry);
    expect(answer.body).toMatchObject({ displayName: account.name });
    const moved = await ask('PUT', `/Users/${account.id}`, { ...entry, emails: [{ value: 'mallory@evil.example' }] });
    expect(moved).toMatchObject({ status: 400, body: { scimType: 'mutability' } });
  });
});
