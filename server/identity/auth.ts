import { AUTH_PATH } from '@callosum/kernel/contract';
import { hash as argon2Hash, verify as argon2Verify } from '@node-rs/argon2';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import type { Kysely } from 'kysely';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { newId } from '../store/new-id.ts';
import type { Schema } from '../store/schema.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** The part of the identity library the server uses; the library's own types stay behind it. */
export interface Auth {
  readonly handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Who holds the session in these headers; undefined without a valid one. */
  readonly session: (headers: Headers) => Promise<{ account: Account; expires: Date } | undefined>;
  /** @throws Error when the e-mail address is taken. */
  readonly createAccount: (account: { name: string; email: string; password: string }) => Promise<Account>;
  readonly emailTaken: (email: string) => Promise<boolean>;
  readonly migrate: () => Promise<void>;
}

/** OWASP's parameters for argon2id: 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const HOUR = 3_600;

/** Password sign-in and sessions over the product's own database. */
export function createAuth(db: Kysely<Schema>, secret: string, options: { trustedOrigins: readonly string[] }): Auth {
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
    advanced: { database: { generateId: () => newId() }, cookiePrefix: 'callosum' },
    telemetry: { enabled: false },
    logger: { level: 'error' },
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
    createAccount: async ({ name, email, password }) => {
      const context = await auth.$context;
      const hash = await context.password.hash(password);
      const user = await context.internalAdapter.createUser(
        { name, email: email.toLowerCase(), emailVerified: true },
        { method: 'email-password' },
      );
      await context.internalAdapter.linkAccount({
        userId: user.id,
        accountId: user.id,
        providerId: 'credential',
        password: hash,
      });
      return { id: user.id, name: user.name, email: user.email };
    },
    emailTaken: async (email) => {
      const context = await auth.$context;
      return Boolean(await context.internalAdapter.findUserByEmail(email.toLowerCase()));
    },
    migrate: async () => {
      const { runMigrations } = await getMigrations(auth.options);
      await runMigrations();
    },
  };
}
