import type { IdentifierClass } from './classes.ts';

/** How what was found is replaced. */
export type Treatment =
  | 'name'
  | 'place'
  | 'zip'
  | 'date'
  | 'birth'
  | 'age'
  | 'age-number'
  | 'check'
  | 'phone'
  | 'ssn'
  | 'email'
  | 'url'
  | 'ip'
  | 'mac'
  | 'code'
  | 'blob';

/** An identifier in a text: where it stands, what it is, and which rule found it. Offsets count UTF-16 code units. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly class: IdentifierClass;
  readonly rule: string;
  readonly treatment: Treatment;
  /** Of two findings that overlap the stronger one stays; then the longer, then the earlier. */
  readonly weight: number;
  /** In messages and tables: `PID-5.1`, `OBX[3]-5`, `[12].Name`. */
  readonly path?: string;
  /** Whose it is, where a piece of input holds several people. */
  readonly person?: string;
}

/** One line of the report: what was replaced, never its text. */
export interface Replaced {
  readonly path?: string;
  /** Which message of the input, from 1. */
  readonly message?: number;
  /** Where it stood in the whole input, from 0. */
  readonly offset: number;
  readonly class: IdentifierClass;
  /** Characters that were replaced. */
  readonly length: number;
  readonly rule: string;
}

/** Keeps the strongest of findings that overlap. @returns them in their order, none touching another. */
export function resolve(findings: readonly Finding[]): Finding[] {
  const ranked = [...joinNames(findings)].sort(
    (a, b) => b.weight - a.weight || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const kept: Finding[] = [];
  const taken = new Intervals();
  for (const finding of ranked) {
    if (finding.end > finding.start && taken.add(finding.start, finding.end)) kept.push(finding);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** Rules for names see parts of one: what overlaps is one name, from the first letter to the last. */
function joinNames(findings: readonly Finding[]): Finding[] {
  const isName = ({ treatment, weight }: Finding): boolean => treatment === 'name' && weight < 100;
  const joined: Finding[] = [];
  for (const finding of findings.filter(isName).sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && finding.start < last.end) {
      const stronger = finding.weight > last.weight ? finding : last;
      joined[joined.length - 1] = { ...stronger, start: last.start, end: Math.max(last.end, finding.end) };
    } else joined.push(finding);
  }
  return [...joined, ...findings.filter((finding) => !isName(finding))];
}

const BUCKET = 64;

/** Which stretches are taken, by buckets, so that many findings stay cheap. */
class Intervals {
  readonly #buckets = new Map<number, [number, number][]>();

  /** @returns false, and nothing is taken, when the stretch overlaps one taken before. */
  add(start: number, end: number): boolean {
    const [from, to] = [Math.floor(start / BUCKET), Math.floor((end - 1) / BUCKET)];
    for (let bucket = from; bucket <= to; bucket++) {
      if (this.#buckets.get(bucket)?.some(([a, b]) => start < b && a < end)) return false;
    }
    for (let bucket = from; bucket <= to; bucket++) {
      const list = this.#buckets.get(bucket);
      if (list) list.push([start, end]);
      else this.#buckets.set(bucket, [[start, end]]);
    }
    return true;
  }
}
