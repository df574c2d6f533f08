import { testId, testMoment } from '@callosum/kernel/testing';
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

  test('tells how long each has been asked, and which meeting to come treats it or could', () => {
    const scope = foundationScope();
    const committee = scope.create('committee', { title: 'Steering' });
    const meet = (title: string, at: string, state = 'planned'): string => {
      const id = scope.create('meeting', { title, at, minutes: 'Said' }, { state });
      scope.link('meeting.of', id, committee);
      return id;
    };
    meet('last', '2027-03-01T09:00:00.000Z', 'held');
    const next = meet('next', '2027-03-20T09:00:00.000Z');
    meet('after that', '2027-04-20T09:00:00.000Z');
    const [one, other, alone] = ['one', 'other', 'alone'].map((title) =>
      scope.create('decision', { title, raisedOn: '2027-03-01' }),
    );
    for (const id of [one, other]) scope.link('decision.decidedBy', id ?? '', committee);
    scope.link('meeting.treats', next, one ?? '');
    const elsewhere = scope.create('committee', { title: 'Elsewhere' });
    scope.link('decision.decidedBy', alone ?? '', elsewhere);
    const queue = look(scope).decisions;
    expect(queue.map(({ age }) => age)).toEqual([10, 10, 10]);
    const told = (id: string | undefined) => queue.find((row) => row.id === id);
    expect(told(one)?.agenda?.id).toBe(next);
    expect(told(one)?.nextMeeting).toBeUndefined();
    expect(told(other)?.nextMeeting?.id).toBe(next);
    expect(told(alone)?.nextMeeting).toBeUndefined();
    expect(look(scope, '2027-02-20').decisions[0]?.age).toBeUndefined();
  });

  test('adds up what waits for each who decides', () => {
    const scope = foundationScope();
    const [ann, bob] = [testId(700_001), testId(700_002)];
    scope.create('decision', { title: 'a', owner: ann, due: '2027-03-01' });
    scope.create('decision', { title: 'b', owner: ann, due: '2027-04-01' });
    const dear = scope.create('decision', { title: 'c', owner: bob, due: '2027-03-01' });
    scope.link('decision.holds', dear, task(scope, 'Build', '2027-03-01'));
    scope.create('decision', { title: 'd' });
    expect(look(scope).deciders).toEqual([
      { owner: bob, open: 1, overdue: 1, lost: 10 },
      { owner: ann, open: 2, overdue: 1, lost: 0 },
      { open: 1, overdue: 0, lost: 0 },
    ]);
  });
});
