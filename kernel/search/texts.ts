import { partsOfText } from '../declare/comment.ts';
import type { Field } from '../declare/field.ts';
import { fieldType } from '../declare/fields/index.ts';
import type { FieldValues } from '../declare/json.ts';
import type { Kind } from '../declare/kind.ts';
import { isOwn } from '../declare/own-field.ts';

/** A text of a record that can be searched. */
export interface FieldText {
  readonly field: string;
  readonly text: string;
}

/** Everything of a record that is searched, the title first: texts, items, labels of what was chosen, names of files. */
export function textsOf(kind: Kind, values: FieldValues): readonly FieldText[] {
  return searchedFields(kind).flatMap(([name, field]) => {
    const value = values[name];
    if (value === undefined) return [];
    return fieldType(field)
      .texts(value)
      .map((text) => ({ field: name, text: withoutAccounts(text) }));
  });
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Texts in a project's own fields, as far as their values are some. */
export function ownTexts(values: FieldValues): readonly FieldText[] {
  return Object.entries(values).flatMap(([field, value]) => {
    if (!isOwn(field)) return [];
    const texts = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string' && !ID.test(one));
    return texts.map((text) => ({ field, text: withoutAccounts(String(text)) }));
  });
}

/** Ids of accounts stand for names, which are put in when a text is shown. */
function withoutAccounts(text: string): string {
  return partsOfText(text)
    .map((part) => ('text' in part ? part.text : '@'))
    .join('');
}

/** Fields with words in them, the title first. What is worked out when read is not stored, and so not found. */
export function searchedFields(kind: Kind): readonly (readonly [string, Field])[] {
  const all = Object.entries(kind.fields).filter(([, field]) => fieldType(field).hasTexts);
  return [...all.filter(([name]) => name === 'title'), ...all.filter(([name]) => name !== 'title')];
}

/**
 * Whether the words of a field are kept apart in the index, because not everybody who sees the record sees the field, or
 * because it may go: a project's own fields.
 */
export function isApart(name: string, field: Field): boolean {
  return field.read !== undefined || isOwn(name);
}
