import { type Actor, fieldRows, type Kind, type Predicate } from '@callosum/kernel';
import { type RawBuilder, sql } from 'kysely';

type Condition = RawBuilder<boolean>;

/** Who asks, and in which scope: links of scopes beside it say nothing here. */
export interface Asked {
  readonly actor: Actor;
  readonly scope: string;
  /**
   * Several scopes are asked at once: which one a row is asked in stands beside it, and the table `reach` says which links
   * count there. A join by equality, so that the store can answer for all rows at once where they are many.
   */
  readonly place?: RawBuilder<number>;
}

/**
 * A predicate as a condition on the table `record`; `holds` of the kernel must agree, and a test compares them.
 * Every part is true or false and never null, so that it may be negated.
 */
export function predicateSql(predicate: Predicate, asked: Asked, depth = 0): Condition {
  const row = sql.ref(aliasAt(depth));
  if ('every' in predicate) return sql<boolean>`true`;
  if ('state' in predicate) return sql<boolean>`${row}.state = any (${[...predicate.state]}::text[])`;
  if ('kind' in predicate) return sql<boolean>`${row}.kind = any (${[...predicate.kind]}::text[])`;
  if ('anyOf' in predicate) return anyOrAll(predicate.anyOf, asked, depth, sql` or `, sql<boolean>`false`);
  if ('allOf' in predicate) return anyOrAll(predicate.allOf, asked, depth, sql` and `, sql<boolean>`true`);
  if ('not' in predicate) return sql<boolean>`(not ${predicateSql(predicate.not, asked, depth)})`;
  // Appointments are known before the question is asked.
  if ('office' in predicate) return sql<boolean>`${sql.lit(asked.actor.offices.includes(predicate.office))}`;
  if ('linkedTo' in predicate) return linked(predicate.linkedTo, 'from', predicate.where, asked, depth);
  if ('linkedFrom' in predicate) return linked(predicate.linkedFrom, 'to', predicate.where, asked, depth);
  const wanted = 'isMe' in predicate ? asked.actor.account : predicate.is;
  return sql<boolean>`coalesce(${row}.fields -> ${predicate.field} = ${JSON.stringify(wanted)}::jsonb, false)`;
}

/** The fields of a record as the actor sees them: those he may not see are taken out by the store itself. */
export function shownFields(kind: Kind, asked: Asked): RawBuilder<Record<string, never>> {
  const hidden = Object.keys(kind.fields).flatMap((name) => {
    const seen = fieldRows(kind, name, asked.actor);
    if (seen && 'every' in seen) return [];
    const names = sql`array[${name}]::text[]`;
    return [seen ? sql`(case when ${predicateSql(seen, asked)} then '{}'::text[] else ${names} end)` : names];
  });
  if (hidden.length === 0) return sql`record.fields`;
  return sql`record.fields - (${sql.join(hidden, sql` || `)})`;
}

/** An expression over a field's value, null where the actor may not see it, so that no order or number tells of it. */
export function seenOnly<T>(kind: Kind, name: string, asked: Asked, value: RawBuilder<T>): RawBuilder<T | null> {
  const seen = fieldRows(kind, name, asked.actor);
  if (seen && 'every' in seen) return value;
  // Where nobody sees it, the type stays: a bare null can be neither sorted nor compared.
  return sql`(case when ${seen ? predicateSql(seen, asked) : sql`false`} then ${value} end)`;
}

/** A link counts while the record at its other end stands. */
function linked(type: string, near: 'from' | 'to', where: Predicate, asked: Asked, depth: number): Condition {
  const row = sql.ref(aliasAt(depth));
  const other = sql.ref(aliasAt(depth + 1));
  const link = sql.ref(`link${depth + 1}`);
  const reach = sql.ref(`reach${depth + 1}`);
  const joined = asked.place ? sql`join reach ${reach} on ${reach}.scope = ${link}.scope` : sql``;
  const counts = asked.place ? sql`${reach}.place = ${asked.place}` : sql`${link}.scope in (${lineOf(asked.scope)})`;
  const [here, there] = near === 'from' ? ['from_record', 'to_record'] : ['to_record', 'from_record'];
  return sql<boolean>`exists (select from link ${link} join record ${other} on ${other}.id = ${link}.${sql.ref(there)} ${joined}
    where ${link}.${sql.ref(here)} = ${row}.id and ${link}.type = ${type} and not ${other}.withdrawn
      and ${counts}
      and ${predicateSql(where, asked, depth + 1)})`;
}

/** The scope and those above it; it does not depend on the row, so the store finds it once. */
function lineOf(scope: string): RawBuilder<string> {
  return sql`with recursive line (id, parent) as (
      select id, parent from scope where id = ${scope}
      union all select above.id, above.parent from scope above join line on above.id = line.parent
    ) select id from line`;
}

function aliasAt(depth: number): string {
  return depth === 0 ? 'record' : `record${depth}`;
}

function anyOrAll(
  parts: readonly Predicate[],
  asked: Asked,
  depth: number,
  between: RawBuilder<unknown>,
  none: Condition,
): Condition {
  if (parts.length === 0) return none;
  return sql<boolean>`(${sql.join(
    parts.map((part) => predicateSql(part, asked, depth)),
    between,
  )})`;
}
