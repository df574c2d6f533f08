import type { Duration, DurationUnit, Json } from '@callosum/kernel';
import type { PlanDuration, TimeUnit } from '@callosum/schedule';

const UNITS: Readonly<Record<TimeUnit, DurationUnit>> = {
  minutes: 'm',
  hours: 'h',
  days: 'd',
  weeks: 'w',
  months: 'mo',
  percent: 'd',
  default: 'd',
};

/** A duration of a plan as records hold it; null when there is none. */
export function durationOf(duration: Pick<PlanDuration, 'seconds' | 'unit' | 'elapsed'> | undefined): Duration | null {
  if (!duration) return null;
  return { seconds: Math.round(duration.seconds), unit: UNITS[duration.unit], elapsed: duration.elapsed };
}

/** Seconds of working time, shown in a unit. */
export function working(seconds: number | undefined, unit: TimeUnit): Duration | null {
  return seconds === undefined ? null : durationOf({ seconds, unit, elapsed: false });
}

/** A ratio as a percentage without the dust of binary fractions. */
export function percentOf(ratio: number): number {
  return Math.round(ratio * 1e8) / 1e6;
}

/** True or not said: flags that are rarely set are left empty otherwise. */
export function onlyTrue(flag: boolean | undefined): true | null {
  return flag === true ? true : null;
}

/** A plain value without members that are undefined, which JSON does not know. */
export function plain(value: unknown): Json {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, member]) => (member === undefined ? [] : [[name, plain(member)]])),
    );
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Text the store can hold: characters it cannot become U+FFFD; `mended` says whether there were any. */
export function storable(text: string): { text: string; mended: boolean } {
  const mended = text.replaceAll('\u0000', '\uFFFD').toWellFormed();
  return { text: mended, mended: mended !== text };
}
