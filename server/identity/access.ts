import { type Actor, momentAt, refusal, type Registry, type Role, ROLES, say } from '@callosum/kernel';
import type { Pool } from 'pg';
import { inTransaction } from '../write/transaction.ts';
import type { Graphs } from '../store/graphs.ts';
import type { Asking, Limits } from './caller.ts';
import { writeRoles } from './memberships.ts';

/** Whoever may open the data directory; signs and votes nothing. */
export const CONSOLE: Actor = { account: 'console', roles: ['owner'], offices: [] };

/** Which roles and offices an account holds in which scope; roles of a parent reach down. */
export interface Access {
  readonly actorIn: (asking: Asking, scope: string) => Promise<Actor>;
  /** The same without the offices, which have to be read from the scope's graph. */
  readonly rolesIn: (asking: Asking, scope: string) => Promise<readonly Role[]>;
  /** Refuses as if the scope were not there, so that nothing is learnt from asking. */
  readonly requireActor: (asking: Asking, scope: string) => Promise<Actor>;
  /** Makes these the roles held in this very scope, nothing else; every node and open stream hears of it at once. */
  readonly setRoles: (by: string, account: string, scope: string, roles: readonly Role[]) => Promise<void>;
  readonly forget: () => void;
}

const ROLES_IN = `with recursive line (id, parent) as (
    select id, parent from scope where id = $2
    union all select s.id, s.parent from scope s join line on s.id = line.parent
  )
  select distinct m.role, own.zone, own.pinned, array(select id::text from line) as line
  from (select account, scope, role from membership
    union all select account, scope, role from emergency_access where ended is null and until > now()) m
  join line on line.id = m.scope join scope own on own.id = $2 where m.account = $1`;

interface RoleRow {
  role: string;
  zone: string;
  pinned: Date | null;
  line: string[];
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
  /** The scope and those above it. */
  readonly line: readonly string[];
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
      line: rows[0]?.line ?? [],
    };
    if (asked !== generation) return held;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, { held, until: Date.now() + KEPT_MS });
    return held;
  };
  const actorIn = async ({ id: account, limits }: Asking, scope: string): Promise<Actor> => {
    const held = await heldIn(account, scope);
    const roles = rolesWithin(held, limits);
    if (roles.length === 0) return { account, roles, offices: [] };
    // An office is held by a person at work: what runs by a token has none.
    if (limits) return { account, roles, offices: [], ...(limits.readOnly ? { readOnly: true } : {}) };
    const at = momentAt((held.pinned ?? new Date()).toISOString(), held.zone);
    return { account, roles, offices: registry.appointments(await graphs.of(scope), account, at) };
  };
  return {
    actorIn,
    rolesIn: async ({ id, limits }, scope) => rolesWithin(await heldIn(id, scope), limits),
    requireActor: async (asking, scope) => {
      const actor = await actorIn(asking, scope);
      if (actor.roles.length > 0) return actor;
      throw refusal('not-found', say`There is no such project, or you may not see it.`);
    },
    setRoles: async (by, account, scope, roles) => {
      await inTransaction(pool, (client) => writeRoles(client, { by, account, scope, roles }));
      forget();
    },
    forget,
  };
}

/** What a token's limits leave of the roles held. */
function rolesWithin({ roles, line }: Held, limits: Limits | undefined): readonly Role[] {
  if (!limits) return roles;
  if (limits.scope !== null && !line.includes(limits.scope)) return [];
  return limits.roles === null ? roles : roles.filter((role) => limits.roles?.includes(role));
}
