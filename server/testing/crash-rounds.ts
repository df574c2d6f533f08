import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { verifyLedger } from '../ledger/verify.ts';
import { openInstallation } from '../open.ts';
import { testRegistry } from './registry.ts';
import { until } from './until.ts';

export interface CrashOptions {
  /** Longest time, in milliseconds, that is written before something is killed. */
  readonly longest?: number;
  /** Numbers from 0 up to 1 that decide who is killed and when. */
  readonly random?: () => number;
  readonly log?: (line: string) => void;
}

export interface CrashReport {
  readonly rounds: number;
  /** How often the server's process and how often PostgreSQL was killed. */
  readonly killed: { readonly server: number; readonly postgres: number };
  readonly acknowledged: number;
  /** Acknowledged writes that are not in the store at the place they were acknowledged for. */
  readonly lost: readonly string[];
  /** What the writing process met that must not happen. */
  readonly faults: readonly string[];
  readonly ledger: { readonly ok: boolean; readonly events: number };
  /** Longest time from the kill of PostgreSQL to the next acknowledged write, in milliseconds. */
  readonly longestOutage: number;
  readonly ms: number;
}

interface Writer {
  readonly child: ChildProcess;
  readonly isReady: () => boolean;
  readonly count: () => number;
  readonly ended: Promise<unknown>;
}

/**
 * Kills a writing server, its PostgreSQL, or both with SIGKILL at random moments, n times on one data directory, and
 * then looks for every write that was acknowledged.
 */
export async function crashRounds(n: number, options: CrashOptions = {}): Promise<CrashReport> {
  const { longest = 400, random = Math.random, log = () => undefined } = options;
  const began = performance.now();
  const home = await mkdtemp(join(tmpdir(), 'callosum-crash-'));
  // Started as root, PostgreSQL runs as another account, which must be able to pass through.
  await chmod(home, 0o711);
  const dataDir = join(home, 'data');
  const acknowledged = new Map<string, number>();
  const faults: string[] = [];
  const killed = { server: 0, postgres: 0 };
  let longestOutage = 0;
  try {
    for (let round = 0; round < n; round += 1) {
      const writer = startWriter(dataDir, acknowledged, faults);
      await until(
        'the server is open',
        () => writer.isReady() || faults.length > 0 || writer.child.exitCode !== null,
        60_000,
      );
      await sleep(20 + random() * longest);
      // The server alone, PostgreSQL alone, or both at once.
      const victim = Math.floor(random() * 3);
      if (victim > 0) {
        const [at, before] = [performance.now(), writer.count()];
        killPostgres(dataDir);
        killed.postgres += 1;
        if (victim === 1) {
          await until('writing goes on', () => writer.count() > before + 4 || faults.length > 0, 60_000);
          longestOutage = Math.max(longestOutage, performance.now() - at);
        }
      }
      writer.child.kill('SIGKILL');
      killed.server += 1;
      await writer.ended;
      log(`round ${round + 1}: ${acknowledged.size} acknowledged, ${faults.length} faults`);
      if (faults.length > 0) break;
    }
    const { lost, ledger } = await lookFor(acknowledged, dataDir);
    const ms = Math.round(performance.now() - began);
    return {
      rounds: n,
      killed,
      acknowledged: acknowledged.size,
      lost,
      faults,
      ledger,
      longestOutage: Math.round(longestOutage),
      ms,
    };
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

function startWriter(dataDir: string, acknowledged: Map<string, number>, faults: string[]): Writer {
  const script = fileURLToPath(new URL('writer.ts', import.meta.url));
  const child = spawn(process.execPath, [script, dataDir], { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  let ready = false;
  let count = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [word, ...rest] = line.split(' ');
    if (word === 'ready') ready = true;
    if (word === 'fault') faults.push(rest.join(' '));
    if (word !== 'ack') return;
    count += 1;
    acknowledged.set(rest[1] ?? '', Number(rest[0]));
  });
  child.stderr.on('data', (text: Buffer) => void faults.push(text.toString()));
  return { child, isReady: () => ready, count: () => count, ended };
}

function killPostgres(dataDir: string): void {
  const file = join(dataDir, 'postgres', 'postmaster.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n', 1)[0]) : 0;
  if (pid <= 0) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

async function lookFor(acknowledged: ReadonlyMap<string, number>, dataDir: string) {
  const installation = await openInstallation({
    dataDir,
    registry: testRegistry,
    importers: [],
    version: '0',
    log: () => undefined,
  });
  try {
    const { rows } = await installation.pool.query<{ subject: string; sequence: number }>(
      'select e.subject, e.sequence from event e join record r on r.id = e.subject',
    );
    const stored = new Map(rows.map(({ subject, sequence }) => [subject, sequence]));
    const lost = [...acknowledged].filter(([id, sequence]) => stored.get(id) !== sequence).map(([id]) => id);
    const { ok, events } = await verifyLedger(installation.pool);
    return { lost, ledger: { ok, events } };
  } finally {
    await installation.close();
  }
}
