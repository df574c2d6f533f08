import { checkPlan } from '@callosum/schedule';
import type { PlanCheck } from '@callosum/schedule';
import { readPlanFile } from './plan-files.ts';
import { printResult } from './terminal.ts';

export interface CheckArguments {
  readonly json: boolean;
}

/** So many tasks to mend are printed for people; JSON holds them all. */
const SHOWN = 12;

/** Checks the health of a plan. @returns the exit status. */
export async function checkOne(file: string, { json }: CheckArguments): Promise<number> {
  const { plan } = await readPlanFile(file);
  const checks = checkPlan(plan);
  printResult(
    json,
    { checks },
    checks.map((check) => lineOf(check)),
  );
  return checks.some(({ pass }) => pass === false) ? 1 : 0;
}

function lineOf({ name, value, unit, at, limit, pass, uids }: PlanCheck): string {
  const mark = pass === null ? '○' : pass ? '●' : '▲';
  const sign = unit === 'percent' ? ' %' : '';
  const shown = uids.slice(0, SHOWN).join(', ');
  const tasks =
    uids.length === 0 ? '' : `: tasks ${shown}${uids.length > SHOWN ? ` and ${uids.length - SHOWN} more` : ''}`;
  return `${mark} ${name}: ${value === null ? 'nothing to judge by' : `${value}${sign}`} (at ${at} ${limit}${sign})${tasks}`;
}
