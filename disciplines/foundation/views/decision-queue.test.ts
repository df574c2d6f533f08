import { testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { foundationScope, registry } from '../testing/scope.ts';
import { decisionQueue, type DecisionQueue } from './decision-queue.ts';

type Scope = ReturnType<typeof foundationScope>;

const look = ({ graph }: Scope, today = '2027-03-11'): DecisionQueue =>
  decisionQueue.build({ graph, at: testMoment(today), registry }, {});

const task = (scope: Scope, title: string, start: string): string =>
  scope.create('task', { title, storedStart: `${start}T08:00` });

describe('the decision queue', () => {
  test('puts first what costs most, then what is longest overdue, then what comes next, and last what has no day', () => {
    const scope = foundationScope();
    scope.create('decision', { title: 'undated' });
    scope.create('decision', { title: 'next week', due: '2027-03-18' });
    scope.create('decision', { title: 'long overdue', due: '2027-02-01' });
    const dear = scope.create('decision', { title: 'dear', due: '2027-03-08' });
    scope.create('decision', { title: 'taken', due: '2027-01-01' }, { state: 'decided' });
    scope.link('decision.holds', dear, task(scope, 'Build order sets', '2027-03-01'));
    expect(look(scope).decisions.map(({ title }) => title)).toEqual(['dear', 'long overdue', 'next week', 'undated']);
  });

  test('counts a day lost for each day that something planned stood still behind an overdue decision', () => {
    const scope = foundationScope();
    // Three days over its limit.
    const decision = scope.create('decision', { title: 'Lab codes', due: '2027-03-08' });
    for (const [title, start] of [
      ['was to begin long before', '2027-03-01'], // 3: the decision itself is 3 days late
      ['was to begin yesterday', '2027-03-10'], // 1
      ['is to begin tomorrow', '2027-03-12'], // 0
    ] as const) {
      scope.link('decision.holds', decision, task(scope, title, start));
    }
    const { decisions, overdue, waiting, lost } = look(scope);
    expect(decisions[0]?.holds.map((one) => one.lost)).toEqual([3, 1, 0]);
    expect({ overdue, waiting, lost }).toEqual({ overdue: 1, waiting: 3, lost: 4 });
    expect(look(scope, '2027-03-07')).toMatchObject({ overdue: 0, waiting: 0, lost: 0 });
  });

  test('counts what waits for two decisions once', () => {
    const scope = foundationScope();
    const held = task(scope, 'Cut over', '2027-03-01');
    for (const title of ['one', 'other']) {
      scope.link('decision.holds', scope.create('decision', { title, due: '2027-03-10' }), held);
    }
    expect(look(scope).waiting).toBe(1);
  });
});
