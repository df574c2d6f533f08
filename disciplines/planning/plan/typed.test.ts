import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDuration, readLinks, writeDuration, writeLink } from './typed.ts';

const usual = { minutesPerDay: 480, minutesPerWeek: 2_400, daysPerMonth: 20 };
const long = { minutesPerDay: 600, minutesPerWeek: 3_000, daysPerMonth: 20 };

describe('durations as planners type them', () => {
  test.each([
    ['5d', 144_000],
    ['5', 144_000],
    ['1.5 days', 43_200],
    ['0,5d', 14_400],
    ['4h', 14_400],
    ['90m', 5_400],
    ['2w', 288_000],
    ['1mo', 576_000],
    ['2ed', 172_800],
    ['0d', 0],
  ])('%s', (text, seconds) => {
    expect(readDuration(text, usual)?.duration.seconds).toBe(seconds);
  });

  test('a day is what the plan says', () => {
    expect(readDuration('2d', long)?.duration.seconds).toBe(72_000);
    expect(writeDuration({ seconds: 72_000, unit: 'd', elapsed: false }, long)).toBe('2d');
  });

  test('a question mark makes an estimate', () => {
    expect(readDuration('3d?', usual)).toMatchObject({ estimated: true });
    expect(writeDuration({ seconds: 86_400, unit: 'd', elapsed: false }, usual, true)).toBe('3d?');
  });

  test.each(['', 'soon', '5x', 'd5', '5d5d'])('“%s” is none', (text) => {
    expect(readDuration(text, usual)).toBeUndefined();
  });
});

describe('what a task waits for, as planners type it', () => {
  test('row numbers, types and lags', () => {
    expect(readLinks('12, 4ss ; 7FS+3d,8FF-50%,9sf + 2 ed, 3SS+25e%', usual)).toEqual([
      { row: 12, fields: { type: 'FS' } },
      { row: 4, fields: { type: 'SS' } },
      { row: 7, fields: { type: 'FS', lag: { seconds: 86_400, unit: 'd', elapsed: false } } },
      { row: 8, fields: { type: 'FF', lagPercent: -50 } },
      { row: 9, fields: { type: 'SF', lag: { seconds: 172_800, unit: 'd', elapsed: true } } },
      { row: 3, fields: { type: 'SS', lagPercent: 25, lagElapsed: true } },
    ]);
  });

  test('what is done at most so long before', () => {
    const most = { seconds: 30 * 86_400, unit: 'd', elapsed: true };
    expect(readLinks('12<30ed, 4FS+2d < 30ed', usual)).toEqual([
      { row: 12, fields: { type: 'FS', maxLag: most } },
      { row: 4, fields: { type: 'FS', lag: { seconds: 57_600, unit: 'd', elapsed: false }, maxLag: most } },
    ]);
    expect(readLinks('12<soon', usual)).toEqual({ unread: '12<soon' });
    expect(readLinks('12<-3d', usual)).toEqual({ unread: '12<-3d' });
  });

  test('nothing is no link, and what cannot be read is named', () => {
    expect(readLinks(' ', usual)).toEqual([]);
    expect(readLinks('12, next week', usual)).toEqual({ unread: 'next week' });
    expect(readLinks('12XY', usual)).toEqual({ unread: '12XY' });
    expect(readLinks('3FS+-2d', usual)).toEqual({ unread: '3FS+-2d' });
  });

  test('what is written reads back as the same', () => {
    const lag = fc.record({
      seconds: fc
        .integer({ min: -40, max: 40 })
        .filter((count) => count !== 0)
        .map((count) => count * 28_800),
      unit: fc.constantFrom('d' as const, 'h' as const),
      elapsed: fc.constant(false),
    });
    const fields = fc.oneof(
      fc.record({ type: fc.constantFrom('FS' as const, 'SS' as const, 'FF' as const, 'SF' as const) }),
      fc.record({ type: fc.constantFrom('FS' as const, 'FF' as const), lag }),
      fc.record({ type: fc.constant('FS' as const), maxLag: lag.filter(({ seconds }) => seconds > 0) }),
      fc.record({ type: fc.constant('SS' as const), lagPercent: fc.integer({ min: 1, max: 200 }) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), fields, (row, fields) => {
        expect(readLinks(writeLink(row, fields, usual), usual)).toEqual([{ row, fields }]);
      }),
    );
  });
});
