/** Changes that are kept apart before a map is written anew with them: a share of its size, and never very few. */
const APART = 1 / 8;
const LEAST_APART = 64;

/** Stands for what is in the base and is not here. */
const GONE = Symbol('gone');

/**
 * A map by ids of which copies are cheap: they share what neither has changed since, and keep what they changed apart until it is worth
 * a map of its own. Nobody else's reading or writing is ever seen. It goes through its entries in the order in which they came, as a
 * `Map` does, except that what was taken away and put back keeps its place. Values are never undefined.
 */
export class LayeredMap<V> {
  /** Written in place as long as nobody else has it. */
  #base = new Map<string, V>();
  #isShared = false;
  /** What differs from the base. */
  #apart = new Map<string, V | typeof GONE>();
  /** Counted while the base is shared. */
  #size = 0;

  get size(): number {
    return this.#isShared ? this.#size : this.#base.size;
  }

  get(key: string): V | undefined {
    if (!this.#isShared) return this.#base.get(key);
    const own = this.#apart.get(key);
    if (own === undefined) return this.#base.get(key);
    return own === GONE ? undefined : own;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  set(key: string, value: V): void {
    if (!this.#isShared) {
      this.#base.set(key, value);
      return;
    }
    if (!this.has(key)) this.#size += 1;
    this.#apart.set(key, value);
    this.#settle();
  }

  delete(key: string): void {
    if (!this.#isShared) {
      this.#base.delete(key);
      return;
    }
    if (!this.has(key)) return;
    this.#size -= 1;
    if (this.#base.has(key)) this.#apart.set(key, GONE);
    else this.#apart.delete(key);
    this.#settle();
  }

  entries(): IterableIterator<[string, V]> {
    return this.#apart.size === 0 ? this.#base.entries() : this.#merged();
  }

  *keys(): Generator<string> {
    for (const [key] of this.entries()) yield key;
  }

  values(): IterableIterator<V> {
    return this.#apart.size === 0 ? this.#base.values() : this.#mergedValues();
  }

  /** The same entries, to be changed on their own. */
  copy(): LayeredMap<V> {
    const made = new LayeredMap<V>();
    this.#size = this.size;
    this.#isShared = true;
    made.#base = this.#base;
    made.#isShared = true;
    made.#apart = new Map(this.#apart);
    made.#size = this.#size;
    return made;
  }

  *#merged(): Generator<[string, V]> {
    for (const entry of this.#base) {
      const own = this.#apart.get(entry[0]);
      if (own === undefined) yield entry;
      else if (own !== GONE) yield [entry[0], own];
    }
    for (const [key, own] of this.#apart) if (own !== GONE && !this.#base.has(key)) yield [key, own];
  }

  *#mergedValues(): Generator<V> {
    for (const [, value] of this.#merged()) yield value;
  }

  /** Has a map of its own once enough has changed. */
  #settle(): void {
    if (this.#apart.size <= Math.max(LEAST_APART, this.#base.size * APART)) return;
    this.#base = new Map(this.#merged());
    this.#isShared = false;
    this.#apart = new Map();
  }
}
