import { refusal, say } from '@callosum/kernel';
import type { ClientBase } from 'pg';

/** What makes a store somebody's: tables with a row in them, and what to call that. */
const SIGNS = { user: 'accounts', event: 'a ledger', file: 'files' } as const;

/** @throws Refusal `refused` when there is any account, event or file. */
export async function requireEmpty(client: ClientBase): Promise<void> {
  const found: string[] = [];
  for (const [table, what] of Object.entries(SIGNS)) {
    const there = await client.query<{ there: boolean }>('select to_regclass(quote_ident($1)) is not null as there', [
      table,
    ]);
    if (!there.rows[0]?.there) continue;
    const some = await client.query<{ some: boolean }>(`select exists (select from "${table}") as some`);
    if (some.rows[0]?.some) found.push(what);
  }
  if (found.length === 0) return;
  throw refusal('refused', say`The store is not empty (it has ${found.join(' and ')}): nothing was restored.`, {
    remedy: say`Restore into a new data directory (--data) or a new database (DATABASE_URL).`,
  });
}

/**
 * A server or command that works on the store would not notice that all of it was replaced.
 * @throws Refusal `refused` when another process of ours is connected.
 */
export async function requireAlone(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ others: number }>(
    `select count(*)::int as others from pg_stat_activity
      where datname = current_database() and application_name = 'callosum' and pid <> pg_backend_pid()`,
  );
  if ((rows[0]?.others ?? 0) === 0) return;
  throw refusal('refused', say`A Callosum server or command is using this store: nothing was restored.`, {
    remedy: say`Stop it, then restore.`,
  });
}
