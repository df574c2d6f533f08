import { refusal } from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';

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
