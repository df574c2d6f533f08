import type { PoolClient } from 'pg';
import { newId } from '../store/new-id.ts';
import type { Account } from './caller.ts';

/**
 * The rows the identity library makes for an account. Written here, because the library would write them over
 * connections of its own: an account must not be left behind without its role, or without its password.
 * @param password its hash; without one the account is entered through a provider only.
 * @param isVerified whether the address was shown to be this person's: only such an account may be joined by single
 * sign-on.
 * @returns false when the e-mail address is taken.
 */
export async function makeAccount(
  client: PoolClient,
  { id, name, email }: Account,
  { password, isVerified }: { readonly password?: string; readonly isVerified: boolean },
): Promise<boolean> {
  const made = await client.query(
    `insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt") values ($1, $2, $3, $4, now(), now())
     on conflict (email) do nothing`,
    [id, name, email, isVerified],
  );
  if (made.rowCount === 0) return false;
  if (password !== undefined) {
    await client.query(
      `insert into account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
       values ($1, $2, 'credential', $2, $3, now(), now())`,
      [newId(), id, password],
    );
  }
  return true;
}
