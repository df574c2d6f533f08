import type { IdentifierClass } from '../classes.ts';
import type { Finding, Treatment } from '../finding.ts';

/**
 * What an identifier looks like. Expressions carry the flags `dgu` (`i` where case says nothing); every repetition is bounded and no repetition
 * holds another unbounded one, so that a text of n characters takes time proportional to n, whatever it holds.
 */
export interface Pattern {
  readonly rule: string;
  readonly class: IdentifierClass;
  readonly treatment: Treatment;
  readonly weight: number;
  readonly find: RegExp;
  /** What a text has to hold for this to be looked for at all. */
  readonly needs?: RegExp;
  /** Whether what was found is one; a class in its place, when the surroundings say which. */
  /** The part of the value that counts, where the expression cannot tell where it ends. */
  readonly within?: (value: string) => readonly [start: number, end: number] | undefined;
  readonly accept?: (match: RegExpExecArray, text: string) => boolean | IdentifierClass;
}

/** Runs patterns over a text. A group named `value` is what is found; without one it is the whole match. */
export function findPatterns(text: string, patterns: readonly Pattern[]): Finding[] {
  const findings: Finding[] = [];
  for (const { rule, class: kind, treatment, weight, find, needs, within, accept } of patterns) {
    if (needs?.test(text) === false) continue;
    find.lastIndex = 0;
    for (let match = find.exec(text); match !== null; match = find.exec(text)) {
      if (match[0] === '') find.lastIndex += 1;
      const verdict = accept?.(match, text) ?? true;
      if (verdict === false) {
        // What was refused may hold the beginning of another.
        find.lastIndex = match.index + 1;
        continue;
      }
      const [first, last] = match.indices?.groups?.['value'] ?? [match.index, match.index + match[0].length];
      const part = within ? within(text.slice(first, last)) : ([0, last - first] as const);
      if (!part) continue;
      const [from, end] = [first + part[0], first + part[1]];
      // “SN-88421”: what names the number is part of it where nothing stands between.
      const start =
        treatment === 'code' && from > match.index && /[\p{L}\d][-_]$/u.test(text.slice(from - 2, from))
          ? from - (/[\p{L}\d]{1,12}[-_]$/u.exec(text.slice(Math.max(match.index, from - 13), from))?.[0].length ?? 0)
          : from;
      findings.push({ start, end, class: verdict === true ? kind : verdict, rule, treatment, weight });
    }
  }
  return findings;
}

const UNIT =
  /^\s{0,2}(?:m?mol|m?eq|(?:mcg|µg|ug|ng|pg|fl|mg|kg)\b|[mkd]?g\/|m?m?hg|(?:ml|dl|cc|m?iu|units?)\b(?!\s?[#:])|u\/|copies|cells\b|cell\/|cfu|%|°|bpm|mm\b|cm\b|[x×]\s?10|\/(?:hpf|lpf|mm|ul|µl|cu|min|d?l)|tab(?:let)?s?\b|caps?\b|doses?\b|puffs?\b|drops?\b|k\/|thou|million)/i;

/** Whether a unit of measurement follows: what stands before it is a measured value. */
export function unitFollows(text: string, end: number): boolean {
  return UNIT.test(text.slice(end, end + 12));
}

/** What stands before a place, at most so many characters, on the same line. */
export function before(text: string, start: number, reach = 40): string {
  const piece = text.slice(Math.max(0, start - reach), start);
  return piece.slice(Math.max(piece.lastIndexOf('\n'), piece.lastIndexOf('\r')) + 1);
}

export const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');
