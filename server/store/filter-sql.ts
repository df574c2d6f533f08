import { type Clause, type Filter, fieldType, type Kind, STATE_FIELD } from '@callosum/kernel';
import { type RawBuilder, sql } from 'kysely';
import { type Asked, seenOnly } from './predicate-sql.ts';

/** A bound filter as a condition on the table `record`; `passes` of the kernel must agree, and a test compares them. A value the actor may not see is none. */
export function filterSql(kind: Kind, filter: Filter, asked: Asked): RawBuilder<boolean> {
  if (filter.length === 0) return sql<boolean>`true`;
  const clauses = filter.map((clause) => clauseSql(kind, clause, asked));
  return sql<boolean>`(${sql.join(clauses, sql` and `)})`;
}

function clauseSql(kind: Kind, { field, op, value }: Clause, asked: Asked): RawBuilder<boolean> {
  const actual = seenOnly(kind, field, asked, valueSql(kind, field));
  switch (op) {
    case 'set':
      return sql<boolean>`${actual} is not null`;
    case 'empty':
      return sql<boolean>`${actual} is null`;
    case 'is':
      return value === undefined ? sql<boolean>`false` : sql<boolean>`coalesce(${actual} = ${value}, false)`;
    case 'not':
      return sql<boolean>`${actual} is distinct from ${value}`;
    case 'has':
      return sql<boolean>`coalesce(position(lower(${value} collate callosum) in lower(${actual})) > 0, false)`;
    case 'before':
      return comparedSql(kind.fields[field]?.type === 'localTime', actual, sql`<`, value);
    case 'upTo':
      return comparedSql(kind.fields[field]?.type === 'localTime', actual, sql`<=`, value);
    case 'after':
      return comparedSql(kind.fields[field]?.type === 'localTime', actual, sql`>`, value);
    case 'from':
      return comparedSql(kind.fields[field]?.type === 'localTime', actual, sql`>=`, value);
  }
}

/** By day where a local time is compared with a date. What is bound to nothing selects nothing. */
function comparedSql(
  byDay: boolean,
  actual: RawBuilder<unknown>,
  operator: RawBuilder<unknown>,
  value: Clause['value'],
): RawBuilder<boolean> {
  if (value === '' || value === undefined || typeof value === 'object') return sql<boolean>`false`;
  const left = byDay ? sql`left(${actual}, ${sql.lit(String(value).length)})` : actual;
  return sql<boolean>`coalesce(${left} ${operator} ${value}, false)`;
}

/** The value as its type compares, spelled as the index of a sortable field is. */
export function valueSql(kind: Kind, name: string): RawBuilder<unknown> {
  if (name === STATE_FIELD) return sql`record.state`;
  const field = kind.fields[name];
  if (!field) throw new Error(`${kind.name} has no field “${name}”`);
  if (field.type === 'duration') return sql`(record.fields #>> ${sql.lit(`{${name},seconds}`)})::numeric`;
  const { sqlType } = fieldType(field);
  // Written out, not a parameter, so that the field's expression index is found.
  const text = sql`record.fields ->> ${sql.lit(name)}`;
  return sqlType === 'text' ? sql`(${text}) collate callosum` : sql`(${text})::${sql.raw(sqlType)}`;
}
