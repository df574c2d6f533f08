import { occurrences, type TextQuery } from './query.ts';
import { type Word, wordsOf } from './words.ts';

/** A piece of a text; `hit` where what was looked for stands. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** About what fits two lines. */
const SNIPPET = 180;
const BEFORE = 50;

/** A text in pieces, hits told apart. */
export function marked(text: string, query: TextQuery): readonly Piece[] {
  return pieces(text, 0, text.length, hitsIn(text, query));
}

/** The part of a text around its first hit; undefined when there is none. */
export function snippet(text: string, query: TextQuery): readonly Piece[] | undefined {
  const hits = hitsIn(text, query);
  const [first] = hits;
  if (!first) return undefined;
  const words = wordsOf(text);
  const wish = Math.max(0, first.start - BEFORE);
  // Begins and ends between words.
  const begin = wish === 0 ? 0 : (words.find(({ start }) => start >= wish)?.start ?? first.start);
  const last = words.findLast(({ end, start }) => end <= begin + SNIPPET || start <= first.start);
  const end = text.length <= begin + SNIPPET ? text.length : (last?.end ?? text.length);
  const shown = pieces(text, begin, end, hits);
  return [
    ...(begin > 0 ? [{ text: '… ', hit: false }] : []),
    ...shown,
    ...(end < text.length ? [{ text: ' …', hit: false }] : []),
  ];
}

function hitsIn(text: string, { terms }: TextQuery): readonly Word[] {
  const words = wordsOf(text);
  const found = new Set(terms.filter(({ not }) => !not).flatMap((term) => occurrences(term, words)));
  return words.filter((word) => found.has(word));
}

function pieces(text: string, begin: number, end: number, hits: readonly Word[]): Piece[] {
  const made: Piece[] = [];
  let at = begin;
  for (const hit of hits) {
    if (hit.start < begin || hit.end > end) continue;
    if (hit.start > at) made.push({ text: text.slice(at, hit.start), hit: false });
    made.push({ text: text.slice(hit.start, hit.end), hit: true });
    at = hit.end;
  }
  if (at < end) made.push({ text: text.slice(at, end), hit: false });
  return made;
}
