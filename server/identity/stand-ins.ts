import type { Role } from '@callosum/kernel';
import type { Pool } from 'pg';
import { inTransaction } from '../write/transaction.ts';
import { makeAccount } from './make-account.ts';

/** Who switched the accounts of a demonstration off. */
export const DEMONSTRATION = 'demonstration';

/** Somebody a demonstration speaks of. */
export interface StandIn {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/**
 * Gives a demonstration's people names, so that its records have owners. Their accounts are switched off from the
 * beginning and have no password: nobody can be them. Those that are there already stay as they are.
 */
export async function makeStandIns(pool: Pool, scope: string, people: readonly StandIn[]): Promise<void> {
  await inTransaction(pool, async (client) => {
    for (const { id, name, email, role } of people) {
      if (!(await makeAccount(client, { id, name, email }, { isVerified: false }))) continue;
      await client.query('insert into account_state (account, deactivated, deactivated_by) values ($1, now(), $2)', [
        id,
        DEMONSTRATION,
      ]);
      await client.query('insert into membership (account, scope, role) values ($1, $2, $3)', [id, scope, role]);
    }
    await client.query(`select pg_notify('access', '')`);
  });
}
