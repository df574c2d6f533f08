import type { PlanCalendar } from '../plan.ts';
import { dayOf } from '../time/civil.ts';
import { common, daysOf, ROUND_THE_CLOCK, STANDARD_DAYS, withoutDays } from './days.ts';
import type { Days } from './days.ts';
import { WorkingTime } from './working-time.ts';

/** Numbers of the two calendars every set has. */
export const CLOCK = 0;
export const STANDARD = 1;

/** A chain of bases longer than this is a mistake of the file; no program lets one make it. */
const LONGEST_CHAIN = 64;

/** The calendars of a plan, compiled when they are first asked for, each shape of working time once. */
export interface CalendarSet {
  /** Number of the calendar with this UID; of `otherwise` where there is none. */
  readonly numberOf: (uid: number | undefined, otherwise: number) => number;
  /** Number of the time that is working time in both. */
  readonly commonOf: (a: number, b: number) => number;
  /** Number of the time outside some days, by the clock. @param spans first and last day of each, both included */
  readonly outside: (spans: readonly { readonly from: string; readonly to: string }[]) => number;
  /** The compiled calendar of a number. */
  readonly at: (number: number) => WorkingTime;
  /** UIDs of calendars without ordinary working time. */
  readonly withoutTime: ReadonlySet<number>;
}

/**
 * @param calendars as a file states them; bases are followed, circles cut
 * @param origin number of a day near the plan's start
 */
export function createCalendarSet(calendars: readonly PlanCalendar[], origin: number): CalendarSet {
  const byUid = new Map(calendars.map((calendar) => [calendar.uid, calendar]));
  const numbers = new Map<number, number>();
  const pairs = new Map<string, number>();
  const withoutTime = new Set<number>();
  const days: Days[] = [ROUND_THE_CLOCK, STANDARD_DAYS];
  const compiled: (WorkingTime | undefined)[] = [];

  const chainOf = (uid: number): PlanCalendar[] => {
    const chain: PlanCalendar[] = [];
    for (let next = byUid.get(uid); next !== undefined && chain.length < LONGEST_CHAIN;) {
      if (chain.includes(next)) break;
      chain.push(next);
      next = next.baseUid === undefined ? undefined : byUid.get(next.baseUid);
    }
    return chain;
  };

  const numberOf = (uid: number | undefined, otherwise: number): number => {
    if (uid === undefined) return otherwise;
    const known = numbers.get(uid);
    if (known !== undefined) return known;
    const chain = chainOf(uid);
    if (chain.length === 0) return otherwise;
    // A calendar that says nothing is the one it is based on; resources have such calendars by the hundred.
    const speaks = Math.max(
      0,
      chain.findIndex((calendar) => !saysNothing(calendar)),
    );
    const root = chain[speaks]?.uid ?? uid;
    const shared = numbers.get(root);
    const number = shared ?? compileChain(chain.slice(speaks), root);
    numbers.set(uid, number);
    numbers.set(root, number);
    return number;
  };

  const compileChain = (chain: readonly PlanCalendar[], uid: number): number => {
    const { days: found, endless } = daysOf(chain);
    if (!endless) withoutTime.add(uid);
    return days.push(found) - 1;
  };

  const commonOf = (a: number, b: number): number => {
    if (a === b || b === CLOCK) return a;
    if (a === CLOCK) return b;
    const key = `${a} ${b}`;
    const known = pairs.get(key);
    if (known !== undefined) return known;
    const [one, other] = [days[a], days[b]];
    if (one === undefined || other === undefined) return a;
    const both = days.push(common(one, other)) - 1;
    pairs.set(key, both);
    return both;
  };

  const outside: CalendarSet['outside'] = (spans) => {
    const key = spans.map(({ from, to }) => `${from} ${to}`).join();
    const known = pairs.get(key);
    if (known !== undefined) return known;
    const closed = spans.map(({ from, to }) => ({ from: dayOf(from), until: dayOf(to) + 1 }));
    const number = days.push(withoutDays(closed)) - 1;
    pairs.set(key, number);
    return number;
  };

  const at = (number: number): WorkingTime => {
    const known = compiled[number];
    if (known !== undefined) return known;
    const made = new WorkingTime(days[number] ?? STANDARD_DAYS, origin);
    compiled[number] = made;
    return made;
  };

  return { numberOf, commonOf, outside, at, withoutTime };
}

function saysNothing({ week, exceptions, workWeeks }: PlanCalendar): boolean {
  return exceptions.length === 0 && workWeeks.length === 0 && week.every(({ kind }) => kind === 'inherited');
}
