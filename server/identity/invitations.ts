import { refusal, type Role, ROLES } from '@callosum/kernel';
import { createHash, randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { newId } from '../store/new-id.ts';
import { inTransaction } from '../write/transaction.ts';
import type { Account } from './caller.ts';
import { writeRoles } from './memberships.ts';
import { hashPassword, requireGoodPassword } from './password.ts';
import { recordSecurity } from './security-log.ts';

const VALID_DAYS = 7;
const DAY_MS = 86_400_000;
const TOKEN_BYTES = 32;

export interface Invitation {
  readonly token: string;
  readonly expires: Date;
}

/** Makes a one-time link's token; the store keeps its hash only. */
export async function invite(pool: Pool, by: string, scope: string, role: Role): Promise<Invitation> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const expires = new Date(Date.now() + VALID_DAYS * DAY_MS);
  await pool.query('insert into invitation (token, scope, role, created_by, expires) values ($1, $2, $3, $4, $5)', [
    hashOf(token),
    scope,
    role,
    by,
    expires,
  ]);
  return { token, expires };
}

/** Whether somebody has an account already. */
export async function hasAccounts(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ some: boolean }>('select exists (select 1 from "user") as some');
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
  requireGoodPassword(request.password, request);
  const password = await hashPassword(request.password);
  const account = { id: newId(), name: request.name, email: request.email.toLowerCase() };
  await inTransaction(pool, async (client) => {
    const link = await usableLink(client, request.token);
    if (!(await makeAccount(client, account, password))) {
      throw refusal('conflict', 'There is an account with this e-mail address already.', {
        path: ['email'],
        remedy: 'Sign in with it.',
      });
    }
    await client.query('update invitation set used_by = $2 where token = $1', [hashOf(request.token), account.id]);
    await recordSecurity(client, { event: 'account-made', account: account.id, scope: link.scope });
    await writeRoles(client, { by: link.by, account: account.id, scope: link.scope, roles: [link.role] });
  });
  return account;
}

async function usableLink(client: PoolClient, token: string): Promise<{ scope: string; role: Role; by: string }> {
  const { rows } = await client.query<{
    scope: string;
    role: string;
    by: string;
    expires: Date;
    used_by: string | null;
  }>('select scope, role, created_by as by, expires, used_by from invitation where token = $1 for update', [
    hashOf(token),
  ]);
  const found = rows[0];
  const role = ROLES.find((known) => known === found?.role);
  if (!found || !role) {
    throw refusal('refused', 'This link is not known here.', { remedy: 'Use the newest link, whole.' });
  }
  if (found.used_by !== null)
    throw refusal('refused', 'This link was used already.', { remedy: 'Sign in, or ask for a new link.' });
  if (found.expires < new Date()) throw refusal('refused', 'This link is too old.', { remedy: 'Ask for a new one.' });
  return { scope: found.scope, role, by: found.by };
}

/**
 * The rows the identity library makes for an account with a password. Written here, because the library would write
 * them over connections of its own: an account must not be left behind without its role, or without its password.
 * @returns false when the e-mail address is taken.
 */
async function makeAccount(client: PoolClient, { id, name, email }: Account, password: string): Promise<boolean> {
  const made = await client.query(
    `insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt") values ($1, $2, $3, true, now(), now())
     on conflict (email) do nothing`,
    [id, name, email],
  );
  if (made.rowCount === 0) return false;
  await client.query(
    `insert into account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
     values ($1, $2, 'credential', $2, $3, now(), now())`,
    [newId(), id, password],
  );
  return true;
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
