import { z } from 'zod';
import type { FieldValues, Json } from '../declare/json.ts';

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
