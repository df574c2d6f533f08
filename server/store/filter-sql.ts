import {
  type BoundClause,
  fieldType,
  type FieldTest,
  type Filter,
  type Kind,
  readClauses,
  STATE_FIELD,
} from '@callosum/kernel';
import { type RawBuilder, sql } from 'kysely';
import { fieldJson, fieldKey, fieldText } from './field-sql.ts';
import { type Asked, seenOnly } from './predicate-sql.ts';

/**
 * A filter over a kind's fields as a condition on the table `record`. Never null, so that it can be negated; `passes` of
 * the kernel must agree with it, and a test compares them. A field the actor may not see is empty to him, so that no
 * filter tells of it.
 */
export function filterSql(kind: Kind, filter: Filter, asked: Asked): RawBuilder<boolean> {
  const parts = readClauses(kind, filter).map((clause) => clauseSql(kind, clause, asked));
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(parts, sql` and `)})`;
}

/** The value as its type compares, spelled as the index of a sortable field is. */
export function valueSql(kind: Kind, name: string): RawBuilder<unknown> {
  if (name === STATE_FIELD) return sql`record.state`;
  const field = kind.fields[name];
  if (!field) throw new Error(`${kind.name} has no field “${name}”`);
  // Written out, not a parameter, so that the field's expression index is found.
  return sql.raw(fieldKey(name, field));
}

function clauseSql(kind: Kind, { name, field, ofState, test }: BoundClause, asked: Asked): RawBuilder<boolean> {
  const raw = (text: string): RawBuilder<unknown> => sql.raw(text);
  const seen = (text: string): RawBuilder<unknown> => seenOnly(kind, name, asked, raw(text));
  if (ofState)
    return testSql(test, {
      key: raw('record.state'),
      text: raw('record.state'),
      json: raw('to_jsonb(record.state)'),
      type: raw('text'),
    });
  return testSql(test, {
    key: seen(fieldKey(name, field)),
    text: seen(`(${fieldText(name, field)})`),
    json: seen(fieldJson(name)),
    type: raw(fieldType(field).sqlType),
  });
}

/** Where the value of a field is. */
interface Place {
  /** Typed and collated: what lists sort by and what the indexes hold. */
  readonly key: RawBuilder<unknown>;
  readonly text: RawBuilder<unknown>;
  readonly json: RawBuilder<unknown>;
  readonly type: RawBuilder<unknown>;
}

/** Texts of a prose, block by block: see the rich text of the kernel. */
const BLOCKS = `'strict $.** ? (exists (@.content[*] ? (@.type == "text")))'`;
const TEXTS = `'strict $.content[*] ? (@.type == "text").text'`;

function testSql(test: FieldTest, { key, text, json, type }: Place): RawBuilder<boolean> {
  const surely = (condition: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`coalesce(${condition}, false)`;
  switch (test.ask) {
    case 'never':
      return sql<boolean>`false`;
    case 'set':
      return sql<boolean>`(${json} is not null)`;
    case 'empty':
      return sql<boolean>`(${json} is null)`;
    case 'done':
      return surely(sql`not jsonb_path_exists(${json}, '$[*] ? (!exists (@.done))')`);
    case 'undone':
      return surely(sql`jsonb_path_exists(${json}, '$[*] ? (!exists (@.done))')`);
    case 'is':
      return surely(sql`${key} = ${test.key}::${type}`);
    case 'not':
      return sql<boolean>`(${key} is distinct from ${test.key}::${type})`;
    case 'from':
      return surely(sql`${key} >= ${test.key}::${type}`);
    case 'upTo':
      return surely(sql`${key} <= ${test.key}::${type}`);
    case 'before':
      return surely(sql`${key} < ${test.key}::${type}`);
    case 'after':
      return surely(sql`${key} > ${test.key}::${type}`);
    case 'afterPrefix':
      return surely(sql`(${key} > ${test.key} and not starts_with(${text}, ${test.key}))`);
    case 'upToPrefix':
      return surely(sql`(${key} <= ${test.key} or starts_with(${text}, ${test.key}))`);
    case 'anyOf':
      return surely(sql`${key} = any (${[...test.keys]}::${type}[])`);
    case 'noneOf':
      return sql<boolean>`coalesce(${key} <> all (${[...test.keys]}::${type}[]), true)`;
    case 'anyNamed':
      return surely(sql`${json} ?| ${[...test.names]}::text[]`);
    case 'allNamed':
      return surely(sql`${json} ?& ${[...test.names]}::text[]`);
    case 'noneNamed':
      return sql<boolean>`(not coalesce(${json} ?| ${[...test.names]}::text[], false))`;
    case 'contains':
      return surely(holds(text, test.words));
    case 'lacks':
      return sql<boolean>`(not coalesce(${holds(text, test.words)}, false))`;
    case 'blockContains':
      return inBlocks(json, test.words);
    case 'blockLacks':
      return sql<boolean>`(not ${inBlocks(json, test.words)})`;
  }
}

/** Small letters by the root's rules, as in a browser; compared byte by byte, since a collation would take more for equal. */
function holds(text: RawBuilder<unknown>, words: string): RawBuilder<unknown> {
  return sql`strpos(lower(${text} collate callosum) collate "C", ${words}) > 0`;
}

function inBlocks(json: RawBuilder<unknown>, words: string): RawBuilder<boolean> {
  const block = sql`(select string_agg(part #>> '{}', '') from jsonb_path_query(block, ${sql.raw(TEXTS)}) as part)`;
  return sql<boolean>`exists (select 1 from jsonb_path_query(${json}, ${sql.raw(BLOCKS)}) as block where ${holds(block, words)})`;
}
