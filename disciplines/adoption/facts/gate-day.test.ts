import { createEvaluator, type CriterionDefinition, evaluateGates } from '@callosum/kernel';
import { testMoment } from '@callosum/kernel/testing';
import { expect, test } from 'vitest';
import { registry } from '../testing/scope.ts';
import { ward } from '../testing/ward.ts';

test('a pass that runs out before the gate counts today and not on its day; one that is renewed counts on both', () => {
  const { project, nurse, person, course, result } = ward('2027-03-01', '2027-06-01');
  const orders = course('Orders', [nurse]);
  const [ann, ben] = [person('Ann', nurse), person('Ben', nurse)];
  result(ann, orders, 'passed', 1, { expires: '2027-05-31' });
  result(ben, orders, 'passed', 1, { expires: '2027-06-01' });
  const at = testMoment('2027-03-01');
  const evaluator = createEvaluator(project.graph, registry, at);
  const asked = (asOf: 'now' | 'gate') => {
    const criterion: CriterionDefinition = {
      id: asOf,
      key: asOf,
      title: asOf,
      fact: 'adoption.training-passed',
      filter: [],
      comparison: 'atLeast',
      target: 95,
      weight: 1,
      stop: true,
      asOf,
    };
    const gate = { id: 'g', key: 'g', title: 'Go or no go', goLive: true, date: '2027-06-01', criteria: [criterion] };
    const found = evaluateGates([gate], evaluator, at)[0]?.criteria[0];
    return [found?.state, found?.value];
  };
  expect([asked('now'), asked('gate')]).toEqual([
    ['met', 100],
    ['unmet', 50],
  ]);
  result(ann, orders, 'passed', 2, { expires: '2028-01-01' });
  expect([asked('now'), asked('gate')]).toEqual([
    ['met', 100],
    ['met', 100],
  ]);
});
