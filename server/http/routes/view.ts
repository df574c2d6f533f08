import {
  type Actor,
  type AskedFor,
  type GraphReader,
  heldSeen,
  type Moment,
  ofIssue,
  refusal,
  type Registry,
  scopedRegistry,
  seenGraph,
  tellAnswers,
  say,
  type View,
} from '@callosum/kernel';
import { sightOf } from '../may-read.ts';
import { enter, routes } from './base.ts';
import { toldBelow } from './below.ts';

/** A look across registers: computed over what the reader may see, and nothing else. */
export const view = routes.projects.view.handler(async ({ context: { services, ...context }, input }) => {
  const { scope, actor } = await enter({ services, ...context }, input.key);
  const declared = services.registry.views.get(input.view);
  if (!declared?.home.includes(scope.type))
    throw refusal('not-found', say`There is no view called “${input.view}” here.`);
  const chosen = declared.choices.safeParse(input.choices ?? {});
  if (!chosen.success) {
    const [issue] = chosen.error.issues;
    const path = ['choices', ...(issue?.path ?? []).map(String)];
    throw refusal('invalid', issue ? ofIssue(issue) : say`Such a choice there is not.`, { path });
  }
  if (input.since !== undefined && !declared.compares) {
    throw refusal('invalid', say`This view does not tell what has moved.`, {
      path: ['since'],
      remedy: say`Leave the day out; “at” shows the view as of another day.`,
    });
  }
  const { graph, at } = await services.readiness.view(scope, input.at);
  const today = await services.graphs.of(scope.id);
  const below = declared.across
    ? await toldBelow(services, await services.sessions.require(context.cookie), scope, {
        view: declared,
        across: declared.across,
        day: input.at,
      })
    : undefined;
  const registry = scopedRegistry(services.registry, graph);
  const before = input.since === undefined ? undefined : await services.readiness.view(scope, input.since);
  const since = before && asSeen(registry, before, actor, today);
  const sight = await sightOf(services, scope.id, actor);
  const tell = (read: GraphReader, moment: Moment): unknown =>
    declared.build(
      {
        ...asSeen(registry, { graph: read, at: moment }, actor, graph === today ? read : today),
        registry,
        ...(since ? { since } : {}),
        ...(below ? { projects: below.projects } : {}),
      },
      input.choices ?? {},
    );
  const { has, asked } = asking(declared, chosen.data);
  const question = `${input.view} ${JSON.stringify(asked)}`;
  // What is compared with another day or told of other projects rests on more than this graph.
  const told =
    since || below
      ? { model: tell(graph, at), since: graph.sequence() }
      : services.models.of({ graph, at, registry, sight, question, tell });
  const model = has !== undefined && has >= told.since ? declared.known?.told : told.model;
  return {
    at: at.today,
    sequence: graph.sequence(),
    notShown: declared.reads.reduce((sum, kind) => sum + today.count(kind) - sight.count(kind), below?.notShown ?? 0),
    empty: below ? below.projects.length === 0 : declared.reads.every((kind) => graph.count(kind) === 0),
    model,
  };
});

/** The records of a day as somebody sees them, and what holds of their ratings as far as he may know. */
function asSeen(
  registry: Registry,
  { graph, at }: { graph: GraphReader; at: Moment },
  actor: Actor,
  today: GraphReader,
) {
  const seen = seenGraph(registry, graph, actor, today);
  const tell = tellAnswers(graph, registry);
  return {
    graph: seen,
    at,
    held: heldSeen(graph, seen, at, registry),
    // Of what he may see; who answered is told of nobody.
    answers: (to: string, asked: AskedFor) => (seen.find(to) ? tell(to, asked) : []),
  };
}

/** What is asked, apart from how far the ledger was seen by what the asker has. */
function asking({ known }: View, chosen: unknown): { readonly has: number | undefined; readonly asked: unknown } {
  if (!known || typeof chosen !== 'object' || chosen === null) return { has: undefined, asked: chosen };
  const all: Record<string, unknown> = { ...chosen };
  const { [known.choice]: has, ...asked } = all;
  return { has: typeof has === 'number' ? has : undefined, asked };
}
