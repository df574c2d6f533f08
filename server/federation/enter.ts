import type { Pool, PoolClient } from 'pg';
import { stateOf } from '../identity/account-state.ts';
import type { Account } from '../identity/caller.ts';
import { acceptInvitations } from '../identity/invitations.ts';
import { makeAccount } from '../identity/make-account.ts';
import { recordSecurity } from '../identity/security-log.ts';
import { newId } from '../store/new-id.ts';
import { inTransaction } from '../write/transaction.ts';
import { applyGroups, givesRole } from './group-roles.ts';
import { type FoundIdentity, NotLetIn } from './identity.ts';
import type { SignInProvider } from './providers.ts';

/**
 * Which account somebody enters whom a provider vouches for: the one it knows him by, one of the same verified address,
 * or a new one when he is invited or his groups give him a role. His roles by groups are brought up to date.
 * @throws NotLetIn that says why not.
 */
export async function accountFor(pool: Pool, provider: SignInProvider, found: FoundIdentity): Promise<string> {
  return inTransaction(pool, async (client) => {
    // Two first sign-ins of the same person at once would make two of him.
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${provider.id} ${found.subject}`]);
    const account = (await linked(client, provider, found)) ?? (await linkOrMake(client, provider, found));
    if ((await stateOf(client, account)) !== 'active') throw new NotLetIn('off');
    await applyGroups(client, provider.id, account, found.groups);
    return account;
  });
}

async function linked(client: PoolClient, { id }: SignInProvider, { subject }: FoundIdentity) {
  const { rows } = await client.query<{ account: string }>(
    `update provider_account set last_used = now() where provider = $1 and subject = $2 returning account`,
    [id, subject],
  );
  return rows[0]?.account;
}

async function linkOrMake(client: PoolClient, provider: SignInProvider, found: FoundIdentity): Promise<string> {
  const email = verifiedAddress(provider, found);
  const { rows } = await client.query<{ id: string; verified: boolean }>(
    `select id, "emailVerified" as verified from "user" where email = $1 for update`,
    [email],
  );
  const known = rows[0];
  // An account whose own address nobody checked may be somebody else's who gave this one.
  if (known && !known.verified) throw new NotLetIn('not-linked');
  if (known && (await stateOf(client, known.id)) !== 'active') throw new NotLetIn('off');
  const account = known?.id ?? (await newcomer(client, provider, found, email));
  await client.query(
    `insert into provider_account (provider, subject, account, linked, last_used) values ($1, $2, $3, now(), now())`,
    [provider.id, found.subject, account],
  );
  await recordSecurity(client, { event: 'provider-linked', account, details: { provider: provider.id } });
  return account;
}

/** The address that counts: of a domain of the provider's, and shown to be this person's. */
export function verifiedAddress({ domains, config }: SignInProvider, { email, verified }: FoundIdentity): string {
  if (email === null) throw new NotLetIn('no-email');
  const domain = email.slice(email.lastIndexOf('@') + 1);
  const within = domains.includes(domain);
  if (domains.length > 0 && !within) throw new NotLetIn('domain');
  // That an address was not checked is never overruled, and nobody vouches for addresses of the whole world.
  if (verified === true || (verified === null && config.vouches && within)) return email;
  throw new NotLetIn('unverified');
}

async function newcomer(
  client: PoolClient,
  { id, config }: SignInProvider,
  found: FoundIdentity,
  email: string,
): Promise<string> {
  const account: Account = { id: newId(), name: found.name ?? email, email };
  if (!(await makeAccount(client, account, { isVerified: true }))) throw new NotLetIn('stale');
  const invited = await acceptInvitations(client, account);
  const provisioned = !invited && config.entry === 'groups' && (await givesRole(client, id, found.groups));
  // Thrown, it undoes the account as well.
  if (!invited && !provisioned) throw new NotLetIn('not-invited');
  await recordSecurity(client, { event: 'account-made', account: account.id, by: id });
  return account.id;
}
