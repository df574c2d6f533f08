import { members } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { buildProject, startServer, type TestServer } from '../../testing/server.ts';
import { createDirectory, GROUP, idOf, type TestDirectory } from '../testing/directory.ts';
import { setGroups } from '../testing/set-up.ts';

let server: TestServer;
let directory: TestDirectory;
let key = '';
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server));
  directory = await createDirectory(server, 'Directory');
  await setGroups(server.owner, directory.provider, [
    { group: 'EHR Leads', scope: key, role: 'lead' },
    { group: 'EHR Staff', scope: key, role: 'contributor' },
  ]);
});
afterAll(() => server.close());

const ask: TestDirectory['ask'] = (...all) => directory.ask(...all);
const patch: TestDirectory['patch'] = (...all) => directory.patch(...all);
const made: TestDirectory['made'] = (name) => directory.made(name);
const rolesOf = async (id: string): Promise<readonly string[] | undefined> =>
  (await server.owner.read(members, `/people/members?project=${key}`)).people.find((one) => one.id === id)?.roles;

describe('a group of a directory', () => {
  test('gives its people a role, and takes it when they leave it', async () => {
    const [ned, ora] = [await made('ned'), await made('ora')];
    const group = { schemas: [GROUP], displayName: 'EHR Leads', externalId: 'g1', members: [{ value: ned }] };
    const answer = await ask('POST', '/Groups', group);
    expect(answer).toMatchObject({ status: 201, body: { displayName: 'EHR Leads', members: [{ value: ned }] } });
    const id = idOf(answer);
    expect(await rolesOf(ned)).toEqual(['lead']);
    expect((await ask('GET', `/Users/${ned}`)).body).toMatchObject({ groups: [{ value: id, display: 'EHR Leads' }] });

    await patch(`/Groups/${id}`, { op: 'Add', path: 'members', value: [{ value: ora }] });
    expect(await rolesOf(ora)).toEqual(['lead']);
    // Okta by a filter, Entra ID by a value.
    await patch(`/Groups/${id}`, { op: 'remove', path: `members[value eq "${ned}"]` });
    await patch(`/Groups/${id}`, { op: 'Remove', path: 'members', value: [{ value: ora }] });
    expect([await rolesOf(ned), await rolesOf(ora)]).toEqual([undefined, undefined]);
    expect((await ask('GET', `/Groups/${id}`)).body).toMatchObject({ members: [] });

    await patch(`/Groups/${id}`, { op: 'replace', path: 'members', value: [{ value: ned }, { value: ora }] });
    expect([await rolesOf(ned), await rolesOf(ora)]).toEqual([['lead'], ['lead']]);
    await patch(`/Groups/${id}`, { op: 'replace', value: { id, displayName: 'EHR Staff' } });
    expect(await rolesOf(ned)).toEqual(['contributor']);
    expect((await ask('DELETE', `/Groups/${id}`)).status).toBe(204);
    expect([await rolesOf(ned), await rolesOf(ora)]).toEqual([undefined, undefined]);
  });

  test('whose roles are set later gives them at once', async () => {
    const pia = await made('pia');
    await ask('POST', '/Groups', { displayName: 'Auditors', members: [{ value: pia }] });
    expect(await rolesOf(pia)).toBeUndefined();
    await setGroups(server.owner, directory.provider, [
      { group: 'EHR Leads', scope: key, role: 'lead' },
      { group: 'EHR Staff', scope: key, role: 'contributor' },
      { group: 'Auditors', scope: key, role: 'auditor' },
    ]);
    expect(await rolesOf(pia)).toEqual(['auditor']);
  });

  test('is listed and found by name, without its people where a directory asks so', async () => {
    const filter = encodeURIComponent('displayName eq "Auditors"');
    const { body } = await ask('GET', `/Groups?filter=${filter}`);
    expect(body).toMatchObject({ totalResults: 1, Resources: [{ displayName: 'Auditors', members: [{}] }] });
    const bare = await ask('GET', `/Groups?filter=${filter}&excludedAttributes=members`);
    expect(JSON.stringify(bare.body)).not.toContain('members');
    const { members: has } = z
      .looseObject({ members: z.array(z.looseObject({ value: z.string() })) })
      .parse(z.array(z.unknown()).parse(body['Resources'])[0]);
    const [first] = has;
    const byMember = encodeURIComponent(`members.value eq "${first?.value}"`);
    expect((await ask('GET', `/Groups?filter=${byMember}`)).body).toMatchObject({ totalResults: 1 });
  });

  test('has no people of other directories, and none of the house', async () => {
    const answer = await ask('POST', '/Groups', {
      displayName: 'Mixed',
      members: [{ value: server.reader.account.id }],
    });
    expect(answer.status).toBe(400);
    expect((await ask('GET', `/Groups?filter=${encodeURIComponent('displayName eq "Mixed"')}`)).body).toMatchObject({
      totalResults: 0,
    });
    expect((await ask('POST', '/Groups', { displayName: 'auditors' })).status).toBe(409);
  });
});
