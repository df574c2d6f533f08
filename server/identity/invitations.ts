import { refusal, type Role, ROLES, say } from '@callosum/kernel';
import { createHash, randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { newId } from '../store/new-id.ts';
import { inTransaction } from '../write/transaction.ts';
import type { Account } from './caller.ts';
import { makeAccount } from './make-account.ts';
import { writeRoles } from './memberships.ts';
import { hashPassword, requireGoodPassword } from './password.ts';
import { recordSecurity } from './security-log.ts';
import { DEMONSTRATION } from './stand-ins.ts';

const VALID_DAYS = 7;
const DAY_MS = 86_400_000;
const TOKEN_BYTES = 32;

export interface Invitation {
  readonly token: string;
  readonly expires: Date;
}

/** Makes a one-time link's token; the store keeps its hash only. */
export async function invite(
  pool: Pool,
  by: string,
  scope: string,
  role: Role,
  more: { readonly email?: string | undefined; readonly accountUntil?: string | undefined } = {},
): Promise<Invitation> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const expires = new Date(Date.now() + VALID_DAYS * DAY_MS);
  await pool.query(
    `insert into invitation (token, scope, role, created_by, expires, email, account_expires)
     values ($1, $2, $3, $4, $5, $6, $7::date + 1)`,
    [hashOf(token), scope, role, by, expires, more.email?.toLowerCase(), more.accountUntil],
  );
  await recordSecurity(pool, { event: 'invited', by, scope, details: { role } });
  return { token, expires };
}

/** Whether somebody has an account already; those who only stand in a demonstration are nobody. */
export async function hasAccounts(pool: Pool): Promise<boolean> {
  const text = `select exists (
      select from "user" u where not exists (
        select from account_state where account = u.id and deactivated_by = '${DEMONSTRATION}'
      )
    ) as some`;
  const { rows } = await pool.query<{ some: boolean }>(text);
  return rows[0]?.some ?? false;
}

/** The link for the first account; earlier unused ones stop working. */
export async function inviteFirst(pool: Pool, organisation: string): Promise<Invitation> {
  await pool.query(`delete from invitation where created_by = 'console' and scope = $1 and used_by is null`, [
    organisation,
  ]);
  return invite(pool, 'console', organisation, 'owner');
}

/**
 * Uses a one-time link: makes the account and gives it the link's role, both or neither.
 * @throws Refusal when the link is unknown, used or too old, or the e-mail address is taken.
 */
export async function join(
  pool: Pool,
  request: { token: string; name: string; email: string; password: string },
): Promise<Account> {
  await requireGoodPassword(request.password, request);
  const password = await hashPassword(request.password);
  const account = { id: newId(), name: request.name, email: request.email.toLowerCase() };
  await inTransaction(pool, async (client) => {
    const link = await usableLink(client, request.token);
    if (link.email !== null && link.email !== account.email) {
      throw refusal('refused', say`This link was made for another e-mail address.`, {
        path: ['email'],
        remedy: say`Give the address the link was sent to.`,
      });
    }
    if (!(await makeAccount(client, account, { password, isVerified: link.email !== null }))) {
      throw refusal('conflict', say`There is an account with this e-mail address already.`, {
        path: ['email'],
        remedy: say`Sign in with it.`,
      });
    }
    await client.query('update invitation set used_by = $2 where token = $1', [hashOf(request.token), account.id]);
    await recordSecurity(client, { event: 'account-made', account: account.id, scope: link.scope });
    if (link.accountUntil) await expireOn(client, account.id, link.accountUntil);
    await writeRoles(client, { by: link.by, account: account.id, scope: link.scope, roles: [link.role] });
  });
  return account;
}

/**
 * Uses up every open invitation of an address for an account that was just made: whoever shows that the address is
 * his, by a provider, needs no link.
 * @returns whether there was one.
 */
export async function acceptInvitations(client: PoolClient, { id, email }: Account): Promise<boolean> {
  const { rows } = await client.query<{ scope: string; role: string; by: string; until: Date | null }>(
    `update invitation set used_by = $1 where email = $2 and used_by is null and expires > now()
     returning scope, role, created_by as by, account_expires as until`,
    [id, email],
  );
  for (const scope of new Set(rows.map((row) => row.scope))) {
    const here = rows.filter((row) => row.scope === scope);
    const roles = ROLES.filter((role) => here.some((row) => row.role === role));
    await writeRoles(client, { by: here[0]?.by ?? 'console', account: id, scope, roles });
  }
  // Several invitations: the account lasts as long as the longest, without end if one has none.
  const ends = rows.map(({ until }) => until?.getTime() ?? Infinity);
  const end = Math.max(...ends);
  if (rows.length > 0 && Number.isFinite(end)) await expireOn(client, id, new Date(end));
  return rows.length > 0;
}

function expireOn(client: PoolClient, account: string, expires: Date): Promise<unknown> {
  return client.query('insert into account_state (account, expires) values ($1, $2)', [account, expires]);
}

interface Link {
  readonly scope: string;
  readonly role: Role;
  readonly by: string;
  /** The only address that can use it; null when it was handed over in another way. */
  readonly email: string | null;
  readonly accountUntil: Date | null;
}

async function usableLink(client: PoolClient, token: string): Promise<Link> {
  const { rows } = await client.query<{
    scope: string;
    role: string;
    by: string;
    expires: Date;
    used_by: string | null;
    email: string | null;
    account_expires: Date | null;
  }>(
    `select scope, role, created_by as by, expires, used_by, email, account_expires
     from invitation where token = $1 for update`,
    [hashOf(token)],
  );
  const found = rows[0];
  const role = ROLES.find((known) => known === found?.role);
  if (!found || !role) {
    throw refusal('refused', say`This link is not known here.`, { remedy: say`Use the newest link, whole.` });
  }
  if (found.used_by !== null)
    throw refusal('refused', say`This link was used already.`, { remedy: say`Sign in, or ask for a new link.` });
  if (found.expires < new Date())
    throw refusal('refused', say`This link is too old.`, { remedy: say`Ask for a new one.` });
  return { scope: found.scope, role, by: found.by, email: found.email, accountUntil: found.account_expires };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
