import { refusal } from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';
import { recordSecurity } from './security-log.ts';

/** Whether an account may be used now. @throws Refusal `not-allowed` in words for its owner. */
export async function requireUsable(store: Pool | PoolClient, account: string): Promise<void> {
  const state = await stateOf(store, account);
  if (state === 'active') return;
  throw refusal(
    'not-allowed',
    state === 'expired' ? 'This account has expired.' : 'This account has been switched off.',
    { remedy: 'Ask whoever invited you.' },
  );
}

export async function stateOf(
  store: Pool | PoolClient,
  account: string,
): Promise<'active' | 'expired' | 'deactivated'> {
  const { rows } = await store.query<{ deactivated: boolean; expired: boolean }>(
    `select deactivated is not null as deactivated, coalesce(expires <= now(), false) as expired
     from account_state where account = $1`,
    [account],
  );
  if (rows[0]?.deactivated) return 'deactivated';
  return rows[0]?.expired ? 'expired' : 'active';
}

/** Switches an account off: its sessions and tokens end in the same transaction, on every node at once. */
export async function deactivate(client: PoolClient, account: string, by: string): Promise<void> {
  await client.query(
    `insert into account_state (account, deactivated, deactivated_by) values ($1, now(), $2)
     on conflict (account) do update set deactivated = coalesce(account_state.deactivated, now()), deactivated_by = $2`,
    [account, by],
  );
  await client.query('delete from session where "userId" = $1', [account]);
  await client.query('update api_token set revoked = now() where account = $1 and revoked is null', [account]);
  await recordSecurity(client, { event: 'account-deactivated', account, by });
  await client.query(`select pg_notify('access', '')`);
}

/** Lets a switched-off account sign in again; tokens that ended stay ended. */
export async function reactivate(client: PoolClient, account: string, by: string): Promise<void> {
  const { rowCount } = await client.query(
    'update account_state set deactivated = null, deactivated_by = null where account = $1 and deactivated is not null',
    [account],
  );
  if (rowCount) await recordSecurity(client, { event: 'account-reactivated', account, by });
}
