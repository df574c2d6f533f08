import type { Duration, Json } from '@callosum/kernel';

const MINUTE = 60_000;

/** Minutes since a fixed day of a wall-clock time; undefined for what is none. */
export function minutesOf(localTime: Json | undefined): number | undefined {
  if (typeof localTime !== 'string') return undefined;
  const ms = Date.parse(`${localTime.slice(0, 16)}Z`);
  return Number.isFinite(ms) ? Math.round(ms / MINUTE) : undefined;
}

/** The wall-clock time so many minutes after that fixed day. */
export function localTimeAt(minutes: number): string {
  return new Date(minutes * MINUTE).toISOString().slice(0, 16);
}

/** Minutes a duration lasts; undefined for what is none. */
export function minutesLong(duration: Duration | undefined): number | undefined {
  return duration === undefined ? undefined : Math.round(duration.seconds / 60);
}

/** When something ends that begins then and lasts so long. */
export function plannedFinish(start: Json | undefined, duration: Json | undefined): string | undefined {
  const from = minutesOf(start);
  const seconds =
    typeof duration === 'object' && duration !== null && 'seconds' in duration ? duration.seconds : undefined;
  if (from === undefined || typeof seconds !== 'number') return undefined;
  return localTimeAt(from + Math.round(seconds / 60));
}
