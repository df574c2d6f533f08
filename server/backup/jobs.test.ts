import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { createBench } from '../jobs/testing/jobs.ts';
import { openInstallation } from '../open.ts';
import { until } from '../testing/until.ts';
import { writeBackup } from './backup.ts';
import { restoreBackup } from './restore.ts';
import { newPlace, type Place } from './testing/store.ts';

const places: Place[] = [];
let home = '';
afterAll(async () => {
  await Promise.all(places.map(({ remove }) => remove()));
  await rm(home, { recursive: true, force: true });
});

async function place(): Promise<Place> {
  const made = await newPlace(inject('cluster'));
  places.push(made);
  return made;
}

test('what was not finished when the back-up was made goes on after the restore, or says that it was cut off', async () => {
  home = await mkdtemp(join(tmpdir(), 'callosum-backup-'));
  const archive = join(home, 'whole.tgz');
  const bench = createBench();
  const before = await place();
  const installation = await openInstallation({ ...before.options, jobs: () => bench.jobs, command: true });
  const { jobs, pool } = installation;
  const waiting = await jobs.start({ name: 'once', input: { text: 'waits' } });
  const cutOff = await jobs.start({ name: 'once', input: { text: 'cut off' } });
  await pool.query(`update job set state = 'running', attempt = 1, seen = now() - interval '2 minutes' where id = $1`, [
    cutOff,
  ]);
  await writeBackup(installation, { dataDir: before.options.dataDir, target: archive });
  await installation.close();

  const after = await place();
  await restoreBackup({ ...after.options, source: archive });
  bench.open();
  const restored = await openInstallation({ ...after.options, jobs: () => bench.jobs });
  const states = async (): Promise<unknown> => {
    const { rows } = await restored.pool.query<{ id: string; state: string }>('select id, state from job');
    return Object.fromEntries(rows.map(({ id, state }) => [id, state]));
  };
  await until('it is done', () => bench.attempts.length > 0);
  await until('its end is kept', async () => JSON.stringify(await states()).includes('done'));
  expect(await states()).toEqual({ [waiting]: 'done', [cutOff]: 'failed' });
  expect(bench.attempts.map(({ text }) => text)).toEqual(['waits']);
  await restored.close();
});
