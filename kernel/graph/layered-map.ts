/** A layer is written together with the one beneath it unless that is so many times as large. */
const SMALLER = 16;

/** The base, which may be large, is written anew only when so many times of what differs from it are not as much as it holds. */
const SMALLER_THAN_BASE = 4;

/** Changes that are never worth a base of its own. */
const LEAST_APART = 64;

/** Stands for what is in a layer beneath and is not here. */
const GONE = Symbol('gone');

type Layer<V> = Map<string, V | typeof GONE>;

/**
 * A map by ids of which copies are cheap: they share what neither has changed since. What was changed between two copies is a layer;
 * layers get smaller from the base on, so that there are few of them, and a copy costs what was changed since the last one and not what
 * there is. Nobody else's reading or writing is ever seen. It goes through its entries in the order in which they came, as a `Map` does,
 * except that what was taken away and put back may keep its place. Values are never undefined.
 */
export class LayeredMap<V> {
  /** Written in place as long as nobody else has it. */
  #base = new Map<string, V>();
  #isShared = false;
  /** What differs from the base, the oldest first; shared with copies and never written. */
  #layers: readonly Layer<V>[] = [];
  /** What differs from all that, and nobody else has. */
  #own: Layer<V> = new Map();
  /** Counted while the base is shared. */
  #size = 0;

  get size(): number {
    return this.#isShared ? this.#size : this.#base.size;
  }

  get(key: string): V | undefined {
    if (this.#isShared) {
      const own = this.#own.size > 0 ? this.#own.get(key) : undefined;
      if (own !== undefined) return own === GONE ? undefined : own;
      for (let at = this.#layers.length - 1; at >= 0; at -= 1) {
        const found = this.#layers[at]?.get(key);
        if (found !== undefined) return found === GONE ? undefined : found;
      }
    }
    return this.#base.get(key);
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
    this.#own.set(key, value);
    this.#settle();
  }

  delete(key: string): void {
    if (!this.#isShared) {
      this.#base.delete(key);
      return;
    }
    if (!this.has(key)) return;
    this.#size -= 1;
    if (this.#isBeneath(key, this.#layers.length)) this.#own.set(key, GONE);
    else this.#own.delete(key);
    this.#settle();
  }

  entries(): IterableIterator<[string, V]> {
    return this.#isPlain() ? this.#base.entries() : this.#merged();
  }

  keys(): IterableIterator<string> {
    return this.#isPlain() ? this.#base.keys() : this.#mergedKeys();
  }

  values(): IterableIterator<V> {
    return this.#isPlain() ? this.#base.values() : this.#mergedValues();
  }

  /** The same entries, to be changed on their own. */
  copy(): LayeredMap<V> {
    this.#share();
    const made = new LayeredMap<V>();
    made.#base = this.#base;
    made.#isShared = true;
    made.#layers = this.#layers;
    made.#size = this.#size;
    return made;
  }

  #isPlain(): boolean {
    return this.#layers.length === 0 && this.#own.size === 0;
  }

  *#merged(): Generator<[string, V]> {
    const above = this.#above();
    // Nothing is looked up in the base, which may be large: it is gone through once.
    for (const [key, beneath] of this.#base) {
      const value = above.get(key) ?? beneath;
      if (value !== GONE) yield [key, value];
    }
    for (const [key, value] of above) if (value !== GONE && !this.#base.has(key)) yield [key, value];
  }

  /** All that differs from the base, as one layer. */
  #above(): Layer<V> {
    const layers = this.#own.size === 0 ? this.#layers : [...this.#layers, this.#own];
    const [only = this.#own, ...more] = layers;
    return more.length === 0 ? only : new Map(layers.flatMap((layer) => [...layer]));
  }

  *#mergedKeys(): Generator<string> {
    for (const [key] of this.#merged()) yield key;
  }

  *#mergedValues(): Generator<V> {
    for (const [, value] of this.#merged()) yield value;
  }

  /** Whether a key stands in the base or one of the first layers, be it as gone. */
  #isBeneath(key: string, layers: number): boolean {
    for (let at = 0; at < layers; at += 1) if (this.#layers[at]?.has(key)) return true;
    return this.#base.has(key);
  }

  /** Has a base of its own once it has changed much of what it shares. */
  #settle(): void {
    if (this.#own.size <= LEAST_APART || this.#own.size * 2 <= this.#base.size) return;
    this.#base = new Map(this.#merged());
    this.#isShared = false;
    this.#layers = [];
    this.#own = new Map();
  }

  /** What was its own becomes a layer, written together with those beneath it that are not much larger. */
  #share(): void {
    if (!this.#isShared) {
      this.#size = this.#base.size;
      this.#isShared = true;
      return;
    }
    if (this.#own.size === 0) return;
    const layers = [...this.#layers];
    let top = this.#own;
    for (let beneath = layers.at(-1); beneath && beneath.size < top.size * SMALLER; beneath = layers.at(-1)) {
      layers.pop();
      top = new Map([...beneath, ...top]);
    }
    this.#own = new Map();
    if (this.#base.size < top.size * SMALLER_THAN_BASE) {
      this.#base = written(this.#base, top);
      this.#layers = [];
    } else {
      this.#layers = [...layers, top];
    }
  }
}

function written<V>(base: ReadonlyMap<string, V>, above: Layer<V>): Map<string, V> {
  const made = new Map(base);
  for (const [key, value] of above) {
    if (value === GONE) made.delete(key);
    else made.set(key, value);
  }
  return made;
}
