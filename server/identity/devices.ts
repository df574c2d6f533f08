import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';

/** Names a browser, not a person: several people may have signed in from it. */
export const DEVICE_COOKIE = 'callosum.device';

const YEAR_S = 31_536_000;
const DEVICE_BYTES = 24;

/** The browser an account is known in, if it is this one. */
export async function knownDevice(pool: Pool, cookies: string | undefined, email: string): Promise<string | undefined> {
  const device = deviceIn(cookies);
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
  const device = deviceIn(cookies) ?? randomBytes(DEVICE_BYTES).toString('base64url');
  await pool.query(
    `insert into known_device (device, account, first, last) values ($1, $2, now(), now())
     on conflict (account, device) do update set last = now()`,
    [hashOf(device), account],
  );
  const guard = secure ? '; Secure' : '';
  return `${DEVICE_COOKIE}=${device}; Path=/; Max-Age=${YEAR_S}; HttpOnly; SameSite=Strict${guard}`;
}

function deviceIn(cookies: string | undefined): string | undefined {
  const found = /(?:^|;\s*)callosum\.device=([\w-]{32})(?:;|$)/.exec(cookies ?? '');
  return found?.[1];
}

function hashOf(device: string): Buffer {
  return createHash('sha256').update(device).digest();
}
