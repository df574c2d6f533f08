import { createDatabase, type TestDatabase } from '@callosum/server/testing';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Ended, runHere, type RunOptions } from './run-here.ts';

/** The launcher, as `node_modules/.bin/callosum` names it. */
export const LAUNCHER = fileURLToPath(new URL('../../bin/callosum.mjs', import.meta.url));

export interface StartOptions extends RunOptions {
  /** The Node that runs the launcher. */
  readonly node?: string;
}

/** Starts a command line as a process of its own, with nothing of this process’s environment but the path. */
export function start(args: readonly string[], { cwd, env = {}, node = process.execPath }: StartOptions): ChildProcess {
  const inherited = { PATH: process.env.PATH ?? '', HOME: cwd, TZ: 'America/Anchorage' };
  return spawn(node, [LAUNCHER, ...args], { cwd, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs a command line as a process of its own, to its end. */
export async function run(args: readonly string[], options: StartOptions): Promise<Ended> {
  const child = start(args, options);
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  }
  await once(child, 'close');
  return { status: child.exitCode, ...texts };
}

/** A directory to work in, and a database that nobody has opened yet. */
export interface Desk {
  readonly home: string;
  readonly database: TestDatabase;
  readonly path: (name: string) => string;
  /** Runs a command on the database. */
  readonly callosum: (...args: string[]) => Promise<Ended>;
  /** The same, expected to end with a status and nothing on standard output but one JSON document. */
  readonly json: (status: number, ...args: string[]) => Promise<unknown>;
  readonly remove: () => Promise<void>;
}

/** Commands of a desk run in this process; program.test.ts runs each of them as a process of its own. */
export async function newDesk(cluster: string): Promise<Desk> {
  const home = await newHome();
  const database = await createDatabase(cluster);
  const callosum = (...args: string[]) => runHere(args, { cwd: home, env: { DATABASE_URL: database.url } });
  return {
    home,
    database,
    path: (name) => join(home, name),
    callosum,
    json: async (status, ...args) => {
      const ended = await callosum(...args, '--json');
      if (ended.status !== status) throw new Error(`${args.join(' ')} ended with ${ended.status}: ${ended.stderr}`);
      const document: unknown = JSON.parse(ended.stdout);
      return document;
    },
    remove: async () => {
      await database.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A directory that the account of an embedded PostgreSQL may pass through, also when this process is root. */
export async function newHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'callosum-command-'));
  await chmod(home, 0o711);
  return home;
}
