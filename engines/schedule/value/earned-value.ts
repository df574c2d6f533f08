import type { CheckedPlan } from '../health/check-plan.ts';
import { MODE } from '../network/model.ts';
import { schedule } from '../schedule.ts';
import type { Schedule } from '../schedule.ts';
import { formatInstant, instantOf } from '../time/civil.ts';
import type { Instant } from '../time/civil.ts';

/** What a value is counted in: money, or hours of work where a plan holds no costs. */
export type ValueMeasure = 'cost' | 'work';

/** Earned value of a task or of a plan. Null where the plan does not say what it takes. */
export interface EarnedValue {
  /** Budget at completion: what the baseline allows for all of it. */
  readonly bac: number;
  /** Planned value (BCWS): what the baseline allows for what should be done by now. */
  readonly pv: number;
  /** Earned value (BCWP): what the baseline allows for what is done. */
  readonly ev: number;
  /** Actual cost (ACWP): what that has taken. */
  readonly ac: number | null;
  /** Schedule and cost variance: EV − PV, EV − AC. */
  readonly sv: number;
  readonly cv: number | null;
  /** Schedule and cost performance index: EV ÷ PV, EV ÷ AC. */
  readonly spi: number | null;
  readonly cpi: number | null;
  /** Estimates at completion, by what the rest is taken to cost. */
  readonly eac: {
    /** What was budgeted for it: AC + (BAC − EV). */
    readonly asBudgeted: number | null;
    /** What work has cost so far: BAC ÷ CPI. */
    readonly asSoFar: number | null;
    /** The same, and time lost has to be made good: AC + (BAC − EV) ÷ (CPI × SPI). */
    readonly asSoFarAndLate: number | null;
  };
  /** Variance at completion: BAC − EAC as so far. */
  readonly vac: number | null;
  /** To-complete performance index: how well the rest has to be done to keep the budget, (BAC − EV) ÷ (BAC − AC). */
  readonly tcpi: number | null;
}

export interface PlanValue {
  readonly measure: ValueMeasure;
  /** The moment that planned value is counted up to. */
  readonly status: string;
  readonly total: EarnedValue;
  /** By task, those with a budget, in the order of the outline. */
  readonly tasks: readonly ({ readonly uid: number } & EarnedValue)[];
  /** Where the formulas stand. */
  readonly source: string;
}

/**
 * Names and formulas as Project Management Institute and Microsoft give them; nobody has held them against the printed standard yet.
 */
export const VALUE_SOURCE =
  'PMI, The Standard for Earned Value Management (2019); Microsoft, available fields reference: BCWS, BCWP, ACWP (unverified)';

const HOUR = 3600;

/** What a task brings to the sums. */
interface Entry {
  readonly uid: number;
  readonly bac: number;
  readonly pv: number;
  readonly ev: number;
  readonly ac: number | undefined;
}

/**
 * Earned value of a plan by its first baseline, at its status date. Money counts as the file has it; hours of work where no baseline holds
 * costs. Progress is the share of the duration that is done, or the physical share where a task says so; the budget is spread evenly over
 * the working time of the baseline.
 * @param at another moment than the status date; the current date where the plan states none
 * @returns undefined where nothing was budgeted, or no moment is known to count up to
 */
export function earnedValue(
  plan: CheckedPlan,
  reckoned: Pick<Schedule, 'model'> = schedule(plan),
  at: string | undefined = plan.properties.statusDate ?? plan.properties.currentDate,
): PlanValue | undefined {
  const baseline = plan.baselines?.find(({ number }) => number === 0)?.tasks ?? [];
  const measure = baseline.some(({ cost }) => (cost ?? 0) > 0) ? 'cost' : 'work';
  if (at === undefined) return undefined;
  const status = instantOf(at);
  const { model } = reckoned;
  const entries = baseline.flatMap((held): Entry[] => {
    const index = model.indexOf.get(held.uid);
    const bac = measure === 'cost' ? (held.cost ?? 0) : (held.workSeconds ?? 0) / HOUR;
    if (index === undefined || bac <= 0 || model.summary[index] === 1 || model.active[index] === 0) return [];
    const pv = bac * plannedShare(model, index, held, status);
    const ev = (bac * doneShare(model, index)) / 100;
    return [{ uid: held.uid, bac, pv, ev, ac: actualOf(model, index, measure) }];
  });
  if (entries.length === 0) return undefined;
  const byUid = new Map(entries.map((entry) => [entry.uid, entry]));
  return {
    measure,
    status: formatInstant(status),
    total: valueOf(summed(entries)),
    tasks: model.tasks.flatMap(({ uid }) => {
      const entry = byUid.get(uid);
      return entry ? [{ uid, ...valueOf(entry) }] : [];
    }),
    source: VALUE_SOURCE,
  };
}

/** How much of its baseline should be done by a moment, in the working time of the task. */
function plannedShare(
  model: Schedule['model'],
  task: number,
  { start, finish }: { readonly start?: string | undefined; readonly finish?: string | undefined },
  status: Instant,
): number {
  if (finish === undefined) return 0;
  const end = instantOf(finish);
  const begin = start === undefined ? end : instantOf(start);
  if (status >= end) return 1;
  if (status <= begin) return 0;
  const time = model.times[model.floatCalendar[task] ?? 0];
  const whole = time?.between(begin, end) ?? end - begin;
  const past = time?.between(begin, status) ?? status - begin;
  return whole > 0 ? Math.min(1, Math.max(0, past / whole)) : 0;
}

/** How much of a task is done, in percent. */
function doneShare(model: Schedule['model'], task: number): number {
  const { percentComplete = 0, physicalPercentComplete, valueByPhysical } = model.tasks[task] ?? {};
  if (valueByPhysical === true) return physicalPercentComplete ?? 0;
  return model.mode[task] === MODE.fixed && model.manual[task] === 0 ? 100 : percentComplete;
}

/** What a task has taken so far; nothing has been taken by what has not begun. */
function actualOf(model: Schedule['model'], task: number, measure: ValueMeasure): number | undefined {
  const { actualCost, actualWorkSeconds, actualStart } = model.tasks[task] ?? {};
  if (measure === 'cost') return actualCost ?? (actualStart === undefined ? 0 : undefined);
  if (actualWorkSeconds !== undefined) return actualWorkSeconds / HOUR;
  return actualStart === undefined ? 0 : undefined;
}

function summed(entries: readonly Entry[]): Entry {
  const sum = (of: (entry: Entry) => number): number => entries.reduce((all, entry) => all + of(entry), 0);
  const known = entries.every(({ ac }) => ac !== undefined);
  return {
    uid: 0,
    bac: sum(({ bac }) => bac),
    pv: sum(({ pv }) => pv),
    ev: sum(({ ev }) => ev),
    ac: known ? sum(({ ac = 0 }) => ac) : undefined,
  };
}

function valueOf({ bac, pv, ev, ac }: Entry): EarnedValue {
  const spi = pv > 0 ? ev / pv : null;
  const cpi = ac !== undefined && ac > 0 ? ev / ac : null;
  const rest = bac - ev;
  const asSoFar = cpi !== null && cpi > 0 ? bac / cpi : null;
  const pace = cpi !== null && spi !== null ? cpi * spi : 0;
  return {
    bac: rounded(bac),
    pv: rounded(pv),
    ev: rounded(ev),
    ac: ac === undefined ? null : rounded(ac),
    sv: rounded(ev - pv),
    cv: ac === undefined ? null : rounded(ev - ac),
    spi: spi === null ? null : rounded(spi),
    cpi: cpi === null ? null : rounded(cpi),
    eac: {
      asBudgeted: ac === undefined ? null : rounded(ac + rest),
      asSoFar: asSoFar === null ? null : rounded(asSoFar),
      asSoFarAndLate: ac !== undefined && pace > 0 ? rounded(ac + rest / pace) : null,
    },
    vac: asSoFar === null ? null : rounded(bac - asSoFar),
    tcpi: ac !== undefined && bac - ac > 0 ? rounded(rest / (bac - ac)) : null,
  };
}

/** To a hundredth of a hundredth: indices are read to two places, and sums must not show how machines count. */
function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
