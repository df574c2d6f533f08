import { spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { isRoot, ownName, spawnAs } from './account.ts';
import type { Account } from './account.ts';
import { majorOf } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { DatabaseError, fileError } from './error.ts';
import { listProcesses, signal } from './processes.ts';
import { databaseName, hostRules, identRules, memoryHere, startingSettings } from './settings.ts';

const draftPrefix = 'postgres.new-';

export function clusterDirectory(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/** Whether there is a cluster; anything else in its place, or one of another major version, is refused. */
export function hasCluster(cluster: string, version: number): boolean {
  if (!existsSync(cluster) || readdirSync(cluster).length === 0) return false;
  const file = join(cluster, 'PG_VERSION');
  if (!existsSync(file)) {
    throw new DatabaseError(
      'cluster-foreign',
      cluster,
      `${cluster} holds files, but no PostgreSQL database.`,
      'Move them elsewhere, or choose another data directory.',
    );
  }
  const found = readFileSync(file, 'utf8').trim();
  if (found === String(majorOf(version))) return true;
  throw new DatabaseError(
    'cluster-version',
    cluster,
    `The database in ${cluster} was made by PostgreSQL ${found}, and this version of Callosum brings PostgreSQL ${majorOf(version)}; it was left untouched.`,
    `Make a back-up with the version of Callosum that used it last, move ${cluster} aside, start this version and restore the back-up.`,
  );
}

/**
 * Makes a cluster with initdb in a directory beside the final one and renames it into place when it is complete and synced to
 * disk, so that an interruption leaves nothing half-made under the final name.
 */
export async function createCluster(
  dataDir: string,
  binaries: Binaries,
  account: Account,
  durable: boolean,
): Promise<void> {
  removeDrafts(dataDir);
  ownName();
  const cluster = clusterDirectory(dataDir);
  const draft = join(dataDir, `${draftPrefix}${process.pid}`);
  try {
    mkdirSync(draft, { mode: 0o700 });
    if (isRoot()) chownSync(draft, account.uid, account.gid);
    await runInitdb(draft, binaries, account, durable);
    renameSync(draft, cluster);
    // An initdb that was about to begin when its parent died may have begun since.
    removeDrafts(dataDir);
    sync(dataDir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true, maxRetries: 5 });
    throw fileError(error, draft);
  }
}

/** Writes who may connect; done before every start, since the starting account may have changed. */
export function writeAccessRules(cluster: string, account: Account): void {
  writeOwned(join(cluster, 'callosum.hba.conf'), hostRules, account);
  writeOwned(join(cluster, 'callosum.ident.conf'), identRules(ownName()), account);
}

/** The newest logs stay, the rest goes: with 5 MB each this bounds what PostgreSQL's log takes. */
export function pruneLogs(cluster: string): void {
  const directory = join(cluster, 'log');
  if (!existsSync(directory)) return;
  const names = readdirSync(directory).filter((name) => /^postgresql-[\d-]+\.log$/.test(name));
  for (const name of names.sort().slice(0, -10)) rmSync(join(directory, name), { force: true });
}

/** What an interrupted creation left, with the initdb that may still be writing into it. */
function removeDrafts(dataDir: string): void {
  const prefix = join(dataDir, draftPrefix);
  for (const { pid, command } of listProcesses()) {
    if (command.includes(prefix)) signal(pid, 'SIGKILL');
  }
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith(draftPrefix)) rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function runInitdb(directory: string, binaries: Binaries, account: Account, durable: boolean): Promise<void> {
  const program = join(binaries.directory, 'bin', 'initdb');
  const child = spawn(program, [...initdbArguments(directory), ...(durable ? [] : ['--no-sync'])], {
    ...spawnAs(account),
    cwd: '/',
    env: plainEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(initdbError(error.message, directory)));
    child.on('close', (code) => (code === 0 ? resolve() : reject(initdbError(said, directory))));
  });
}

function initdbArguments(directory: string): string[] {
  // macOS has no C.UTF-8 of its own; the collation that counts is PostgreSQL's builtin one on every system.
  const systemLocale = process.platform === 'darwin' ? 'C' : 'C.UTF-8';
  const settings = Object.entries(startingSettings(memoryHere())).flatMap(([name, value]) => [
    '--set',
    `${name}=${value}`,
  ]);
  return [
    `--pgdata=${directory}`,
    `--username=${databaseName}`,
    '--encoding=UTF8',
    '--data-checksums',
    '--locale-provider=builtin',
    `--locale=${systemLocale}`,
    '--builtin-locale=C.UTF-8',
    '--auth-local=peer',
    '--auth-host=reject',
    '--no-instructions',
    ...settings,
  ];
}

/** The environment for PostgreSQL's programs: nothing of ours, so that no PG… variable or locale of the caller reaches them. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

function initdbError(said: string, place: string): DatabaseError {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const cause =
    lines.find((line) => /error|fatal|panic|could not/i.test(line)) ?? lines[0] ?? 'initdb ended without a word';
  return new DatabaseError('initdb-failed', place, `The database could not be created: ${cause}`, initdbRemedy(said));
}

function initdbRemedy(said: string): string {
  if (/no space left|quota/i.test(said))
    return 'Free some disk space (a new database takes about 60 MB), then start again.';
  if (/could not look up effective user|does not exist/i.test(said))
    return 'Start as an account listed in /etc/passwd, or give DATABASE_URL of a PostgreSQL server.';
  if (/permission denied|not permitted|read-only/i.test(said))
    return 'Give the account that runs the database write access to the data directory.';
  if (/shared libraries|not found|exec format/i.test(said))
    return 'Run npm ci again on this machine; where the built-in PostgreSQL does not run, give DATABASE_URL of a PostgreSQL server.';
  return 'Nothing was kept of the attempt; mend the cause and start again, or give DATABASE_URL of a PostgreSQL server.';
}

function writeOwned(file: string, text: string, account: Account): void {
  const draft = `${file}.draft`;
  writeFileSync(draft, text, { mode: 0o600 });
  if (isRoot()) chownSync(draft, account.uid, account.gid);
  renameSync(draft, file);
}

function sync(directory: string): void {
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
