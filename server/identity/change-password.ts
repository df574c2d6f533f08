import type { Pool } from 'pg';
import { inTransaction } from '../write/transaction.ts';
import { hashPassword, requireGoodPassword } from './password.ts';
import { requireOwner } from './reauthentication.ts';
import { recordSecurity } from './security-log.ts';
import type { SignedIn } from './sessions.ts';
import { keepPassword } from './stored-password.ts';

/** Sets a new password; every other session of the account ends. */
export async function changePassword(pool: Pool, me: SignedIn, next: string, proof: string): Promise<void> {
  await requireGoodPassword(next, me, 'next');
  await requireOwner(pool, me, proof);
  const password = await hashPassword(next);
  await inTransaction(pool, async (client) => {
    await keepPassword(client, me.id, password);
    await client.query('delete from session where "userId" = $1 and id <> $2', [me.id, me.session]);
    await recordSecurity(client, { event: 'password-changed', account: me.id });
    await client.query(`select pg_notify('access', '')`);
  });
}
