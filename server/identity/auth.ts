import { describeFailure } from '../operation/failure.ts';
import { AUTH_PATH } from '@callosum/kernel/contract';
import { createAuthEndpoint } from '@better-auth/core/api';
import { betterAuth, type BetterAuthPlugin } from 'better-auth';
import { setSessionCookie } from 'better-auth/cookies';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import type { Kysely } from 'kysely';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { newId } from '../store/new-id.ts';
import type { Schema } from '../store/schema.ts';
import type { Account } from './caller.ts';
import { cookieName } from './cookies.ts';
import { hashPassword, verifyPassword } from './password.ts';

/** How somebody showed who he is. */
export type SignInMethod = 'password' | 'password+code' | 'passkey' | 'single sign-on';

/** A session as the store has it. */
export interface StoredSession {
  readonly id: string;
  readonly account: Account;
  readonly created: Date;
  /** When its owner last did something; null until then. */
  readonly active: Date | null;
  readonly method: string | null;
}

/** The part of the identity library the server uses; the library's own types stay behind it. */
export interface Auth {
  readonly handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** The session in these headers; undefined without a valid one. */
  readonly session: (headers: Headers) => Promise<StoredSession | undefined>;
  /** Opens a session for somebody whose identity was shown. @returns the cookies to set. */
  readonly startSession: (account: string, method: SignInMethod, headers: Headers) => Promise<string[]>;
  readonly migrate: () => Promise<void>;
}

export interface AuthOptions {
  readonly trustedOrigins: readonly string[];
  /** Asked before any session begins, however it does. @throws Refusal when the account may not be used. */
  readonly requireUsable: (account: string) => Promise<void>;
  readonly log?: (line: string) => void;
}

/** Carries the address of the connection to the library; set by the server, whatever the client sent. */
export const PEER_HEADER = 'x-callosum-peer';

/** The library's own limit; ours is shorter, and a setting. */
const LONGEST_SESSION_S = 24 * 3_600;

/** Whether cookies are for https only: so when every address people use is. */
export function secureCookies(trustedOrigins: readonly string[]): boolean {
  return trustedOrigins.length > 0 && trustedOrigins.every((origin) => origin.startsWith('https:'));
}

/** Sessions and their cookies over the product's own database. */
export function createAuth(db: Kysely<Schema>, secret: string, options: AuthOptions): Auth {
  const auth = betterAuth({
    basePath: AUTH_PATH,
    secret,
    trustedOrigins: [...options.trustedOrigins],
    database: { db, type: 'postgres', transaction: true },
    emailAndPassword: {
      enabled: true,
      // Accounts are made through one-time links and by the house's own directory; passwords are checked by sign-in.ts.
      disableSignUp: true,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    user: { additionalFields: { language: { type: 'string', required: false, input: false } } },
    session: {
      expiresIn: LONGEST_SESSION_S,
      disableSessionRefresh: true,
      additionalFields: {
        active: { type: 'date', required: false, input: false },
        method: { type: 'string', required: false, input: false },
      },
    },
    databaseHooks: { session: { create: { before: async ({ userId }) => options.requireUsable(userId) } } },
    plugins: [sessionStart()],
    // What can be guessed is slowed down by throttle.ts, per account and place.
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: () => newId() },
      // The library's own prefix would be `__Secure-`, which a neighbouring host can still set; ours makes it Secure by itself.
      cookiePrefix: cookieName('callosum', secureCookies(options.trustedOrigins)),
      useSecureCookies: false,
      ipAddress: { ipAddressHeaders: [PEER_HEADER] },
    },
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      log: (_level, message, ...more) => options.log?.(lineOf(message, more)),
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
      const { createdAt, active, method } = found.session;
      return {
        id: found.session.id,
        account: { id, name, email },
        created: new Date(createdAt),
        active: active ? new Date(active) : null,
        method: method ?? null,
      };
    },
    startSession: async (account, method, headers) => {
      const response = await auth.api.startSession({ body: { account, method }, headers, asResponse: true });
      if (!response.ok) throw new Error(`No session could be started: ${response.status}`);
      return response.headers.getSetCookie();
    },
    migrate: async () => {
      const { runMigrations } = await getMigrations(auth.options);
      await runMigrations();
    },
  };
}

/** An endpoint without an address: it opens a session for whoever the server says. */
function sessionStart() {
  return {
    id: 'session-start',
    endpoints: {
      startSession: createAuthEndpoint.serverOnly(
        { method: 'POST', body: z.object({ account: z.string(), method: z.string() }), requireHeaders: true },
        async (context) => {
          const { account, method } = context.body;
          const { internalAdapter } = context.context;
          const user = await internalAdapter.findUserById(account);
          if (!user) throw new Error('There is no such account');
          const session = await internalAdapter.createSession(account, false, { method });
          await setSessionCookie(context, { session, user });
          return context.json({ id: session.id });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}

/** What the library says goes on with names and addresses after its first words, which are left out. */
function lineOf(message: string, more: readonly unknown[]): string {
  const [said = ''] = message.split(/[^\w ]/, 1);
  const errors = more.filter((one) => one instanceof Error).map(describeFailure);
  return [`Sign-in: ${said.trim()}`, ...errors].join(' ');
}
