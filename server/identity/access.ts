import { type Actor, refusal, type Role, ROLES } from '@callosum/kernel';
import type { Pool } from 'pg';

/** Whoever may open the data directory; signs and votes nothing. */
export const CONSOLE: Actor = { account: 'console', roles: ['owner'] };

/** Which roles an account holds in which scope; those of a parent reach down. */
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
  select distinct m.role from membership m join line on line.id = m.scope where m.account = $1`;

const KEPT_MS = 10_000;
const MOST_KEPT = 10_000;

/** Roles are remembered for a few seconds; a change anywhere clears the memory at once (channel `access`). */
export function createAccess(pool: Pool): Access {
  const kept = new Map<string, { actor: Actor; until: number }>();
  /** Counts up when rights changed somewhere: what was asked before that is not remembered. */
  let generation = 0;
  const forget = (): void => {
    generation += 1;
    kept.clear();
  };
  const actorIn = async (account: string, scope: string): Promise<Actor> => {
    const key = `${account} ${scope}`;
    const known = kept.get(key);
    if (known && known.until > Date.now()) return known.actor;
    const asked = generation;
    const { rows } = await pool.query<{ role: string }>({ name: 'roles-in', text: ROLES_IN, values: [account, scope] });
    const actor: Actor = { account, roles: ROLES.filter((role) => rows.some((row) => row.role === role)) };
    if (asked !== generation) return actor;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, { actor, until: Date.now() + KEPT_MS });
    return actor;
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
