import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';
import { inject, onTestFinished } from 'vitest';
import { z } from 'zod';

import type { Account } from '../account.ts';
import type { Connection } from '../connect.ts';
import { openDatabase } from '../open.ts';
import { clusterProcesses } from '../postmaster.ts';
import { signal } from '../processes.ts';
import { directoryName } from '../runtime.ts';

/** What the opener script answers. */
const openedSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    connection: z.object({ host: z.string(), port: z.number(), user: z.string(), database: z.string() }),
    owned: z.boolean(),
    adopted: z.boolean(),
    milliseconds: z.number(),
  }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string(), remedy: z.string() }),
]);

export type Opened = z.infer<typeof openedSchema>;

export interface Opener {
  readonly child: ChildProcess;
  readonly opened: Promise<Opened>;
  /** Sends a word and waits for the end. */
  end(word: 'stop' | 'exit'): Promise<void>;
  kill(): Promise<void>;
}

export const isRoot = process.getuid?.() === 0;

/** A new data directory for one test; whatever still runs on it afterwards is ended, and it is removed. */
export function temporaryData(account?: Account): string {
  const home = mkdtempSync(join(tmpdir(), 'callosum-test-'));
  chmodSync(home, 0o755);
  if (account) chownSync(home, account.uid, account.gid);
  const dataDir = join(home, 'data');
  onTestFinished(() => {
    endAll(dataDir);
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    rmSync(join(tmpdir(), directoryName(dataDir)), { recursive: true, force: true });
  });
  return dataDir;
}

/** Shared by the files of tests in this process. */
let template: Promise<string> | undefined;

/** A new data directory with a complete cluster in it, for tests that are not about its creation. */
export async function madeData(): Promise<string> {
  template ??= makeTemplate();
  const dataDir = temporaryData();
  execFileSync('cp', ['-a', await template, dataDir]);
  return dataDir;
}

async function makeTemplate(): Promise<string> {
  const home = mkdtempSync(join(inject('scratch'), 'template-'));
  chmodSync(home, 0o755);
  const dataDir = join(home, 'data');
  const database = await openDatabase({ dataDir, durable: false, log: () => undefined });
  await database.stop();
  return dataDir;
}

/** An account of this machine that is neither root nor nobody. */
export function ordinaryAccount(): Account {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const fields = lines.map((line) => line.split(':')).find(([, , uid]) => Number(uid) > 0 && Number(uid) < 65_534);
  return { uid: Number(fields?.[2]), gid: Number(fields?.[3]) };
}

/** Opens a data directory in a process of its own. */
export function openElsewhere(
  dataDir: string,
  role: 'server' | 'command' = 'server',
  options: { account?: Account; script?: string } = {},
): Opener {
  const script = options.script ?? join(import.meta.dirname, 'opener.ts');
  const child = spawn(process.execPath, [script, dataDir, role], {
    ...options.account,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { stdin, stdout } = child;
  const ended = once(child, 'exit');
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    child,
    opened: firstLine(stdout),
    async end(word) {
      stdin.write(`${word}\n`);
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

export async function expectOpen(opener: Opener): Promise<Extract<Opened, { ok: true }>> {
  const opened = await opener.opened;
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.message}`);
  return opened;
}

/** One value from one statement over a connection of its own. */
export async function query(connection: Connection, text: string): Promise<unknown> {
  const client = new Client({ ...connection });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

export async function until(what: string, condition: () => boolean, patience = 10_000): Promise<void> {
  const deadline = Date.now() + patience;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await sleep(10);
  }
}

/** The server's processes on a data directory, none when there is no cluster. */
export function serverProcesses(dataDir: string): number[] {
  try {
    return clusterProcesses(join(dataDir, 'postgres'));
  } catch {
    return [];
  }
}

function endAll(dataDir: string): void {
  for (const pid of serverProcesses(dataDir)) signal(pid, 'SIGKILL');
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<Opened> {
  const [line]: unknown[] = await once(createInterface({ input: stream }), 'line');
  return openedSchema.parse(JSON.parse(String(line)));
}
