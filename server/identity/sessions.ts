import { refusal } from '@callosum/kernel';
import type { Account, Auth } from './auth.ts';

/** Finds the signed-in account of a request without asking the database each time. */
export interface Sessions {
  readonly find: (cookie: string | undefined) => Promise<Account | undefined>;
  /** @throws Refusal `not-signed-in`. */
  readonly require: (cookie: string | undefined) => Promise<Account>;
  readonly forget: () => void;
}

/** A session is asked for again after this long; signing out clears it at once on every node. */
const KEPT_MS = 5_000;
const MOST_KEPT = 10_000;

export function createSessions(auth: Auth): Sessions {
  const kept = new Map<string, { account: Account; until: number }>();
  const find = async (cookie: string | undefined): Promise<Account | undefined> => {
    if (!cookie) return undefined;
    const known = kept.get(cookie);
    if (known && known.until > Date.now()) return known.account;
    kept.delete(cookie);
    const session = await auth.session(new Headers({ cookie }));
    if (!session) return undefined;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(cookie, { account: session.account, until: Math.min(Date.now() + KEPT_MS, session.expires.getTime()) });
    return session.account;
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
    forget: () => kept.clear(),
  };
}
