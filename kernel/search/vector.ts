import type { FieldValues } from '../declare/json.ts';
import type { Kind } from '../declare/kind.ts';
import { isOwn } from '../declare/own-field.ts';
import { type FieldText, isApart, ownTexts, searchedFields, textsOf } from './texts.ts';
import { stemOf, wordsOf } from './words.ts';

/** Words of a record in the index: PostgreSQL tells no place beyond 16,383. */
const MOST_WORDS = 15_000;
/** Places left free between two texts, so that no phrase reaches from one into the next. */
const GAP = 10;

/** How a word stands in the index: those of a field that is kept apart under the name of the field. */
export const lexeme = (field: string | undefined, word: string): string =>
  field === undefined ? word : `${field}/${word}`;
/** A stem that is no word of the text itself. */
export const stemLexeme = (field: string | undefined, stem: string): string => lexeme(field, `~${stem}`);

/**
 * The search index of a record as the text of a PostgreSQL `tsvector`: words and stems with their places, those of the
 * title weighing most. Words consist of letters and digits, and names of fields as well, so that nothing needs escaping.
 */
export function searchVector(kind: Kind, values: FieldValues): string {
  const places = new Map<string, string[]>();
  const add = (key: string, place: string): void => {
    const known = places.get(key);
    if (known) known.push(place);
    else places.set(key, [place]);
  };
  let at = 1;
  for (const { field, text } of indexedTexts(kind, values)) {
    const declared = kind.fields[field];
    const apart = isOwn(field) || (declared && isApart(field, declared)) ? field : undefined;
    const weight = field === 'title' ? 'A' : declared?.type === 'text' && declared.multiline ? 'C' : 'B';
    for (const { word } of wordsOf(text)) {
      if (at > MOST_WORDS) break;
      const place = `${at}${weight}`;
      add(lexeme(apart, word), place);
      const stem = stemOf(word);
      if (stem !== word) add(stemLexeme(apart, stem), place);
      at += 1;
    }
    at += GAP;
  }
  return [...places].map(([key, all]) => `'${key}':${all.join(',')}`).join(' ');
}

/** A project's own fields go by their values, whatever the project says of them now: it may think again. */
function indexedTexts(kind: Kind, values: FieldValues): readonly FieldText[] {
  return [...textsOf(kind, values).filter(({ field }) => !isOwn(field)), ...ownTexts(values)];
}

/** Counts up when words are indexed in another way. */
const VERSION = 1;

/** What the index of a kind's records depends on: when it changes, they are indexed anew. */
export function indexedAs(kind: Kind): string {
  const fields = searchedFields(kind).map(([name, field]) => [
    name,
    field.type,
    isApart(name, field),
    ...('options' in field ? [Object.entries(field.options)] : []),
  ]);
  return JSON.stringify([VERSION, fields]);
}
