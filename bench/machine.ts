import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
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
    `Load before ${loadavg()[0]?.toFixed(2) ?? '?'} (one minute; above 0.5 somebody else was working here)`,
  ].join('\n');
}
