import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../postgres/index.ts';

/**
 * One PostgreSQL for all test files: the server named by CALLOSUM_TEST_DATABASE_URL, or an embedded one that gives up
 * safety at power loss for speed. And a folder for what files of tests share.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const scratch = await mkdtemp(join(tmpdir(), 'callosum-test-'));
  // Started as root, PostgreSQL runs as another account, which must be able to pass through.
  await chmod(scratch, 0o711);
  project.provide('scratch', scratch);
  const given = process.env.CALLOSUM_TEST_DATABASE_URL;
  const { url, stop } = given
    ? { url: given, stop: () => Promise.resolve() }
    : await startCluster(join(scratch, 'cluster'));
  project.provide('cluster', url);
  return async () => {
    await stop();
    await rm(scratch, { recursive: true, force: true });
  };
}

async function startCluster(dataDir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const database = await openDatabase({ dataDir, durable: false, log: () => undefined });
  if ('connectionString' in database.connection) throw new Error('An embedded cluster was expected');
  const { host, port, user } = database.connection;
  return { url: `postgres://${user}@${encodeURIComponent(host)}:${port}/postgres`, stop: () => database.stop() };
}
