import { type Actor, type Kind, scopedRegistry, seenGraph, type Sight } from '@callosum/kernel';
import { heldFor } from '../../readiness/places.ts';
import { presentRecord } from '../../readiness/present.ts';
import { countedBy, inGroups, registerThen } from '../../readiness/register-then.ts';
import { rankedGroups } from '../../store/groups.ts';
import { type Scope, todayIn } from '../../store/scopes.ts';
import { sightOf } from '../may-read.ts';
import type { Services } from '../context.ts';
import { readFilter } from '../read-filter.ts';
import { linksOf, MOST_LINKS, standingFor } from './record-parts.ts';
import { refuseHidden } from './base.ts';

/** Whether a day is another than today: today is read from the store. */
export function isOtherDay(scope: Scope, at: string | undefined): at is string {
  return at !== undefined && at !== todayIn(scope);
}

/** The records of another day as far as the reader may see them today. */
export async function asOf(services: Services, scope: Scope, actor: Actor, at: string) {
  const view = await services.readiness.view(scope, at);
  const now = await services.graphs.of(scope.id);
  const registry = scopedRegistry(services.registry, now);
  return { view, now, registry, graph: seenGraph(services.registry, view.graph, actor, now) };
}

interface Asked {
  readonly search?: string | undefined;
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
  readonly descending?: boolean | undefined;
  readonly group?: string | undefined;
}

/** A page of a register as of another day. */
export async function listThen(
  services: Services,
  { scope, actor, kind, at }: { scope: Scope; actor: Actor; kind: Kind; at: string },
  input: Asked & { readonly offset: number; readonly limit: number },
) {
  const { view, graph } = await asOf(services, scope, actor, at);
  const asked = { ...input, filter: readFilter(input.filter, kind, actor, scope, at) };
  const rows = registerThen(graph, kind, asked, at);
  const { group } = input;
  const groups = group === undefined ? [] : await rankedGroups(services.db, kind, group, countedBy(rows, group));
  const told = group === undefined ? rows : inGroups(rows, group, groups);
  return {
    sequence: view.graph.sequence(),
    total: rows.length,
    offset: input.offset,
    rows: told
      .slice(input.offset, input.offset + input.limit)
      .map((row) => presentRecord(view.graph, row, undefined, at)),
  };
}

/** How many records of a register had each value. */
export async function groupsThen(
  services: Services,
  { scope, actor, kind, at }: { scope: Scope; actor: Actor; kind: Kind; at: string },
  input: Asked & { readonly group: string },
) {
  const { graph } = await asOf(services, scope, actor, at);
  const rows = registerThen(graph, kind, { ...input, filter: readFilter(input.filter, kind, actor, scope, at) }, at);
  return { groups: [...(await rankedGroups(services.db, kind, input.group, countedBy(rows, input.group)))] };
}

/** One record as of another day: to be read, and nothing to be done with it. */
export async function recordThen(services: Services, scope: Scope, actor: Actor, id: string, at: string) {
  const { view, now, registry, graph } = await asOf(services, scope, actor, at);
  const row = graph.find(id) ?? refuseHidden();
  const today = await sightOf(services, scope.id, actor);
  // Whoever looks back sees by what the records are today.
  const sight: Sight = {
    ...today,
    sees: (one) => today.sees(now.find(one.id) ?? one),
    hidden: (one) => today.hidden(now.find(one.id) ?? one),
  };
  const kind = registry.kinds.get(row.kind);
  const links = linksOf(services.registry, view.graph, sight, row);
  const full = view.graph.find(id) ?? row;
  return {
    record: presentRecord(view.graph, row, kind, at),
    links: links.slice(0, MOST_LINKS),
    moreLinks: Math.max(0, links.length - MOST_LINKS),
    may: { update: false, withdraw: false, share: false, moves: [], locked: [] },
    hidden: [...sight.hidden(full)],
    held: heldFor(kind, full, view.graph, sight, view.at, services.registry),
    standing: standingFor(services.registry, view.graph, sight, full, view.at),
  };
}
