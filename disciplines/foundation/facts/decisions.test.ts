import { createEvaluator, type FieldValues } from '@callosum/kernel';
import { inEnglish, testId, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { foundationScope, gateOn, registry } from '../testing/scope.ts';

function failing(scope: ReturnType<typeof foundationScope>, fact: string, today = '2027-03-01') {
  const evaluator = createEvaluator(scope.graph, registry, testMoment(today));
  const rows = evaluator.rows(fact, []).filter(({ judgement }) => !judgement.ok);
  return {
    value: evaluator.value(fact, []).value,
    rows: rows.map(({ id, judgement }) => [scope.graph.find(id)?.fields.title, inEnglish(judgement.details)]),
  };
}

function withDecisions(...decisions: readonly (readonly [string, FieldValues, string?])[]) {
  const scope = foundationScope();
  for (const [title, fields, state] of decisions) {
    scope.create('decision', { title, ...fields }, state === undefined ? {} : { state });
  }
  return scope;
}

describe('overdue decisions', () => {
  const fact = 'foundation.decisions-overdue';

  test('are open ones whose day has passed', () => {
    const scope = withDecisions(
      ['late', { due: '2027-02-27' }],
      ['today', { due: '2027-03-01' }],
      ['undated', {}],
      ['decided', { due: '2027-01-01' }, 'decided'],
      ['dropped', { due: '2027-01-01' }, 'dropped'],
    );
    expect(failing(scope, fact)).toEqual({ value: 1, rows: [['late', { due: '2027-02-27', days: 2 }]] });
    expect(failing(scope, fact, '2027-03-02').value).toBe(2);
  });

  test('are unknown without any decision; a register that is closed is evidence', () => {
    expect(failing(foundationScope(), fact).value).toBeUndefined();
    expect(failing(withDecisions(['decided', {}, 'decided']), fact).value).toBe(0);
  });
});

describe('decisions without limit', () => {
  test('are open ones that nobody has to take, or by no day', () => {
    const owner = testId(1);
    const scope = withDecisions(
      ['fine', { owner, due: '2027-04-01' }],
      ['no day', { owner }],
      ['nobody', { due: '2027-04-01' }],
      ['decided', {}, 'decided'],
    );
    expect(failing(scope, 'foundation.decisions-without-limit')).toEqual({
      value: 2,
      rows: [
        ['no day', { missing: 'decide by' }],
        ['nobody', { missing: 'who decides' }],
      ],
    });
  });
});

describe('expired conditions', () => {
  const fact = 'foundation.conditions-expired';
  const decide = (scope: ReturnType<typeof foundationScope>, gate: string, outcome: string, due?: string) =>
    scope.run('gate.decide', {
      gate,
      outcome,
      rationale: 'As discussed in the board',
      votes: [{ voter: testId(1), vote: 'for' }],
      conditions: due === undefined ? [] : [{ title: 'Kits', due }],
    });

  test('count from the day after, until they are fulfilled', () => {
    const scope = foundationScope();
    const { gate } = gateOn(scope);
    expect(failing(scope, fact).value).toBe(0);
    decide(scope, gate, 'conditional', '2027-03-10');
    expect(failing(scope, fact, '2027-03-10').value).toBe(0);
    expect(failing(scope, fact, '2027-03-11')).toEqual({ value: 1, rows: [['Kits', { due: '2027-03-10' }]] });
    const [condition] = scope.graph.rows('condition');
    scope.run('condition.fulfil', { id: condition?.id, evidence: 'Protocol 12' });
    expect(failing(scope, fact, '2027-03-11').value).toBe(0);
  });

  test('lapse when a later decision supersedes theirs', () => {
    const scope = foundationScope();
    const { gate } = gateOn(scope);
    decide(scope, gate, 'conditional', '2027-03-10');
    const evaluator = createEvaluator(scope.graph, registry, testMoment('2027-03-20'));
    expect(evaluator.value(fact, []).value).toBe(1);
    decide(scope, gate, 'noGo');
    expect(evaluator.value(fact, []).value).toBe(0);
  });
});
