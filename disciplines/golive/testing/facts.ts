import { createEvaluator, type Moment } from '@callosum/kernel';
import { inEnglish, testMoment } from '@callosum/kernel/testing';
import { type goLiveScope, registry } from './scope.ts';

/** The value of a fact over a scope at a moment, and why rows are not in order, by title. */
export function ask(scope: ReturnType<typeof goLiveScope>, fact: string, at: Moment | string = '2027-03-01') {
  const evaluator = createEvaluator(scope.graph, registry, typeof at === 'string' ? testMoment(at) : at);
  const { value, total } = evaluator.value(fact, []);
  const failing = evaluator
    .rows(fact, [])
    .filter(({ judgement }) => !judgement.ok)
    .map(({ id, judgement }) => [scope.graph.find(id)?.fields.title, judgement.reason, inEnglish(judgement.details)]);
  return { value, total, failing };
}
