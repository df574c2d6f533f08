import { refusal, say } from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';
import { recordSecurity } from './security-log.ts';

/** Whether an account may be used now. @throws Refusal `not-allowed` in words for its owner. */
export async function requireUsable(store: Pool | PoolClient, account: string): Promise<void> {
  const state = await stateOf(store, account);
  if (state === 'active') return;
  throw refusal(
    'not-allowed',
    state === 'expired' ? say`This account has expired.` : say`This account has been switched off.`,
    { remedy: say`Ask whoever invited you.` },
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

const LAST_OWNER = `select not exists (
    select from membership m join scope s on s.id = m.scope and s.parent is null
    left join account_state a on a.account = m.account
    where m.role = 'owner' and m.provider = '' and m.account <> $1 and a.deactivated is null
      and coalesce(a.expires > now(), true)
  ) and exists (
    select from membership m join scope s on s.id = m.scope and s.parent is null
    where m.role = 'owner' and m.provider = '' and m.account = $1
  ) as last`;

/**
 * Switches an account off: sessions and tokens end with the transaction, on every node.
 * @param by who says so: an account, or a directory.
 * @throws Refusal `refused` for the last owner of the organisation, after whom nobody could let anybody in.
 */
export async function deactivate(client: PoolClient, account: string, by: string): Promise<void> {
  // One at a time: two last owners must not both be switched off.
  await client.query('select from scope where parent is null for update');
  const { rows } = await client.query<{ last: boolean }>(LAST_OWNER, [account]);
  if (rows[0]?.last) {
    throw refusal('refused', say`This is the last owner of the organisation; the account stays as it is.`, {
      remedy: say`Make somebody else an owner of the organisation first.`,
    });
  }
  const { rowCount } = await client.query(
    `insert into account_state (account, deactivated, deactivated_by) values ($1, now(), $2)
     on conflict (account) do update set deactivated = now(), deactivated_by = $2 where account_state.deactivated is null`,
    [account, by],
  );
  if (rowCount === 0) return;
  await endAccess(client, account);
  await recordSecurity(client, { event: 'account-deactivated', account, by });
}

/**
 * Switches an account on again; what ended stays ended.
 * @param whoever also what somebody else switched off: for owners of the organisation.
 */
export async function reactivate(client: PoolClient, account: string, by: string, whoever = false): Promise<void> {
  const { rowCount } = await client.query(
    `update account_state set deactivated = null, deactivated_by = null
     where account = $1 and deactivated is not null and (deactivated_by = $2 or $3)`,
    [account, by, whoever],
  );
  if (rowCount === 0) {
    if ((await stateOf(client, account)) !== 'deactivated') return;
    throw refusal('refused', say`This account was switched off by somebody else.`, {
      remedy: say`Ask an owner of the organisation.`,
    });
  }
  await recordSecurity(client, { event: 'account-reactivated', account, by });
  await client.query(`select pg_notify('access', '')`);
}

/** Everything an account is signed in by, and what it could sign with, ends. */
async function endAccess(client: PoolClient, account: string): Promise<void> {
  await client.query('delete from session where "userId" = $1', [account]);
  await client.query('update api_token set revoked = now() where account = $1 and revoked is null', [account]);
  await client.query('delete from reauthentication where account = $1', [account]);
  await client.query('delete from password_reset where account = $1', [account]);
  await client.query(`select pg_notify('access', '')`);
}
