import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { PASSWORD, type TestClient } from '../testing/client.ts';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let key = '';

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server));
});
afterAll(() => server.close());

const REASON = 'Interfaces are down at night and nobody in charge answers the phone.';
const idShape = z.object({ id: z.string() });

async function take(client: TestClient, more: object = {}) {
  const shown = await client.request('POST', '/identity/reauthenticate', { password: PASSWORD });
  const { proof } = z.object({ proof: z.string() }).parse(shown.body);
  const body = { reason: REASON, role: 'lead', minutes: 60, proof, ...more };
  return client.request('POST', `/projects/${key}/emergency`, body);
}
const policy = (accounts: string[], longestMinutes = 240) =>
  server.owner.request('PUT', '/identity/emergency', { accounts, longestMinutes });
const list = async () =>
  server.owner.read(
    z.array(z.looseObject({ id: z.string(), isOpen: z.boolean(), reviewed: z.string().nullable() })),
    `/projects/${key}/emergency`,
  );

describe('access in an emergency', () => {
  test('is for nobody until an owner says for whom', async () => {
    expect((await take(server.stranger)).status).toBe(403);
    expect((await policy([server.stranger.account.id])).status).toBe(200);
    expect((await server.stranger.request('GET', '/identity/emergency')).body).toEqual({
      mayTake: true,
      longestMinutes: 240,
      accounts: null,
    });
    expect((await server.owner.request('GET', '/identity/emergency')).body).toMatchObject({
      mayTake: false,
      accounts: [server.stranger.account.id],
    });
    expect(
      (await server.reader.request('PUT', '/identity/emergency', { accounts: [], longestMinutes: 60 })).status,
    ).toBe(403);
  });

  test('needs a reason, a proof, a role that hands out nothing, and an end', async () => {
    for (const wrong of [{ reason: 'quick' }, { role: 'owner' }, { role: 'manager' }, { minutes: 0 }, { minutes: 300 }])
      expect((await take(server.stranger, wrong)).status).toBe(400);
    expect((await take(server.stranger, { proof: 'x'.repeat(43) })).status).toBe(403);
    expect(await list()).toEqual([]);
  });

  test('opens the project at once, for what the role allows, and no more than that', async () => {
    expect((await server.stranger.request('GET', `/projects/${key}`)).status).toBe(404);
    expect((await take(server.stranger)).status).toBe(200);
    expect((await server.stranger.request('GET', `/projects/${key}`)).body).toMatchObject({
      emergency: { id: expect.any(String), until: expect.any(String) },
    });
    expect((await server.owner.request('GET', `/projects/${key}`)).body).toMatchObject({ emergency: null });
    const invite = { role: 'reader', project: key };
    expect((await server.stranger.request('POST', '/people/invitations', invite)).status).toBe(403);
  });

  test('is shown to those in charge with its reason, and to nobody else', async () => {
    expect(await list()).toEqual([
      expect.objectContaining({ account: server.stranger.account.id, reason: REASON, isOpen: true, reviewed: null }),
    ]);
    expect((await server.reader.request('GET', `/projects/${key}/emergency`)).status).toBe(403);
  });

  test('ends by itself', async () => {
    await server.installation.pool.query(`update emergency_access set until = now()`);
    server.installation.access.forget();
    expect((await server.stranger.request('GET', `/projects/${key}`)).status).toBe(404);
    expect((await list())[0]?.isOpen).toBe(false);
  });

  test('can be ended by those in charge, at once', async () => {
    const { id } = idShape.parse((await take(server.stranger)).body);
    expect((await server.stranger.request('GET', `/projects/${key}`)).status).toBe(200);
    expect((await server.owner.request('POST', `/projects/${key}/emergency/${id}/end`, {})).status).toBe(200);
    expect((await server.stranger.request('GET', `/projects/${key}`)).status).toBe(404);
    expect((await server.owner.request('POST', `/projects/${key}/emergency/${id}/end`, {})).status).toBe(422);
  });

  test('is given back by whoever took it, and by no other bystander', async () => {
    const { id } = idShape.parse((await take(server.stranger)).body);
    const path = `/projects/${key}/emergency/${id}/end`;
    expect((await server.reader.request('POST', path, {})).status).toBe(403);
    expect((await server.stranger.request('POST', path, {})).status).toBe(200);
    expect((await server.stranger.request('GET', `/projects/${key}`)).status).toBe(404);
    expect((await server.stranger.request('POST', path, {})).status).toBe(404);
  });

  test('is reviewed afterwards, once, and not by whoever took it', async () => {
    const [open] = await list();
    const review = { justified: true, finding: 'The outage was real; what was done is in the ledger.' };
    const path = `/projects/${key}/emergency/${open?.id}/review`;
    expect((await server.owner.request('POST', path, { ...review, finding: 'ok' })).status).toBe(400);
    expect((await server.owner.request('POST', path, review)).status).toBe(200);
    expect((await server.owner.request('POST', path, review)).status).toBe(422);
    await policy([server.owner.account.id]);
    const own = idShape.parse((await take(server.owner)).body);
    expect((await server.owner.request('POST', `/projects/${key}/emergency/${own.id}/review`, review)).status).toBe(
      422,
    );
  });

  test('leaves its trace in the security log', async () => {
    const { rows } = await server.installation.pool.query<{ event: string }>(
      `select event from security_event where event like 'emergency-%' order by at`,
    );
    expect(new Set(rows.map(({ event }) => event))).toEqual(
      new Set(['emergency-began', 'emergency-ended', 'emergency-reviewed']),
    );
  });
});
