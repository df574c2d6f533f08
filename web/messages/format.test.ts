import { describe, expect, test } from 'vitest';
import { createFormat } from './format.ts';

const say = (key: string, options: Readonly<Record<string, string | number>>): string =>
  key === 'measure' ? `${options['number']} ${options['unit']}` : String(options['defaultValue']);

describe('formats', () => {
  test('dates carry their weekday whatever zone the computer is in', () => {
    const format = createFormat('en', 'Pacific/Auckland', say);
    expect(format.date('2027-01-12')).toMatch(/Tue.*12|12.*Tue/);
    expect(format.brief('2027-01-12')).not.toMatch(/2027/);
  });

  test('moments are shown in the zone of the project', () => {
    const instant = '2026-11-22T23:30:00.000Z';
    expect(createFormat('en', 'UTC', say).instant(instant)).toMatch(/22/);
    expect(createFormat('en', 'Pacific/Auckland', say).instant(instant)).toMatch(/23/);
  });

  test('a percentage is written as one, another unit as a word', () => {
    const format = createFormat('en', 'UTC', say);
    expect(format.measure(97.5, '%')).toBe('97.5%');
    expect(format.measure(1234, 'tasks')).toBe('1,234 tasks');
  });

  test('what is no date is shown as it is', () => {
    expect(createFormat('en', 'UTC', say).date('soon')).toBe('soon');
  });
});
