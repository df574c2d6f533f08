import { type Kysely, sql } from 'kysely';

/**
 * The version in which a record last changed materially: what links that pin are held against. Of records that were there before,
 * it is only known that it was not later than their version.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table record add column material_version integer').execute(db);
  await sql.raw('update record set material_version = version').execute(db);
  await sql.raw('alter table record alter column material_version set not null').execute(db);
}
