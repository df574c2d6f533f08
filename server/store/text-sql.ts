import { fieldRows, type Kind } from '@callosum/kernel';
import {
  isApart,
  lexeme,
  searchedFields,
  stemLexeme,
  type Term,
  type TextQuery,
  wantedOf,
} from '@callosum/kernel/search';
import { type RawBuilder, sql } from 'kysely';
import { type Asked, predicateSql } from './predicate-sql.ts';

/** Where the words of a kind's records stand in the index, for one who asks. */
export interface TextParts {
  /** Fields kept apart that he sees wherever he sees the record; undefined is what is not kept apart. */
  readonly open: readonly (string | undefined)[];
  /** Fields that he sees in some records only. */
  readonly limited: readonly { readonly field: string; readonly seen: RawBuilder<boolean> }[];
}

/**
 * What was typed as a condition on the table `record`: every term stands in a field that the actor sees, and none of those
 * with a minus does. A field he does not see neither finds a record nor keeps one from being found.
 */
export function textSql({ open, limited }: TextParts, { terms }: TextQuery): RawBuilder<boolean> {
  if (terms.length === 0) return sql<boolean>`true`;
  if (limited.length === 0) return matches(terms.map((term) => termQuery(term, open)).join(' & '));
  const conditions = terms.map((term) => {
    const positive = { ...term, not: false };
    const anywhere = sql.join(
      [
        matches(termQuery(positive, open)),
        ...limited.map(({ field, seen }) => sql`(${seen} and ${matches(termQuery(positive, [field]))})`),
      ],
      sql` or `,
    );
    return term.not ? sql<boolean>`(not (${anywhere}))` : sql<boolean>`(${anywhere})`;
  });
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** How well a record of a kind matches, by what the actor sees in every one of them. */
export function rankSql({ open }: TextParts, { terms }: TextQuery): RawBuilder<number> {
  const asked = terms.filter(({ not }) => !not);
  // A word as it was typed counts for more than one that begins with it.
  const wanted = asked.flatMap((term) => [termQuery(term, open), termQuery({ ...term, exact: true }, open)]);
  if (wanted.length === 0) return sql<number>`0`;
  return sql<number>`ts_rank(record.search, ${wanted.join(' | ')}::tsquery)`;
}

/** Wider questions that the index answers for records of several kinds at once, one per term that must be there. */
export function indexSql(kinds: readonly Kind[], { terms }: TextQuery): readonly RawBuilder<boolean>[] {
  const apart = kinds.flatMap((kind) =>
    searchedFields(kind).flatMap(([name, field]) => (isApart(name, field) ? [name] : [])),
  );
  const fields = [undefined, ...new Set(apart)];
  return terms
    .filter(({ not }) => !not)
    .map((term) => sql<boolean>`record.search @@ ${termQuery(term, fields)}::tsquery`);
}

/** Said so that no index answers it: which terms are asked of the index is chosen by how rare they are. */
function matches(query: string): RawBuilder<boolean> {
  return sql<boolean>`coalesce(record.search, '') @@ ${query}::tsquery`;
}

/** The parts of the index that one who asks may look at in the records of a kind. */
export function partsOf(kind: Kind, asked: Asked): TextParts {
  const open: (string | undefined)[] = [undefined];
  const limited: { field: string; seen: RawBuilder<boolean> }[] = [];
  for (const [name, field] of searchedFields(kind)) {
    if (!isApart(name, field)) continue;
    const seen = fieldRows(kind, name, asked.actor);
    if (seen && 'every' in seen) open.push(name);
    else if (seen) limited.push({ field: name, seen: predicateSql(seen, asked) });
  }
  return { open, limited };
}

/** A term in the language of the index. Words are letters and digits and names of fields nearly so: nothing needs escaping. */
function termQuery(term: Term, fields: readonly (string | undefined)[]): string {
  const inFields = fields.map((field) =>
    wantedOf(term)
      .map(({ word, begins, stem }) => {
        const forms = [`'${lexeme(field, word)}'${begins ? ':*' : ''}`];
        if (stem !== undefined) {
          if (stem !== word) forms.push(`'${lexeme(field, stem)}'`);
          forms.push(`'${stemLexeme(field, stem)}'`);
        }
        return forms.length === 1 ? (forms[0] ?? '') : `(${forms.join(' | ')})`;
      })
      .join(' <-> '),
  );
  const anywhere = `(${inFields.join(' | ')})`;
  return term.not ? `!${anywhere}` : anywhere;
}
