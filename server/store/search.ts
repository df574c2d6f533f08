import { type Actor, type Kind, predicateFor, type Registry } from '@callosum/kernel';
import type { TextQuery } from '@callosum/kernel/search';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type Asked, predicateSql } from './predicate-sql.ts';
import type { Schema } from './schema.ts';
import { indexSql, rankSql, textSql } from './text-sql.ts';

/** Records of one scope, as somebody sees them from there or from a scope below. */
export interface SearchPlace {
  /** Where the records live. */
  readonly home: string;
  /** The scope they are seen from, and those above it: links of others say nothing. */
  readonly line: readonly string[];
  readonly actor: Actor;
  /** The declarations there, its own fields included. */
  readonly registry: Registry;
}

export interface Hit {
  readonly id: string;
  /** Index of the place it was found in. */
  readonly place: number;
}

export interface Hits {
  /** No more are counted than are ranked. */
  readonly total: number;
  /** There are more than were ranked; the newest were. */
  readonly more: boolean;
  readonly hits: readonly Hit[];
}

/** What is asked of the records of a kind. */
interface Question {
  readonly of: (kind: Kind, asked: Asked) => { where: RawBuilder<boolean>; rank: RawBuilder<number> } | undefined;
  /** What an index answers for all of these kinds at once. */
  readonly index: (kinds: readonly Kind[]) => RawBuilder<boolean> | undefined;
}

/** Words, as `textSql` says. */
export const wordsQuestion = (query: TextQuery): Question => ({
  of: (kind, asked) => ({ where: textSql(kind, query, asked), rank: rankSql(kind, query, asked) }),
  index: (kinds) => indexSql(kinds, query),
});

/** A number, of the kind with the prefix or of any. */
export const numberQuestion = ({ prefix, number }: NonNullable<TextQuery['number']>): Question => ({
  of: (kind) =>
    prefix === undefined || prefix === kind.prefix ? { where: sql<boolean>`true`, rank: sql<number>`1` } : undefined,
  index: (kinds) =>
    sql<boolean>`record.number = ${number} and record.kind = any (${kinds.map(({ name }) => name)}::text[])`,
});

/** Enough to find the best among them, few enough to rank while somebody types. */
const MOST_RANKED = 1_000;

/** The records that match, best first; what the actor does not see is neither found nor counted. */
export async function searchRecords(
  db: Kysely<Schema>,
  places: readonly SearchPlace[],
  question: Question,
  page: { readonly kinds?: ReadonlySet<string> | undefined; readonly offset: number; readonly limit: number },
): Promise<Hits> {
  const branches = branchesOf(db, places, question, page.kinds);
  if (branches.length === 0) return { total: 0, more: false, hits: [] };
  const index = question.index(branches.flatMap(({ kinds }) => kinds)) ?? sql`true`;
  const { rows } = await sql<{ id: string | null; place: number | null; total: number }>`
    with asked (place, home) as (
      select * from unnest(${places.map((_, at) => at)}::int[], ${places.map(({ home }) => home)}::uuid[])
    ), reach (place, scope) as (
      select * from unnest(${places.flatMap(({ line }, at) => line.map(() => at))}::int[],
        ${places.flatMap(({ line }) => line)}::uuid[])
    ), found as (
      select record.id, asked.place
      from record join asked on asked.home = record.scope
      where not record.withdrawn and ${index} and (${sql.join(branches.map(whereOf), sql` or `)})
      order by record.id desc limit ${MOST_RANKED + 1}
    ), ranked as (
      select record.id, asked.place, case ${sql.join(branches.map(rankOf), sql` `)} end as rank
      from found join record on record.id = found.id join asked on asked.place = found.place
    ), best as (
      select distinct on (id) id, place, rank from ranked order by id, rank desc, place
    )
    select page.id, page.place, counted.total from (select count(*) as total from best) counted left join (
      select * from best order by rank desc, id desc offset ${page.offset} limit ${page.limit}
    ) page on true order by page.rank desc, page.id desc`.execute(db);
  const total = rows[0]?.total ?? 0;
  return {
    total: Math.min(total, MOST_RANKED),
    more: total > MOST_RANKED,
    hits: rows.flatMap(({ id, place }) => (id === null || place === null ? [] : [{ id, place }])),
  };
}

/** Kinds that are asked for in the same way, in places that look alike to who asks. */
interface Branch {
  readonly places: readonly number[];
  readonly kinds: Kind[];
  readonly where: RawBuilder<boolean>;
  readonly rank: RawBuilder<number>;
}

const whereOf = (branch: Branch): RawBuilder<boolean> => sql<boolean>`(${isOf(branch)} and ${branch.where})`;
const rankOf = (branch: Branch): RawBuilder<unknown> => sql`when ${isOf(branch)} then ${branch.rank}`;

function isOf({ places, kinds }: Branch): RawBuilder<boolean> {
  const names = kinds.map(({ name }) => name);
  return sql<boolean>`asked.place = any (${[...places]}::int[]) and record.kind = any (${names}::text[])`;
}

function branchesOf(
  db: Kysely<Schema>,
  places: readonly SearchPlace[],
  question: Question,
  wanted: ReadonlySet<string> | undefined,
): readonly Branch[] {
  const branches: Branch[] = [];
  for (const { actor, registry, places: at } of alike(places)) {
    const own = new Map<string, Branch>();
    for (const kind of registry.kinds.values()) {
      const predicate = predicateFor(kind, 'read', actor);
      if (!predicate || (wanted && !wanted.has(kind.name))) continue;
      const asked = { actor, scope: '', place: sql<number>`asked.place` };
      const asks = question.of(kind, asked);
      if (!asks) continue;
      const where = sql<boolean>`${predicateSql(predicate, asked)} and ${asks.where}`;
      const { sql: text, parameters } = where.compile(db);
      const key = JSON.stringify([text, parameters]);
      const known = own.get(key);
      if (known) known.kinds.push(kind);
      else own.set(key, { places: at, kinds: [kind], where, rank: asks.rank });
    }
    branches.push(...own.values());
  }
  return branches;
}

/** Places with the same roles, offices and declarations. */
function alike(places: readonly SearchPlace[]): Iterable<SearchPlace & { readonly places: readonly number[] }> {
  const groups = new Map<Registry, Map<string, SearchPlace & { places: number[] }>>();
  for (const [at, place] of places.entries()) {
    const own = groups.get(place.registry) ?? new Map<string, SearchPlace & { places: number[] }>();
    groups.set(place.registry, own);
    const key = JSON.stringify(place.actor);
    const known = own.get(key);
    if (known) known.places.push(at);
    else own.set(key, { ...place, places: [at] });
  }
  return [...groups.values()].flatMap((own) => [...own.values()]);
}
