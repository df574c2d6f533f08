import { fill, type SentenceForm } from '@callosum/kernel/say';

/** What a catalogue has for a sentence: a text, or one for each plural form of the first number in it. */
export type Translated = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** A language, as far as sentences are concerned. */
export interface Speech {
  readonly language: string;
  readonly find: (key: string) => Translated | undefined;
  readonly number: (value: number) => string;
  /** Data as it is, and what the declarations call something in the reader's language. */
  readonly word: (value: string) => string;
  /** A calendar date, `2027-05-25`, as the reader writes it. */
  readonly date: (date: string) => string;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A sentence in a language; in English as far as the catalogue does not have it. */
export function speak(form: SentenceForm, speech: Speech): string {
  const text = textIn(speech, form);
  if (text === undefined) return inEnglish(form, speech);
  const values = form.values.map((value) => {
    if (typeof value === 'object') return speak(value, speech);
    if (typeof value === 'number') return speech.number(value);
    return DATE.test(value) ? speech.date(value) : speech.word(value);
  });
  return fill(text, values);
}

function textIn({ language, find }: Speech, { key, values }: SentenceForm): string | undefined {
  const found = find(key);
  if (found === undefined || typeof found === 'string') return found;
  const count = values.find((value) => typeof value === 'number');
  return found[new Intl.PluralRules(language).select(count ?? 0)] ?? found.other;
}

/** Days and numbers are written as the reader has them elsewhere. */
function inEnglish({ key, values }: SentenceForm, speech: Speech): string {
  const written = values.map((value) => {
    if (typeof value === 'object') return inEnglish(value, speech);
    if (typeof value === 'number') return speech.number(value);
    return DATE.test(value) ? speech.date(value) : value;
  });
  return fill(key, written);
}
