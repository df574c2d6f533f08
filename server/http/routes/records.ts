import {
  type Actor,
  gatesAsking,
  type GraphReader,
  impactOf,
  mayCall,
  mayRow,
  refusal,
  seesWhole,
  type Registry,
  scopedRegistry,
  say,
} from '@callosum/kernel';
import { presentRecord } from '../../readiness/present.ts';
import { titleOf } from '../../readiness/title.ts';
import { heldFor } from '../../readiness/places.ts';
import { groupsOf } from '../../store/groups.ts';
import { resultsOf } from '../../readiness/results.ts';
import { historyOf } from '../../store/history.ts';
import { readLine } from '../../store/line.ts';
import { listRecords } from '../../store/list.ts';
import { nowIn, todayIn } from '../../store/scopes.ts';
import { sightOf } from '../may-read.ts';
import { readFilter } from '../read-filter.ts';
import { enter, refuseHidden, registerOf, routes } from './base.ts';
import { matrixOf } from './record-matrix.ts';
import { linksOf, MOST_LINKS, standingFor } from './record-parts.ts';
import { groupsThen, isOtherDay, listThen, recordThen } from './records-then.ts';

/** Records told to rest on one. */
const MOST_IMPACTED = 500;

export const records = {
  list: routes.records.list.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const kind = await registerOf(context, scope, input.kind);
    if (isOtherDay(scope, input.at)) return listThen(context.services, { scope, actor, kind, at: input.at }, input);
    const filter = readFilter(input.filter, kind, actor, scope);
    const line = await readLine(context.services.pool, scope.id);
    return listRecords(context.services.db, {
      ...input,
      scope: scope.id,
      line,
      kind,
      actor,
      filter,
      today: todayIn(scope),
    });
  }),

  groups: routes.records.groups.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const kind = await registerOf(context, scope, input.kind);
    if (isOtherDay(scope, input.at)) return groupsThen(context.services, { scope, actor, kind, at: input.at }, input);
    const filter = readFilter(input.filter, kind, actor, scope);
    const line = await readLine(context.services.pool, scope.id);
    const selection = { scope: scope.id, line, kind, actor, filter, search: input.search };
    return { groups: [...(await groupsOf(context.services.db, selection, input.group))] };
  }),

  matrix: routes.records.matrix.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const kind = await registerOf(context, scope, input.kind);
    return matrixOf(context.services, { scope, actor, kind }, input);
  }),

  get: routes.records.get.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const { registry, graphs } = context.services;
    if (isOtherDay(scope, input.at)) return recordThen(context.services, scope, actor, input.id, input.at);
    const graph = await graphs.of(scope.id);
    const declared = scopedRegistry(registry, graph);
    const sight = await sightOf(context.services, scope.id, actor);
    const row = sight.row(input.id) ?? refuseHidden();
    const links = linksOf(registry, graph, sight, row);
    return {
      record: presentRecord(graph, row, declared.kinds.get(row.kind), todayIn(scope)),
      links: links.slice(0, MOST_LINKS),
      moreLinks: Math.max(0, links.length - MOST_LINKS),
      may: rightsTo(registry, graph, actor, input.id),
      hidden: [...sight.hidden(row)],
      held: heldFor(declared.kinds.get(row.kind), row, graph, sight, nowIn(scope), registry),
      standing: standingFor(registry, graph, sight, row, nowIn(scope)),
    };
  }),

  impact: routes.records.impact.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const { registry, graphs } = context.services;
    const graph = await graphs.of(scope.id);
    const sight = await sightOf(context.services, scope.id, actor);
    const row = sight.row(input.id) ?? refuseHidden();
    const { found, more } = impactOf(row.id, graph, registry, MOST_IMPACTED);
    const shown = found.filter((one) => sight.sees(one.row));
    const view = await context.services.readiness.view(scope);
    await context.services.readiness.settle(view);
    const records = new Set([row.id, ...shown.map((one) => one.row.id)]);
    const asking = gatesAsking(registry.gates(view.graph), view.evaluator, records);
    return {
      gates: asking.flatMap(({ gate, criteria }) => {
        const seen = sight.row(gate.id);
        const told = criteria.filter(({ id }) => sight.row(id)).map(({ id, title }) => ({ id, title }));
        return seen && told.length > 0
          ? [{ id: gate.id, kind: seen.kind, number: seen.number, title: gate.title, criteria: told }]
          : [];
      }),
      rows: shown.map(({ row: { id, kind, number, state }, steps, link, through }) => {
        const nearer = graph.find(through);
        const title = titleOf(graph.find(id));
        const direction = registry.links.get(link)?.pins ? ('out' as const) : ('in' as const);
        const seen = nearer && sight.sees(nearer);
        const named = seen ? { id: nearer.id, kind: nearer.kind, number: nearer.number } : null;
        return { id, kind, number, title, state, steps, link, direction, through: named };
      }),
      notShown: found.length - shown.length,
      more,
    };
  }),

  results: routes.records.results.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const kind = context.services.registry.kinds.get(input.kind);
    if (!kind) throw refusal('not-found', say`There is nothing called “${input.kind}”.`);
    if (!seesWhole(actor.roles))
      throw refusal('not-allowed', say`Your role does not let you see figures of the project.`);
    return resultsOf(await context.services.graphs.of(scope.id), kind, input.by);
  }),

  history: routes.records.history.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const { registry, graphs, pool } = context.services;
    const graph = await graphs.of(scope.id);
    const sight = await sightOf(context.services, scope.id, actor);
    const row = sight.row(input.id) ?? refuseHidden();
    const links = linksOf(registry, graph, sight, row).slice(0, MOST_LINKS);
    const subjects = [row.id, ...links.map(({ id }) => id)];
    return historyOf(pool, graph, sight, subjects, input);
  }),
};

/** What the actor may do with a record, judged by the record as it is and not as he sees it. */
function rightsTo(registry: Registry, graph: GraphReader, actor: Actor, id: string) {
  const row = graph.find(id);
  const kind = row && registry.kinds.get(row.kind);
  const share = registry.commands.get('record.share');
  if (!row || !kind) return refuseHidden();
  // What lives above is changed where it lives.
  if (!graph.owns(id)) return { update: false, withdraw: false, share: false, moves: [], locked: [] };
  return { ...mayRow(kind, actor, row, graph), share: !row.withdrawn && share !== undefined && mayCall(share, actor) };
}
