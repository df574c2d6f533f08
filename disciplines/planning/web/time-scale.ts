const DAY = 86_400;

/** How much time the time line shows: pixels of a day. */
export const ZOOMS = [
  { name: 'hours', pixels: 480 },
  { name: 'days', pixels: 48 },
  { name: 'weeks', pixels: 14 },
  { name: 'months', pixels: 4 },
  { name: 'quarters', pixels: 1.6 },
  { name: 'years', pixels: 0.5 },
] as const;
export type Zoom = (typeof ZOOMS)[number]['name'];

export interface Scale {
  /** Seconds of wall-clock time at the left edge. */
  readonly from: number;
  readonly pixelsPerSecond: number;
}

export function scaleOf(zoom: Zoom, from: number): Scale {
  return { from, pixelsPerSecond: pixelsOf(zoom) / DAY };
}

function pixelsOf(zoom: Zoom): number {
  return ZOOMS.find(({ name }) => name === zoom)?.pixels ?? 14;
}

export function xOf({ from, pixelsPerSecond }: Scale, instant: number): number {
  return (instant - from) * pixelsPerSecond;
}

export function instantAt({ from, pixelsPerSecond }: Scale, x: number): number {
  return from + x / pixelsPerSecond;
}

/** The next finer or coarser zoom; the same where there is none. */
export function zoomBy(zoom: Zoom, by: 1 | -1): Zoom {
  const at = ZOOMS.findIndex(({ name }) => name === zoom);
  return ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, at + by))]?.name ?? zoom;
}

/** The zoom at which so much time fits into so many pixels. */
export function zoomFor(seconds: number, width: number): Zoom {
  return ZOOMS.find(({ pixels }) => (seconds / DAY) * pixels <= width)?.name ?? 'years';
}

export interface Tick {
  readonly instant: number;
  readonly unit: Unit;
}
export type Unit = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

/** What the two lines of the head count, from coarse to fine. */
const UNITS: Readonly<Record<Zoom, readonly [Unit, Unit]>> = {
  hours: ['day', 'hour'],
  days: ['week', 'day'],
  weeks: ['month', 'week'],
  months: ['year', 'month'],
  quarters: ['year', 'quarter'],
  years: ['year', 'quarter'],
};

export function unitsOf(zoom: Zoom): readonly [Unit, Unit] {
  return UNITS[zoom];
}

/** Hours between two marks where hours are shown. */
const HOURS = 4;

/**
 * Where a unit of time begins, from the last one before a span to the first one after it.
 * @param weekStart 0 Sunday to 6 Saturday
 */
export function ticks(unit: Unit, from: number, to: number, weekStart: number): Tick[] {
  const found: Tick[] = [];
  for (let at = floor(unit, from, weekStart); ; at = next(unit, at)) {
    found.push({ instant: at, unit });
    if (at > to || found.length > 2_000) return found;
  }
}

function floor(unit: Unit, instant: number, weekStart: number): number {
  if (unit === 'hour') return Math.floor(instant / (HOURS * 3_600)) * HOURS * 3_600;
  const day = Math.floor(instant / DAY);
  if (unit === 'day') return day * DAY;
  // 1 January 1970 was a Thursday.
  if (unit === 'week') return (day - ((((day + 4 - weekStart) % 7) + 7) % 7)) * DAY;
  const date = new Date(day * DAY * 1_000);
  const month = unit === 'year' ? 0 : unit === 'quarter' ? Math.floor(date.getUTCMonth() / 3) * 3 : date.getUTCMonth();
  return Date.UTC(date.getUTCFullYear(), month, 1) / 1_000;
}

function next(unit: Unit, instant: number): number {
  if (unit === 'hour') return instant + HOURS * 3_600;
  if (unit === 'day') return instant + DAY;
  if (unit === 'week') return instant + 7 * DAY;
  const date = new Date(instant * 1_000);
  const months = unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) / 1_000;
}
