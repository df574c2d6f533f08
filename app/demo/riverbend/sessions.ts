import content from '../content/meetings.json' with { type: 'json' };

/** Nobody meets between the years; days from go-live. */
const BETWEEN_THE_YEARS = [-284, -276] as const;

/** How a committee meets. */
export type Sessions = (typeof content.committees)[number];

export const SESSIONS: readonly Sessions[] = content.committees;

/** The days on which a committee meets, from the first to the last that is told of. */
export function daysOf({ day, every, until }: Sessions): readonly number[] {
  return Array.from({ length: 1 + Math.floor((until - day) / every) }, (_, turn) => day + turn * every);
}

export function isCancelled(day: number): boolean {
  return day >= BETWEEN_THE_YEARS[0] && day <= BETWEEN_THE_YEARS[1];
}

/** The last meeting of a committee on a day or before it, that is no earlier than another day. */
export function sessionBefore(committee: string, day: number, from: number): number | undefined {
  const sessions = SESSIONS.find(({ title }) => title === committee);
  return sessions && daysOf(sessions).findLast((one) => one <= day && one >= from && !isCancelled(one));
}
