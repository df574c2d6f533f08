/**
 * Positions in strictly ascending order that keep as many of the known ones as possible, so that a row inserted into
 * a plan changes no other row.
 * @param known position of each row so far, in the new order; undefined for new rows.
 */
export function orderPositions(known: readonly (number | undefined)[]): number[] {
  const kept = longestAscending(known);
  const positions: number[] = [];
  let from = 0;
  while (from < known.length) {
    if (kept.has(from)) {
      positions.push(known[from] ?? 0);
      from += 1;
      continue;
    }
    let to = from;
    while (to < known.length && !kept.has(to)) to += 1;
    positions.push(...between(positions.at(-1), to < known.length ? known[to] : undefined, to - from));
    from = to;
  }
  return isAscending(positions) ? positions : known.map((_, index) => index + 1);
}

function between(left: number | undefined, right: number | undefined, count: number): number[] {
  const start = left ?? (right === undefined ? 0 : right - count - 1);
  const step = left === undefined || right === undefined ? 1 : (right - left) / (count + 1);
  return Array.from({ length: count }, (_, index) => start + step * (index + 1));
}

/** Neighbours that have come too close for binary fractions are no longer in order. */
function isAscending(positions: readonly number[]): boolean {
  return positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? 0));
}

/** Indexes of a longest strictly ascending subsequence (patience sorting, O(n log n)). */
function longestAscending(values: readonly (number | undefined)[]): Set<number> {
  const tails: number[] = [];
  const before = new Map<number, number>();
  values.forEach((value, index) => {
    if (value === undefined) return;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    const previous = tails[low - 1];
    if (previous !== undefined) before.set(index, previous);
    tails[low] = index;
  });
  const kept = new Set<number>();
  for (let at = tails.at(-1); at !== undefined; at = before.get(at)) kept.add(at);
  return kept;
}
