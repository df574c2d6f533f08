import { createEvaluator, type FieldValues } from '@callosum/kernel';
import { testId, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { registry, safetyScope } from '../testing/scope.ts';

type Written = readonly [fields: FieldValues, state?: string];

function judged(fact: string, risks: readonly Written[], riskAppetite?: number) {
  const scope = safetyScope();
  if (riskAppetite !== undefined) scope.create('project', { title: 'p', riskAppetite });
  risks.forEach(([fields, state], index) =>
    scope.create('risk', { title: String(index), ...fields }, state === undefined ? {} : { state }),
  );
  const evaluator = createEvaluator(scope.graph, registry, testMoment('2027-03-01'));
  const titles = evaluator
    .rows(fact, [])
    .filter(({ judgement }) => !judgement.ok)
    .map(({ id, judgement }) => [scope.graph.find(id)?.fields.title, judgement.reason]);
  return { value: evaluator.value(fact, []).value, failing: titles, scope, evaluator };
}

const rated = (likelihood: string, impact: string) => ({ likelihood, impact });

describe('risks above appetite', () => {
  const fact = 'safety.risks-above-appetite';
  const risks: Written[] = [
    [rated('3', '3')],
    [rated('2', '5')],
    [rated('5', '5'), 'closed'],
    [rated('5', '5'), 'occurred'],
    [{ likelihood: '1' }],
  ];

  test('are open ones above the table’s appetite of 9, and those nobody has rated', () => {
    expect(judged(fact, risks)).toMatchObject({
      value: 2,
      failing: [
        ['1', 'above'],
        ['4', 'unrated'],
      ],
    });
  });

  test('are measured by the project’s own appetite where it has one', () => {
    expect(judged(fact, risks, 10).failing).toEqual([['4', 'unrated']]);
    expect(judged(fact, risks, 8).failing).toEqual([
      ['0', 'above'],
      ['1', 'above'],
      ['4', 'unrated'],
    ]);
  });

  test('are judged anew when the project changes its appetite', () => {
    const { scope, evaluator } = judged(fact, risks);
    scope.create('project', { title: 'p', riskAppetite: 25 }, { id: testId(500) });
    expect(evaluator.value(fact, []).value).toBe(1);
    scope.apply([{ action: 'update', id: testId(500), fields: { riskAppetite: 1 } }]);
    expect(evaluator.value(fact, []).value).toBe(3);
  });

  test('are unknown in an empty register, and none in one that is all closed', () => {
    expect(judged(fact, []).value).toBeUndefined();
    expect(judged(fact, [[rated('5', '5'), 'closed']]).value).toBe(0);
  });
});

describe('risks without a response', () => {
  const fact = 'safety.risks-without-response';
  const whole = { response: 'accept', responsePlan: 'Nothing to be won', owner: testId(1) };

  test('are open ones that lack strategy, plan or owner', () => {
    const { response: _response, ...noResponse } = whole;
    const { responsePlan: _plan, ...noPlan } = whole;
    const { owner: _owner, ...noOwner } = whole;
    expect(
      judged(fact, [[whole], [noResponse], [noPlan], [noOwner], [{ ...whole, responsePlan: '  ' }], [{}, 'closed']])
        .failing,
    ).toEqual(['1', '2', '3', '4'].map((title) => [title, 'missing']));
  });

  test('are unknown in an empty register', () => {
    expect(judged(fact, []).value).toBeUndefined();
  });
});

describe('overdue risk reviews', () => {
  test('are those of open risks whose day has passed or was never set', () => {
    const risks: Written[] = [
      [{ due: '2027-02-28' }],
      [{ due: '2027-03-01' }],
      [{}],
      [{ due: '2027-01-01' }, 'occurred'],
    ];
    expect(judged('safety.risks-review-overdue', risks)).toMatchObject({
      value: 2,
      failing: [
        ['0', 'overdue'],
        ['2', 'undated'],
      ],
    });
  });
});
