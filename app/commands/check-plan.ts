import { checkPlan, earnedValue, schedule } from '@callosum/schedule';
import type { PlanCheck, PlanValue } from '@callosum/schedule';
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
  const reckoned = schedule(plan);
  const checks = checkPlan(plan, reckoned);
  const value = earnedValue(plan, reckoned);
  printResult(json, value ? { checks, earnedValue: value } : { checks }, [
    ...checks.map((check) => lineOf(check)),
    ...(value ? [valueLine(value)] : []),
  ]);
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

/** Earned value of the whole plan; money is in hundredths in files. */
function valueLine({ measure, status, total: { bac, pv, ev, ac, spi, cpi, eac } }: PlanValue): string {
  const shown = (amount: number | null): string =>
    amount === null ? '–' : measure === 'cost' ? (amount / 100).toFixed(2) : `${amount.toFixed(1)} h`;
  const index = (value: number | null): string => (value === null ? '–' : value.toFixed(2));
  return (
    `Earned value on ${status}: budget ${shown(bac)}, planned ${shown(pv)}, earned ${shown(ev)}, actual ${shown(ac)}, SPI ${index(spi)}, CPI ${index(cpi)}, ` +
    `at completion ${shown(eac.asSoFar)} (as so far) or ${shown(eac.asBudgeted)} (as budgeted)`
  );
}
