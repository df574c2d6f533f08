import { z } from 'zod';
import type { FieldValues, Json } from '../declare/json.ts';
import { addDays } from '../declare/moment.ts';

export const OPERATORS = ['is', 'not', 'has', 'before', 'upTo', 'after', 'from', 'set', 'empty'] as const;
export type Operator = (typeof OPERATORS)[number];

/** The row's own state, where a field's name is asked for. */
export const STATE_FIELD = 'state';

/**
 * One condition on a row's own fields or its state. Three values are known only when it is asked: `gateDate` is the
 * date of the gate a criterion belongs to, `me` whoever asks, `today` so many days from the project's today.
 */
const clauseSchema = z.strictObject({
  field: z.string().min(1).max(64),
  op: z.enum(OPERATORS),
  value: z
    .union([
      z.string().max(1_000),
      z.number(),
      z.boolean(),
      z.strictObject({ gateDate: z.literal(true) }),
      z.strictObject({ me: z.literal(true) }),
      z.strictObject({ today: z.int().min(-36_500).max(36_500) }),
    ])
    .exactOptional(),
});

/** All conditions must hold. An empty list selects every row. */
export const filterSchema = z.array(clauseSchema).max(50);

export type Clause = z.infer<typeof clauseSchema>;
export type Filter = readonly Clause[];

/** What the values that are known only when it is asked stand for. */
export interface Known {
  readonly gateDate?: string | undefined;
  readonly me?: string | undefined;
  readonly today?: string | undefined;
}

/** Fills in what is known now; a clause about something unknown (a gate without a date) selects nothing. */
export function bindFilter(filter: Filter, known: Known): Filter {
  return filter.map((clause) => {
    const { value } = clause;
    if (typeof value !== 'object') return clause;
    if ('gateDate' in value) return { ...clause, value: known.gateDate ?? '' };
    if ('me' in value) return { ...clause, value: known.me ?? '' };
    return { ...clause, value: known.today === undefined ? '' : addDays(known.today, value.today) };
  });
}

/** Whether a row passes; the SQL compiler in the store must agree with it, and a test compares them. Dates and local times compare by day. */
export function passes(filter: Filter, row: { readonly state: string; readonly fields: FieldValues }): boolean {
  return filter.every((clause) =>
    clauseHolds(clause, clause.field === STATE_FIELD ? row.state : row.fields[clause.field]),
  );
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
    case 'has':
      return (
        typeof actual === 'string' && typeof value === 'string' && actual.toLowerCase().includes(value.toLowerCase())
      );
    case 'before':
      return compare(actual, value) < 0;
    case 'upTo':
      return compare(actual, value) <= 0;
    case 'after':
      return compare(actual, value) > 0;
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
