import { refusal, scopedRegistry, seenGraph, say } from '@callosum/kernel';
import type { ServerPart } from '../../parts/part.ts';
import type { RequestContext } from '../context.ts';
import { enter, routes } from './base.ts';

export const parts = {
  ask: routes.parts.ask.handler(async ({ context, input: { key, part, question, input } }) => {
    const { scope, actor } = await enter(context, key);
    const { services, cookie } = context;
    const found = partNamed(context, part).questions.find(({ name }) => name === question);
    if (!found) throw refusal('not-found', say`“${part}” answers no question called “${question}”.`);
    const graph = await services.graphs.of(scope.id);
    const seen = seenGraph(scopedRegistry(services.registry, graph), graph, actor, graph);
    return found.answer(readJson(input), {
      scope,
      actor,
      asking: await services.sessions.require(cookie),
      graph: seen,
    });
  }),
};

function partNamed({ services }: RequestContext, name: string): ServerPart {
  const found = services.parts.find((one) => one.name === name);
  if (!found) throw refusal('not-found', say`There is no part called “${name}” here.`);
  return found;
}

function readJson(text: string | undefined): unknown {
  try {
    return text === undefined ? {} : JSON.parse(text);
  } catch {
    throw refusal('invalid', say`The input is no JSON.`, { path: ['input'] });
  }
}
