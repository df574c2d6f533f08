import { buildProject, PASSWORD, startServer, type TestClient, type TestServer } from '@callosum/server/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';
import { planImporter } from '../plan-importer.ts';
import { runHere } from './testing/run-here.ts';
import { planFile } from './testing/plans.ts';

let server: TestServer;
let home = '';
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster'), registry, importers: [planImporter] });
  home = await mkdtemp(join(tmpdir(), 'callosum-token-'));
  await writeFile(join(home, 'plan.xml'), planFile());
  const made = await callosum(await tokenOf(server.owner), 'project', 'import', 'plan.xml', '--key', 'RES');
  if (made.status !== 0) throw new Error(made.stderr);
}, 90_000);
afterAll(async () => {
  await server.close();
  await rm(home, { recursive: true, force: true });
});

/** Runs a command beside the server, with a token in the environment. */
function callosum(token: string, ...args: string[]) {
  const env = { DATABASE_URL: server.database.url, CALLOSUM_TOKEN: token };
  return runHere([...args, '--data', server.dataDir], { cwd: home, env });
}

async function tokenOf(client: TestClient, more: object = {}): Promise<string> {
  const shown = await client.request('POST', '/identity/reauthenticate', { password: PASSWORD });
  const { proof } = z.object({ proof: z.string() }).parse(shown.body);
  const asked = { name: 'command line', readOnly: false, days: 1, proof, ...more };
  return z.object({ token: z.string() }).parse((await client.request('POST', '/identity/tokens', asked)).body).token;
}

describe('a command with CALLOSUM_TOKEN', { timeout: 90_000 }, () => {
  test('acts as the token’s owner: what it changed bears that name', async () => {
    const { rows } = await server.installation.pool.query<{ created_by: string }>(
      `select distinct created_by from record where scope = (select id from scope where key = 'RES')`,
    );
    expect(rows).toEqual([{ created_by: server.owner.account.id }]);
  });

  test('does what its owner may do, and no more', async () => {
    const reader = await tokenOf(server.reader);
    expect(await callosum(reader, 'readiness', '--project', 'RES')).toMatchObject({ status: 0 });
    const refused = await callosum(reader, 'project', 'import', 'plan.xml', '--key', 'RES');
    expect(refused).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Only an owner or a manager may import'),
    });
    const stranger = await tokenOf(server.stranger);
    const hidden = await callosum(stranger, 'readiness', '--project', 'RES');
    expect(hidden).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('no such project') });
    const proof = ['ledger', 'prove', '--event', 'RES:1', '--out', 'proof.json'];
    expect(await callosum(stranger, ...proof)).toMatchObject({ status: 2 });
    expect(await callosum(reader, ...proof)).toMatchObject({ status: 0 });
  });

  test('is held to the limits of the token', async () => {
    const readOnly = await tokenOf(server.owner, { readOnly: true });
    expect(await callosum(readOnly, 'readiness', '--project', 'RES')).toMatchObject({ status: 0 });
    expect(await callosum(readOnly, 'project', 'import', 'plan.xml', '--key', 'NEW')).toMatchObject({ status: 2 });
    await buildProject(server, { key: 'OTHER' });
    const narrow = await tokenOf(server.owner, { project: 'OTHER' });
    expect(await callosum(narrow, 'readiness', '--project', 'RES')).toMatchObject({ status: 2 });
  });

  test('that concerns the whole installation wants the token of an owner of it', async () => {
    for (const args of [
      ['backup', 'all.tgz'],
      ['ledger', 'verify'],
    ]) {
      const refused = await callosum(await tokenOf(server.reader), ...args);
      expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('whole installation') });
      expect(await callosum(await tokenOf(server.owner), ...args)).toMatchObject({ status: 0 });
    }
  });

  test('that is unknown or revoked does nothing, and never falls back to the console', async () => {
    const token = await tokenOf(server.owner, { name: 'to be revoked' });
    const list = z.array(z.object({ id: z.string(), name: z.string() }));
    const made = await server.owner.read(list, '/identity/tokens');
    const id = made.find(({ name }) => name === 'to be revoked')?.id;
    expect((await server.owner.request('POST', `/identity/tokens/${id}/revoke`, {})).status).toBe(200);
    for (const wrong of [token, 'callosum_nonsense', 'nonsense']) {
      const refused = await callosum(wrong, 'readiness', '--project', 'RES');
      expect(refused).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('CALLOSUM_TOKEN') });
    }
  });
});
