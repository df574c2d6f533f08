import type { Role } from '@callosum/kernel';
import { members } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { TestClient } from '../testing/client.ts';
import { joinedAs } from '../testing/people.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { openStream } from '../testing/stream.ts';
import { until } from '../testing/until.ts';

let server: TestServer;
let other: TestServer;
let key = '';
let manager: TestClient;
let person: TestClient;

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  other = await startServer({ cluster: inject('cluster'), beside: server });
  ({ key } = await buildProject(server));
  manager = await joinedAs(server, 'manager', key, 'Mona Manager');
  person = await joinedAs(server, 'reader', key, 'Nell Nurse');
});
afterAll(async () => {
  await other.close();
  await server.close();
});

const set = (by: TestClient, account: string, roles: readonly Role[], project: string | undefined = key) =>
  by.request('PUT', `/people/${account}/roles`, { roles, ...(project === '' ? {} : { project }) });
const rolesOf = async (account: string, project = `?project=${key}`) =>
  (await server.owner.read(members, `/people/members${project}`)).people.find(({ id }) => id === account);

describe('the roles of a project', () => {
  test('are given, changed and taken; several may be held, and those from above reach down', async () => {
    expect((await set(server.owner, person.account.id, ['lead', 'clinician'])).status).toBe(200);
    expect(await rolesOf(person.account.id)).toMatchObject({ roles: ['lead', 'clinician'], inherited: [] });
    expect(await rolesOf(server.owner.account.id)).toMatchObject({ roles: [], inherited: ['owner'] });
    expect((await set(server.owner, person.account.id, ['reader'])).status).toBe(200);
    expect(await rolesOf(person.account.id)).toMatchObject({ roles: ['reader'] });
    const { rows } = await server.installation.pool.query(
      `select event, by, details ->> 'role' as role from security_event
       where account = $1 and event like 'role-%' order by id`,
      [person.account.id],
    );
    expect(rows.map(({ event, role }) => `${String(event)} ${String(role)}`).sort()).toEqual(
      [
        'role-given clinician',
        'role-given lead',
        'role-given reader',
        'role-given reader',
        'role-taken clinician',
        'role-taken lead',
        'role-taken reader',
      ].sort(),
    );
    expect(new Set(rows.map(({ by }) => String(by)))).toEqual(new Set([server.owner.account.id]));
  });

  test('a manager gives those below his own, and takes no others', async () => {
    const mine = await manager.read(members, `/people/members?project=${key}`);
    expect(mine.grantable).toEqual(['lead', 'contributor', 'clinician', 'executive', 'reader', 'partner']);
    expect((await set(manager, person.account.id, ['reader', 'lead'])).status).toBe(200);
    expect((await set(manager, person.account.id, ['reader', 'owner'])).status).toBe(403);
    expect((await set(manager, person.account.id, ['reader', 'auditor'])).status).toBe(403);
    expect((await set(manager, manager.account.id, [])).status).toBe(403);
    expect((await set(manager, person.account.id, ['reader'], '')).status).toBe(404);
    expect(await rolesOf(person.account.id)).toMatchObject({ roles: ['lead', 'reader'] });
  });

  test('are not given to somebody one has not met, nor by a reader, nor shown to people from outside', async () => {
    const stranger = '00000000-0000-7000-8000-000000000001';
    expect((await set(server.owner, stranger, ['reader'])).status).toBe(404);
    expect((await set(person, manager.account.id, [])).status).toBe(403);
    await set(server.owner, person.account.id, ['partner']);
    expect((await person.request('GET', `/people/members?project=${key}`)).status).toBe(403);
    await set(server.owner, person.account.id, ['reader']);
  });

  test('taken, end at once on every node, with the streams that are open', async () => {
    const clients = [person, person.at(other.address)];
    const nodes = [server, other];
    for (const client of clients) expect((await client.request('GET', `/projects/${key}`)).status).toBe(200);
    const streams = await Promise.all(nodes.map(({ address }) => openStream(person, address, key)));
    expect((await set(server.owner, person.account.id, [])).status).toBe(200);
    await Promise.all(streams.map((stream) => until('the stream ended', stream.ended, 3_000)));
    expect((await clients[0]?.request('GET', `/projects/${key}`))?.status).toBe(404);
    await until(
      'the other node knows',
      async () => (await clients[1]?.request('GET', `/projects/${key}`))?.status === 404,
      3_000,
    );
    await createRecord(server.owner, key, 'item');
    expect(streams.flatMap(({ events }) => events.flatMap(({ data }) => data.records ?? []))).toEqual([]);
  });
});

describe('the organisation', () => {
  test('keeps an owner, even when two remove each other at once', async () => {
    const second = await joinedAs(server, 'reader', key, 'Sue Second');
    expect((await set(server.owner, second.account.id, ['owner'], '')).status).toBe(200);
    const answers = await Promise.all([
      set(server.owner, second.account.id, [], ''),
      set(second, server.owner.account.id, [], ''),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { rows } = await server.installation.pool.query(
      `select account from membership m join scope s on s.id = m.scope where s.parent is null and role = 'owner'`,
    );
    expect(rows).toHaveLength(1);
  });
});
