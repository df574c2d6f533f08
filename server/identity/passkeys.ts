import { refusal, say } from '@callosum/kernel';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Pool } from 'pg';
import { z } from 'zod';
import { newId } from '../store/new-id.ts';
import type { Account } from './caller.ts';
import { recordSecurity } from './security-log.ts';

/** The address people see, which a passkey is bound to. */
export interface Site {
  readonly origin: string;
  /** The host without its port. */
  readonly id: string;
}

type Purpose = 'register' | 'sign-in' | 'reauthenticate';

const PATIENCE_S = 300;
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;
type Transport = (typeof TRANSPORTS)[number];

interface PasskeyRow {
  id: string;
  account: string;
  credential: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
}

/** A passkey is bound to a name, never to a bare address. @throws Refusal when this page has none. */
export function siteOf(origin: string | undefined): Site {
  const url = origin && URL.canParse(origin) ? new URL(origin) : undefined;
  if (url && !/^[\d.]+$|^\[/.test(url.hostname)) return { origin: url.origin, id: url.hostname };
  throw refusal('refused', say`Passkeys need an address with a name.`, {
    remedy: say`Open Callosum by its host name over https, or as localhost.`,
  });
}

/** What the browser needs to make a passkey. */
export async function registrationOptions(pool: Pool, site: Site, account: Account) {
  const known = await pool.query<PasskeyRow>('select * from passkey where account = $1', [account.id]);
  const options = await generateRegistrationOptions({
    rpName: 'Callosum',
    rpID: site.id,
    userID: new Uint8Array(Buffer.from(account.id, 'utf8')),
    userName: account.email,
    userDisplayName: account.name,
    attestationType: 'none',
    excludeCredentials: known.rows.map(({ credential, transports }) => ({
      id: credential,
      transports: knownTransports(transports),
    })),
    // The device asks for a finger, a face or a PIN: so it is two factors in one.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await remember(pool, options.challenge, 'register', account.id);
  return options;
}

const clientData = z.object({ challenge: z.string() });

/** Keeps a passkey the browser made. @throws Refusal when the ceremony does not hold. */
export async function register(
  pool: Pool,
  site: Site,
  account: Account & { readonly session: string },
  name: string,
  response: RegistrationResponseJSON,
): Promise<void> {
  const challenge = await consume(pool, response.response.clientDataJSON, 'register', account.id);
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
  }).catch(refuseCeremony);
  if (!verified) throw ceremonyFailed();
  const { credential, credentialBackedUp } = registrationInfo;
  await pool.query(
    `insert into passkey (id, account, credential, public_key, counter, transports, name, backed_up, created)
     values ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
    [
      newId(),
      account.id,
      credential.id,
      Buffer.from(credential.publicKey),
      credential.counter,
      knownTransports(response.response.transports ?? []),
      name,
      credentialBackedUp,
    ],
  );
  await pool.query(`update session set method = 'password+code' where id = $1 and method = 'password'`, [
    account.session,
  ]);
  await recordSecurity(pool, { event: 'factor-added', account: account.id, details: { kind: 'passkey' } });
}

/** What the browser needs to ask for a passkey: of anybody, or of one account that is to show itself again. */
export async function authenticationOptions(pool: Pool, site: Site, account?: string) {
  const known = account
    ? await pool.query<PasskeyRow>('select * from passkey where account = $1', [account])
    : undefined;
  const options = await generateAuthenticationOptions({
    rpID: site.id,
    userVerification: 'required',
    ...(known
      ? {
          allowCredentials: known.rows.map(({ credential, transports }) => ({
            id: credential,
            transports: knownTransports(transports),
          })),
        }
      : {}),
  });
  await remember(pool, options.challenge, account ? 'reauthenticate' : 'sign-in', account ?? null);
  return options;
}

/** Whose passkey this is. @throws Refusal when the ceremony does not hold. */
export async function authenticate(
  pool: Pool,
  site: Site,
  response: AuthenticationResponseJSON,
  account?: string,
): Promise<string> {
  const purpose = account ? 'reauthenticate' : 'sign-in';
  const challenge = await consume(pool, response.response.clientDataJSON, purpose, account ?? null);
  const { rows } = await pool.query<PasskeyRow>(
    'select * from passkey where credential = $1 and ($2::text is null or account = $2)',
    [response.id, account ?? null],
  );
  const passkey = rows[0];
  if (!passkey) throw ceremonyFailed();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
    credential: {
      id: passkey.credential,
      publicKey: new Uint8Array(passkey.public_key),
      counter: passkey.counter,
      transports: knownTransports(passkey.transports),
    },
  }).catch(refuseCeremony);
  if (!verified) throw ceremonyFailed();
  await pool.query('update passkey set counter = $2, last_used = now() where id = $1', [
    passkey.id,
    authenticationInfo.newCounter,
  ]);
  return passkey.account;
}

export async function passkeysOf(pool: Pool, account: string) {
  const { rows } = await pool.query<{ id: string; name: string; created: Date; last_used: Date | null }>(
    'select id, name, created, last_used from passkey where account = $1 order by created',
    [account],
  );
  return rows.map(({ id, name, created, last_used }) => ({
    id,
    name,
    created: created.toISOString(),
    lastUsed: last_used?.toISOString() ?? null,
  }));
}

export async function removePasskey(pool: Pool, account: string, id: string): Promise<void> {
  const { rowCount } = await pool.query('delete from passkey where id = $1 and account = $2', [id, account]);
  if (rowCount === 0) throw refusal('not-found', say`There is no such passkey.`);
  await recordSecurity(pool, { event: 'factor-removed', account, details: { kind: 'passkey' } });
}

async function remember(pool: Pool, challenge: string, purpose: Purpose, account: string | null): Promise<void> {
  await pool.query(`delete from passkey_challenge where expires < now()`);
  await pool.query(
    `insert into passkey_challenge (challenge, purpose, account, expires)
     values ($1, $2, $3, now() + make_interval(secs => $4))`,
    [challenge, purpose, account, PATIENCE_S],
  );
}

/** A challenge is answered once, by whom and for what it was made. */
async function consume(pool: Pool, clientDataJSON: string, purpose: Purpose, account: string | null): Promise<string> {
  const { challenge } = readClientData(clientDataJSON);
  const { rowCount } = await pool.query(
    `delete from passkey_challenge
     where challenge = $1 and purpose = $2 and account is not distinct from $3 and expires > now()`,
    [challenge, purpose, account],
  );
  if (rowCount === 0) throw ceremonyFailed();
  return challenge;
}

function readClientData(text: string): z.infer<typeof clientData> {
  try {
    return clientData.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw ceremonyFailed();
  }
}

function knownTransports(transports: readonly string[]): Transport[] {
  return TRANSPORTS.filter((one) => transports.includes(one));
}

function ceremonyFailed() {
  return refusal('not-allowed', say`The passkey was not accepted.`, {
    remedy: say`Try again, or sign in another way.`,
  });
}

function refuseCeremony(): never {
  throw ceremonyFailed();
}
