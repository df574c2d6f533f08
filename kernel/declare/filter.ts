import { z } from 'zod';
import type { ChoiceField, Field, Fields } from './field.ts';
import { fieldType } from './fields/index.ts';
import type { FieldValues } from './json.ts';
import type { Kind } from './kind.ts';
import { addDays, endOfDay, isDate } from './moment.ts';
import { type FieldTest, OPERATORS, passesTest } from './operator.ts';

/**
 * One condition on a row's own field, or on its `state`. A value may be named instead of given: the reader himself, a day
 * counted from today, the date of the gate that a criterion belongs to.
 */
export const clauseSchema = z.strictObject({
  field: z.string().min(1).max(100),
  op: z.enum(OPERATORS),
  value: z
    .union([
      z.string().max(1_000),
      z.number(),
      z.boolean(),
      z.array(z.string().max(1_000)).min(1).max(200),
      z.strictObject({ gateDate: z.literal(true) }),
      z.strictObject({ today: z.int().min(-36_500).max(36_500) }),
      z.strictObject({ me: z.literal(true) }),
      z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    ])
    .exactOptional(),
});

/** All conditions must hold. An empty list selects every row. */
export const filterSchema = z.array(clauseSchema).max(50);

export type Clause = z.infer<typeof clauseSchema>;
export type Filter = readonly Clause[];

/** What the values that are known only when it is asked stand for. */
export interface Known {
  readonly today?: string | undefined;
  readonly gateDate?: string | undefined;
  readonly me?: string | undefined;
}

/** Puts values in the place of names; a clause about something unknown, such as a gate without a date, selects nothing. */
export function bindFilter(filter: Filter, known: Known): Filter {
  return filter.map((clause) => {
    const { value } = clause;
    if (typeof value !== 'object' || Array.isArray(value)) return clause;
    if ('gateDate' in value) return { ...clause, value: known.gateDate ?? '' };
    if ('me' in value) return { ...clause, value: known.me ?? '' };
    if ('today' in value && typeof value.today === 'number')
      return { ...clause, value: known.today === undefined ? '' : addDays(known.today, value.today) };
    return clause;
  });
}

/**
 * Days a filter asks a moment for, as the moments they begin and end in a zone.
 * @param zone IANA name: what a day is differs from place to place.
 */
export function bindDays(kind: Kind, filter: Filter, zone: string): Filter {
  const fields = filterFields(kind);
  return filter.map((clause) => {
    const field = Object.hasOwn(fields, clause.field) ? fields[clause.field] : undefined;
    const { value } = clause;
    if (field?.type !== 'dateTime' || typeof value !== 'string' || !isDate(value)) return clause;
    if (clause.op === 'upTo' || clause.op === 'after') return { ...clause, value: endOfDay(value, zone).instant };
    const before = endOfDay(addDays(value, -1), zone).instant;
    return { ...clause, value: new Date(Date.parse(before) + 1).toISOString() };
  });
}

/** The parts of a record that a filter may speak of. */
export interface FilteredRow {
  readonly state: string;
  readonly fields: FieldValues;
}

/** The row's own state, where a field's name is asked for. */
export const STATE_FIELD = 'state';

/** What a filter of a kind may speak of: its fields, and its state under the name `state`. */
export function filterFields(kind: Kind): Fields {
  const known = withState.get(kind);
  if (known) return known;
  const options = Object.fromEntries(Object.entries(kind.lifecycle.states).map(([name, { label }]) => [name, label]));
  const state: ChoiceField = { type: 'choice', label: 'State', options };
  const made: Fields = { ...kind.fields, [STATE_FIELD]: state };
  withState.set(kind, made);
  return made;
}

const withState = new WeakMap<Kind, Fields>();

/** A clause made ready: where the value is, and what is asked of it. */
export interface BoundClause {
  readonly name: string;
  readonly field: Field;
  /** The value is the record's state and not one of its fields, none of which has that name. */
  readonly ofState: boolean;
  readonly test: FieldTest;
}

/** Makes each clause ready. One about a field the kind does not have selects nothing. */
export function readClauses(kind: Kind, filter: Filter): readonly BoundClause[] {
  const fields = filterFields(kind);
  return filter.map(({ field: name, op, value }) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const ofState = name === STATE_FIELD;
    if (!field) return { name, field: { type: 'text', label: name }, ofState, test: { ask: 'never' } };
    return { name, field, ofState, test: fieldType(field).test(op, value) };
  });
}

/** Whether a row passes clauses that were made ready. */
export function passes(clauses: readonly BoundClause[], row: FilteredRow): boolean {
  return clauses.every(({ name, field, ofState, test }) =>
    passesTest(test, ofState ? row.state : row.fields[name], fieldType(field)),
  );
}
