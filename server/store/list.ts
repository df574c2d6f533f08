import { type Actor, type Field, fieldType, type Kind, predicateFor, refusal } from '@callosum/kernel';
import type { recordPage } from '@callosum/kernel/contract';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import { type Asked, predicateSql, seenOnly, shownFields } from './predicate-sql.ts';
import type { Schema } from './schema.ts';

export interface ListRequest {
  readonly scope: string;
  readonly kind: Kind;
  readonly actor: Actor;
  readonly offset: number;
  readonly limit: number;
  readonly sort?: string | undefined;
  readonly descending?: boolean | undefined;
  readonly search?: string | undefined;
  readonly state?: string | undefined;
}

type Page = z.infer<typeof recordPage>;

/** One page of a register: what the reader may see of it. Rows he may not see are counted nowhere. */
export async function listRecords(db: Kysely<Schema>, request: ListRequest): Promise<Page> {
  const predicate = predicateFor(request.kind, 'read', request.actor);
  if (!predicate)
    throw refusal('not-allowed', `Your role does not let you see ${request.kind.label.many.toLowerCase()}.`);
  const matching = db
    .selectFrom('record')
    .where('scope', '=', request.scope)
    .where('kind', '=', request.kind.name)
    .where('withdrawn', '=', false)
    .where(predicateSql(predicate, request))
    .$if(request.state !== undefined, (query) => query.where('state', '=', request.state ?? ''))
    .$if(Boolean(request.search?.trim()), (query) => query.where(searchSql(request.kind, request.search ?? '')));
  const counts = await matching
    .select([
      sql<number>`count(*)`.as('total'),
      sql<number>`(select sequence from head where scope = ${request.scope})`.as('sequence'),
    ])
    .executeTakeFirstOrThrow();
  const direction = request.descending ? sql`desc nulls last` : sql`asc nulls last`;
  const rows = await matching
    .select(['id', 'kind', 'number', 'version', 'state', 'withdrawn'])
    .select(shownFields(request.kind, request).as('fields'))
    .orderBy(sql`${sortSql(request.kind, request.sort, request)} ${direction}`)
    .orderBy('number')
    .offset(request.offset)
    .limit(request.limit)
    .execute();
  return { sequence: counts.sequence, total: counts.total, offset: request.offset, rows };
}

function sortSql(kind: Kind, wanted: string | undefined, asked: Asked): RawBuilder<unknown> {
  const name = wanted ?? kind.list.sort;
  if (name === 'title') return sql`record.title`;
  if (name === 'number') return sql`record.number`;
  if (name === 'state') return sql`record.state`;
  const field = Object.hasOwn(kind.fields, name) ? kind.fields[name] : undefined;
  if (!field) throw refusal('invalid', `${kind.label.many} cannot be sorted by “${name}”.`, { path: ['sort'] });
  return seenOnly(kind, name, asked, valueSql(name, field));
}

function valueSql(name: string, field: Field): RawBuilder<unknown> {
  if (field.type === 'duration') return sql`(record.fields #>> ${sql.lit(`{${name},seconds}`)})::numeric`;
  const { sqlType } = fieldType(field);
  // Written out, not a parameter, so that the field's expression index is found.
  const text = sql`record.fields ->> ${sql.lit(name)}`;
  return sqlType === 'text' ? sql`(${text}) collate callosum` : sql`(${text})::${sql.raw(sqlType)}`;
}

/** Words begin with what was typed; `TSK-12` or `12` finds the number. */
function searchSql(kind: Kind, typed: string): RawBuilder<boolean> {
  const words = typed.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const number = new RegExp(`^(?:${kind.prefix}-)?(\\d{1,9})$`, 'i').exec(typed.trim())?.[1];
  const query = words.map((word) => `'${word}':*`).join(' & ');
  const byText = query === '' ? sql<boolean>`false` : sql<boolean>`search @@ to_tsquery('simple', ${query})`;
  return number === undefined ? byText : sql<boolean>`(${byText} or number = ${Number(number)})`;
}
