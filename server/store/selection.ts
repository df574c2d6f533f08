import { type Actor, type Filter, type GraphScope, type Kind, predicateFor, refusal, say } from '@callosum/kernel';
import { readQuery } from '@callosum/kernel/search';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { filterSql } from './filter-sql.ts';
import { type Asked, predicateSql } from './predicate-sql.ts';
import type { Schema } from './schema.ts';
import { partsOf, textSql } from './text-sql.ts';

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
  if (!predicate) throw refusal('not-allowed', say`Your role does not let you see ${kind.label.many.toLowerCase()}.`);
  // Only where the kind lives: a single scope is read in the order of its index.
  const homes = line.filter(({ type }) => kind.home.includes(type)).map(({ id }) => id);
  return db
    .selectFrom('record')
    .where('scope', 'in', homes.length > 0 ? homes : [NOWHERE])
    .where('kind', '=', kind.name)
    .where('withdrawn', '=', false)
    .where(predicateSql(predicate, selection))
    .where(filterSql(kind, filter, selection))
    .$if(Boolean(search?.trim()), (query) => query.where(searchSql(kind, search ?? '', selection)));
}

/** `TSK-12` finds the number, `12` that as well as the words; everything else is looked for in all texts. */
function searchSql(kind: Kind, typed: string, asked: Asked): RawBuilder<boolean> {
  const query = readQuery(typed);
  const { number } = query;
  if (number?.prefix === kind.prefix) return sql<boolean>`record.number = ${number.number}`;
  const byText = query.terms.length === 0 ? sql<boolean>`false` : textSql(partsOf(kind, asked), query);
  if (!number || number.prefix !== undefined) return byText;
  return sql<boolean>`(${byText} or record.number = ${number.number})`;
}
