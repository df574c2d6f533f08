import { codeLike } from './codes.ts';
import { coinName } from './names.ts';
import { secureRandom } from './random.ts';
import type { Random } from './random.ts';

/** A vault as text: what stands for what. Whoever has it can go back, so that it is kept apart or not at all. */
export interface SavedVault {
  readonly format: 'callosum-vault-1';
  readonly codes: readonly (readonly [key: string, code: string])[];
  readonly shifts: readonly (readonly [person: string, days: number])[];
}

/** So many tries for a code nobody has yet; short shapes have few, and then two values share one. */
const TRIES = 640;
const MAX_WEEKS = 52;

/**
 * Which random code stands for which value. Codes are drawn, never derived (45 CFR 164.514(c)(1)); {@link clear} deletes the only way
 * back. The same value gets the same code as long as the vault is kept.
 */
export class Vault {
  readonly #random: Random;
  readonly #codes = new Map<string, string>();
  readonly #issued = new Set<string>();
  readonly #shifts = new Map<string, number>();

  constructor(random: Random = secureRandom) {
    this.#random = random;
  }

  /** The code of a value, in its shape. Values that differ in case or separators alone share a code where their shape is the same. */
  code(value: string): string {
    const key = `code|${value}`;
    const before = this.#codes.get(key);
    if (before !== undefined) return before;
    let code = '';
    for (let attempt = 0; attempt < TRIES; attempt++) {
      code = codeLike(value, this.#random, attempt);
      if (code !== value && !this.#issued.has(code)) break;
    }
    return this.#keep(key, code);
  }

  /** The coined name of a word, for one person; another person's is another, so that frequent names do not stand out. */
  name(person: string, word: string): string {
    const key = `name|${person}|${word}`;
    const before = this.#codes.get(key);
    if (before !== undefined) return before;
    let name = '';
    for (let attempt = 0; attempt < TRIES; attempt++) {
      name = coinName(this.#random, 2 + (attempt >> 3));
      if (!this.#issued.has(name)) break;
    }
    return this.#keep(key, name);
  }

  /** A text of random letters and digits for a value, such as the local part of an address. */
  tag(value: string): string {
    const key = `tag|${value}`;
    return this.#codes.get(key) ?? this.#keep(key, `${coinName(this.#random, 3)}${this.#random(1_000)}`);
  }

  /** A random number for a value, the same each time. */
  number(value: string, below: number): number {
    const key = `number|${value}`;
    return Number(this.#codes.get(key) ?? this.#keep(key, String(this.#random(below)), false)) % below;
  }

  /** By how many days all dates of a person move: whole weeks, never none, at most a year either way. */
  shift(person: string): number {
    const before = this.#shifts.get(person);
    if (before !== undefined) return before;
    const weeks = 1 + this.#random(MAX_WEEKS);
    const days = 7 * (this.#random(2) === 0 ? -weeks : weeks);
    this.#shifts.set(person, days);
    return days;
  }

  get size(): number {
    return this.#codes.size + this.#shifts.size;
  }

  /** Forgets everything. What was replaced can then not be traced back. */
  clear(): void {
    this.#codes.clear();
    this.#issued.clear();
    this.#shifts.clear();
  }

  save(): SavedVault {
    return { format: 'callosum-vault-1', codes: [...this.#codes], shifts: [...this.#shifts] };
  }

  static restore(saved: SavedVault, random: Random = secureRandom): Vault {
    const vault = new Vault(random);
    for (const [key, code] of saved.codes) vault.#keep(key, code, !key.startsWith('number|'));
    for (const [person, days] of saved.shifts) vault.#shifts.set(person, days);
    return vault;
  }

  #keep(key: string, code: string, issue = true): string {
    this.#codes.set(key, code);
    if (issue) this.#issued.add(code);
    return code;
  }
}
