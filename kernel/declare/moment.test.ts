import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf, isInstant, localTimeOf } from './moment.ts';

const zones = ['UTC', 'America/Chicago', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia'];

describe('a local time', () => {
  test.each([
    ['2027-01-12T08:30', 'UTC', '2027-01-12T08:30:00.000Z'],
    ['2027-01-12T08:30', 'America/Chicago', '2027-01-12T14:30:00.000Z'],
    ['2027-07-12T08:30', 'America/Chicago', '2027-07-12T13:30:00.000Z'],
    ['2027-01-12T00:00', 'Asia/Kolkata', '2027-01-11T18:30:00.000Z'],
    // Shown twice: the first of the two.
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    // Skipped: as much later as the clocks skip.
    ['2027-03-28T02:30', 'Europe/Berlin', '2027-03-28T01:30:00.000Z'],
  ])('%s in %s is %s', (local, zone, instant) => {
    expect(instantOf(local, zone)).toBe(instant);
  });

  test('is shown again as it was typed, wherever the clocks show it at all', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (zone, date) => {
          const local = localTimeOf(date.toISOString(), zone);
          const instant = instantOf(local, zone);
          expect(localTimeOf(instant, zone)).toBe(local);
          expect(Date.parse(instant)).toBeLessThanOrEqual(date.getTime());
          expect(isInstant(instant)).toBe(true);
        },
      ),
    );
  });
});
