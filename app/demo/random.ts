/** Numbers that look random and are the same every time. */
export interface Chance {
  /** From 0, below 1. */
  readonly next: () => number;
  /** A whole number from one to another, both included. */
  readonly between: (least: number, most: number) => number;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
  /** The same list in another order. */
  readonly shuffle: <T>(list: readonly T[]) => T[];
}

/** Mulberry32: small, quick, and good enough for a story. @param seed names what is drawn, so that parts do not disturb each other. */
export function chance(seed: string): Chance {
  let state = 0x81_1c_9d_c5;
  for (const letter of seed) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01_00_01_93);
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_00_00_00_00;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
    shuffle: (list) => {
      const drawn = [...list];
      for (let last = drawn.length - 1; last > 0; last -= 1) {
        const other = between(0, last);
        const [a, b] = [drawn[last], drawn[other]];
        if (a !== undefined && b !== undefined) [drawn[last], drawn[other]] = [b, a];
      }
      return drawn;
    },
  };
}

/** A list that goes round: what stands at a place counted from 0, however far. */
export function cycle<T>(list: readonly [T, ...T[]], place: number): T {
  return list[place % list.length] ?? list[0];
}
