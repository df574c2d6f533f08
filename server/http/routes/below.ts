import { type ProjectContext, scopedRegistry, seenGraph, seesWhole } from '@callosum/kernel';
import { seenGates, titleOf } from '../../readiness/present.ts';
import { allScopes, type Scope } from '../../store/scopes.ts';
import type { Services } from '../context.ts';
import { sightOf } from '../may-read.ts';

type Asking = Parameters<Services['access']['actorIn']>[0];

/** What a view across projects is told of each, and how many records of its kinds were left out. */
export interface Below {
  readonly projects: readonly ProjectContext[];
  readonly notShown: number;
}

/** The projects below a scope that somebody may enter, each as he sees it and by its own clock. */
export async function projectsBelow(
  services: Services,
  asking: Asking,
  above: Scope,
  { reads, day }: { readonly reads: readonly string[]; readonly day: string | undefined },
): Promise<Below> {
  const projects: ProjectContext[] = [];
  let notShown = 0;
  for (const scope of await scopesBelow(services, above)) {
    if (scope.type !== 'project') continue;
    const actor = await services.access.actorIn(asking, scope.id);
    if (actor.roles.length === 0) continue;
    const view = await services.readiness.view(scope, day);
    await services.readiness.settle(view);
    const today = await services.graphs.of(scope.id);
    const sight = await sightOf(services, scope.id, actor);
    const isWhole = seesWhole(actor.roles);
    for (const kind of reads) {
      // What lives above is counted where it lives.
      for (const { id } of today.rows(kind)) if (today.owns(id) && !sight.row(id)) notShown += 1;
    }
    projects.push({
      key: scope.key,
      title: titleOf(view.graph.find(scope.id)),
      graph: seenGraph(services.registry, view.graph, actor, today),
      at: view.at,
      registry: scopedRegistry(services.registry, view.graph),
      gates: seenGates(sight, services.readiness.gates(view)),
      ...(isWhole ? { forecast: services.registry.forecast(view.graph, view.at) } : {}),
      value: (fact) =>
        isWhole && services.registry.facts.has(fact) ? view.evaluator.value(fact, []).value : undefined,
    });
  }
  return { projects, notShown };
}

async function scopesBelow({ db }: Services, above: Scope): Promise<readonly Scope[]> {
  const all = await allScopes(db);
  const parents = new Map(all.map(({ id, parent }) => [id, parent]));
  const isBelow = (id: string): boolean => {
    const parent = parents.get(id) ?? null;
    return parent !== null && (parent === above.id || isBelow(parent));
  };
  return all.filter(({ id }) => isBelow(id));
}
