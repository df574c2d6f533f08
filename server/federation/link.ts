import { refusal, say } from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';
import { hasPassword } from '../identity/reauthentication.ts';
import { recordSecurity } from '../identity/security-log.ts';
import { inTransaction } from '../write/transaction.ts';
import { verifiedAddress } from './enter.ts';
import { applyGroups } from './group-roles.ts';
import { type FoundIdentity, NotLetIn } from './identity.ts';
import type { SignInProvider } from './providers.ts';

/** A provider one may sign in through, and since when it knows one. */
export interface Linked {
  readonly id: string;
  readonly name: string;
  readonly since: string | null;
}

export async function linksOf(pool: Pool, account: string): Promise<Linked[]> {
  const { rows } = await pool.query<{ id: string; name: string; since: Date | null }>(
    `select p.id, p.name, min(a.linked) as since from identity_provider p
     left join provider_account a on a.provider = p.id and a.account = $1
     where p.kind in ('oidc', 'saml') and p.enabled group by p.id, p.name order by p.name, p.id`,
    [account],
  );
  return rows.map(({ id, name, since }) => ({ id, name, since: since?.toISOString() ?? null }));
}

/**
 * Joins an account with whom a provider knows, because its owner said so and showed that it is he. His address counts as
 * checked from now on where the provider says it is his.
 * @throws NotLetIn `taken` when the provider's account belongs to somebody else here.
 */
export async function linkTo(
  pool: Pool,
  provider: SignInProvider,
  found: FoundIdentity,
  account: string,
): Promise<string> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ account: string }>(
      `insert into provider_account (provider, subject, account, linked, last_used) values ($1, $2, $3, now(), now())
       on conflict (provider, subject) do update set last_used = now() returning account`,
      [provider.id, found.subject, account],
    );
    if (rows[0]?.account !== account) throw new NotLetIn('taken');
    if (isChecked(provider, found)) {
      await client.query(`update "user" set "emailVerified" = true where id = $1 and email = $2`, [
        account,
        found.email,
      ]);
    }
    await recordSecurity(client, { event: 'provider-linked', account, details: { provider: provider.id } });
    await applyGroups(client, provider.id, account, found.groups);
    return account;
  });
}

function isChecked(provider: SignInProvider, found: FoundIdentity): boolean {
  try {
    return verifiedAddress(provider, found) === found.email;
  } catch {
    return false;
  }
}

/** Parts an account from a provider, with the roles of its groups. @throws Refusal `refused` when it is the only way in. */
export async function unlink(pool: Pool, provider: string, account: string): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query('delete from provider_account where provider = $1 and account = $2', [
      provider,
      account,
    ]);
    if (rowCount === 0) throw refusal('not-found', say`This provider does not know you here.`);
    if (!(await hasAnotherWay(pool, client, account))) {
      throw refusal('refused', say`You would have no way to sign in left; nothing was changed.`, {
        remedy: say`Set a password or a passkey first.`,
      });
    }
    await applyGroups(client, provider, account, []);
    await recordSecurity(client, { event: 'provider-unlinked', account, details: { provider } });
  });
}

async function hasAnotherWay(pool: Pool, client: PoolClient, account: string): Promise<boolean> {
  if (await hasPassword(pool, account)) return true;
  const { rows } = await client.query<{ some: boolean }>(
    `select exists (select from passkey where account = $1) or exists (select from provider_account where account = $1) as some`,
    [account],
  );
  return rows[0]?.some ?? false;
}
