import { type Kysely, sql } from 'kysely';

/** Why a webhook did not arrive, for readers of any language. What was kept before has its English text alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table webhook_attempt add column sentence jsonb').execute(db);
}
