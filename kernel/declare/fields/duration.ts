import { say } from '../say.ts';
import { z } from 'zod';
import type { Duration, DurationField, DurationUnit } from '../field.ts';
import type { FieldType } from '../field-type.ts';

const MINUTE = 60;
/** Conventions of planning tools where no calendar says otherwise: 8-hour days, 5-day weeks, 20-day months. */
const WORKING: Readonly<Record<DurationUnit, number>> = {
  m: MINUTE,
  h: 60 * MINUTE,
  d: 480 * MINUTE,
  w: 2_400 * MINUTE,
  mo: 9_600 * MINUTE,
};
const ELAPSED: Readonly<Record<DurationUnit, number>> = {
  m: MINUTE,
  h: 60 * MINUTE,
  d: 1_440 * MINUTE,
  w: 10_080 * MINUTE,
  mo: 43_200 * MINUTE,
};
const WRITTEN = /^(-?\d+(?:[.,]\d+)?)\s*(e?)(mo|[mhdw])[a-z]*\.?$/i;

/** Seconds of one unit of working or elapsed time. */
export function secondsOf(unit: DurationUnit, elapsed: boolean): number {
  return (elapsed ? ELAPSED : WORKING)[unit];
}

export const duration: FieldType<DurationField, Duration> = {
  schema: () => z.strictObject({ seconds: z.int(), unit: z.enum(['m', 'h', 'd', 'w', 'mo']), elapsed: z.boolean() }),
  parse: (written) => {
    const parts = WRITTEN.exec(written.trim());
    if (!parts) return { problem: say`“${written}” is not a duration; write it as 3d, 4h, 2w or 1ed (elapsed)` };
    const unit = UNITS.find((known) => known === parts[3]?.toLowerCase()) ?? 'd';
    const elapsed = parts[2] !== '';
    const amount = Number((parts[1] ?? '0').replace(',', '.'));
    return { value: { seconds: Math.round(amount * secondsOf(unit, elapsed)), unit, elapsed } };
  },
  format: ({ seconds, unit, elapsed }) => {
    const amount = Math.round((seconds / secondsOf(unit, elapsed)) * 100) / 100;
    // A rounded amount would not read back as the same length, so seconds decide.
    const exact = Math.round(amount * secondsOf(unit, elapsed)) === seconds;
    return exact ? `${amount}${elapsed ? 'e' : ''}${unit}` : `${seconds / MINUTE}${elapsed ? 'e' : ''}m`;
  },
  sqlType: 'numeric',
  keyPath: ['seconds'],
  sortKey: (value) => value.seconds,
  compares: 'order',
  example: (_field, seed) => ({ seconds: (1 + (seed % 9)) * WORKING.d, unit: 'd', elapsed: false }),
};

const UNITS: readonly DurationUnit[] = ['m', 'h', 'd', 'w', 'mo'];
