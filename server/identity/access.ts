import { type Actor, momentAt, refusal, type Registry, type Role, ROLES } from '@callosum/kernel';
import type { Pool } from 'pg';
import type { Graphs } from '../store/graphs.ts';

/** Whoever may open the data directory; signs and votes nothing. */
export const CONSOLE: Actor = { account: 'console', roles: ['owner'], offices: [] };

/** Which roles and offices an account holds in which scope; roles of a parent reach down. */
export interface Access {
  readonly actorIn: (account: string, scope: string) => Promise<Actor>;
  /** Refuses as if the scope were not there, so that nothing is learnt from asking. */
  readonly requireActor: (account: string, scope: string) => Promise<Actor>;
  /** The organisation's own scope is meant when no project is given. */
  readonly grant: (account: string, scope: string, role: Role) => Promise<void>;
  readonly forget: () => void;
}

const ROLES_IN = `with recursive line (id, parent) as (
    select id, parent from scope where id = $2
    union all select s.id, s.parent from scope s join line on s.id = line.parent
  )
  select distinct m.role, own.zone, own.pinned
  from membership m join line on line.id = m.scope join scope own on own.id = $2 where m.account = $1`;

interface RoleRow {
  role: string;
  zone: string;
  pinned: Date | null;
}

interface Parts {
  readonly pool: Pool;
  readonly registry: Registry;
  readonly graphs: Graphs;
}

/** What is remembered of an account in a scope, and what its offices are asked with. */
interface Held {
  readonly roles: readonly Role[];
  readonly zone: string;
  readonly pinned: Date | null;
}

const KEPT_MS = 10_000;
const MOST_KEPT = 10_000;

/**
 * Roles are remembered for a few seconds; a change anywhere clears the memory at once (channel `access`). Offices are
 * read from the graph each time: they are records, and begin and end by date.
 */
export function createAccess({ pool, registry, graphs }: Parts): Access {
  const kept = new Map<string, { held: Held; until: number }>();
  /** Counts up when rights changed somewhere: what was asked before that is not remembered. */
  let generation = 0;
  const forget = (): void => {
    generation += 1;
    kept.clear();
  };
  const heldIn = async (account: string, scope: string): Promise<Held> => {
    const key = `${account} ${scope}`;
    const known = kept.get(key);
    if (known && known.until > Date.now()) return known.held;
    const asked = generation;
    const values = [account, scope];
    const { rows } = await pool.query<RoleRow>({ name: 'roles-in', text: ROLES_IN, values });
    const held: Held = {
      roles: ROLES.filter((role) => rows.some((row) => row.role === role)),
      zone: rows[0]?.zone ?? 'UTC',
      pinned: rows[0]?.pinned ?? null,
    };
    if (asked !== generation) return held;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, { held, until: Date.now() + KEPT_MS });
    return held;
  };
  const actorIn = async (account: string, scope: string): Promise<Actor> => {
    const { roles, zone, pinned } = await heldIn(account, scope);
    if (roles.length === 0) return { account, roles, offices: [] };
    const at = momentAt((pinned ?? new Date()).toISOString(), zone);
    return { account, roles, offices: registry.appointments(await graphs.of(scope), account, at) };
  };
  return {
    actorIn,
    requireActor: async (account, scope) => {
      const actor = await actorIn(account, scope);
      if (actor.roles.length > 0) return actor;
      throw refusal('not-found', 'There is no such project, or you may not see it.');
    },
    grant: async (account, scope, role) => {
      await pool.query(
        `insert into membership (account, scope, role) values ($1, $2, $3)
         on conflict (account, scope) do update set role = excluded.role`,
        [account, scope, role],
      );
      forget();
      await pool.query(`select pg_notify('access', '')`);
    },
    forget,
  };
}
