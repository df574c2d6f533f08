import { createConsistency, type StoredSeal } from '@callosum/kernel/ledger';
import { openInstallation, sealLedger } from '@callosum/server';
import { connectTo } from '@callosum/server/testing';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { installationOptions } from '../options.ts';
import { type Desk, newDesk } from './testing/callosum.ts';
import { planFile } from './testing/plans.ts';

let desk: Desk;
let key = '';
beforeAll(async () => {
  desk = await newDesk(inject('cluster'));
  await writeFile(desk.path('plan.xml'), planFile());
  await desk.json(0, 'project', 'import', 'plan.xml', '--key', 'RES');
  const proof = await desk.json(0, 'ledger', 'prove', '--event', 'RES:2', '--out', 'proof.json');
  key = z.object({ keyFingerprint: z.string().length(64) }).parse(proof).keyFingerprint;
});
afterAll(() => desk.remove());

const OTHER_KEY = '0'.repeat(64);
const SOUND = { ok: true, firstFault: null };

describe('ledger verify', { timeout: 90_000 }, () => {
  test('verifies the store, and knows whose key has to have sealed it', async () => {
    const found = await desk.json(0, 'ledger', 'verify');
    expect(found).toEqual({ projects: 1, events: expect.any(Number), ...SOUND });
    expect(await desk.json(0, 'ledger', 'verify', '--trusted-key', OTHER_KEY, '--trusted-key', key)).toEqual(found);
    const stranger = await desk.json(1, 'ledger', 'verify', '--trusted-key', OTHER_KEY);
    expect(stranger).toMatchObject({ ok: false, firstFault: { code: 'key', detail: expect.stringContaining(key) } });
  });

  test('finds a value that somebody changed, and says where', async () => {
    const client = await connectTo(desk.database.url);
    const change = (from: string, to: string) =>
      client.query(`update value set "values" = replace("values"::text, $1, $2)::jsonb where sequence > 1`, [from, to]);
    await change('"Build"', '"Built"');
    const found = await desk.json(1, 'ledger', 'verify');
    expect(found).toMatchObject({
      ok: false,
      firstFault: { project: 'RES', sequence: expect.any(Number), code: 'commitment-mismatch' },
    });
    const { status, stdout } = await desk.callosum('ledger', 'verify');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Does not verify .*\nRES:\d+: .*title/);
    await change('"Built"', '"Build"');
    await client.end();
    expect(await desk.json(0, 'ledger', 'verify')).toMatchObject(SOUND);
  });

  test('verifies a proof without the store, and finds any change to it', async () => {
    const offline = ['ledger', 'verify', 'proof.json', '--data', '/nowhere/at/all'];
    expect(await desk.json(0, ...offline, '--trusted-key', key)).toEqual({ projects: 1, events: 1, ...SOUND });
    expect(await desk.json(1, ...offline, '--trusted-key', OTHER_KEY)).toMatchObject({ firstFault: { code: 'key' } });
    const proof = await readFile(desk.path('proof.json'), 'utf8');
    await writeFile(desk.path('changed.json'), proof.replace('console', 'system'));
    expect(await desk.json(1, 'ledger', 'verify', 'changed.json')).toMatchObject({
      projects: 1,
      events: 1,
      ok: false,
      firstFault: { code: 'event', detail: expect.any(String) },
    });
    await writeFile(desk.path('torn.json'), proof.slice(0, -40));
    expect(await desk.json(1, 'ledger', 'verify', 'torn.json')).toMatchObject({ firstFault: { code: 'document' } });
    const { stdout } = await desk.callosum('ledger', 'verify', 'proof.json');
    expect(stdout).toMatch(/^proof\.json verifies\.\n {2}● document: /);
    expect(stdout).toContain(`Not compared: compare the fingerprint ${key}`);
  });

  test('verifies a consistency document', async () => {
    await writeFile(desk.path('consistency.json'), JSON.stringify(await consistency()));
    const found = await desk.json(0, 'ledger', 'verify', 'consistency.json', '--trusted-key', key);
    expect(found).toEqual({ projects: 1, events: expect.any(Number), ...SOUND });
    const text = await readFile(desk.path('consistency.json'), 'utf8');
    await writeFile(desk.path('consistency.json'), text.replace(/"signature":"../, '"signature":"00'));
    expect(await desk.json(1, 'ledger', 'verify', 'consistency.json')).toMatchObject({ ok: false });
  });

  test('verifies a back-up, and finds it damaged', async () => {
    expect((await desk.callosum('backup', 'whole.tgz')).status).toBe(0);
    const store = await desk.json(0, 'ledger', 'verify');
    expect(await desk.json(0, 'ledger', 'verify', 'whole.tgz', '--trusted-key', key)).toEqual(store);
    expect(await desk.json(1, 'ledger', 'verify', 'whole.tgz', '--trusted-key', OTHER_KEY)).toMatchObject({
      ok: false,
    });
    await writeFile(desk.path('cut.tgz'), (await readFile(desk.path('whole.tgz'))).subarray(0, -1));
    expect(await desk.json(1, 'ledger', 'verify', 'cut.tgz')).toMatchObject({
      firstFault: { code: 'archive-damaged' },
    });
  });

  test.each([
    [['plan.xml'], 'plan.xml is neither a proof'],
    [['missing.json'], 'missing.json cannot be read (no such file or directory)'],
    [['proof.json', '--trusted-key', 'abc'], '64 hexadecimal digits'],
  ])('cannot do %j', async (args, line) => {
    const { status, stdout, stderr } = await desk.callosum('ledger', 'verify', ...args, '--json');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(line);
  });
});

describe('ledger prove', { timeout: 90_000 }, () => {
  test.each([
    [['--event', 'RES:99999'], 'There is no event 99999'],
    [['--event', 'NONE:1'], 'There is no project NONE'],
    [['--event', 'RES'], 'such as RES:12'],
    [['--event', 'RES:0'], 'such as RES:12'],
    [['--event', 'RES:1', '--out', 'no/such/place.json'], 'no/such/place.json cannot be written'],
  ])('writes nothing for %j', async (args, line) => {
    const out = args.includes('--out') ? [] : ['--out', 'nothing.json'];
    const { status, stderr } = await desk.callosum('ledger', 'prove', ...args, ...out);
    expect(status).toBe(2);
    expect(stderr).toContain(line);
    expect((await readdir(desk.home)).filter((name) => name.includes('nothing') || name.startsWith('.'))).toEqual([]);
  });

  test('explains its ids', async () => {
    const { stdout } = await desk.callosum('ledger', 'prove', '--help');
    expect(stdout).toMatch(/key of the project and number of the event in its ledger, such\s+as RES:12/);
  });
});

/** That the project's history only grew between two seals, made over the store as a server would. */
async function consistency() {
  const installation = await openInstallation({
    ...installationOptions(desk.path('data'), () => undefined),
    databaseUrl: desk.database.url,
    command: true,
  });
  const { pool, secrets } = installation;
  const client = await connectTo(desk.database.url);
  await desk.json(0, 'project', 'import', 'plan.xml', '--key', 'RES', '--go-live', '2027-05-03');
  const sealed = await sealLedger(pool, secrets.sealKey);
  const { rows } = await client.query<{ id: string }>(`select id from scope where key = 'RES'`);
  const scope = rows[0]?.id ?? '';
  const seal = async (number: number): Promise<StoredSeal> => {
    const found = await client.query<{ body: string; signature: Buffer; public_key: Buffer }>(
      'select body, signature, public_key from seal where number = $1',
      [number],
    );
    const heads = await client.query<{ scope: string; size: string; root: Buffer; head: Buffer }>(
      // What did not grow since an earlier seal is held by the later one as well.
      'select distinct on (scope) scope, size, root, head from seal_scope where seal <= $1 order by scope, seal desc',
      [number],
    );
    const [one] = found.rows;
    if (!one) throw new Error(`There is no seal ${number}`);
    return {
      text: one.body,
      signature: one.signature,
      publicKey: one.public_key,
      heads: heads.rows.map(({ scope: id, size, root, head }) => ({
        scope: id,
        size: Number(size),
        root: root.toString('hex'),
        head: head.toString('hex'),
      })),
    };
  };
  const hashes = await client.query<{ hash: Buffer }>('select hash from event where scope = $1 order by sequence', [
    scope,
  ]);
  const leaves = hashes.rows.map(({ hash }) => hash);
  const document = createConsistency({ scope, first: await seal(1), second: await seal(sealed ?? 0), leaves });
  await client.end();
  await installation.close();
  return document;
}
