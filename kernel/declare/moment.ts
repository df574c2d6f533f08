/** A point of evaluation: the instant, and the calendar date it has in the scope's zone. */
export interface Moment {
  /** UTC, ISO 8601 with milliseconds and Z. */
  readonly instant: string;
  /** YYYY-MM-DD in the scope's IANA zone: what "today" means there. */
  readonly today: string;
  /** Whoever keeps an answer and wants to know for how long it holds; asked by {@link isOver} and {@link hasCome}. */
  readonly watch?: MomentWatch;
}

/** Hears between which days an answer holds. Days compare as texts; `2027-01-01!` lies after that day and before the next. */
export interface MomentWatch {
  readonly today: string;
  /** The answer is another one before that. */
  readonly from: (day: string) => void;
  /** The answer is another one from then on. */
  readonly until: (day: string) => void;
}

/**
 * Whether a day lies before today. Facts that ask this way are judged again only when the day comes; whoever reads `at.today` is judged
 * again whenever another day is asked about.
 */
export function isOver(day: string, at: Moment): boolean {
  if (!at.watch) return day < at.today;
  const isSo = day < at.watch.today;
  if (isSo) at.watch.from(`${day}!`);
  else at.watch.until(`${day}!`);
  return isSo;
}

/** Whether a day is today or lies before it; heard like {@link isOver}. */
export function hasCome(day: string, at: Moment): boolean {
  if (!at.watch) return day <= at.today;
  const isSo = day <= at.watch.today;
  if (isSo) at.watch.from(day);
  else at.watch.until(day);
  return isSo;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;
const DAY = 86_400_000;

/** True for a real calendar date written YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (!parts) return false;
  const utc = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return new Date(utc).toISOString().startsWith(text);
}

/** True for a local time written YYYY-MM-DDTHH:MM, with :SS when seconds matter. */
export function isLocalTime(text: string): boolean {
  const parts = LOCAL_TIME.exec(text);
  return parts !== null && isDate(parts[1] ?? '');
}

/** The date part of a date or local time. */
export function dateOf(text: string): string {
  return text.slice(0, 10);
}

/** Whole calendar days from one date to another; negative when `to` lies before `from`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${dateOf(to)}T00:00:00Z`) - Date.parse(`${dateOf(from)}T00:00:00Z`)) / DAY);
}

/** The date a number of calendar days later (or earlier, when negative). */
export function addDays(date: string, days: number): string {
  const key = `${date} ${days}`;
  const known = daysLater.get(key);
  if (known !== undefined) return known;
  const later = new Date(Date.parse(`${dateOf(date)}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
  if (daysLater.size >= MOST_KNOWN) daysLater.clear();
  daysLater.set(key, later);
  return later;
}

/** Thousands of records ask for the same few days, and reckoning with the calendar costs far more than looking one up. */
const daysLater = new Map<string, string>();
const MOST_KNOWN = 4096;

/**
 * The moment of an instant in a zone.
 * @param instant UTC ISO string. @param zone IANA name. @throws RangeError for an unknown zone.
 */
export function momentAt(instant: string, zone: string): Moment {
  const date = new Date(instant);
  return { instant: date.toISOString(), today: dayFormat(zone).format(date) };
}

/** Making a format costs far more than using one, and a scope's zone is asked for with every command. */
const formats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  // en-CA writes dates as YYYY-MM-DD whatever the process's locale is.
  const made = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(zone, made);
  return made;
}

/** The last instant of a date in a zone: "as of that day" means when the day is over. */
export function endOfDay(date: string, zone: string): Moment {
  // Offsets run from -12 to +14 hours; stepping back from the far end finds the last minute of the local day.
  const from = Date.parse(`${date}T00:00:00Z`);
  for (let minutes = 60 * 38; minutes >= 60 * 8; minutes -= 15) {
    const moment = momentAt(new Date(from + minutes * 60_000 - 1).toISOString(), zone);
    if (moment.today === date) return moment;
  }
  return { instant: new Date(from + DAY - 1).toISOString(), today: date };
}

/** True for a UTC moment written YYYY-MM-DDTHH:MM:SS.mmmZ, as everything in the ledger is. */
export function isInstant(text: string): boolean {
  const ms = Date.parse(text);
  return Number.isFinite(ms) && new Date(ms).toISOString() === text && text.length === 24;
}

/** The wall-clock time that an instant has in a zone, to the minute: YYYY-MM-DDTHH:MM. */
export function localTimeOf(instant: string, zone: string): string {
  const parts = new Map(
    wallClock(zone)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/**
 * The instant at which a zone's clocks show a local time. Where they show it twice, the first of the two; where they skip it,
 * as much later as they skip.
 */
export function instantOf(localTime: string, zone: string): string {
  const wanted = Date.parse(`${localTime.slice(0, 16)}:00Z`);
  const offsetAt = (ms: number): number =>
    Date.parse(`${localTimeOf(new Date(ms).toISOString(), zone)}:00Z`) - Math.floor(ms / 60_000) * 60_000;
  // The offsets of the day before and after cover a change of the clocks between them; the larger one comes first.
  const candidates = [offsetAt(wanted - DAY), offsetAt(wanted + DAY)].map((offset) => wanted - offset);
  const exact = candidates.filter((ms) => ms + offsetAt(ms) === wanted);
  const skipped = wanted - offsetAt(wanted - DAY);
  return new Date(exact.length > 0 ? Math.min(...exact) : skipped).toISOString();
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function wallClock(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  clocks.set(zone, made);
  return made;
}
