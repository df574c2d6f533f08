import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CalendarEvent, iCalendar } from './icalendar.ts';

const STAMP = '2027-03-01T12:00:00.000Z';
const event = (over: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: '1@callosum',
  title: 'MTG-1 Board',
  occasion: { from: '2027-03-01' },
  sequence: 3,
  ...over,
});
/** Lines as a reader sees them once it has put them together again. */
const linesOf = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n');
const written = (occasion: CalendarEvent['occasion'], zone = 'America/New_York') =>
  linesOf(iCalendar('RIV', [event({ occasion })], zone, STAMP)).filter((line) => line.startsWith('DT'));

describe('a calendar', () => {
  test('has what RFC 5545 asks of one and of each entry', () => {
    expect(linesOf(iCalendar('RIV', [event()], 'UTC', STAMP))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Callosum//Callosum//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'X-WR-CALNAME:RIV',
      'X-WR-TIMEZONE:UTC',
      'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
      'BEGIN:VEVENT',
      'UID:1@callosum',
      'DTSTAMP:20270301T120000Z',
      'SEQUENCE:3',
      'DTSTART;VALUE=DATE:20270301',
      'DTEND;VALUE=DATE:20270302',
      'SUMMARY:MTG-1 Board',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  test('ends whole days with the day after the last', () => {
    expect(written({ from: '2027-02-27', until: '2027-02-28' })).toEqual([
      'DTSTAMP:20270301T120000Z',
      'DTSTART;VALUE=DATE:20270227',
      'DTEND;VALUE=DATE:20270301',
    ]);
  });

  test('gives times as instants, by the zone and its summer time', () => {
    expect(written({ from: '2027-01-04T08:00', until: '2027-01-04T09:30' }).slice(1)).toEqual([
      'DTSTART:20270104T130000Z',
      'DTEND:20270104T143000Z',
    ]);
    expect(written({ from: '2027-07-05T08:00' }).slice(1)).toEqual(['DTSTART:20270705T120000Z']);
    expect(written({ from: '2027-07-05T08:00:00.000Z' }).slice(1)).toEqual(['DTSTART:20270705T080000Z']);
  });

  test('leaves out what is no time, and an end before the beginning', () => {
    expect(written({ from: 'soon' })).toEqual([]);
    expect(written({ from: '2027-07-05T08:00', until: '2027-07-05T07:00' })).toHaveLength(2);
  });

  test('holds any title: no line is longer than 75 octets, nothing breaks out of its line, and it reads back', () => {
    const any = fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (title) => {
      const text = iCalendar('RIV', [event({ title })], 'UTC', STAMP);
      const longest = Math.max(...text.split('\r\n').map((line) => new TextEncoder().encode(line).length));
      const summary =
        linesOf(text)
          .find((line) => line.startsWith('SUMMARY:'))
          ?.slice(8) ?? '';
      const read = summary.replaceAll(/\\([\\;,n])/g, (_whole, letter: string) => (letter === 'n' ? '\n' : letter));
      const said = title.toWellFormed().replaceAll(/\r\n|\r|\n/g, '\n');
      expect(longest).toBeLessThanOrEqual(75);
      expect(read).toBe(said.replaceAll(/(?!\n)\p{Cc}/gu, ' '));
      expect(linesOf(text)).toHaveLength(19);
    });
    expect(() => fc.assert(any, { numRuns: 300 })).not.toThrow();
  });
});
