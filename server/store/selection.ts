import { type Actor, type Filter, type GraphScope, type Kind, predicateFor, refusal } from '@callosum/kernel';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { filterSql } from './filter-sql.ts';
import { predicateSql } from './predicate-sql.ts';
import type { Schema } from './schema.ts';

/** The id of no scope. */
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Which records of a register are asked for. */
export interface Selection {
  readonly scope: string;
  /** The scope and those above it, its own first. */
  readonly line: readonly GraphScope[];
  readonly kind: Kind;
  readonly actor: Actor;
  readonly search?: string | undefined;
  /** Checked, and bound to who asks and to today. */
  readonly filter?: Filter | undefined;
}

/**
 * The records that are asked for and that the actor may see.
 * @throws Refusal `not-allowed` when he sees none of the kind, whatever they hold.
 */
export function matching(db: Kysely<Schema>, selection: Selection) {
  const { line, kind, actor, search, filter = [] } = selection;
  const predicate = predicateFor(kind, 'read', actor);
  if (!predicate) throw refusal('not-allowed', `Your role does not let you see ${kind.label.many.toLowerCase()}.`);
  // Only where the kind lives: a single scope is read in the order of its index.
  const homes = line.filter(({ type }) => kind.home.includes(type)).map(({ id }) => id);
  return db
    .selectFrom('record')
    .where('scope', 'in', homes.length > 0 ? homes : [NOWHERE])
    .where('kind', '=', kind.name)
    .where('withdrawn', '=', false)
    .where(predicateSql(predicate, selection))
    .where(filterSql(kind, filter, selection))
    .$if(Boolean(search?.trim()), (query) => query.where(searchSql(kind, search ?? '')));
}

/** Words begin with what was typed; `TSK-12` or `12` finds the number. */
function searchSql(kind: Kind, typed: string): RawBuilder<boolean> {
  const words = typed.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const number = new RegExp(`^(?:${kind.prefix}-)?(\\d{1,9})$`, 'i').exec(typed.trim())?.[1];
  const query = words.map((word) => `'${word}':*`).join(' & ');
  const byText = query === '' ? sql<boolean>`false` : sql<boolean>`search @@ to_tsquery('simple', ${query})`;
  return number === undefined ? byText : sql<boolean>`(${byText} or number = ${Number(number)})`;
}
