/** A stretch of text that stayed, went or came. */
export interface Stretch {
  readonly what: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Above this many comparisons, what differs is shown as a whole: nobody reads such a difference word by word. */
const MOST_COMPARED = 1_000_000;

/** What became of a text, word by word; the stretches that stayed and went are the text before, in order. */
export function diffWords(before: string, after: string): readonly Stretch[] {
  const old = before.split(/(?<=\s)/);
  const now = after.split(/(?<=\s)/);
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const middle = between(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const same = (words: readonly string[]): Stretch[] => words.map((text) => ({ what: 'same', text }));
  return joined([...same(old.slice(0, start)), ...middle, ...same(end === 0 ? [] : old.slice(-end))]);
}

/** By the longest common run of words. */
function between(old: readonly string[], now: readonly string[]): Stretch[] {
  const removed = (words: readonly string[]): Stretch[] => words.map((text) => ({ what: 'removed', text }));
  const added = (words: readonly string[]): Stretch[] => words.map((text) => ({ what: 'added', text }));
  if (old.length * now.length > MOST_COMPARED) return [...removed(old), ...added(now)];
  const width = now.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number): number => longest[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      longest[row * width + column] =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const found: Stretch[] = [];
  let [row, column] = [0, 0];
  while (row < old.length && column < now.length) {
    if (old[row] === now[column]) {
      found.push({ what: 'same', text: old[row] ?? '' });
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) found.push(...removed([old[row++] ?? '']));
    else found.push(...added([now[column++] ?? '']));
  }
  return [...found, ...removed(old.slice(row)), ...added(now.slice(column))];
}

function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = [];
  for (const one of stretches) {
    const last = all.at(-1);
    if (one.text === '') continue;
    if (last?.what === one.what) all[all.length - 1] = { what: one.what, text: last.text + one.text };
    else all.push(one);
  }
  return all;
}
