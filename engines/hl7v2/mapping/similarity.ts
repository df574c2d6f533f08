/**
 * How alike two texts are as people read them, from 0 to 1: twice the pairs of neighbouring letters they share, by all their pairs (S. White, How to strike
 * a match, 1992). Case, accents and punctuation do not count, nor does the order of words.
 */
export function likeness(one: string, other: string): number {
  const [left, right] = [pairsOf(one), pairsOf(other)];
  if (left.length === 0 || right.length === 0) return 0;
  const open = new Map<string, number>();
  for (const pair of right) open.set(pair, (open.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of left) {
    const count = open.get(pair) ?? 0;
    if (count === 0) continue;
    shared += 1;
    open.set(pair, count - 1);
  }
  return (2 * shared) / (left.length + right.length);
}

/** Words in small letters without accents. */
export function wordsOf(text: string): readonly string[] {
  return text
    .slice(0, MOST)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Longer texts say no more about what a code is. */
const MOST = 300;

/** Pairs of letters within words; a word of one letter is a pair by itself. */
function pairsOf(text: string): readonly string[] {
  return wordsOf(text).flatMap((word) =>
    word.length === 1 ? [word] : Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2)),
  );
}
