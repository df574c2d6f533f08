import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import { cookieIn, cookieName, cookieOf } from '../identity/cookies.ts';
import type { FieldEncryption } from '../secrets/field-encryption.ts';

/** Names a browser while somebody is on his way through a provider. */
const COOKIE = 'callosum.visit';
const VALID_S = 600;
const RANDOM_BYTES = 32;

/** What is kept while somebody is at a provider. */
const secrets = z.object({
  /** The page to open afterwards. */
  next: z.string(),
  /** Where the provider sends him back to, as it was told. */
  back: z.string(),
  /** OpenID Connect: what the answer must repeat, and what shows that who asked is who fetches. */
  nonce: z.string().optional(),
  verifier: z.string().optional(),
  /** SAML: the id of the request that is answered. */
  request: z.string().optional(),
  /** Whose account the provider is to be joined with: he is signed in and has shown that it is he. */
  link: z.string().optional(),
  /** SAML: who he turned out to be, until his browser comes for the session. */
  account: z.string().optional(),
});
export type VisitSecrets = z.infer<typeof secrets>;

export interface Visit {
  readonly provider: string;
  /** Hash of what the browser has to bring. */
  readonly browser: Buffer;
  readonly secrets: VisitSecrets;
}

interface Parts {
  readonly pool: Pool;
  readonly fields: FieldEncryption;
}

export const randomText = (): string => randomBytes(RANDOM_BYTES).toString('base64url');

/** Which browser this is, by its cookie; made when it has none. */
export function browserOf(cookies: string | undefined, secure: boolean): { browser: Buffer; cookie: string } {
  const known = cookieIn(cookies, cookieName(COOKIE, secure));
  const token = known !== undefined && /^[\w-]{43}$/.test(known) ? known : randomText();
  // Lax: it comes along when a provider's page leads back here, and with nothing another page does by itself.
  return { browser: hashOf(token), cookie: cookieOf(COOKIE, token, { seconds: VALID_S, sameSite: 'Lax', secure }) };
}

/** Notes that somebody leaves for a provider. @returns what the provider has to give back. */
export async function beginVisit({ pool, fields }: Parts, visit: Visit): Promise<string> {
  const state = randomText();
  await pool.query('delete from provider_visit where expires < now()');
  await pool.query(
    `insert into provider_visit (state, provider, browser, secrets, expires)
     values ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
    [hashOf(state), visit.provider, visit.browser, seal(fields, visit), VALID_S],
  );
  return state;
}

/** Ends the visit this state belongs to: it cannot be used again, however the sign-in goes on. */
export async function takeVisit({ pool, fields }: Parts, state: string): Promise<Visit | undefined> {
  return open(fields, await one(pool, 'delete from provider_visit where state = $1 and ticket is null', state));
}

/** Notes who he turned out to be. @returns a ticket for his browser, good once. */
export async function holdTicket({ pool, fields }: Parts, visit: Visit, account: string): Promise<string> {
  const ticket = randomText();
  const held = { ...visit, secrets: { ...visit.secrets, account } };
  await pool.query(
    `insert into provider_visit (state, ticket, provider, browser, secrets, expires)
     values ($1, $1, $2, $3, $4, now() + make_interval(secs => 60))`,
    [hashOf(ticket), visit.provider, visit.browser, seal(fields, held)],
  );
  return ticket;
}

export async function takeTicket({ pool, fields }: Parts, ticket: string): Promise<Visit | undefined> {
  return open(fields, await one(pool, 'delete from provider_visit where ticket = $1', ticket));
}

interface Row {
  provider: string;
  browser: Buffer;
  secrets: string;
}

async function one(pool: Pool, statement: string, token: string): Promise<Row | undefined> {
  const { rows } = await pool.query<Row>(`${statement} and expires > now() returning provider, browser, secrets`, [
    hashOf(token),
  ]);
  return rows[0];
}

const placeOf = (provider: string): string => `visit to ${provider}`;

function seal(fields: FieldEncryption, { provider, secrets: kept }: Visit): string {
  return fields.encrypt(JSON.stringify(kept), placeOf(provider));
}

function open(fields: FieldEncryption, row: Row | undefined): Visit | undefined {
  if (!row) return undefined;
  const { provider, browser } = row;
  return { provider, browser, secrets: secrets.parse(JSON.parse(fields.decrypt(row.secrets, placeOf(provider)))) };
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
