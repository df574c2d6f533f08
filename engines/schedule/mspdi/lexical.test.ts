import { assert, nat, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minuteOfDay, parseDuration, parseMoment } from './lexical.ts';

describe('moments', () => {
  test.each([
    ['2025-03-09T02:30:00', '2025-03-09T02:30'],
    ['2025-03-09T02:30:15', '2025-03-09T02:30:15'],
    ['2025-03-09T02:30', '2025-03-09T02:30'],
    ['2025-03-09', '2025-03-09T00:00'],
    ['2024-02-29T00:00:00.000', '2024-02-29T00:00'],
    ['2000-02-29T00:00:00', '2000-02-29T00:00'],
  ])('%s is %s by the clock on the wall', (text, moment) => {
    expect(parseMoment(text)).toEqual({ moment, adjusted: false });
  });

  test.each(['2025-03-09T02:30:00Z', '2025-03-09T02:30:00+02:00', '2025-03-09T02:30:00.5'])(
    '%s loses its zone or parts of a second, and says so',
    (text) => {
      expect(parseMoment(text)).toEqual({ moment: '2025-03-09T02:30', adjusted: true });
    },
  );

  test.each([
    '2025-02-29T00:00:00',
    '1900-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-01-01T24:00:00',
    '0000-01-01',
    '9/3/2025',
    'NA',
  ])('%s is no moment', (text) => {
    expect(parseMoment(text)).toBeUndefined();
  });
});

describe('durations', () => {
  test.each([
    ['PT8H0M0S', 28_800],
    ['PT0H0M0S', 0],
    ['-PT1H0M0S', -3600],
    ['PT47H16M24S', 170_184],
    ['PT0H0M0.1S', 0.1],
    ['PT1.1H', 3960],
    ['PT7H59M60S', 28_800],
    ['P2DT1H', 176_400],
    ['PT2M', 120],
  ])('%s is %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  test.each(['8h', 'PT', 'P', 'P1DT', 'P1M', 'P1Y', 'PT8', 'PT8H 0M', 'PT-8H', 'P999999999999D'])(
    '%s is no duration in seconds',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  test('hours, minutes and seconds are added up exactly', () => {
    const part = nat({ max: 99_999 });
    assert(
      property(part, part, part, (hours, minutes, seconds) => {
        expect(parseDuration(`PT${hours}H${minutes}M${seconds}S`)).toBe(hours * 3600 + minutes * 60 + seconds);
      }),
    );
  });
});

test('a time of day counts minutes from midnight', () => {
  expect(minuteOfDay('08:30:00')).toBe(510);
  expect(minuteOfDay('24:00:00')).toBe(1440);
  expect(minuteOfDay('23:59:30')).toBe(1439.5);
  expect(minuteOfDay('24:01:00')).toBeUndefined();
  expect(minuteOfDay('8:00')).toBeUndefined();
});
