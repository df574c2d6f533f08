import { createEvaluator, createRegistry, type FieldValues, RECORD_COMMANDS } from '@callosum/kernel';
import { createTestScope, inEnglish, standInsFor, testMoment } from '@callosum/kernel/testing';
import { compliance } from '../index.ts';

const standIns = standInsFor([compliance], ['project']);
export const registry = createRegistry([compliance, standIns], RECORD_COMMANDS);

/** A scope with compliance’s kinds, and a way to ask its facts. */
export function complianceScope(today = '2027-03-01') {
  const scope = createTestScope(registry, today);
  const asked = (fact: string, at: string) => {
    const evaluator = createEvaluator(scope.graph, registry, testMoment(at));
    return { value: evaluator.value(`compliance.${fact}`, []).value, rows: evaluator.rows(`compliance.${fact}`, []) };
  };
  return {
    ...scope,
    make: (kind: string, fields: FieldValues, state?: string) =>
      scope.create(kind, { title: 'One', ...fields }, state === undefined ? {} : { state }),
    set: (id: string, fields: FieldValues, state?: string) =>
      scope.apply([{ action: 'update', id, fields, ...(state === undefined ? {} : { state }) }]),
    value: (fact: string, at = today) => asked(fact, at).value,
    /** Details of the rows that are not in order. */
    said: (fact: string, at = today) =>
      asked(fact, at).rows.flatMap(({ judgement }) =>
        judgement.ok ? [] : [judgement.details && inEnglish(judgement.details)],
      ),
  };
}
