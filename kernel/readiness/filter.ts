import { z } from 'zod';
import type { Field } from '../declare/field.ts';
import { fieldType } from '../declare/fields/index.ts';
import type { FieldValues, Json } from '../declare/json.ts';
import type { Kind } from '../declare/kind.ts';
import { isDate } from '../declare/moment.ts';

/** One condition on a row's own fields. `gateDate` stands for the date of the gate the criterion belongs to. */
export const clauseSchema = z.strictObject({
  field: z.string().min(1),
  op: z.enum(['is', 'not', 'upTo', 'from', 'set', 'empty']),
  value: z.union([z.string(), z.number(), z.boolean(), z.strictObject({ gateDate: z.literal(true) })]).exactOptional(),
});

/** All conditions must hold. An empty list selects every row. */
export const filterSchema = z.array(clauseSchema);

export type Clause = z.infer<typeof clauseSchema>;
export type Filter = readonly Clause[];

/** Replaces the gate's date into a filter; a clause about a gate without a date selects nothing. */
export function bindFilter(filter: Filter, gateDate: string | undefined): Filter {
  return filter.map((clause) => (typeof clause.value === 'object' ? { ...clause, value: gateDate ?? '' } : clause));
}

/** Whether a row passes. Dates and local times compare by day. */
export function passes(filter: Filter, fields: FieldValues): boolean {
  return filter.every((clause) => clauseHolds(clause, fields[clause.field]));
}

function clauseHolds({ op, value }: Clause, actual: Json | undefined): boolean {
  switch (op) {
    case 'set':
      return actual !== undefined;
    case 'empty':
      return actual === undefined;
    case 'is':
      return actual === value;
    case 'not':
      return actual !== value;
    case 'upTo':
      return compare(actual, value) <= 0;
    case 'from':
      return compare(actual, value) >= 0;
  }
}

function compare(actual: Json | undefined, wanted: Clause['value']): number {
  if (typeof actual === 'number' && typeof wanted === 'number') return actual - wanted;
  if (typeof actual !== 'string' || typeof wanted !== 'string' || wanted === '') return Number.NaN;
  const left = actual.slice(0, wanted.length);
  return left < wanted ? -1 : Number(left > wanted);
}

/** What is wrong with one clause of a filter: which part, and what to do. */
export interface FilterFault {
  readonly at: readonly [clause: number, part: keyof Clause];
  readonly message: string;
  readonly remedy: string;
}

/** Clauses that can never mean anything for records of a kind. Without this, a misspelt field would prove a gate by selecting nothing. */
export function filterFaults(filter: Filter, kind: Kind): FilterFault[] {
  return filter.flatMap((clause, index): FilterFault[] => {
    const field = Object.hasOwn(kind.fields, clause.field) ? kind.fields[clause.field] : undefined;
    if (!field) {
      const message = `${kind.label.many} have no field “${clause.field}”.`;
      const remedy = `Choose one of: ${Object.keys(kind.fields).join(', ')}.`;
      return [{ at: [index, 'field'], message, remedy }];
    }
    const fault = valueFault(clause, field);
    return fault
      ? [{ at: [index, fault.part], message: `${field.label}: ${fault.message}`, remedy: fault.remedy }]
      : [];
  });
}

interface ValueFault {
  readonly part: 'op' | 'value';
  readonly message: string;
  readonly remedy: string;
}

function valueFault({ op, value }: Clause, field: Field): ValueFault | undefined {
  const wrong = (part: ValueFault['part'], message: string, remedy: string): ValueFault => ({ part, message, remedy });
  if (op === 'set' || op === 'empty') {
    return value === undefined ? undefined : wrong('value', `“${op}” compares with nothing.`, 'Leave the value out.');
  }
  if (value === undefined) return wrong('value', `“${op}” has nothing to compare with.`, 'Give a value.');
  if (field.type === 'duration' || field.type === 'structure') {
    return wrong('op', 'can only be set or empty.', 'Use “set” or “empty”.');
  }
  const ordered = op === 'upTo' || op === 'from';
  const dated = field.type === 'date' || field.type === 'localTime';
  if (ordered && !dated && field.type !== 'number') {
    return wrong('op', 'has no order.', 'Use “is”, “not”, “set” or “empty”.');
  }
  if (typeof value === 'object') {
    if (field.type === 'date' || (dated && ordered)) return undefined;
    return wrong('value', 'does not compare with the day of the gate.', 'Give a value of the field.');
  }
  // A time compares by day when a day is given, but is never the same as one.
  if (ordered && dated && typeof value === 'string' && isDate(value)) return undefined;
  if (fieldType(field).schema().safeParse(value).success) return undefined;
  return wrong('value', `“${value}” is no value of the field.`, `Give a value such as ${exampleOf(field)}.`);
}

function exampleOf(field: Field): string {
  const example = fieldType(field).example(1);
  return typeof example === 'string' ? `“${example}”` : JSON.stringify(example);
}
