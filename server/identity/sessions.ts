import { refusal } from '@callosum/kernel';
import { storeRefusal } from '../write/transaction.ts';
import type { Auth } from './auth.ts';
import type { Caller } from './caller.ts';

/** Finds the signed-in account of a request without asking the database each time. */
export interface Sessions {
  readonly find: (cookie: string | undefined) => Promise<Caller | undefined>;
  /** @throws Refusal `not-signed-in`. */
  readonly require: (cookie: string | undefined) => Promise<Caller>;
  readonly forget: () => void;
}

/** A session is asked for again after this long; signing out clears it at once on every node. */
const KEPT_MS = 5_000;
const MOST_KEPT = 10_000;

export function createSessions(auth: Auth): Sessions {
  const kept = new Map<string, { account: Caller; until: number }>();
  /** Counts up when sessions ended somewhere: what was asked before that is not remembered. */
  let generation = 0;
  /** Questions on their way: when a memory runs out, requests that come together ask once. */
  const asking = new Map<string, Promise<Caller | undefined>>();
  const ask = async (cookie: string): Promise<Caller | undefined> => {
    const asked = generation;
    const session = await auth.session(new Headers({ cookie })).catch((error: unknown) => {
      // The library wraps what the database said.
      throw storeRefusal(error instanceof Error && error.cause !== undefined ? error.cause : error);
    });
    if (!session) return undefined;
    if (asked !== generation) return session.account;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(cookie, { account: session.account, until: Math.min(Date.now() + KEPT_MS, session.expires.getTime()) });
    return session.account;
  };
  const find = async (cookie: string | undefined): Promise<Caller | undefined> => {
    if (!cookie) return undefined;
    const known = kept.get(cookie);
    if (known && known.until > Date.now()) return known.account;
    kept.delete(cookie);
    const pending = asking.get(cookie);
    if (pending) return pending;
    const asked = ask(cookie).finally(() => {
      if (asking.get(cookie) === asked) asking.delete(cookie);
    });
    asking.set(cookie, asked);
    return asked;
  };
  return {
    find,
    require: async (cookie) => {
      const account = await find(cookie);
      if (account) return account;
      throw refusal('not-signed-in', 'You are not signed in.', {
        remedy: 'Sign in and try again; what you typed is kept.',
      });
    },
    forget: () => {
      generation += 1;
      kept.clear();
      asking.clear();
    },
  };
}
