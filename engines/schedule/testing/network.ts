import { planOf } from '../plan-of.ts';
import type { ConstraintType, PlanWeekDay } from '../plan.ts';

export type PlanConstraintType = ConstraintType;

/** A generator of numbers from 0 to 1 that is the same on every machine (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const shift = (from: number, to: number): PlanWeekDay => ({
  kind: 'working',
  times: [{ fromMinute: from * 60, toMinute: to * 60 }],
});
const FREE: PlanWeekDay = { kind: 'non-working' };

const CALENDARS = [
  {
    uid: 1,
    name: 'Early shift, six days',
    isBase: true,
    week: [FREE, ...Array.from({ length: 6 }, () => shift(6, 14))],
    exceptions: [{ from: '2026-01-14', to: '2026-01-16', working: false, times: [] }],
    workWeeks: [],
  },
  {
    uid: 2,
    name: 'Nights',
    isBase: true,
    week: Array.from({ length: 7 }, () => shift(0, 7)),
    exceptions: [],
    workWeeks: [],
  },
];

/** A plan of a few phases with links of all types, lags, constraints and calendars; without circles. */
export function randomPlan({ tasks, seed }: { tasks: number; seed: number }): ReturnType<typeof planOf> {
  const random = randomNumbers(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const phases = Math.max(1, Math.floor(tasks / 8));
  const rows = Array.from({ length: tasks }, (_, index) => {
    const uid = index + 1;
    const parentUid = index >= phases ? 1 + below(phases) : index > 0 && random() < 0.3 ? 1 + below(index) : undefined;
    return {
      uid,
      ...(parentUid === undefined ? {} : { parentUid }),
      duration: random() < 0.15 ? '0d' : `${1 + below(40)}h`,
      ...(random() < 0.3 ? { calendarUid: 1 + below(2) } : {}),
      ...(random() < 0.1 ? { constraint: { type: 'snet' as const, date: `2026-01-${10 + below(18)}T08:00` } } : {}),
    };
  });
  const above = new Map(rows.map(({ uid, parentUid }) => [uid, parentUid]));
  const within = (uid: number, summary: number): boolean => {
    for (let next: number | undefined = uid; next !== undefined; next = above.get(next))
      if (next === summary) return true;
    return false;
  };
  const known = new Set<string>();
  const links = Array.from({ length: tasks * 2 }, () => {
    const one = 1 + below(tasks);
    const other = 1 + below(tasks);
    return {
      from: Math.min(one, other),
      to: Math.max(one, other),
      type: (['FS', 'FS', 'SS', 'FF', 'SF'] as const)[below(5)] ?? 'FS',
    };
  }).filter(({ from, to, type }) => {
    const key = `${from} ${to} ${type}`;
    const leaves = from > phases && to > phases;
    if (from === to || known.has(key) || (!leaves && random() < 0.8) || within(from, to) || within(to, from))
      return false;
    known.add(key);
    return true;
  });
  return planOf({
    calendars: CALENDARS,
    tasks: rows,
    links: links.map((link) => (random() < 0.3 ? { ...link, lag: `${below(30) - 8}h` } : link)),
  });
}
