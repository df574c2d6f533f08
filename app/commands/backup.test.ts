import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { type Desk, newDesk } from './testing/callosum.ts';
import { planFile } from './testing/plans.ts';

let desk: Desk;
let fresh: Desk;
beforeAll(async () => {
  [desk, fresh] = await Promise.all([newDesk(inject('cluster')), newDesk(inject('cluster'))]);
  await writeFile(desk.path('plan.xml'), planFile());
  await writeFile(desk.path('pass'), 'correct horse battery staple\nsecond line\n');
  await writeFile(desk.path('other'), 'correct horse\n');
  await desk.json(0, 'project', 'import', 'plan.xml', '--key', 'RES');
});
afterAll(() => Promise.all([desk.remove(), fresh.remove()]));

const fingerprints = z.object({ secrets: z.object({ fingerprints: z.record(z.string(), z.string()) }) });

describe('backup and restore', { timeout: 90_000 }, () => {
  test('bring a store to another database and directory, with its secrets', async () => {
    const made = await desk.json(0, 'backup', 'all.tgz', '--passphrase-file', 'pass');
    expect(made).toMatchObject({ file: desk.path('all.tgz'), projects: 1, files: 1, secrets: { included: true } });
    const archive = desk.path('all.tgz');
    const pass = ['--passphrase-file', desk.path('pass')];

    const wrong = await fresh.callosum('restore', archive, '--passphrase-file', desk.path('other'), '--json');
    expect([wrong.status, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toMatch(
      /^The passphrase does not open the secrets of .*all\.tgz\. Nothing was written\..*\n$/,
    );
    expect(await readdir(fresh.home)).toEqual([]);

    const back = await fresh.json(0, 'restore', archive, ...pass);
    expect(back).toMatchObject({
      projects: 1,
      files: 1,
      secrets: { restored: true },
      redactions: { known: 0, replayed: 0 },
    });
    expect(fingerprints.parse(back)).toEqual(fingerprints.parse(made));
    expect(await fresh.json(0, 'readiness', '--project', 'RES')).toEqual(
      await desk.json(0, 'readiness', '--project', 'RES'),
    );
    expect(await fresh.json(0, 'ledger', 'verify')).toEqual(await desk.json(0, 'ledger', 'verify'));
    expect(await fresh.json(0, 'project', 'import', desk.path('plan.xml'), '--key', 'RES')).toMatchObject({
      created: 0,
    });

    const twice = await fresh.callosum('restore', archive, ...pass);
    expect(twice.status).toBe(2);
    expect(twice.stderr).toMatch(/^The store is not empty \(it has a ledger and files\): nothing was restored\. .*\n$/);
  });

  test('say for people what is in the archive and what is not', async () => {
    const { status, stdout, stderr } = await desk.callosum('backup', 'open.tgz');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/open\.tgz: [\d.]+ KiB, verified\.\n1 project, [\d ]+ events, /);
    expect(stdout).toMatch(
      /The secrets are not in it .*\n {2}session\.key [0-9a-f]{64}\n {2}seal-ed25519\.pem [0-9a-f]{64}\n {2}field-keys\.json [0-9a-f]{64}\n$/,
    );
  });

  test.each([
    [['backup', 'no/such/place.tgz'], 'place.tgz cannot be written'],
    [['backup', 'x.tgz', '--passphrase-file', 'missing'], 'missing cannot be read (no such file or directory)'],
    [['backup', 'x.tgz', '--passphrase-file', 'empty'], 'empty begins with an empty line'],
    [['restore', 'plan.xml'], 'plan.xml is not a whole Callosum back-up'],
    [['restore', 'missing.tgz'], 'missing.tgz cannot be read'],
    [['backup'], "missing required argument 'file'"],
  ])('cannot do %j, and say so in one line', async (args, line) => {
    await writeFile(desk.path('empty'), '\n');
    const before = await readdir(desk.home);
    const { status, stdout, stderr } = await desk.callosum(...args, '--json');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(await readdir(desk.home)).toEqual(before);
    expect(await readFile(desk.path('plan.xml'), 'utf8')).toBe(planFile());
  });
});
