import type { Message } from '../syntax/message.ts';
import { findAll } from '../syntax/find.ts';
import { MAX_CODE_CHARACTERS, MAX_CODE_TEXT, MAX_CODES } from './model.ts';
import type { CodeEntry, CodeMapping, SeenCode } from './model.ts';
import { likeness, wordsOf } from './similarity.ts';

/** A code and what it is called; the text may be empty. */
export interface CodeText {
  readonly value: string;
  readonly text: string;
}

export type SuggestionReason =
  /** The same code, and the texts agree or one is not known. */
  | 'same-code'
  /** The same words in any order. */
  | 'same-text'
  | 'alike-text'
  /** The table of the standard gives the code a text that is alike. */
  | 'standard-text'
  /** The same code with a text that is another: two systems may mean different things by it. */
  | 'same-code-other-text';

/** A code of the target that one of the source may be. */
export interface CodeSuggestion {
  readonly to: string;
  readonly toText: string;
  /** From 0 to 1; only for the order, and no probability. */
  readonly score: number;
  readonly reason: SuggestionReason;
}

const MOST_SUGGESTED = 5;
const LEAST_SCORE = 0.5;
/** Below this likeness texts say different things. */
const AGREEING = 0.5;
const SCORES = {
  sameCode: 1,
  sameCodeUnknown: 0.9,
  sameText: 0.95,
  otherText: 0.5,
  alike: 0.9,
  standard: 0.8,
} as const;

/**
 * Codes of the target that a code may be, the best first. Nothing is applied.
 * @param standard the table of the standard, for the text of a code that comes without one
 */
export function suggestCodes(
  source: CodeText,
  targets: readonly CodeText[],
  standard: readonly CodeText[] = [],
): readonly CodeSuggestion[] {
  const known = standard.find(({ value }) => value === source.value)?.text ?? '';
  return targets
    .flatMap((target) => suggest(source, target, known))
    .filter(({ score }) => score >= LEAST_SCORE)
    .toSorted((a, b) => b.score - a.score || (a.to < b.to ? -1 : 1))
    .slice(0, MOST_SUGGESTED);
}

function suggest(source: CodeText, target: CodeText, known: string): readonly CodeSuggestion[] {
  const said = (score: number, reason: SuggestionReason): readonly CodeSuggestion[] => [
    { to: target.value, toText: target.text, score: Math.round(score * 1_000) / 1_000, reason },
  ];
  const alike = likeness(source.text, target.text);
  const bothSay = source.text !== '' && target.text !== '';
  if (source.value === target.value) {
    if (!bothSay) return said(SCORES.sameCodeUnknown, 'same-code');
    return alike >= AGREEING ? said(SCORES.sameCode, 'same-code') : said(SCORES.otherText, 'same-code-other-text');
  }
  if (bothSay && sameWords(source.text, target.text)) return said(SCORES.sameText, 'same-text');
  if (bothSay) return said(alike * SCORES.alike, 'alike-text');
  return said(likeness(known, target.text) * SCORES.standard, 'standard-text');
}

function sameWords(one: string, other: string): boolean {
  const [left, right] = [wordsOf(one), wordsOf(other)].map((words) => words.toSorted().join(' '));
  return left === right && left !== '';
}

/** A code of the source, what it is mapped to, and how often it was seen. */
export interface CodeLine extends SeenCode {
  readonly to?: string;
  readonly toText?: string;
  readonly critical: boolean;
}

/** Different codes that are counted; a field with more holds no codes. */
const MOST_CODES = 10_000;

/** Counts codes at places of messages, with the texts that stand beside them in the component after the code. */
export class CodeCounts {
  readonly #codes = new Map<string, { text: string; count: number }>();

  add(message: Message, path: string): void {
    const found = findAll(message, path);
    if (!found.ok) return;
    for (const node of found.value) {
      // A path without a component names the field or repetition, whose first component is the code.
      const code = node.depth === 1 ? node.child(1)?.child(1) : node.depth === 2 ? node.child(1) : node;
      if (!code || code.isBlank || code.isNull || code.value.length > MAX_CODE_CHARACTERS) continue;
      const beside = code.depth === 3 ? code.parent?.child(code.position + 1) : undefined;
      const known = this.#codes.get(code.value) ?? { text: '', count: 0 };
      if (known.count === 0 && this.#codes.size >= MOST_CODES) continue;
      known.count += 1;
      if (known.text === '') known.text = (beside?.plain ?? '').slice(0, MAX_CODE_TEXT);
      this.#codes.set(code.value, known);
    }
  }

  get seen(): readonly SeenCode[] {
    return [...this.#codes].map(([value, { text, count }]) => ({ value, text, count }));
  }
}

/**
 * What was seen before and what is seen now, together: of each code the larger count, so that a code that was once in use does not leave the count because fewer
 * messages are looked at.
 */
export function joinSeen(before: readonly SeenCode[], now: readonly SeenCode[]): readonly SeenCode[] {
  const all = new Map(before.map((code) => [code.value, code]));
  for (const code of now) {
    const known = all.get(code.value);
    const text = code.text || (known?.text ?? '');
    all.set(code.value, { value: code.value, text, count: Math.max(code.count, known?.count ?? 0) });
  }
  return [...all.values()].slice(0, MAX_CODES);
}

/** How far a code map is. */
export interface CodeCoverage {
  readonly codes: number;
  readonly mapped: number;
  /** Undefined while nobody has said which codes are critical, or that none is. */
  readonly critical: number | undefined;
  readonly criticalMapped: number | undefined;
}

/**
 * Counts the codes in use: those that messages were seen to hold, and critical ones however rare. Of a map whose codes nobody has counted in
 * messages, every code is taken to be in use.
 */
export function coverageOfCodes(map: CodeMapping): CodeCoverage {
  const lines = codeLines(map, map.seen ?? []);
  const used = lines.filter(({ count, critical }) => map.seen === undefined || count > 0 || critical);
  const mapped = used.filter(({ to }) => to !== undefined);
  const critical = used.filter((line) => line.critical);
  const said = critical.length > 0 || map.noneCritical === true;
  return {
    codes: used.length,
    mapped: mapped.length,
    critical: said ? critical.length : undefined,
    criticalMapped: said ? mapped.filter((line) => line.critical).length : undefined,
  };
}

/** Codes that were seen or are in the map: holes first, critical ones before others, then the most frequent. */
export function codeLines({ entries }: CodeMapping, seen: readonly SeenCode[]): readonly CodeLine[] {
  const known = new Map(entries.map((entry) => [entry.from, entry]));
  const counted = new Set(seen.map(({ value }) => value));
  const unseen = entries
    .filter(({ from }) => !counted.has(from))
    .map(({ from, text = '' }): SeenCode => ({ value: from, text, count: 0 }));
  return [...seen, ...unseen]
    .map((code): CodeLine => lineOf(code, known.get(code.value)))
    .toSorted(
      (a, b) =>
        Number(a.to !== undefined) - Number(b.to !== undefined) ||
        Number(b.critical) - Number(a.critical) ||
        b.count - a.count ||
        (a.value < b.value ? -1 : 1),
    );
}

function lineOf({ value, text, count }: SeenCode, entry: CodeEntry | undefined): CodeLine {
  const { to, toText, critical = false } = entry ?? {};
  return {
    value,
    text: entry?.text ?? text,
    count,
    critical,
    ...(to === undefined ? {} : { to }),
    ...(toText === undefined ? {} : { toText }),
  };
}
