import type { Pool } from 'pg';
import { requireUsable } from './account-state.ts';
import type { Auth, SignInMethod } from './auth.ts';
import { knownDevice, rememberDevice } from './devices.ts';
import { authenticate, type Site } from './passkeys.ts';
import { verifyNothing, verifyPassword } from './password.ts';
import { factorOf, takeCode } from './second-factor.ts';
import type { FieldEncryption } from '../secrets/field-encryption.ts';
import { recordSecurity } from './security-log.ts';
import type { Place, Throttle } from './throttle.ts';

/** Where a sign-in comes from. */
export interface Visit {
  readonly headers: Headers;
  readonly address: string;
  /** Whether cookies are for https only. */
  readonly secure: boolean;
}

/** Cookies to set when it worked; otherwise what is missing. */
export type SignInAnswer =
  | { readonly cookies: readonly string[] }
  | { readonly missing: 'password' | 'code' | 'right code' };

interface Parts {
  readonly pool: Pool;
  readonly auth: Pick<Auth, 'startSession'>;
  readonly throttle: Throttle;
  readonly secrets: { readonly fields: FieldEncryption };
}

/**
 * Signs in with a password, and with a code where the account has a second factor. The password is looked at first and
 * every time, so that nothing is learnt about the account without it.
 * @throws Refusal `too-many` when this place has to wait; `not-allowed` when the account is switched off.
 */
export async function signInWithPassword(
  parts: Parts,
  entry: { email: string; password: string; code?: string | undefined },
  visit: Visit,
): Promise<SignInAnswer> {
  const email = entry.email.trim().toLowerCase();
  const cookies = visit.headers.get('cookie') ?? undefined;
  const device = await knownDevice(parts.pool, cookies, email, visit.secure);
  const place: Place = { subject: email, address: visit.address, device };
  const account = await parts.throttle.attempt(place, () => accountWithPassword(parts.pool, email, entry.password));
  if (account === undefined) {
    await recordSecurity(parts.pool, { event: 'sign-in-failed', address: visit.address });
    return { missing: 'password' };
  }
  await requireUsable(parts.pool, account);
  if (!(await factorOf(parts.pool, account))) return { cookies: await openSession(parts, account, 'password', visit) };
  const { code } = entry;
  if (!code) return { missing: 'code' };
  // Whoever gets here knows the password: codes are counted for the account, and in a known browser apart.
  const taken = await parts.throttle.attempt({ subject: `code of ${account}`, device }, async () =>
    (await takeCode(parts, account, code)) ? true : undefined,
  );
  if (taken) return { cookies: await openSession(parts, account, 'password+code', visit) };
  await recordSecurity(parts.pool, { event: 'sign-in-failed', account, address: visit.address });
  return { missing: 'right code' };
}

/** Signs in with a passkey, which is two factors in one: the device, and what opens it. */
export async function signInWithPasskey(
  parts: Parts,
  site: Site,
  response: Parameters<typeof authenticate>[2],
  visit: Visit,
): Promise<SignInAnswer> {
  const account = await authenticate(parts.pool, site, response);
  await requireUsable(parts.pool, account);
  return { cookies: await openSession(parts, account, 'passkey', visit) };
}

/** Opens the session, remembers the browser, and writes it down. @returns the cookies to set. */
export async function openSession(
  parts: Pick<Parts, 'pool' | 'auth'>,
  account: string,
  method: SignInMethod,
  visit: Visit,
): Promise<string[]> {
  const session = await parts.auth.startSession(account, method, visit.headers);
  const cookies = visit.headers.get('cookie') ?? undefined;
  const device = await rememberDevice(parts.pool, cookies, account, visit.secure);
  await recordSecurity(parts.pool, { event: 'sign-in', account, address: visit.address, details: { method } });
  return [...session, device];
}

async function accountWithPassword(pool: Pool, email: string, password: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string; password: string | null }>(
    `select u.id, a.password from "user" u
     left join account a on a."userId" = u.id and a."providerId" = 'credential' where u.email = $1`,
    [email],
  );
  const found = rows[0];
  if (!found?.password) {
    await verifyNothing(password);
    return undefined;
  }
  return (await verifyPassword(found.password, password)) ? found.id : undefined;
}
