import { PLAN_DEFAULTS, TASK_DEFAULTS } from './defaults.ts';
import type { SchedulePlan } from './network/compile.ts';
import type { PlanCalendar, PlanLink, PlanProperties, PlanTask, TimeUnit } from './plan.ts';

/** A task for {@link planOf}: what it does not say is as in a new plan of Microsoft Project. */
export type TaskParts = Partial<Omit<PlanTask, 'duration'>> & {
  readonly uid: number;
  /** Such as `3d`, `12h`, `90m`, `2w`, `5ed` (by the clock); one day unless given. A day has eight hours, a week five days. */
  readonly duration?: string;
};

/** A link for {@link planOf}: finish to start without lag unless it says otherwise. */
export interface LinkParts {
  readonly from: number;
  readonly to: number;
  readonly type?: PlanLink['type'];
  /** Such as `2d`, `-4h`, `3ed`, `50%`. */
  readonly lag?: string;
}

export interface PlanParts {
  readonly properties?: Partial<PlanProperties>;
  readonly calendars?: readonly PlanCalendar[];
  readonly tasks: readonly TaskParts[];
  readonly links?: readonly LinkParts[];
  readonly resources?: SchedulePlan['resources'];
  readonly assignments?: SchedulePlan['assignments'];
}

/** Seconds of a working minute, hour, day and week, and by the clock. */
const UNITS: Readonly<Record<string, { unit: TimeUnit; working: number; elapsed: number }>> = {
  m: { unit: 'minutes', working: 60, elapsed: 60 },
  h: { unit: 'hours', working: 3600, elapsed: 3600 },
  d: { unit: 'days', working: 28_800, elapsed: 86_400 },
  w: { unit: 'weeks', working: 144_000, elapsed: 604_800 },
};

/**
 * Puts a plan together by hand. Calendars are those given; without any, work is done Monday to Friday, 8 to 12 and 13 to 17.
 * @throws RangeError for a duration or lag that cannot be read
 */
export function planOf({ properties, calendars, tasks, links, resources, assignments }: PlanParts): SchedulePlan {
  return {
    properties: { ...DEFAULTS, ...properties },
    calendars: calendars ?? [],
    tasks: tasks.map((parts) => taskOf(parts)),
    links: (links ?? []).map(({ from, to, type = 'FS', lag }) => ({ from, to, type, lag: lagOf(lag) })),
    resources: resources ?? [],
    assignments: assignments ?? [],
  };
}

const DEFAULTS: PlanProperties = { ...PLAN_DEFAULTS, name: '', title: '', start: '2026-01-05T08:00' };

function taskOf({ duration = '1d', ...parts }: TaskParts): PlanTask {
  const { seconds, unit, elapsed } = amountOf(duration);
  return {
    ...TASK_DEFAULTS,
    name: `Task ${parts.uid}`,
    milestone: seconds === 0,
    ...parts,
    duration: { seconds, unit, elapsed, estimated: false },
  };
}

function lagOf(text: string | undefined): PlanLink['lag'] {
  if (text === undefined) return { value: 0, unit: 'working', shownIn: 'days' };
  const percent = /^([+-]?\d+(?:\.\d+)?)(e?)%$/.exec(text);
  if (percent !== null) {
    const unit = percent[2] === 'e' ? 'elapsed-percent' : 'percent';
    return { value: Number(percent[1]), unit, shownIn: 'percent' };
  }
  const { seconds, unit, elapsed } = amountOf(text);
  return { value: seconds, unit: elapsed ? 'elapsed' : 'working', shownIn: unit };
}

function amountOf(text: string): { seconds: number; unit: TimeUnit; elapsed: boolean } {
  const [, amount = '', clock, letter = ''] = /^([+-]?\d+(?:\.\d+)?)(e?)([mhdw])$/.exec(text) ?? [];
  const found = UNITS[letter];
  if (found === undefined) throw new RangeError(`“${text}” is no amount of time; write 3d, 12h, 90m, 2w or 5ed.`);
  const elapsed = clock === 'e';
  return { seconds: Number(amount) * (elapsed ? found.elapsed : found.working), unit: found.unit, elapsed };
}
