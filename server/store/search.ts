import type { Actor, Kind, Registry } from '@callosum/kernel';
import type { TextQuery } from '@callosum/kernel/search';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from './schema.ts';
import { type SearchGroup, searchGroups } from './search-groups.ts';
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
  /** There are more than were ranked. */
  readonly more: boolean;
  readonly hits: readonly Hit[];
}

/** What is asked of the records of a group of kinds. */
interface Question {
  readonly of: (group: SearchGroup) => { where: RawBuilder<boolean>; rank: RawBuilder<number> };
  /** Kinds it can be asked of; all of them when left out. */
  readonly asks?: (kind: Kind) => boolean;
  /** What an index answers for all of these kinds at once; all of it must hold. */
  readonly index: (kinds: readonly Kind[]) => readonly RawBuilder<boolean>[];
  /** So few records answer to it that none needs to be looked at but those the index finds. */
  readonly isNarrow?: boolean;
}

/** Words, as `textSql` says. */
export const wordsQuestion = (query: TextQuery): Question => ({
  of: ({ parts }) => ({ where: textSql(parts, query), rank: rankSql(parts, query) }),
  index: (kinds) => indexSql(kinds, query),
});

/** A number, of the kind with the prefix or of any. */
export const numberQuestion = ({ prefix, number }: NonNullable<TextQuery['number']>): Question => ({
  of: () => ({ where: sql<boolean>`record.number = ${number}`, rank: sql<number>`1` }),
  asks: (kind) => prefix === undefined || prefix === kind.prefix,
  index: (kinds) => [
    sql<boolean>`record.number = ${number} and record.kind = any (${kinds.map(({ name }) => name)}::text[])`,
  ],
  isNarrow: true,
});

/** Enough to find the best among them, few enough to rank while somebody types. */
const MOST_RANKED = 500;

/** Of the newest records, as many are looked at one by one first; shared out among the places. */
const SAMPLED = 2_000;

/** And as many at most, when so many of them match that looking finds enough sooner than the index gathers them. */
const WALKED = 20_000;

/** A sample is not the rest: so much further is looked than it promises. */
const MARGIN = 1.3;

/** What stands in a larger share of those does not narrow anything down: gathering where it stands takes longer than looking. */
const COMMON = 0.05;

export interface SearchPage {
  readonly kinds?: ReadonlySet<string> | undefined;
  readonly offset: number;
  readonly limit: number;
  /** How many of the newest are looked at one by one at most before the index is asked. */
  readonly walked?: number;
  /** How many of these it takes to tell whether going on pays. */
  readonly sampled?: number;
}

/**
 * The records that match, best first; what the actor does not see is neither found nor counted.
 *
 * An index of words answers for all records that have them, however many: thousands of words begin with what somebody has
 * typed so far, and a common one stands in a tenth of all records, of which nobody wants to see more than a page. So some of the
 * newest records are looked at one by one first, which the store does a million times a second. Where they are all there are, that
 * is the answer. Where many of them match, it is looked further until there are enough; otherwise the index is asked, for those of
 * the words that were rare among them.
 */
export async function searchRecords(
  db: Kysely<Schema>,
  places: readonly SearchPlace[],
  question: Question,
  page: SearchPage,
): Promise<Hits> {
  const branches = branchesOf(db, places, question, page.kinds);
  if (branches.length === 0) return { total: 0, more: false, hits: [] };
  const kinds = [...new Set(branches.flatMap((branch) => branch.kinds))];
  const search: Search = { places, branches, page, terms: question.index(kinds) };
  let rare = search.terms;
  if (!question.isNarrow) {
    const most = page.walked ?? WALKED;
    const walk = async (records: number, among: number): Promise<Hits & Walked & { isAnswer: boolean }> => {
      const depth = Math.ceil(records / among);
      const walked = await ask(db, search, walkedSql(search, depth));
      return { ...walked, isAnswer: walked.more || walked.depth < depth };
    };
    let walked = await walk(Math.min(page.sampled ?? SAMPLED, most), places.length);
    const enough = ((MOST_RANKED * MARGIN) / walked.total) * walked.records;
    if (!walked.isAnswer && enough <= most) walked = await walk(enough, walked.places);
    if (walked.isAnswer) return walked;
    const least = Math.min(...walked.met);
    rare = search.terms.filter((_, at) => (walked.met[at] ?? 0) <= Math.max(least, COMMON * walked.records));
  }
  const names = kinds.map(({ name }) => name);
  const ofKind = sql<boolean>`record.kind = any (${names}::text[])`;
  const index = rare.length > 0 ? rare : search.terms.length > 0 ? search.terms : [ofKind];
  return db.transaction().execute(async (transaction) => {
    // Planned by what is expected of a word, the whole table would be read for one that is thought to be common.
    await sql`set local enable_seqscan = off`.execute(transaction);
    return ask(transaction, search, indexedSql(search, index));
  });
}

interface Search {
  readonly places: readonly SearchPlace[];
  readonly branches: readonly Branch[];
  readonly terms: readonly RawBuilder<boolean>[];
  readonly page: SearchPage;
}

/**
 * The newest of each place, one by one. Newest by when they were made: ordered by id, which would say the same, the planner takes the
 * primary key, and reads all records of all scopes to find that one has few.
 */
const walkedSql = ({ branches, terms }: Search, depth: number): RawBuilder<unknown> => sql`
  walked as materialized (
    select asked.place, record.id, ${terms.length === 0 ? sql`'{}'::boolean[]` : sql`array[${sql.join(terms)}]`} as met,
      ${sql.join(terms.length === 0 ? [sql`true`] : terms, sql` and `)} and (${sql.join(branches.map(whereOf), sql` or `)}) as hit
    from asked cross join lateral (
      select * from record where scope = asked.home and not withdrawn order by created desc limit ${depth}
    ) record
  ), found as (
    select id, place from walked where hit order by id desc limit ${MOST_RANKED + 1}
  ), depth as (
    select coalesce(max(records), 0)::int as depth, coalesce(sum(records), 0)::int as records,
      count(*) filter (where records = ${depth})::int as places,
      array[${sql.join(terms.map((_, at) => sql`coalesce((select count(*) from walked where met[${at + 1}::int]), 0)::int`))}]::int[] as met
    from (select count(*) as records from walked group by place) of_place
  )`;

/** How much was looked at. */
interface Walked {
  /** Records of the place with most. */
  readonly depth: number;
  /** Places with as many: those that may have more. */
  readonly places: number;
  readonly records: number;
  /** In how many each term stands. */
  readonly met: readonly number[];
}

/** What the index finds, in the order in which it finds it. */
const indexedSql = ({ branches }: Search, index: readonly RawBuilder<boolean>[]): RawBuilder<unknown> => sql`
  found as (
    select record.id, asked.place from record join asked on asked.home = record.scope
    where not record.withdrawn and ${sql.join([...index], sql` and `)} and (${sql.join(branches.map(whereOf), sql` or `)})
    limit ${MOST_RANKED + 1}
  ), depth as (select 0 as depth, 0 as records, 0 as places, '{}'::int[] as met)`;

async function ask(
  db: Kysely<Schema>,
  { places, branches, page }: Search,
  found: RawBuilder<unknown>,
): Promise<Hits & Walked> {
  const { rows } = await sql<{ id: string | null; place: number | null; total: number } & Walked>`
    with asked (place, home) as (
      select * from unnest(${places.map((_, at) => at)}::int[], ${places.map(({ home }) => home)}::uuid[])
    ), reach (place, scope) as (
      select * from unnest(${places.flatMap(({ line }, at) => line.map(() => at))}::int[],
        ${places.flatMap(({ line }) => line)}::uuid[])
    ), ${found}, ranked as (
      select record.id, asked.place, case ${sql.join(branches.map(rankOf), sql` `)} end as rank
      from found join record on record.id = found.id join asked on asked.place = found.place
    ), best as (
      select distinct on (id) id, place, rank from ranked order by id, rank desc, place
    )
    select page.id, page.place, counted.total, depth.*
    from (select count(*) as total from best) counted cross join depth left join (
      select * from best order by rank desc, id desc offset ${page.offset} limit ${page.limit}
    ) page on true order by page.rank desc, page.id desc`.execute(db);
  const total = rows[0]?.total ?? 0;
  return {
    total: Math.min(total, MOST_RANKED),
    more: total > MOST_RANKED,
    hits: rows.flatMap(({ id, place }) => (id === null || place === null ? [] : [{ id, place }])),
    depth: rows[0]?.depth ?? 0,
    records: rows[0]?.records ?? 0,
    places: rows[0]?.places ?? 0,
    met: rows[0]?.met ?? [],
  };
}

/** Kinds that are asked for in the same way, in places that look alike to who asks. */
interface Branch {
  readonly places: readonly number[];
  readonly kinds: readonly Kind[];
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
  { of, asks }: Question,
  wanted: ReadonlySet<string> | undefined,
): readonly Branch[] {
  return alike(places).flatMap(({ actor, registry, places: at }) =>
    searchGroups(db, registry, actor).flatMap((group) => {
      const kinds = group.kinds.filter((kind) => wanted?.has(kind.name) !== false && asks?.(kind) !== false);
      if (kinds.length === 0) return [];
      const { where, rank } = of(group);
      return [{ places: at, kinds, where: sql<boolean>`${group.seen} and ${where}`, rank }];
    }),
  );
}

/** Places with the same roles, offices and declarations. */
function alike(places: readonly SearchPlace[]): readonly (SearchPlace & { readonly places: readonly number[] })[] {
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
