import {
  type GraphReader,
  idOfOwn,
  isOwn,
  mayCall,
  mayHaveHeld,
  refusal,
  type Registry,
  scopedRegistry,
  SIGNED_LABEL,
  SPINE,
  say,
} from '@callosum/kernel';
import { titleOf } from '../../readiness/title.ts';
import { findWords, type FoundPlace } from '../../store/find-words.ts';
import { sightOf } from '../may-read.ts';
import { enter, routes } from './base.ts';

const MOST_PLACES = 200;
const MOST_DUE = 500;

export const redactions = {
  due: routes.redactions.due.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const { registry, readiness } = context.services;
    const ask = registry.commands.get('disposal.ask');
    if (!ask || !mayCall(ask, actor)) {
      throw refusal('not-allowed', say`Your role does not allow you to dispose of records.`, {
        remedy: say`Ask an owner of the project.`,
      });
    }
    const { graph, at } = await readiness.view(scope);
    const sight = await sightOf(context.services, scope.id, actor);
    const seen = registry.disposal(graph, at).filter(({ record }) => sight.row(record) !== undefined);
    const records = seen.slice(0, MOST_DUE).map(({ hold, ...one }) => ({ ...one, hold: hold?.name ?? null }));
    return { records, more: seen.length > MOST_DUE };
  }),

  find: routes.redactions.find.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const { registry, graphs, pool } = context.services;
    const ask = registry.commands.get('redaction.ask');
    if (!ask || !mayCall(ask, actor)) {
      throw refusal('not-allowed', say`Your role does not allow you to look for what should be redacted.`, {
        remedy: say`Ask an owner of the project.`,
      });
    }
    const graph = await graphs.of(scope.id);
    const found = await findWords(pool, scope.id, input.words, MOST_PLACES);
    const declared = scopedRegistry(registry, graph);
    const places = found.slice(0, MOST_PLACES).flatMap((place) => present(graph, declared, place));
    return { places, more: found.length > MOST_PLACES };
  }),
};

function present(graph: GraphReader, registry: Registry, { record, field, events }: FoundPlace) {
  const row = graph.find(record);
  const kind = row && registry.kinds.get(row.kind);
  if (!row || !kind || !mayHaveHeld(kind, field)) return [];
  const label = field === SPINE.statement ? SIGNED_LABEL : kind.fields[field]?.label;
  // An own field that was withdrawn is still called what it was; what an earlier version declared has its name only.
  const called = label ?? (isOwn(field) ? titleOf(graph.find(idOfOwn(field))) : '');
  return [{ record, kind: row.kind, number: row.number, title: titleOf(row), field, label: called || field, events }];
}
