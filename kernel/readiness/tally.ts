import type { Fact, Judgement } from '../declare/fact.ts';

/** A fact's value for a filter. `value` is undefined when nothing is proved either way. */
export interface FactValue {
  readonly fact: string;
  readonly value: number | undefined;
  readonly unit: string;
  /** Rows the question is about, and how many of them are not ok. */
  readonly total: number;
  readonly failing: number;
}

/**
 * What judgements come to, followed one by one: asking costs what has changed since, not what there is. Only where one cannot take away
 * what one has added (fractions, the largest of all) are they gone through again.
 */
export class Tally {
  readonly #fact: Fact;
  #total = 0;
  #failing = 0;
  /** Judgements with a measure, and those of them that are not whole numbers. */
  #measured = 0;
  #fractions = 0;
  /** Of the measures that are whole numbers. */
  #sum = 0;
  /** The largest or smallest, whichever is asked for; not known while it was taken away. */
  #extreme: number | undefined;
  #isLost = false;

  constructor(fact: Fact, judgements: Iterable<Judgement>) {
    this.#fact = fact;
    for (const judgement of judgements) this.#add(judgement);
  }

  copy(): Tally {
    const made = new Tally(this.#fact, []);
    made.#total = this.#total;
    made.#failing = this.#failing;
    made.#measured = this.#measured;
    made.#fractions = this.#fractions;
    made.#sum = this.#sum;
    made.#extreme = this.#extreme;
    made.#isLost = this.#isLost;
    return made;
  }

  /** A row is judged otherwise, for the first time, or no longer. */
  turn(before: Judgement | undefined, after: Judgement | undefined): void {
    if (before) this.#remove(before);
    if (after) this.#add(after);
  }

  /** @param all what is followed, as it stands. */
  value(all: () => Iterable<Judgement>): FactValue {
    const { name, unit, whenEmpty } = this.#fact;
    const empty = whenEmpty === 'unknown' ? undefined : whenEmpty;
    const value = this.#total === 0 ? empty : this.#folded(all);
    return { fact: name, value, unit, total: this.#total, failing: this.#failing };
  }

  #folded(all: () => Iterable<Judgement>): number | undefined {
    switch (this.#fact.fold) {
      case 'failing':
        return this.#failing;
      case 'share':
        return (100 * (this.#total - this.#failing)) / this.#total;
      case 'sum':
        if (this.#measured === 0) return undefined;
        return this.#fractions === 0 && Number.isSafeInteger(this.#sum) ? this.#sum : summed(all());
      case 'largest':
      case 'smallest':
        if (this.#isLost) this.#find(all());
        return this.#extreme;
    }
  }

  #add({ ok, value }: Judgement): void {
    this.#total += 1;
    if (!ok) this.#failing += 1;
    if (value === undefined) return;
    this.#measured += 1;
    if (Number.isSafeInteger(value)) this.#sum += value;
    else this.#fractions += 1;
    this.#extreme = this.#further(this.#extreme, value);
  }

  #remove({ ok, value }: Judgement): void {
    this.#total -= 1;
    if (!ok) this.#failing -= 1;
    if (value === undefined) return;
    this.#measured -= 1;
    if (Number.isSafeInteger(value)) this.#sum -= value;
    else this.#fractions -= 1;
    if (value === this.#extreme || Number.isNaN(value)) this.#isLost = true;
  }

  #find(all: Iterable<Judgement>): void {
    this.#isLost = false;
    this.#extreme = undefined;
    for (const { value } of all) if (value !== undefined) this.#extreme = this.#further(this.#extreme, value);
  }

  #further(known: number | undefined, value: number): number {
    if (known === undefined) return value;
    return this.#fact.fold === 'smallest' ? Math.min(known, value) : Math.max(known, value);
  }
}

/** The same for the same measures, in whatever order they are followed: sums of fractions depend on it in their last digit. */
function summed(all: Iterable<Judgement>): number {
  const measures = [...all].flatMap(({ value }) => value ?? []);
  return measures.toSorted((a, b) => a - b).reduce((sum, value) => sum + value, 0);
}
