import type { Pool } from 'pg';
import { inTransaction } from '../write/transaction.ts';
import { newId } from '../store/new-id.ts';
import { hashPassword, requireGoodPassword } from './password.ts';
import { requireOwner } from './reauthentication.ts';
import { recordSecurity } from './security-log.ts';
import type { SignedIn } from './sessions.ts';

/** Sets a new password; every other session of the account ends. */
export async function changePassword(pool: Pool, me: SignedIn, next: string, proof: string): Promise<void> {
  requireGoodPassword(next, me, 'next');
  await requireOwner(pool, me, proof);
  const password = await hashPassword(next);
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `update account set password = $2, "updatedAt" = now() where "userId" = $1 and "providerId" = 'credential'`,
      [me.id, password],
    );
    if (rowCount === 0) {
      await client.query(
        `insert into account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
         values ($1, $2, 'credential', $2, $3, now(), now())`,
        [newId(), me.id, password],
      );
    }
    await client.query('delete from session where "userId" = $1 and id <> $2', [me.id, me.session]);
    await recordSecurity(client, { event: 'password-changed', account: me.id });
    await client.query(`select pg_notify('access', '')`);
  });
}
