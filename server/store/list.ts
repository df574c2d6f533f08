import { fieldType, type Kind, readValues, refusal, say } from '@callosum/kernel';
import type { recordPage } from '@callosum/kernel/contract';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import { valueSql } from './filter-sql.ts';
import { groupRank, groupsOf } from './groups.ts';
import { type Asked, seenOnly, shownFields } from './predicate-sql.ts';
import type { Schema } from './schema.ts';
import { matching, type Selection } from './selection.ts';

export interface ListRequest extends Selection {
  readonly offset: number;
  readonly limit: number;
  readonly sort?: string | undefined;
  readonly descending?: boolean | undefined;
  /** Records of one value stand together, in the order the values are told. */
  readonly group?: string | undefined;
  /** The day that formulas are worked out for. */
  readonly today: string;
}

type Page = z.infer<typeof recordPage>;

/** One page of a register: what the reader may see of it. Rows he may not see are counted nowhere. */
export async function listRecords(db: Kysely<Schema>, request: ListRequest): Promise<Page> {
  const { kind, group } = request;
  const counts = await matching(db, request)
    .select([
      sql<number>`count(*)`.as('total'),
      sql<number>`(select sequence from head where scope = ${request.scope})`.as('sequence'),
    ])
    .executeTakeFirstOrThrow();
  const direction = request.descending ? sql`desc nulls last` : sql`asc nulls last`;
  const groups = group === undefined ? [] : await groupsOf(db, request, group);
  const rows = await matching(db, request)
    .select(['scope', 'id', 'kind', 'number', 'version', 'state', 'withdrawn'])
    .select(shownFields(kind, request).as('fields'))
    .$if(group !== undefined, (query) => query.orderBy(groupRank(kind, group ?? '', groups, request)))
    .orderBy(sql`${sortSql(kind, request.sort, request)} ${direction}`)
    .orderBy('number')
    .orderBy('id')
    .offset(request.offset)
    .limit(request.limit)
    .execute();
  const keys = new Map(request.line.map(({ id, key }) => [id, key]));
  const placed = rows.map(({ scope, fields, ...row }) => ({
    ...row,
    scope: keys.get(scope) ?? '',
    fields: readValues(kind, fields, request.today),
  }));
  return { sequence: counts.sequence, total: counts.total, offset: request.offset, rows: placed };
}

function sortSql(kind: Kind, wanted: string | undefined, asked: Asked): RawBuilder<unknown> {
  const name = wanted ?? kind.list.sort;
  if (name === 'title') return sql`record.title`;
  if (name === 'number') return sql`record.number`;
  if (name === 'state') return sql`record.state`;
  const field = Object.hasOwn(kind.fields, name) ? kind.fields[name] : undefined;
  if (!field || !fieldType(field).sorts)
    throw refusal('invalid', say`${kind.label.many} cannot be sorted by “${name}”.`, { path: ['sort'] });
  return seenOnly(kind, name, asked, valueSql(kind, name));
}
