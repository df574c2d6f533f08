import type { Actor, Predicate } from '@callosum/kernel';
import { type RawBuilder, sql } from 'kysely';

/** A read predicate as a condition on the table `record`; `holds` of the kernel must agree, and a test compares them. */
export function predicateSql(predicate: Predicate, actor: Actor): RawBuilder<boolean> {
  if ('every' in predicate) return sql<boolean>`true`;
  if ('state' in predicate) return sql<boolean>`record.state = any (${[...predicate.state]}::text[])`;
  if ('anyOf' in predicate) return joined(predicate.anyOf, actor, sql` or `, sql<boolean>`false`);
  if ('allOf' in predicate) return joined(predicate.allOf, actor, sql` and `, sql<boolean>`true`);
  const wanted = 'isMe' in predicate ? actor.account : predicate.is;
  return sql<boolean>`coalesce(record.fields -> ${predicate.field} = ${JSON.stringify(wanted)}::jsonb, false)`;
}

function joined(
  parts: readonly Predicate[],
  actor: Actor,
  between: RawBuilder<unknown>,
  none: RawBuilder<boolean>,
): RawBuilder<boolean> {
  if (parts.length === 0) return none;
  return sql<boolean>`(${sql.join(
    parts.map((part) => predicateSql(part, actor)),
    between,
  )})`;
}
