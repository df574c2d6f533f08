import { AUTH_PATH } from '@callosum/kernel/contract';
import { hash as argon2Hash, verify as argon2Verify } from '@node-rs/argon2';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import type { Kysely } from 'kysely';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { newId } from '../store/new-id.ts';
import type { Schema } from '../store/schema.ts';
import type { Account } from './caller.ts';

/** The part of the identity library the server uses; the library's own types stay behind it. */
export interface Auth {
  readonly handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Who holds the session in these headers; undefined without a valid one. */
  readonly session: (headers: Headers) => Promise<{ account: Account; expires: Date } | undefined>;
  /** What a password is kept as. */
  readonly hashPassword: (password: string) => Promise<string>;
  readonly migrate: () => Promise<void>;
}

/** OWASP's parameters for argon2id: 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const HOUR = 3_600;

/** Carries the address of the connection to the rate limit; set by the server, whatever the client sent. */
export const PEER_HEADER = 'x-callosum-peer';

/** Password sign-in and sessions over the product's own database. */
export function createAuth(
  db: Kysely<Schema>,
  secret: string,
  options: { trustedOrigins: readonly string[]; log?: (line: string) => void },
): Auth {
  const auth = betterAuth({
    basePath: AUTH_PATH,
    secret,
    trustedOrigins: [...options.trustedOrigins],
    database: { db, type: 'postgres', transaction: true },
    emailAndPassword: {
      enabled: true,
      // Accounts are made through one-time links only.
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 256,
      password: {
        hash: (password) => argon2Hash(password, ARGON2),
        verify: ({ hash, password }) => argon2Verify(hash, password),
      },
    },
    session: { expiresIn: 12 * HOUR, updateAge: HOUR },
    rateLimit: { enabled: true, window: 60, max: 200, customRules: { '/sign-in/email': { window: 60, max: 20 } } },
    advanced: {
      database: { generateId: () => newId() },
      cookiePrefix: 'callosum',
      ipAddress: { ipAddressHeaders: [PEER_HEADER] },
    },
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      log: (_level, message, ...more) => options.log?.([`Sign-in: ${message}`, ...more.map(firstLine)].join(' ')),
    },
  });
  const handler = toNodeHandler(auth);
  return {
    handler: async (request, response) => {
      await handler(request, response);
    },
    session: async (headers) => {
      const found = await auth.api.getSession({ headers });
      if (!found) return undefined;
      const { id, name, email } = found.user;
      return { account: { id, name, email }, expires: new Date(found.session.expiresAt) };
    },
    hashPassword: (password) => argon2Hash(password, ARGON2),
    migrate: async () => {
      const { runMigrations } = await getMigrations(auth.options);
      await runMigrations();
    },
  };
}

function firstLine(thing: unknown): string {
  const text = thing instanceof Error ? thing.message : String(thing);
  return text.split('\n', 1)[0] ?? '';
}
