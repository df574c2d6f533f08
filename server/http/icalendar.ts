import { addDays, instantOf, isDate, isInstant, isLocalTime, type Occasion } from '@callosum/kernel';

/** One entry of a calendar. */
export interface CalendarEvent {
  /** The same for the same record, whenever it is asked for. */
  readonly uid: string;
  readonly title: string;
  readonly occasion: Occasion;
  readonly url?: string;
  /** How often the record has changed: a reader takes the entry with the higher number. */
  readonly sequence: number;
}

/** Octets of a line, its end not counted (RFC 5545, 3.1). */
const LINE = 75;

/**
 * A calendar as iCalendar text (RFC 5545): whole days as days, times as instants, since a calendar client knows no zones of ours.
 * @param zone of wall-clock times
 * @param stamp the moment it is made, in UTC
 */
export function iCalendar(name: string, events: readonly CalendarEvent[], zone: string, stamp: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Callosum//Callosum//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    `X-WR-TIMEZONE:${escaped(zone)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...events.flatMap((event) => eventLines(event, zone, basic(stamp))),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines({ uid, title, occasion, url, sequence }: CalendarEvent, zone: string, stamp: string): string[] {
  const times = timeLines(occasion, zone);
  if (!times) return [];
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${stamp}`,
    `SEQUENCE:${sequence}`,
    ...times,
    `SUMMARY:${escaped(title)}`,
    ...(occasion.place === undefined ? [] : [`LOCATION:${escaped(occasion.place)}`]),
    ...(url === undefined ? [] : [`URL:${url}`]),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** Begin and end; undefined where a value is no time. The end of whole days is the day after the last. */
function timeLines({ from, until }: Occasion, zone: string): string[] | undefined {
  if (isDate(from)) {
    const last = until !== undefined && isDate(until) && until > from ? until : from;
    return [
      `DTSTART;VALUE=DATE:${from.replaceAll('-', '')}`,
      `DTEND;VALUE=DATE:${addDays(last, 1).replaceAll('-', '')}`,
    ];
  }
  const start = instant(from, zone);
  if (start === undefined) return undefined;
  const end = until === undefined ? undefined : instant(until, zone);
  // An entry without an end takes no time.
  return [`DTSTART:${basic(start)}`, ...(end !== undefined && end > start ? [`DTEND:${basic(end)}`] : [])];
}

function instant(text: string, zone: string): string | undefined {
  if (isInstant(text)) return text;
  return isLocalTime(text) ? instantOf(text, zone) : undefined;
}

/** An instant as `20270301T080000Z`. */
function basic(text: string): string {
  return `${new Date(text).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** Text of a value (3.3.11). */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll(/\r\n|\r|\n/g, String.raw`\n`)
    .replaceAll(/\p{Cc}/gu, ' ');
}

/** A line in pieces of at most so many octets, each but the first after a blank; no letter is cut in two. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let [text, octets] = ['', 0];
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > LINE) {
      text += '\r\n ';
      octets = 1;
    }
    text += letter;
    octets += size;
  }
  return text;
}
