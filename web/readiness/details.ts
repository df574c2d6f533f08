import { sentenceIn } from '@callosum/kernel';
import type { Format } from '../messages/format.ts';
import type { Words } from '../messages/words.ts';

const DATE = /^\d{4}-\d{2}-\d{2}(T|$)/;

/** What is filled into a reason: dates and numbers in the reader's own way of writing, words in his language. */
export function detailsOf(
  details: Readonly<Record<string, unknown>>,
  format: Format,
  { sentence }: Pick<Words, 'sentence'>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      if (typeof value === 'number') return [name, format.number(value)];
      if (typeof value === 'string' && DATE.test(value)) return [name, format.date(value)];
      if (typeof value === 'string') return [name, value];
      const said = sentenceIn(value);
      return [name, said ? sentence(said.toJSON()) : JSON.stringify(value)];
    }),
  );
}
