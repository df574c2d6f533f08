import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { cookieIn, cookieName, cookieOf } from './cookies.ts';

/** Names a browser, not a person: several people may have signed in from it. */
const COOKIE = 'callosum.device';

const YEAR_S = 31_536_000;
const DEVICE_BYTES = 24;

/** The browser an account is known in, if it is this one. */
export async function knownDevice(
  pool: Pool,
  cookies: string | undefined,
  email: string,
  secure: boolean,
): Promise<string | undefined> {
  const device = deviceIn(cookies, secure);
  if (device === undefined) return undefined;
  const { rowCount } = await pool.query(
    `select from known_device d join "user" u on u.id = d.account where u.email = $1 and d.device = $2`,
    [email, hashOf(device)],
  );
  return rowCount === 0 ? undefined : device;
}

/** Remembers that the account signed in from this browser. @returns the cookie that names the browser. */
export async function rememberDevice(
  pool: Pool,
  cookies: string | undefined,
  account: string,
  secure: boolean,
): Promise<string> {
  const device = deviceIn(cookies, secure) ?? randomBytes(DEVICE_BYTES).toString('base64url');
  await pool.query(
    `insert into known_device (device, account, first, last) values ($1, $2, now(), now())
     on conflict (account, device) do update set last = now()`,
    [hashOf(device), account],
  );
  return cookieOf(COOKIE, device, { seconds: YEAR_S, sameSite: 'Strict', secure });
}

function deviceIn(cookies: string | undefined, secure: boolean): string | undefined {
  const device = cookieIn(cookies, cookieName(COOKIE, secure));
  return device !== undefined && /^[\w-]{32}$/.test(device) ? device : undefined;
}

function hashOf(device: string): Buffer {
  return createHash('sha256').update(device).digest();
}
