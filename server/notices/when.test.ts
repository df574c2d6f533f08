import { localTimeOf } from '@callosum/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterQuiet, nextDigest } from './when.ts';

const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Apia');
const instants = fc.date({ min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });
const clocks = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const HOUR = 3_600_000;

const clockOf = (at: Date, zone: string): string => localTimeOf(at.toISOString(), zone).slice(11);

describe('what falls into quiet hours', () => {
  test('is held until they end, a day at most, and what does not is not held', () => {
    fc.assert(
      fc.property(instants, zones, clocks, clocks, (at, zone, from, to) => {
        fc.pre(from !== to);
        const sent = afterQuiet(at, { quiet: { from, to }, zone });
        if (sent.getTime() === at.getTime()) {
          // Outside: between their end and their beginning.
          const now = clockOf(at, zone);
          expect(to < from ? to <= now && now < from : to <= now || now < from).toBe(true);
          return;
        }
        expect(sent > at).toBe(true);
        expect(sent.getTime() - at.getTime()).toBeLessThanOrEqual(25 * HOUR);
        // Where the clocks skip that time, it is sent as much later.
        const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
        expect([0, 60, 1_440 - 60]).toContain(Math.abs(minutes(clockOf(sent, zone)) - minutes(to)));
      }),
    );
  });

  test.each([
    ['2026-01-10T23:30:00.000Z', 'UTC', '2026-01-11T07:00:00.000Z'],
    ['2026-01-11T06:59:59.000Z', 'UTC', '2026-01-11T07:00:00.000Z'],
    ['2026-01-11T07:00:00.000Z', 'UTC', '2026-01-11T07:00:00.000Z'],
    ['2026-01-11T07:00:00.000Z', 'America/New_York', '2026-01-11T12:00:00.000Z'],
    // The night in which clocks go forward.
    ['2026-03-28T22:30:00.000Z', 'Europe/Berlin', '2026-03-29T05:00:00.000Z'],
  ])('at %s in %s goes out at %s', (at, zone, sent) => {
    const quiet = { from: '22:00', to: '07:00' };
    expect(afterQuiet(new Date(at), { quiet, zone }).toISOString()).toBe(sent);
  });
});

describe('the next digest', () => {
  test('comes at its hour, later than now and within its day or week', () => {
    fc.assert(
      fc.property(
        instants,
        zones,
        fc.record({
          every: fc.constantFrom('day', 'week'),
          weekday: fc.integer({ min: 1, max: 7 }),
          hour: fc.integer({ min: 4, max: 23 }),
        }),
        (at, zone, digest) => {
          const due = nextDigest(at, { digest, quiet: null, zone });
          expect(due > at).toBe(true);
          const days = digest.every === 'day' ? 1 : 7;
          expect(due.getTime() - at.getTime()).toBeLessThanOrEqual((days * 24 + 1) * HOUR);
          expect(clockOf(due, zone)).toBe(`${String(digest.hour).padStart(2, '0')}:00`);
          if (digest.every === 'week') {
            const day = localTimeOf(due.toISOString(), zone).slice(0, 10);
            expect(new Date(`${day}T00:00Z`).getUTCDay() || 7).toBe(digest.weekday);
          }
        },
      ),
    );
  });

  test('waits for the end of quiet hours', () => {
    const digest = { every: 'day', weekday: 1, hour: 5 } as const;
    const due = nextDigest(new Date('2026-01-10T12:00:00Z'), {
      digest,
      quiet: { from: '22:00', to: '07:00' },
      zone: 'UTC',
    });
    expect(due.toISOString()).toBe('2026-01-11T07:00:00.000Z');
  });
});
