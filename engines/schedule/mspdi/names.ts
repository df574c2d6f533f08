import { hashOf } from './tags.ts';

interface Known<T> {
  readonly hash: number;
  readonly codes: Uint8Array;
  readonly value: T;
}

/** What each of some names stands for, also where a name is only codes in a piece of text: then no text is made to look it up. */
export class Names<T> {
  readonly #byName: ReadonlyMap<string, T>;
  /** By hash, at the next free place; mostly empty, so that an unknown name is seldom compared with any. */
  readonly #table: (Known<T> | undefined)[];

  /** @param byName names of ASCII alone */
  constructor(byName: ReadonlyMap<string, T>) {
    this.#byName = byName;
    const size = 2 ** Math.ceil(Math.log2(4 * byName.size + 4));
    this.#table = Array.from({ length: size });
    for (const [name, value] of byName) {
      const hash = hashOf(name);
      let at = hash & (size - 1);
      while (this.#table[at] !== undefined) at = (at + 1) & (size - 1);
      this.#table[at] = { hash, codes: new TextEncoder().encode(name), value };
    }
  }

  get(name: string): T | undefined {
    return this.#byName.get(name);
  }

  /** @param hash of the name that stands there, as `hashOf` gives it */
  find(codes: Uint8Array, from: number, to: number, hash: number): T | undefined {
    const last = this.#table.length - 1;
    for (let at = hash & last; ; at = (at + 1) & last) {
      const known = this.#table[at];
      if (known === undefined) return undefined;
      if (known.hash === hash && isAt(known.codes, codes, from, to)) return known.value;
    }
  }
}

function isAt(name: Uint8Array, codes: Uint8Array, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let at = 0; at < name.length; at++) if (name[at] !== codes[from + at]) return false;
  return true;
}
