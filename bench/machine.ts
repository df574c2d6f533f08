import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { mebibytes } from './report.ts';

/** What a figure means nothing without. */
export function describeMachine(postgres: string): string {
  const cores = availableParallelism();
  return [
    `Date        ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `Processor   ${cpus()[0]?.model.trim() ?? 'unknown'}, ${cores} cores`,
    `Memory      ${mebibytes(totalmem())}`,
    `System      ${type()} ${release()}`,
    `Node        ${process.version}`,
    `PostgreSQL  ${postgres}, embedded, fsync on, through a unix socket`,
  ].join('\n');
}

const WATCHED_MS = 2_000;

/** How much of the processors others use while we do nothing, in percent: what a measured time is to be read with. */
export async function usedByOthers(): Promise<number> {
  const before = processorTimes();
  await sleep(WATCHED_MS);
  const after = processorTimes();
  return Math.round((100 * (after.busy - before.busy)) / (after.all - before.all));
}

function processorTimes(): { busy: number; all: number } {
  const times = cpus().map(({ times: { user, nice, sys, irq, idle } }) => ({ busy: user + nice + sys + irq, idle }));
  const busy = times.reduce((sum, one) => sum + one.busy, 0);
  return { busy, all: busy + times.reduce((sum, { idle }) => sum + idle, 0) };
}
