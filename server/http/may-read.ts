import { type Actor, createSight, type Sight } from '@callosum/kernel';
import type { Services } from './context.ts';

/**
 * The one door: what an actor sees of a scope. Whatever leaves the server and was not selected by the store's own
 * compiled rules (`server/store/list.ts`) passes through here.
 */
export async function sightOf(
  { registry, graphs }: Pick<Services, 'registry' | 'graphs'>,
  scope: string,
  actor: Actor,
): Promise<Sight> {
  return createSight(registry, await graphs.of(scope), actor);
}
