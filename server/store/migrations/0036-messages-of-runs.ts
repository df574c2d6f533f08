import { type Kysely, sql } from 'kysely';

/** Which run of a test a message came from; a partner sent what has none. What came in before is taken for a partner's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table message_received add column run uuid').execute(db);
}
