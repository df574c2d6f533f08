import { createEvaluator, type GraphReader } from '@callosum/kernel';
import { testMoment, type TestScope } from '@callosum/kernel/testing';
import { titleOf } from '../people.ts';
import { registry } from './scope.ts';

/** A fact’s value, and title and reason of the rows that are not in order, sorted. */
export function asked({ graph }: TestScope, fact: string, today = '2027-03-01') {
  const evaluator = createEvaluator(graph, registry, testMoment(today));
  const { value } = evaluator.value(fact, []);
  const failing = evaluator
    .rows(fact, [])
    .filter(({ judgement }) => !judgement.ok)
    .map(({ id, judgement }) => `${named(graph, id)} ${judgement.reason}`)
    .sort();
  evaluator.close();
  return { value, failing };
}

function named(graph: GraphReader, id: string): string {
  const row = graph.find(id);
  return row ? titleOf(row) : id;
}
