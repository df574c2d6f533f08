import { daysBetween } from '@callosum/kernel';
import type { Gate } from '../api/shapes.ts';

/** A day worth stopping at. */
export interface TimeMark {
  readonly day: string;
  /** Key of the gate it belongs to. */
  readonly gate: string;
  /** The gate’s own day, or that of the board that decided it. */
  readonly what: 'gate' | 'board';
}

/** The days one can travel over, and where people stop. */
export interface TimeSpan {
  readonly from: string;
  readonly until: string;
  readonly days: number;
  readonly marks: readonly TimeMark[];
}

/** From the first gate or board to the last, today in between; undefined while no gate has a day. */
export function timeSpan(gates: readonly Gate[], today: string): TimeSpan | undefined {
  const marks = gates.flatMap(({ key, date, decision }): TimeMark[] => [
    ...(date === null ? [] : [{ day: date, gate: key, what: 'gate' as const }]),
    ...(decision === null ? [] : [{ day: decision.decidedOn, gate: key, what: 'board' as const }]),
  ]);
  if (marks.length === 0) return undefined;
  const sorted = marks.toSorted((a, b) => compare(a.day, b.day));
  const days = [...sorted.map(({ day }) => day), today].sort(compare);
  const [from = today] = days;
  const until = days.at(-1) ?? today;
  return { from, until, days: daysBetween(from, until), marks: sorted };
}

/** The next mark before or after a day; none at the ends. */
export function markBeside({ marks }: TimeSpan, day: string, forward: boolean): TimeMark | undefined {
  return forward ? marks.find((mark) => mark.day > day) : marks.findLast((mark) => mark.day < day);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
