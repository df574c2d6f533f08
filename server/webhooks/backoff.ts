const FIRST_MS = 5_000;
const LONGEST_MS = 6 * 3_600_000;
/** Three days of failing, and nobody listens any more. */
export const PATIENCE_MS = 3 * 24 * 3_600_000;

/** How long after so many failed tries the next one is made: they double, up to six hours. */
export function pauseAfter(tries: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, tries - 1));
}
