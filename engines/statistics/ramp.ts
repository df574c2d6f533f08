/**
 * What a measure is expected to be on its way: as before until the change, on target when the ramp ends, on a straight line between.
 * @param elapsed time since the change. @param length of the ramp in the same unit; at 0 the target is expected at once.
 */
export function rampValue(before: number, target: number, elapsed: number, length: number): number {
  if (elapsed <= 0) return before;
  if (elapsed >= length) return target;
  return before + ((target - before) * elapsed) / length;
}

/**
 * The share of a promised change that has come: 1 on target, 0 as before, negative when it went the other way. Nothing is capped.
 * @returns undefined when no change was promised.
 */
export function realisedShare(before: number, target: number, now: number): number | undefined {
  return target === before ? undefined : (now - before) / (target - before);
}
