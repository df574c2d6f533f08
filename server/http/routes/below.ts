import {
  type ProjectContext,
  scopedRegistry,
  seenGraph,
  seesWhole,
  type ToldOfProject,
  type View,
} from '@callosum/kernel';
import { seenGates } from '../../readiness/present.ts';
import { titleOf } from '../../readiness/title.ts';
import type { Graphs } from '../../store/graphs.ts';
import { allScopes, type Scope, todayIn } from '../../store/scopes.ts';
import type { Services } from '../context.ts';
import { sightOf } from '../may-read.ts';

type Asking = Parameters<Services['access']['actorIn']>[0];

interface Looking {
  readonly view: View;
  readonly across: NonNullable<View['across']>;
  readonly day: string | undefined;
}

/** What a view across projects has told itself of each, and how many records of its kinds were left out. */
export interface Below {
  readonly projects: readonly ToldOfProject[];
  readonly notShown: number;
}

interface Kept {
  /** What it rests on: ends of ledgers, the day, and the rights of who asks. */
  readonly place: string;
  readonly until: number;
  readonly told: ToldOfProject;
  readonly notShown: number;
}

/** What views have told themselves of projects, by view, project, reader and day. */
const kept = new WeakMap<Graphs, Map<string, Kept>>();
const MOST_KEPT = 2_000;
/** Few facts turn with the hour and not with the day or an event; what is told of them is no older than this. */
const KEPT_MS = 10 * 60_000;

/**
 * The projects below a scope that somebody may enter, each as he sees it and by its own clock. What was told of a project holds until its ledger or one
 * above it goes on, another day begins or his rights change: only then is the project read.
 */
export async function toldBelow(services: Services, asking: Asking, above: Scope, looking: Looking): Promise<Below> {
  const known = kept.get(services.graphs) ?? new Map<string, Kept>();
  kept.set(services.graphs, known);
  const found: Kept[] = [];
  for (const { scope, heads } of await projectsBelow(services, above)) {
    const roles = await services.access.rolesIn(asking, scope.id);
    if (roles.length === 0) continue;
    const place = JSON.stringify([heads, todayIn(scope), scope.pinned, scope.zone, roles, asking.limits ?? null]);
    const key = `${looking.view.name} ${scope.id} ${asking.id} ${looking.day ?? ''}`;
    const before = known.get(key);
    if (before?.place === place && before.until > Date.now()) {
      found.push(before);
      continue;
    }
    const made = { place, until: Date.now() + KEPT_MS, ...(await tellOf(services, asking, scope, looking)) };
    if (known.size >= MOST_KEPT) known.clear();
    known.set(key, made);
    found.push(made);
  }
  return {
    projects: found.map(({ told }) => told),
    notShown: found.reduce((sum, { notShown }) => sum + notShown, 0),
  };
}

async function tellOf(services: Services, asking: Asking, scope: Scope, { view: { reads }, across, day }: Looking) {
  const actor = await services.access.actorIn(asking, scope.id);
  const view = await services.readiness.view(scope, day);
  await services.readiness.settle(view);
  const today = await services.graphs.of(scope.id);
  const sight = await sightOf(services, scope.id, actor);
  const isWhole = seesWhole(actor.roles);
  let notShown = 0;
  for (const kind of reads) {
    // What lives above is counted where it lives.
    for (const { id } of today.rows(kind)) if (today.owns(id) && !sight.row(id)) notShown += 1;
  }
  const project: ProjectContext = {
    key: scope.key,
    title: titleOf(view.graph.find(scope.id)),
    graph: seenGraph(services.registry, view.graph, actor, today),
    at: view.at,
    registry: scopedRegistry(services.registry, view.graph),
    gates: seenGates(sight, services.readiness.gates(view)),
    ...(isWhole ? { forecast: services.registry.forecast(view.graph, view.at) } : {}),
    value: (fact) => (isWhole && services.registry.facts.has(fact) ? view.evaluator.value(fact, []).value : undefined),
  };
  return { told: across(project), notShown };
}

/** Each project below, with the ends of its ledger and of those above it. */
async function projectsBelow({ db }: Services, above: Scope) {
  const [all, ends] = await Promise.all([allScopes(db), db.selectFrom('head').select(['scope', 'sequence']).execute()]);
  const parents = new Map(all.map(({ id, parent }) => [id, parent]));
  const sequences = new Map(ends.map(({ scope, sequence }) => [scope, sequence]));
  const lineOf = (id: string): readonly string[] => {
    const parent = parents.get(id) ?? null;
    return parent === null ? [id] : [id, ...lineOf(parent)];
  };
  return all.flatMap((scope) => {
    const line = lineOf(scope.id);
    if (scope.type !== 'project' || !line.includes(above.id)) return [];
    return [{ scope, heads: line.map((id) => sequences.get(id) ?? 0) }];
  });
}
