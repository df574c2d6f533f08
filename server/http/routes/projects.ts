import type { Actor, GateResult } from '@callosum/kernel';
import { lineOf, ownField, seesWhole } from '@callosum/kernel';
import type { projectCard } from '@callosum/kernel/contract';
import type { z } from 'zod';
import { openEmergency } from '../../identity/emergency.ts';
import { presentChanges } from '../../readiness/changes.ts';
import { presentReadiness, presentRows, seenGates } from '../../readiness/present.ts';
import { titleOf } from '../../readiness/title.ts';
import { allProjects, type Scope } from '../../store/scopes.ts';
import type { Services } from '../context.ts';
import { sightOf } from '../may-read.ts';
import { enter, routes } from './base.ts';
import { view } from './view.ts';

const DECIDED = new Set(['passed', 'conditional', 'refused']);

export const projects = {
  list: routes.projects.list.handler(async ({ context: { services, cookie } }) => {
    const account = await services.sessions.require(cookie);
    const cards = [];
    for (const scope of await allProjects(services.db)) {
      const actor = await services.access.actorIn(account, scope.id);
      if (actor.roles.length > 0) cards.push(await card(services, scope, actor));
    }
    return cards;
  }),

  get: routes.projects.get.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const { graph, at } = await context.services.readiness.view(scope);
    const { planned } = context.services.registry.forecast(graph, at);
    const sight = await sightOf(context.services, scope.id, actor);
    const kinds = [...context.services.registry.kinds.keys()];
    return {
      id: scope.id,
      key: scope.key,
      type: scope.type,
      above: lineOf(graph)
        .slice(1)
        .map((one) => ({ key: one.scope.key, type: one.scope.type, title: titleOf(one.find(one.scope.id)) })),
      holders: context.services.registry
        .offices(graph, at)
        .filter(({ appointment }) => sight.row(appointment) !== undefined)
        .map(({ until, ...office }) => ({
          ...office,
          until: until ?? null,
          scope: graph.scopeOf(office.appointment)?.key ?? scope.key,
        })),
      registers: [...(context.services.registry.templates?.registers(graph) ?? [])],
      title: titleOf(graph.find(scope.id)),
      zone: scope.zone,
      today: at.today,
      roles: [...actor.roles],
      offices: [...actor.offices],
      emergency: await openEmergency(context.services.pool, actor.account, scope.id),
      goLive: seesWhole(actor.roles) ? (planned ?? null) : null,
      sequence: graph.sequence(),
      ownFields: [...graph.rows(ownField.name)].map(({ id, fields }) => ({ id, fields })),
      counts: Object.fromEntries(kinds.map((kind) => [kind, sight.count(kind)])),
    };
  }),

  readiness: routes.projects.readiness.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    return presentReadiness(context.services, scope, actor, input.at);
  }),

  criterionRows: routes.projects.criterionRows.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    return presentRows(context.services, scope, actor, input);
  }),

  changes: routes.projects.changes.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    return presentChanges(context.services, scope, actor, input);
  }),

  view,
};

async function card(services: Services, scope: Scope, actor: Actor): Promise<z.infer<typeof projectCard>> {
  const view = await services.readiness.view(scope);
  const sight = await sightOf(services, scope.id, actor);
  await services.readiness.settle(view);
  const gates = seenGates(sight, services.readiness.gates(view));
  const open = gates.filter((gate) => !DECIDED.has(gate.state));
  // The next one from today on; when all of those are decided, the earliest that was left open.
  const next = open.find((gate) => gate.date !== undefined && gate.date >= view.at.today) ?? open[0];
  const { planned } = services.registry.forecast(view.graph, view.at);
  return {
    key: scope.key,
    title: titleOf(view.graph.find(scope.id)),
    roles: [...actor.roles],
    goLive: seesWhole(actor.roles) ? (planned ?? null) : null,
    next: next
      ? { key: next.key, title: next.title, date: next.date ?? null, state: next.state, score: next.score ?? null }
      : null,
    counts: countStates(next ? [next] : []),
  };
}

function countStates(gates: readonly GateResult[]) {
  const counts = { met: 0, unmet: 0, unknown: 0, waived: 0 };
  for (const gate of gates) for (const { state } of gate.criteria) counts[state] += 1;
  return counts;
}
