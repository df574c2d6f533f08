import { groupFields, type Kind, refusal, STATE_FIELD, say } from '@callosum/kernel';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { valueSql } from './filter-sql.ts';
import { type Asked, seenOnly } from './predicate-sql.ts';
import type { Schema } from './schema.ts';
import { matching, type Selection } from './selection.ts';

export interface Group {
  /** Null for the records without a value. */
  readonly value: string | boolean | null;
  readonly count: number;
}

/**
 * How many of the records asked for have each value of a field, in the order a person expects: states and choices
 * as they are declared, people by name, those without a value last.
 * @throws Refusal `invalid` for a field whose values make no groups.
 */
export async function groupsOf(db: Kysely<Schema>, selection: Selection, name: string): Promise<readonly Group[]> {
  const { kind } = selection;
  requireGroups(kind, name);
  const groups = await matching(db, selection)
    .select([
      sql<string | boolean | null>`${seenOnly(kind, name, selection, valueSql(kind, name))}`.as('value'),
      sql<number>`count(*)`.as('count'),
    ])
    .groupBy(sql`1`)
    .execute();
  return rankedGroups(db, kind, name, groups);
}

/** Groups in the order a person expects. @throws Refusal `invalid` for a field whose values make no groups. */
export async function rankedGroups(
  db: Kysely<Schema>,
  kind: Kind,
  name: string,
  groups: readonly Group[],
): Promise<readonly Group[]> {
  requireGroups(kind, name);
  const rank = await ranks(db, kind, name, groups);
  return groups.toSorted((a, b) => rank(a.value) - rank(b.value));
}

function requireGroups(kind: Kind, name: string): void {
  const possible = groupFields(kind);
  if (possible.includes(name)) return;
  throw refusal('invalid', say`${kind.label.many} cannot be put into groups by “${name}”.`, {
    path: ['group'],
    remedy: say`Group by one of: ${possible.join(', ')}.`,
  });
}

async function ranks(
  db: Kysely<Schema>,
  kind: Kind,
  name: string,
  groups: readonly Group[],
): Promise<(value: Group['value']) => number> {
  const order = new Map((await ordered(db, kind, name, groups)).map((value, index) => [value, index]));
  return (value) => (value === null ? order.size + 1 : (order.get(String(value)) ?? order.size));
}

async function ordered(
  db: Kysely<Schema>,
  kind: Kind,
  name: string,
  groups: readonly Group[],
): Promise<readonly string[]> {
  if (name === STATE_FIELD) return Object.keys(kind.lifecycle.states);
  const field = kind.fields[name];
  if (field?.type === 'choice') return Object.keys(field.options);
  if (field?.type === 'flag') return ['true', 'false'];
  const accounts = groups.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  if (accounts.length === 0) return [];
  const people = await db
    .selectFrom('user')
    .select('id')
    .where('id', 'in', accounts)
    .orderBy(sql`name collate callosum`)
    .orderBy('id')
    .execute();
  return people.map(({ id }) => id);
}

/** Sorts records as their groups are told. */
export function groupRank(kind: Kind, name: string, groups: readonly Group[], asked: Asked): RawBuilder<unknown> {
  const values = groups.flatMap(({ value }) => (value === null ? [] : [String(value)]));
  return sql`array_position(${values}::text[], (${seenOnly(kind, name, asked, valueSql(kind, name))})::text) nulls last`;
}
