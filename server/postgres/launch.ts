import { spawn } from 'node:child_process';
import { chownSync, closeSync, mkdirSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { isRoot, spawnAs } from './account.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { plainEnvironment } from './cluster.ts';
import { askEmbedded } from './connect.ts';
import { DatabaseError } from './error.ts';
import { readPostmasterFile } from './postmaster.ts';
import { socketPort } from './runtime.ts';
import { fixedSettings } from './settings.ts';

export interface Launch {
  readonly cluster: string;
  readonly socketDirectory: string;
  readonly account: Account;
  readonly binaries: Binaries;
  readonly durable: boolean;
  readonly log: (line: string) => void;
}

export interface Launched {
  readonly pid: number;
  readonly version: number;
  /** Settles when the postmaster ends, for whatever reason. */
  readonly ended: Promise<void>;
}

/** Crash recovery reads the log since the last checkpoint; on a slow disk that may take minutes. */
const startPatience = 10 * 60_000;

/** Starts a postmaster on an existing cluster and waits until it answers. */
export async function launch(options: Launch): Promise<Launched> {
  const { cluster, socketDirectory, account, binaries } = options;
  const began = Date.now();
  const startLog = openStartLog(cluster, account);
  const child = spawn(join(binaries.directory, 'bin', 'postgres'), startArguments(options), {
    ...spawnAs(account),
    cwd: '/',
    env: plainEnvironment(),
    // An own session: Ctrl-C in a terminal goes to every process of ours, and PostgreSQL would stop before we have finished.
    detached: true,
    stdio: ['ignore', startLog, startLog],
  });
  closeSync(startLog);
  child.unref();
  let failure: string | undefined;
  const ended = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      failure = error.message;
      resolve();
    });
    child.on('exit', (code, signalName) => {
      failure = signalName ? `ended by ${signalName}` : `ended with code ${code}`;
      resolve();
    });
  });
  const deadline = began + startPatience;
  let nextNote = began + 5_000;
  for (;;) {
    if (failure !== undefined) throw startError(cluster, began, failure);
    const file = readPostmasterFile(cluster);
    const pid = child.pid;
    if (pid !== undefined && file?.pid === pid && file.state === 'ready') {
      const { version } = await askEmbedded(socketDirectory, socketPort);
      return { pid, version, ended };
    }
    if (Date.now() > deadline) {
      child.kill('SIGQUIT');
      throw startError(cluster, began, 'not ready after ten minutes');
    }
    if (Date.now() > nextNote) {
      options.log('PostgreSQL is still starting; after a crash it first repeats what its log holds.');
      nextNote += 30_000;
    }
    await sleep(5);
  }
}

function startArguments(options: Launch): string[] {
  const settings = fixedSettings(options.cluster, options.socketDirectory, options.durable);
  return ['-D', options.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function startLogFile(cluster: string): string {
  return join(cluster, 'log', 'start.log');
}

function openStartLog(cluster: string, account: Account): number {
  const directory = join(cluster, 'log');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (isRoot()) chownSync(directory, account.uid, account.gid);
  return openSync(startLogFile(cluster), 'w', 0o600);
}

function startError(cluster: string, began: number, failure: string): DatabaseError {
  const said = lastWords(cluster, began);
  return new DatabaseError(
    'start-failed',
    cluster,
    `PostgreSQL did not start: ${said ?? failure}`,
    startRemedy(said ?? '', cluster),
  );
}

/** The last complaint in the start log or, where that only points to the collected log, in the newest file of that. */
function lastWords(cluster: string, began: number): string | undefined {
  const directory = join(cluster, 'log');
  const collected = readdirSync(directory).filter((name) => name.startsWith('postgresql-'));
  const newest = collected
    .sort()
    .slice(-1)
    .map((name) => join(directory, name));
  // A file from before this start would tell of some earlier trouble.
  const files = [startLogFile(cluster), ...newest.filter((file) => statSync(file).mtimeMs >= began)];
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  const line = lines.findLast((text) => /FATAL|PANIC|error while loading/.test(text));
  return line?.replace(/^.*?(FATAL|PANIC):\s*/, '');
}

function startRemedy(said: string, cluster: string): string {
  if (/no space left|quota/i.test(said))
    return 'Free some disk space, then start again; nothing acknowledged was lost.';
  if (/shared libraries/i.test(said)) return 'Run npm ci again on this machine.';
  if (/permission|owner/i.test(said)) return `Give the account that owns ${cluster} access to all files in it.`;
  return `See the files in ${join(cluster, 'log')}; the data was left as it is.`;
}
