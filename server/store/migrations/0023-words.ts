import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  // Until now generated from the title alone.
  `alter table record drop column search`,
  // Null while it is to be written: after a restore, an upgrade, or when another field of the kind is searched.
  `alter table record add column search tsvector`,
  `create index record_search on record using gin (search)`,
  `create index record_unsearched on record (id) where search is null`,
  `create table searched (kind text primary key, indexed_as text not null)`,
];

/** All words of a record are searched, not those of its title alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
