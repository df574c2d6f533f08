import { type Actor, type Kind, predicateFor, type Registry } from '@callosum/kernel';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type Asked, predicateSql } from './predicate-sql.ts';
import type { Schema } from './schema.ts';
import { partsOf, type TextParts } from './text-sql.ts';

/** Kinds whose records somebody sees under the same conditions, and whose words he may look for in the same parts. */
export interface SearchGroup {
  readonly kinds: readonly Kind[];
  readonly parts: TextParts;
  /** Which of their records he sees; `asked.place` says where each is looked at from. */
  readonly seen: RawBuilder<boolean>;
}

type Groups = readonly SearchGroup[];

/** What anybody in the same roles and offices is told stays the same as long as the declarations do. */
const known = new WeakMap<Registry, Map<string, Groups>>();
const MOST_KNOWN = 200;

/** The kinds that somebody sees anything of, in groups: there are a hundred kinds, and few ways to see them. */
export function searchGroups(db: Kysely<Schema>, registry: Registry, actor: Actor): Groups {
  const of = known.get(registry) ?? new Map<string, Groups>();
  known.set(registry, of);
  const key = JSON.stringify(actor);
  const groups = of.get(key) ?? groupsOf(db, registry, actor);
  of.delete(key);
  of.set(key, groups);
  for (const [oldest] of of) if (of.size > MOST_KNOWN) of.delete(oldest);
  return groups;
}

function groupsOf(db: Kysely<Schema>, registry: Registry, actor: Actor): Groups {
  const asked: Asked = { actor, scope: '', place: sql<number>`asked.place` };
  const groups = new Map<string, SearchGroup & { readonly kinds: Kind[] }>();
  for (const kind of registry.kinds.values()) {
    const predicate = predicateFor(kind, 'read', actor);
    if (!predicate) continue;
    const seen = predicateSql(predicate, asked);
    const parts = partsOf(kind, asked);
    const spelled = [seen, ...parts.limited.map((part) => part.seen)].map((part) => {
      const { sql: text, parameters } = part.compile(db);
      return [text, parameters];
    });
    const key = JSON.stringify([spelled, parts.open, parts.limited.map(({ field }) => field)]);
    const group = groups.get(key);
    if (group) group.kinds.push(kind);
    else groups.set(key, { kinds: [kind], parts, seen });
  }
  return [...groups.values()];
}
