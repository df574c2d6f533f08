import { type Actor, scopedRegistry } from '@callosum/kernel';
import type { Asking } from '../identity/caller.ts';
import type { Services } from '../http/context.ts';
import { allScopes, type Scope } from '../store/scopes.ts';
import type { SearchPlace } from '../store/search.ts';

/** A place with the scope it is seen from. */
export interface FoundPlace extends SearchPlace {
  readonly from: Scope;
}

/** Scopes asked about at once. */
const AT_ONCE = 8;

type Above = Scope & { readonly parent: string | null };

/**
 * Where somebody may look. Each scope he may enter is looked at from there; one he may not, but which lies above some that he
 * may, from each of those, as their registers show its records.
 * @param keys of scopes: then their own records and those above, as seen from there; everything otherwise.
 */
export async function placesOf(services: Services, asking: Asking, keys: readonly string[]): Promise<FoundPlace[]> {
  const scopes = new Map((await allScopes(services.db)).map((scope) => [scope.id, scope]));
  const wanted = new Set(keys.map((key) => key.toLowerCase()));
  const looked = [...scopes.values()].filter(({ key }) => wanted.size === 0 || wanted.has(key.toLowerCase()));
  const entered: { scope: Above; actor: Actor }[] = [];
  for (let at = 0; at < looked.length; at += AT_ONCE) {
    const some = looked.slice(at, at + AT_ONCE);
    const actors = await Promise.all(some.map(({ id }) => services.access.actorIn(asking, id)));
    some.forEach((scope, index) => {
      const actor = actors[index];
      if (actor && actor.roles.length > 0) entered.push({ scope, actor });
    });
  }
  const own = new Set(entered.map(({ scope }) => scope.id));
  const places: FoundPlace[] = [];
  for (const { scope, actor } of entered) {
    const line = lineFrom(scope, scopes);
    const registry = scopedRegistry(services.registry, await services.graphs.of(scope.id));
    for (const home of line) {
      if (home !== scope.id && own.has(home)) continue;
      places.push({ from: scope, home, line, actor, registry });
    }
  }
  return places;
}

function lineFrom(scope: Above, scopes: ReadonlyMap<string, Above>): readonly string[] {
  const line: string[] = [];
  for (let at: Above | undefined = scope; at; at = at.parent === null ? undefined : scopes.get(at.parent))
    line.push(at.id);
  return line;
}
