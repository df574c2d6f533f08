/** What a regular expression is made of. */
export type PatternNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'set'; readonly ranges: readonly (readonly [number, number])[]; readonly negated: boolean }
  | { readonly kind: 'sequence' | 'choice'; readonly of: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly of: PatternNode;
      readonly min: number;
      readonly max: number | null;
      readonly lazy: boolean;
    }
  | { readonly kind: 'start' | 'end' | 'word' | 'no-word' }
  | { readonly kind: 'look'; readonly of: PatternNode; readonly negated: boolean };

/** Why a pattern cannot be used. */
export class PatternError extends Error {}

type Range = readonly [number, number];

const MAX_UNIT = 0xffff;
const DIGITS: readonly Range[] = [[48, 57]];
const WORD: readonly Range[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACE: readonly Range[] = [
  [9, 13],
  [32, 32],
];
const ESCAPES: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, v: 11, a: 7, e: 27, 0: 0 };
const MAX_DEPTH = 100;

/**
 * Reads the regular expressions that profiles use: the common part of Java and JavaScript, without references to groups and without
 * looking behind, because these cannot be matched in bounded time.
 * @throws PatternError
 */
export function parsePattern(source: string): PatternNode {
  return new Reader(source).all();
}

class Reader {
  readonly #source: string;
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
  }

  all(): PatternNode {
    const node = this.choice();
    if (this.#at < this.#source.length) throw new PatternError(`“${this.peek()}” at ${this.#at} closes nothing.`);
    return node;
  }

  private peek(): string {
    return this.#source.charAt(this.#at);
  }

  private take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  private choice(): PatternNode {
    const options = [this.sequence()];
    while (this.take('|')) options.push(this.sequence());
    return options.length === 1 ? (options[0] ?? { kind: 'empty' }) : { kind: 'choice', of: options };
  }

  private sequence(): PatternNode {
    const of: PatternNode[] = [];
    while (this.#at < this.#source.length && this.peek() !== '|' && this.peek() !== ')') of.push(this.repeated());
    return { kind: 'sequence', of };
  }

  private repeated(): PatternNode {
    let node = this.atom();
    for (let bounds = this.bounds(); bounds; bounds = this.bounds()) {
      const lazy = this.take('?');
      if (!lazy && this.take('+')) throw new PatternError('A possessive quantifier is not supported.');
      node = { kind: 'repeat', of: node, ...bounds, lazy };
    }
    return node;
  }

  private bounds(): { min: number; max: number | null } | undefined {
    if (this.take('*')) return { min: 0, max: null };
    if (this.take('+')) return { min: 1, max: null };
    if (this.take('?')) return { min: 0, max: 1 };
    const match = /^\{(\d{1,5})(?:(,)(\d{1,5})?)?\}/.exec(this.#source.slice(this.#at, this.#at + 15));
    if (!match) return undefined;
    this.#at += match[0].length;
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] === undefined ? null : Number(match[3]);
    if (max !== null && max < min) throw new PatternError(`${match[0]} ends before it begins.`);
    return { min, max };
  }

  private atom(): PatternNode {
    const character = this.peek();
    this.#at += 1;
    switch (character) {
      case '.':
        return {
          kind: 'set',
          ranges: [
            [10, 10],
            [13, 13],
          ],
          negated: true,
        };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '(':
        return this.group();
      case '[':
        return this.set();
      case '\\':
        return this.escaped();
      case '*':
      case '+':
      case '?':
        throw new PatternError(`“${character}” at ${this.#at - 1} repeats nothing.`);
      default:
        return one(character.charCodeAt(0));
    }
  }

  private group(): PatternNode {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new PatternError('Groups are nested too deep.');
    const look = this.take('?=') ? false : this.take('?!') ? true : undefined;
    if (look === undefined && !this.take('?:') && this.take('?')) {
      if (!/^<[A-Za-z]\w*>/.test(this.#source.slice(this.#at, this.#at + 60))) {
        throw new PatternError(`The group at ${this.#at - 2} is of a kind that is not supported.`);
      }
      this.#at = this.#source.indexOf('>', this.#at) + 1;
    }
    const of = this.choice();
    if (!this.take(')')) throw new PatternError('A group is not closed.');
    this.#depth -= 1;
    return look === undefined ? of : { kind: 'look', of, negated: look };
  }

  private escaped(): PatternNode {
    const character = this.peek();
    if (character === 'b' || character === 'B') {
      this.#at += 1;
      return { kind: character === 'b' ? 'word' : 'no-word' };
    }
    if (/[1-9k]/.test(character)) throw new PatternError('A reference to a group is not supported.');
    const known = this.escapedSet();
    return typeof known === 'number' ? one(known) : { kind: 'set', ranges: known, negated: false };
  }

  /** A character or a set of them, after the backslash. */
  private escapedSet(): number | readonly Range[] {
    const character = this.peek();
    this.#at += 1;
    if (character === '') throw new PatternError('The pattern ends with a backslash.');
    const lower = character.toLowerCase();
    const sets: Readonly<Record<string, readonly Range[]>> = { d: DIGITS, w: WORD, s: SPACE };
    const ranges = sets[lower];
    if (ranges) return character === lower ? ranges : inverted(ranges);
    const hex = character === 'x' ? 2 : character === 'u' ? 4 : 0;
    if (hex > 0) {
      const digits = this.#source.slice(this.#at, this.#at + hex);
      if (digits.length < hex || !/^[0-9A-Fa-f]+$/.test(digits))
        throw new PatternError(`\\${character} needs ${hex} digits.`);
      this.#at += hex;
      return Number.parseInt(digits, 16);
    }
    if (character === 'p' || character === 'P') throw new PatternError('Classes of Unicode are not supported.');
    return ESCAPES[character] ?? character.charCodeAt(0);
  }

  private set(): PatternNode {
    const negated = this.take('^');
    const ranges: Range[] = [];
    for (let first = true; first || this.peek() !== ']'; first = false) {
      if (this.#at >= this.#source.length) throw new PatternError('A set of characters is not closed.');
      const from = this.member();
      if (typeof from !== 'number') ranges.push(...from);
      else if (this.peek() === '-' && this.#source.charAt(this.#at + 1) !== ']' && this.#at + 1 < this.#source.length) {
        this.#at += 1;
        const to = this.member();
        if (typeof to !== 'number' || to < from) throw new PatternError('A range of characters ends before it begins.');
        ranges.push([from, to]);
      } else ranges.push([from, from]);
    }
    this.#at += 1;
    return { kind: 'set', ranges, negated };
  }

  private member(): number | readonly Range[] {
    const character = this.peek();
    this.#at += 1;
    if (character === '[') throw new PatternError('Sets within sets are not supported.');
    if (character !== '\\') return character.charCodeAt(0);
    if (this.take('b')) return 8;
    return this.escapedSet();
  }
}

function one(unit: number): PatternNode {
  return { kind: 'set', ranges: [[unit, unit]], negated: false };
}

function inverted(ranges: readonly Range[]): readonly Range[] {
  const gaps: Range[] = [];
  let from = 0;
  for (const [low, high] of ranges) {
    if (low > from) gaps.push([from, low - 1]);
    from = high + 1;
  }
  return [...gaps, [from, MAX_UNIT]];
}
