import { addDays, daysBetween } from '@callosum/kernel';

export interface Axis {
  /** Where a date lies, in pixels from the left. */
  readonly x: (date: string) => number;
  readonly ticks: readonly { readonly date: string; readonly x: number; readonly year: boolean }[];
}

/** Labels of the axis need this much room. */
const TICK_ROOM = 44;
const STEPS = [1, 2, 3, 6, 12, 24];

/**
 * A linear time axis over all dates, with a margin at both ends.
 * @param width in pixels; @param margin in pixels on either side.
 */
export function layAxis(dates: readonly string[], width: number, margin: number): Axis {
  const sorted = [...dates].sort();
  const from = sorted[0] ?? '2000-01-01';
  const days = Math.max(1, daysBetween(from, sorted.at(-1) ?? from));
  const scale = Math.max(0, width - 2 * margin) / days;
  const x = (date: string): number => margin + daysBetween(from, date) * scale;
  const step = STEPS.find((months) => months * 30.4 * scale >= TICK_ROOM) ?? 48;
  const last = addDays(from, days + margin / Math.max(scale, 0.001));
  const ticks = [];
  for (let month = firstTick(from, step); month <= last && ticks.length < 400; month = addMonths(month, step)) {
    if (x(month) >= 0) ticks.push({ date: month, x: x(month), year: month.slice(5, 7) === '01' });
  }
  return { x, ticks };
}

function firstTick(from: string, step: number): string {
  const month = Number(from.slice(5, 7)) - 1;
  return addMonths(`${from.slice(0, 4)}-01-01`, Math.floor(month / step) * step);
}

function addMonths(first: string, months: number): string {
  const total = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1 + months;
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}-01`;
}

interface Cluster {
  readonly members: number[];
  /** Where the first member would best stand. */
  start: number;
}

/**
 * Moves positions apart so that neighbours keep a distance, as little as possible: clusters of crowded
 * positions are centred on where they belong.
 * @param wanted positions in ascending order. @returns as many, at least `gap` apart, within 0..width if they fit.
 */
export function spread(wanted: readonly number[], gap: number, width: number): number[] {
  const clusters: Cluster[] = [];
  wanted.forEach((at, index) => {
    clusters.push({ members: [index], start: at });
    while (clusters.length > 1) {
      const right = clusters.at(-1);
      const left = clusters.at(-2);
      if (!left || !right || left.start + left.members.length * gap <= right.start) return;
      clusters.pop();
      left.members.push(...right.members);
      const offsets = left.members.map((member, place) => (wanted[member] ?? 0) - place * gap);
      left.start = offsets.reduce((sum, offset) => sum + offset, 0) / offsets.length;
    }
  });
  const placed = wanted.map(() => 0);
  for (const cluster of clusters)
    cluster.members.forEach((member, place) => (placed[member] = cluster.start + place * gap));
  return pushInside(placed, gap, width);
}

function pushInside(placed: readonly number[], gap: number, width: number): number[] {
  const half = gap / 2;
  const inside = [...placed];
  for (let index = inside.length - 1, limit = width - half; index >= 0; index -= 1) {
    inside[index] = Math.min(inside[index] ?? 0, limit);
    limit = (inside[index] ?? 0) - gap;
  }
  for (let index = 0, limit = half; index < inside.length; index += 1) {
    inside[index] = Math.max(inside[index] ?? 0, limit);
    limit = (inside[index] ?? 0) + gap;
  }
  return inside;
}
