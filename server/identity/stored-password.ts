import type { PoolClient } from 'pg';
import { newId } from '../store/new-id.ts';

/** Keeps the hash of an account's password, its first or a new one. */
export async function keepPassword(client: PoolClient, account: string, password: string): Promise<void> {
  const { rowCount } = await client.query(
    `update account set password = $2, "updatedAt" = now() where "userId" = $1 and "providerId" = 'credential'`,
    [account, password],
  );
  if (rowCount !== 0) return;
  await client.query(
    `insert into account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
     values ($1, $2, 'credential', $2, $3, now(), now())`,
    [newId(), account, password],
  );
}
