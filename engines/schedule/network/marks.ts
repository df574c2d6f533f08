/** A set of small numbers that is emptied in order, while more may be added ahead. */
export class Marks {
  readonly #words: Int32Array;
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
    this.#words = new Int32Array(Math.ceil(size / 32) + 1);
  }

  add(number: number): void {
    const word = number >> 5;
    this.#words[word] = (this.#words[word] ?? 0) | (1 << (number & 31));
  }

  clear(): void {
    this.#words.fill(0);
  }

  /** Removes and gives the smallest number that is at least `from`; -1 if there is none. */
  take(from = 0): number {
    const words = this.#words;
    let word = from >> 5;
    let bits = (words[word] ?? 0) & (-1 << (from & 31));
    while (bits === 0) {
      word++;
      if (word >= words.length) return -1;
      bits = words[word] ?? 0;
    }
    return this.#remove(word, 31 - Math.clz32(bits & -bits));
  }

  /** Removes and gives the largest number that is at most `until`; -1 if there is none. */
  takeLast(until = this.#size - 1): number {
    const words = this.#words;
    let word = until >> 5;
    const above = until & 31;
    let bits = (words[word] ?? 0) & (above === 31 ? -1 : (1 << (above + 1)) - 1);
    while (bits === 0) {
      word--;
      if (word < 0) return -1;
      bits = words[word] ?? 0;
    }
    return this.#remove(word, 31 - Math.clz32(bits));
  }

  #remove(word: number, bit: number): number {
    this.#words[word] = (this.#words[word] ?? 0) & ~(1 << bit);
    return word * 32 + bit;
  }
}
