/** What fills a gap of a sentence: something typed or counted, or a sentence of its own. */
export type Gap = string | number | Sentence;

/** A sentence as it travels: whoever shows it in another language looks the key up, and falls back on the text. */
export type SentenceForm = {
  readonly key: string;
  readonly values: readonly (string | number | SentenceForm)[];
};

/**
 * What a person reads, made by `say`. The key is the English source with its gaps numbered, so that a translation can move them:
 * `There is no record {0}, or you may not see it.`
 */
export class Sentence {
  readonly key: string;
  readonly values: readonly Gap[];
  /** In English. */
  readonly text: string;
  constructor(key: string, values: readonly Gap[]) {
    this.key = key;
    this.values = values;
    this.text = fill(key, values.map(String));
  }

  toString(): string {
    return this.text;
  }

  toJSON(): SentenceForm {
    const values = this.values.map((value) => (value instanceof Sentence ? value.toJSON() : value));
    return { key: this.key, values };
  }
}

/**
 * Says something to a person: ``say`There is no project ${key}.` ``. What stands in the backticks becomes an entry of the
 * catalogue (`npm run reference`), what stands in the gaps is data. Whole sentences, so that every language can order
 * its own words: what varies with a number is two sentences, or none.
 */
export function say(parts: TemplateStringsArray, ...values: readonly Gap[]): Sentence {
  return new Sentence(keyOf(parts), values);
}

/** A sentence without gaps where a library takes a string, such as the message of a schema's rule: `verbatim` finds its key again. */
export function rule(parts: TemplateStringsArray): string {
  return parts.join('');
}

/** Words that were made elsewhere (a library, a file, another system): translated when the catalogue happens to have them. */
export function verbatim(text: string): Sentence {
  return new Sentence(escaped(text), []);
}

/** Several in a row, with commas between them. */
export function listed(all: readonly Gap[]): Sentence {
  return inRow(all, (before, next) => say`${before}, ${next}`);
}

/** The same with semicolons, for what has commas of its own. */
export function inSeries(all: readonly Gap[]): Sentence {
  return inRow(all, (before, next) => say`${before}; ${next}`);
}

/** The same with “and”. */
export function together(all: readonly Gap[]): Sentence {
  return inRow(all, (before, next) => say`${before} and ${next}`);
}

function inRow(all: readonly Gap[], join: (before: Sentence, next: Gap) => Sentence): Sentence {
  const [first = '', ...rest] = all;
  return rest.reduce<Sentence>(join, first instanceof Sentence ? first : verbatim(String(first)));
}

/** The sentence that a value is, among values that are none. */
export function sentenceIn(value: unknown): Sentence | undefined {
  return isForm(value) ? sentenceOf(value) : undefined;
}

function isForm(value: unknown): value is SentenceForm {
  if (typeof value !== 'object' || value === null || !('key' in value) || !('values' in value)) return false;
  return (
    typeof value.key === 'string' &&
    Array.isArray(value.values) &&
    value.values.every((one: unknown) => typeof one === 'string' || typeof one === 'number' || isForm(one))
  );
}

/** A sentence as what somebody is told: in English, and beside it what other languages need. */
export interface ToldMessage {
  readonly message: string;
  readonly sentences: { readonly message: SentenceForm };
}

export function told(sentence: Sentence): ToldMessage {
  return { message: sentence.text, sentences: { message: sentence.toJSON() } };
}

/** A sentence that has travelled. */
export function sentenceOf({ key, values }: SentenceForm): Sentence {
  return new Sentence(
    key,
    values.map((value) => (typeof value === 'object' ? sentenceOf(value) : value)),
  );
}

/** The catalogue key of the parts between the gaps. */
export function keyOf(parts: readonly string[]): string {
  return parts.map((part, index) => (index === 0 ? '' : `{${index - 1}}`) + escaped(part)).join('');
}

/** Puts values into the gaps of a key, or of its translation. A gap without a value stays as it is. */
export function fill(key: string, values: readonly string[]): string {
  return key.replaceAll(/\{\{|\{(\d+)\}/g, (found: string, place?: string) =>
    place === undefined ? '{' : (values[Number(place)] ?? found),
  );
}

function escaped(text: string): string {
  return text.replaceAll('{', '{{');
}
