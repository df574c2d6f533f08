import { refusal, say } from '@callosum/kernel';
import { createHash, randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Place, Throttle } from './throttle.ts';
import { verifyPassword } from './password.ts';
import { authenticate, type Site } from './passkeys.ts';
import { factorOf, takeCode } from './second-factor.ts';
import type { FieldEncryption } from '../secrets/field-encryption.ts';
import type { SignedIn } from './sessions.ts';

type PasskeyAnswer = Parameters<typeof authenticate>[2];

/** What somebody shows to prove that it is still he who sits there. */
export type Showing =
  | { readonly code: string }
  | { readonly passkey: PasskeyAnswer; readonly site: Site }
  | { readonly password: string }
  | { readonly justSignedIn: true };

/** How it was shown. A code and a passkey are second factors; a password and a fresh sign-in are not. */
export type Shown = 'code' | 'passkey' | 'password' | 'sign-in';

export interface Proof {
  /** To be sent along with the one act it was asked for. */
  readonly proof: string;
  readonly expires: Date;
}

interface Parts {
  readonly pool: Pool;
  readonly throttle: Throttle;
  readonly secrets: { readonly fields: FieldEncryption };
}

const VALID_S = 300;
const PROOF_BYTES = 32;

/**
 * Lets a signed-in person prove himself again.
 * @returns a proof bound to his session, good for one act within five minutes.
 * @throws Refusal `not-allowed` when what he showed is wrong, `too-many` when he has to wait.
 */
export async function reauthenticate(parts: Parts, me: SignedIn, showing: Showing, place: Place): Promise<Proof> {
  const method = await parts.throttle.attempt(place, () => show(parts, me, showing));
  if (method === undefined) {
    throw refusal('not-allowed', say`This is not right, or was used already.`, { remedy: say`Give the next code.` });
  }
  return giveProof(parts.pool, me, method);
}

async function show(parts: Parts, me: SignedIn, showing: Showing): Promise<Shown | undefined> {
  if ('code' in showing) return (await takeCode(parts, me.id, showing.code)) ? 'code' : undefined;
  if ('passkey' in showing) {
    await authenticate(parts.pool, showing.site, showing.passkey, me.id);
    return 'passkey';
  }
  const { rows } = await parts.pool.query<{ password: string | null }>(
    `select password from account where "userId" = $1 and "providerId" = 'credential'`,
    [me.id],
  );
  const kept = rows[0]?.password;
  if ('justSignedIn' in showing) {
    const isFresh = Date.now() - me.began.getTime() < VALID_S * 1000;
    return isFresh && !kept && !(await hasFactor(parts.pool, me.id)) ? 'sign-in' : undefined;
  }
  return kept && (await verifyPassword(kept, showing.password)) ? 'password' : undefined;
}

async function giveProof(pool: Pool, me: SignedIn, method: Shown): Promise<Proof> {
  const proof = randomBytes(PROOF_BYTES).toString('base64url');
  const { rows } = await pool.query<{ expires: Date }>(
    `insert into reauthentication (proof, session, account, method, made, expires)
     values ($1, $2, $3, $4, now(), now() + make_interval(secs => $5)) returning expires`,
    [hashOf(proof), me.session, me.id, method, VALID_S],
  );
  await pool.query('delete from reauthentication where expires < now()');
  return { proof, expires: rows[0]?.expires ?? new Date() };
}

/**
 * Uses a proof up: whoever signs has shown a second factor within the last five minutes, in this very session. Somebody
 * who has none shows what he has, and the signature says that it was no second factor.
 * @param client a transaction: a proof that was shown for what is refused afterwards is not used up.
 * @returns how and when it was shown, to be kept with what is signed.
 * @throws Refusal `not-allowed` without such a proof.
 */
export async function freshFactor(
  client: Pool | PoolClient,
  me: SignedIn,
  proof: string,
): Promise<{ method: Shown; made: Date }> {
  const shown = await useProof(client, me, proof);
  const isFactor = shown?.method === 'code' || shown?.method === 'passkey';
  if (shown && (isFactor || !(await hasFactor(client, me.id)))) return shown;
  throw refusal('not-allowed', say`Show your second factor again.`, {
    path: ['proof'],
    remedy: say`Give a code of your authenticator, or use a passkey.`,
  });
}

/**
 * For changes to how one signs in: the second factor where there is one, else the password.
 * @throws Refusal `not-allowed` without such a proof.
 */
export async function requireOwner(pool: Pool, me: SignedIn, proof: string): Promise<void> {
  const shown = await useProof(pool, me, proof);
  const strong = shown?.method === 'code' || shown?.method === 'passkey';
  if (shown && (strong || !(await hasFactor(pool, me.id)))) return;
  throw refusal('not-allowed', say`Show again that it is you.`, { path: ['proof'] });
}

export async function hasPassword(pool: Pool, account: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from account where "userId" = $1 and "providerId" = 'credential' and password is not null`,
    [account],
  );
  return rowCount !== 0;
}

export async function hasFactor(pool: Pool | PoolClient, account: string): Promise<boolean> {
  if (await factorOf(pool, account)) return true;
  const { rowCount } = await pool.query('select from passkey where account = $1 limit 1', [account]);
  return rowCount !== 0;
}

async function useProof(
  pool: Pool | PoolClient,
  me: SignedIn,
  proof: string,
): Promise<{ method: Shown; made: Date } | undefined> {
  const { rows } = await pool.query<{ method: Shown; made: Date }>(
    `delete from reauthentication where proof = $1 and session = $2 and account = $3 and expires > now()
     returning method, made`,
    [hashOf(proof), me.session, me.id],
  );
  return rows[0];
}

function hashOf(proof: string): Buffer {
  return createHash('sha256').update(proof).digest();
}
