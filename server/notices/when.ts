import { addDays, instantOf, localTimeOf } from '@callosum/kernel';
import type { NoticePreferences } from '@callosum/kernel/contract';

/** The times of somebody's preferences, in the zone they count in. */
export interface Times extends Pick<NoticePreferences, 'quiet' | 'digest'> {
  /** IANA name. */
  readonly zone: string;
}

const DAYS_AHEAD = 15;

/** The end of the quiet hours that an instant lies in; the instant itself outside of them. */
export function afterQuiet(at: Date, { quiet, zone }: Pick<Times, 'quiet' | 'zone'>): Date {
  if (!quiet) return at;
  const local = localTimeOf(at.toISOString(), zone);
  const now = local.slice(11, 16);
  const { from, to } = quiet;
  const isQuiet = from < to ? from <= now && now < to : from <= now || now < to;
  return isQuiet ? next(at, (day) => `${day}T${to}`, zone) : at;
}

/** When the next digest is sent: at its hour, on its day, and not within quiet hours. */
export function nextDigest(at: Date, times: Times): Date {
  const { every, weekday, hour } = times.digest;
  const clock = `${String(hour).padStart(2, '0')}:00`;
  const due = next(
    at,
    (day) => (every === 'day' || weekdayOf(day) === weekday ? `${day}T${clock}` : undefined),
    times.zone,
  );
  return afterQuiet(due, times);
}

/** The first instant after another at which the local time is one that is wanted; one that a change of clocks skips comes later. */
function next(after: Date, wanted: (day: string) => string | undefined, zone: string): Date {
  const today = localTimeOf(after.toISOString(), zone).slice(0, 10);
  for (let days = -1; days <= DAYS_AHEAD; days += 1) {
    const local = wanted(addDays(today, days));
    const found = local === undefined ? undefined : new Date(instantOf(local, zone));
    if (found && found > after) return found;
  }
  throw new RangeError(`No such time comes within ${DAYS_AHEAD} days.`);
}

/** 1 is Monday. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
