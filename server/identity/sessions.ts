import { refusal, say } from '@callosum/kernel';
import type { Pool } from 'pg';
import { storeRefusal } from '../write/transaction.ts';
import { stateOf } from './account-state.ts';
import type { Auth } from './auth.ts';
import type { Caller, Limits } from './caller.ts';
import { recordSecurity } from './security-log.ts';
import { endsOf, SESSION_POLICY } from './session-policy.ts';
import type { Settings } from './settings.ts';

/** A caller with an open session, and how long it will stay open. */
export interface SignedIn extends Caller {
  readonly session: string;
  /** When it ends whatever its owner does. */
  readonly ends: Date;
  /** When it ends if nobody touches anything from now on. */
  readonly idleEnds: Date;
  readonly began: Date;
  /** The installation wants a second factor and none was shown: nothing is open but one's own account. */
  readonly factorNeeded: boolean;
}

/** Finds who asks without asking the database each time. */
export interface Sessions {
  readonly find: (credential: string | undefined) => Promise<Caller | undefined>;
  /** @throws Refusal `not-signed-in`. */
  readonly require: (credential: string | undefined) => Promise<Caller>;
  /** For what a person does himself, never a token. @throws Refusal `not-signed-in`. */
  readonly requirePerson: (credential: string | undefined) => Promise<SignedIn>;
  /** Its owner did something: the idle time begins anew. */
  readonly touch: (credential: string | undefined) => Promise<void>;
  readonly forget: () => void;
}

/** A session is asked for again after this long; signing out clears it at once on every node. */
const KEPT_MS = 5_000;
const MOST_KEPT = 10_000;
/** More often than this the store is not told that somebody is there. */
const TOUCH_MS = 15_000;

interface Parts {
  readonly pool: Pool;
  readonly auth: Pick<Auth, 'session'>;
  readonly settings: Settings;
  /** Finds the owner of an API token. */
  readonly byToken: (token: string) => Promise<Caller | undefined>;
}

/** Nothing is open. */
const NOTHING: Limits = { scope: null, roles: [], readOnly: true };
const BEARER = /^Bearer\s+(\S+)\s*$/i;

export function createSessions({ pool, auth, settings, byToken }: Parts): Sessions {
  const kept = new Map<string, { caller: Caller; until: number }>();
  const touched = new Map<string, number>();
  /** Counts up when sessions ended somewhere: what was asked before that is not remembered. */
  let generation = 0;
  /** Questions on their way: when a memory runs out, requests that come together ask once. */
  const asking = new Map<string, Promise<Caller | undefined>>();

  const bySession = async (cookie: string): Promise<SignedIn | undefined> => {
    const found = await auth.session(new Headers({ cookie })).catch((error: unknown) => {
      // The library wraps what the database said.
      throw storeRefusal(error instanceof Error && error.cause !== undefined ? error.cause : error);
    });
    if (!found) return undefined;
    const policy = await settings.read(SESSION_POLICY);
    const { ends, idleEnds } = endsOf(policy, found);
    if (idleEnds.getTime() <= Date.now()) {
      const event = ends.getTime() <= Date.now() ? 'session-ended' : 'session-idle';
      const { rowCount } = await pool.query('delete from session where id = $1', [found.id]);
      if (rowCount) await recordSecurity(pool, { event, account: found.account.id });
      return undefined;
    }
    if ((await stateOf(pool, found.account.id)) !== 'active') return undefined;
    const factorNeeded = policy.secondFactor === 'required' && found.method === 'password';
    const limits = factorNeeded ? { limits: NOTHING } : {};
    return { ...found.account, session: found.id, ends, idleEnds, began: found.created, factorNeeded, ...limits };
  };
  const ask = async (credential: string): Promise<Caller | undefined> => {
    const asked = generation;
    const token = BEARER.exec(credential)?.[1];
    const caller = token === undefined ? await bySession(credential) : await byToken(token);
    if (!caller || asked !== generation) return caller;
    if (kept.size >= MOST_KEPT) kept.clear();
    const until = Math.min(Date.now() + KEPT_MS, isSignedIn(caller) ? caller.idleEnds.getTime() : Infinity);
    kept.set(credential, { caller, until });
    return caller;
  };
  const find = async (credential: string | undefined): Promise<Caller | undefined> => {
    if (!credential) return undefined;
    const known = kept.get(credential);
    if (known && known.until > Date.now()) return known.caller;
    kept.delete(credential);
    const pending = asking.get(credential);
    if (pending) return pending;
    const asked = ask(credential).finally(() => {
      if (asking.get(credential) === asked) asking.delete(credential);
    });
    asking.set(credential, asked);
    return asked;
  };
  const requireCaller = async (credential: string | undefined): Promise<Caller> => {
    const caller = await find(credential);
    if (caller) return caller;
    throw refusal('not-signed-in', say`You are not signed in.`, {
      remedy: say`Sign in and try again; what you typed is kept.`,
    });
  };
  return {
    find,
    require: requireCaller,
    requirePerson: async (credential) => {
      const caller = await requireCaller(credential);
      if (isSignedIn(caller)) return caller;
      throw refusal('not-allowed', say`A token cannot do this.`, { remedy: say`Sign in with a browser.` });
    },
    touch: async (credential) => {
      const caller = await find(credential);
      if (!credential || !caller || !isSignedIn(caller)) return;
      const now = Date.now();
      if (now - (touched.get(caller.session) ?? 0) < TOUCH_MS) return;
      if (touched.size >= MOST_KEPT) touched.clear();
      touched.set(caller.session, now);
      await pool.query('update session set active = now() where id = $1', [caller.session]);
      kept.delete(credential);
    },
    forget: () => {
      generation += 1;
      kept.clear();
      asking.clear();
    },
  };
}

function isSignedIn(caller: Caller): caller is SignedIn {
  return 'session' in caller;
}
