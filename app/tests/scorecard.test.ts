import { defaultGates, scorecard } from '@callosum/foundation';
import { comparisonFits } from '@callosum/kernel';
import { expect, test } from 'vitest';
import { registry } from '../composition.ts';

const asked = [...scorecard.criteria, ...defaultGates.gates.flatMap(({ criteria }) => criteria)];

test('every criterion that comes with the gates asks a fact that is declared, in the direction in which it improves', () => {
  const wrong = asked.filter(({ fact, comparison, target }) => {
    const declared = registry.facts.get(fact);
    if (!declared || !comparisonFits(declared, comparison)) return true;
    return target < 0 || (declared.fold === 'share' && target > 100);
  });
  expect(wrong).toEqual([]);
});

test('the gates’ criteria ask at least forty different facts, of every discipline that has some', () => {
  const facts = new Set(asked.map(({ fact }) => fact));
  expect(facts.size).toBeGreaterThanOrEqual(40);
  const keys = new Set(defaultGates.gates.map(({ key }) => key));
  expect(scorecard.criteria.filter(({ gate }) => !keys.has(gate))).toEqual([]);
});
