import type { Installation } from '@callosum/server';
import { readFile } from 'node:fs/promises';

/** Processor time in milliseconds. Unlike time on the clock it hardly changes when others work on the machine. */
export interface Spent {
  readonly node: number;
  /** By process id, of every connection open now; empty where the system does not tell (only Linux does, in steps of 10 ms). */
  readonly postgres: Readonly<Record<string, number>>;
}

const TICK_MS = 10;
/** Fields of /proc/…/stat after the name, which ends with the last bracket: user and system time. */
const [USER, SYSTEM] = [11, 12];

/** Of this process and of the connections that serve it. */
export async function spent(pool: Installation['pool']): Promise<Spent> {
  const { user, system } = process.cpuUsage();
  const { rows } = await pool.query<{ pid: number }>('select pid from pg_stat_activity');
  const postgres = await Promise.all(rows.map(async ({ pid }) => [pid, TICK_MS * (await ticksOf(pid))]));
  return { node: (user + system) / 1_000, postgres: Object.fromEntries(postgres) };
}

/** From one moment to another; connections that closed in between are left out. */
export function spentBetween(before: Spent, after: Spent): { node: number; postgres: number } {
  const grown = Object.entries(after.postgres).map(([pid, ms]) => ms - (before.postgres[pid] ?? 0));
  return { node: after.node - before.node, postgres: grown.reduce((sum, one) => sum + one, 0) };
}

async function ticksOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(fields[USER] ?? 0) + Number(fields[SYSTEM] ?? 0);
}
