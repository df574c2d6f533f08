import { sentenceOf } from '@callosum/kernel';
import { compareWithStored, formatInstant, MISS_CAUSES, schedule, scheduledTasks } from '@callosum/schedule';
import type { Comparison, PlanRead, ScheduledTask } from '@callosum/schedule';
import { isUnread } from './each-file.ts';
import type { Unread } from './each-file.ts';
import { withEachPlan } from './plan-files.ts';
import { tellLine } from './store.ts';
import { counted, printResult } from './terminal.ts';

export interface ScheduleArguments {
  readonly compare: boolean;
  readonly json: boolean;
}

interface Warning {
  readonly code: string;
  readonly uid: number | null;
  readonly line: number | null;
  readonly message: string;
}

interface Scheduled {
  readonly file: string;
  readonly finish: string;
  readonly tasks: readonly ScheduledTask[];
  readonly warnings: readonly Warning[];
}

type Compared = { readonly file: string } & Comparison;

/** So many differences are printed for people; JSON holds them all. */
const SHOWN = 20;

/** Reckons plans. @returns the exit status. */
export async function schedulePlans(files: readonly string[], { compare, json }: ScheduleArguments): Promise<number> {
  const results = compare ? await withEachPlan(files, compareOne) : await withEachPlan(files, scheduleOne);
  for (const result of results) {
    if (isUnread(result)) tellLine(`${result.file}: ${result.error.message} ${result.error.remedy ?? ''}`.trimEnd());
  }
  printResult(
    json,
    results,
    results.flatMap((result) => linesOf(result)),
  );
  return results.some((result) => isUnread(result) || ('misses' in result && result.misses.length > 0)) ? 1 : 0;
}

function scheduleOne(file: string, { plan, warnings }: PlanRead): Scheduled {
  const reckoned = schedule(plan);
  return {
    file,
    finish: formatInstant(reckoned.finish),
    tasks: scheduledTasks(reckoned),
    warnings: [...warnings, ...reckoned.warnings].map((warning) => ({
      code: warning.code,
      uid: warning.uid ?? null,
      line: ('line' in warning ? warning.line : undefined) ?? null,
      message: warning.message,
    })),
  };
}

function compareOne(file: string, { plan }: PlanRead): Compared {
  return { file, ...compareWithStored(plan, schedule(plan)) };
}

function linesOf(result: Scheduled | Compared | Unread): string[] {
  if (isUnread(result)) return [];
  return 'misses' in result ? comparedLines(result) : scheduledLines(result);
}

function scheduledLines({ file, finish, tasks, warnings }: Scheduled): string[] {
  const width = tasks.reduce((widest, { uid }) => Math.max(widest, String(uid).length), 3);
  return [
    `${file}: ${counted(tasks.length, 'task')}, finish ${finish}`,
    ...tasks.map(
      ({ uid, name, start, finish: end, totalFloat, critical }) =>
        `${String(uid).padStart(width)}  ${start}  ${end}  ${critical ? 'critical' : `float ${totalFloat} min`}  ${name}`,
    ),
    ...warnings.map(({ code, line, message }) => `${code}${line === null ? '' : ` (line ${line})`}: ${message}`),
  ];
}

function comparedLines({ file, tasks, equal, stated, misses }: Compared): string[] {
  return [
    `${file}: ${equal.startAndFinish} of ${counted(tasks, 'task')} start and finish as stored; late start ${equal.lateStart} and late finish ` +
      `${equal.lateFinish} of ${stated.late}, total float ${equal.totalFloat} of ${stated.totalFloat}, critical ${equal.critical} of ${stated.critical}`,
    ...misses
      .slice(0, SHOWN)
      .map(
        ({ uid, name, field, stored, computed, cause }) =>
          `  ${uid} ${name}: ${field} stored ${stored}, computed ${computed}. ${sentenceOf(MISS_CAUSES[cause]).text}`,
      ),
    ...(misses.length > SHOWN ? [`  and ${misses.length - SHOWN} more; --json lists them all.`] : []),
  ];
}
