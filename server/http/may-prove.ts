import { type Actor, SPINE } from '@callosum/kernel';
import { proveEvent } from '../ledger/prove.ts';
import { showsStatement } from '../store/history.ts';
import type { Services } from './context.ts';
import { sightOf } from './may-read.ts';

/** The proof of an event, of what an actor may see of it. @throws Refusal `not-found` for an event he may not see. */
export async function proveFor(
  services: Pick<Services, 'pool' | 'secrets' | 'registry' | 'graphs'>,
  scope: string,
  actor: Actor,
  sequence: number,
): ReturnType<typeof proveEvent> {
  const sight = await sightOf(services, scope, actor);
  const graph = await services.graphs.of(scope);
  return proveEvent(services.pool, services.secrets.sealKey, scope, sequence, {
    event: sight.event,
    value: ({ subject }, name) => {
      const row = graph.find(subject.id);
      if (name === SPINE.statement) return showsStatement(sight, row);
      return !row || !sight.hides(row, name);
    },
  });
}
