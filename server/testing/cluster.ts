import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../postgres/index.ts';

/**
 * One PostgreSQL for all test files: the server named by CALLOSUM_TEST_DATABASE_URL, or an embedded one that gives up
 * safety at power loss for speed.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.CALLOSUM_TEST_DATABASE_URL;
  if (given) {
    project.provide('cluster', given);
    return () => Promise.resolve();
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'callosum-test-'));
  // Started as root, PostgreSQL runs as another account, which must be able to pass through.
  await chmod(dataDir, 0o711);
  const database = await openDatabase({ dataDir, durable: false, log: () => undefined });
  if ('connectionString' in database.connection) throw new Error('An embedded cluster was expected');
  const { host, port, user } = database.connection;
  project.provide('cluster', `postgres://${user}@${encodeURIComponent(host)}:${port}/postgres`);
  return async () => {
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
