import {
  type Field,
  type FieldChanges,
  fieldType,
  type FieldValues,
  type Json,
  type Kind,
  ofIssue,
  sameJson,
} from '@callosum/kernel';
import { type Entry, problemOf, valueOf } from '../fields/field.ts';
import type { Words } from '../messages/words.ts';

/** What stands in the inputs of a form, by field. Fields that were not touched are missing. */
export type Entries = Readonly<Record<string, Entry>>;

/** The fields of a kind that people fill in: those of its form that no command keeps to itself. */
export function editable(kind: Kind): readonly string[] {
  return kind.form
    .flatMap((section) => section.fields)
    .filter((name) => {
      const field = kind.fields[name];
      return field !== undefined && !field.computed && field.type !== 'structure' && field.type !== 'formula';
    });
}

/**
 * Those that can still be written of a record that is there: not what is chosen once and for all.
 * @param closed what is for others, or for an office that the reader does not hold.
 */
export function writable(kind: Kind, fields: FieldValues, closed: readonly string[]): readonly string[] {
  return editable(kind).filter(
    (name) => !closed.includes(name) && !(kind.fields[name]?.fixed && fields[name] !== undefined),
  );
}

/** The entry of a field: what was typed, else what the record holds. */
export function entryOf(entries: Entries, fields: FieldValues, name: string): Entry {
  return entries[name] ?? { value: fields[name] };
}

/** The values of a record after a change. */
export function withChanges(fields: FieldValues, changes: FieldChanges = {}): FieldValues {
  const kept: Record<string, Json> = { ...fields };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete kept[name];
    else kept[name] = value;
  }
  return kept;
}

/** Only what differs from the record; null clears. */
export function changesOf(entries: Entries, fields: FieldValues): Record<string, Json> {
  const changes: Record<string, Json> = {};
  for (const [name, entry] of Object.entries(entries)) {
    if (problemOf(entry) !== undefined) continue;
    const value = valueOf(entry);
    // A flag that was never set and is not set now has not changed.
    if (value === false && fields[name] === undefined) continue;
    if (!sameJson(value ?? undefined, fields[name])) changes[name] = value ?? null;
  }
  return changes;
}

/** What says what is wrong in the reader's language. */
export type FaultWords = Pick<Words, 't' | 'sentence'>;

/** Why a value is none of a field. */
export function faultOf(field: Field, value: Json, words: FaultWords): string | undefined {
  const { error } = fieldType(field).schema().safeParse(value);
  return error && words.sentence(ofIssue(error.issues[0]).toJSON());
}

/** The first reason why a form cannot be sent, by field: text that is no value, or a required field left empty. */
export function faults(kind: Kind, entries: Entries, fields: FieldValues, words: FaultWords): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of editable(kind)) {
    const field = kind.fields[name];
    if (!field) continue;
    const entry = entryOf(entries, fields, name);
    const problem = problemOf(entry);
    const value = valueOf(entry);
    if (problem !== undefined) found[name] = problem;
    else if (value === undefined && field.required) found[name] = words.t('field.problem.required');
    else if (value !== undefined && entries[name]) {
      const unfit = faultOf(field, value, words);
      if (unfit !== undefined) found[name] = unfit;
    }
  }
  return found;
}
