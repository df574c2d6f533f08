/** Whole numbers from 0 up to, not including, `below`. */
export type Random = (below: number) => number;

/** Numbers nobody can foretell: codes must not be derived from what they stand for (45 CFR 164.514(c)(1)). */
export const secureRandom: Random = (below) => {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return Math.floor((value / 0x1_0000_0000) * below);
};

/** The same numbers for the same seed (mulberry32). For tests only: whoever knows the seed can go back. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000) * below);
  };
}
