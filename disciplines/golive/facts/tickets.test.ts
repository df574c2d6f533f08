import { testId, testMoment } from '@callosum/kernel/testing';
import { createEvaluator } from '@callosum/kernel';
import { describe, expect, test } from 'vitest';
import { ask } from '../testing/facts.ts';
import { goLiveScope, registry } from '../testing/scope.ts';

type Scope = ReturnType<typeof goLiveScope>;
type Fields = Parameters<Scope['create']>[1];

const at = (time: string, day = '2027-03-01') => `${day}T${time}:00.000Z`;
const NOON = testMoment('2027-03-01');

function ticket(scope: Scope, title: string, fields: Fields, state?: string) {
  const told = { title, severity: '3', openedAt: at('08:00'), ...fields };
  return scope.create('ticket', told, state === undefined ? {} : { state });
}

describe('open tickets', () => {
  function some() {
    const scope = goLiveScope();
    ticket(scope, 'one', { severity: '1' });
    ticket(scope, 'two', { severity: '2' }, 'waiting');
    ticket(scope, 'solved', { severity: '1', resolvedAt: at('09:00') }, 'solved');
    ticket(scope, 'solved later', { severity: '2', resolvedAt: at('13:00') }, 'solved');
    ticket(scope, 'duplicate', { severity: '1' }, 'duplicate');
    ticket(scope, 'tomorrow', { severity: '1', openedAt: at('08:00', '2027-03-02') });
    return scope;
  }

  test('are those reported and not solved by then; duplicates count once', () => {
    expect(ask(some(), 'golive.tickets-open').failing.map(([title]) => title)).toEqual(['one', 'two', 'solved later']);
    expect(ask(some(), 'golive.severity-1-open').value).toBe(1);
    expect(ask(some(), 'golive.severity-2-open').value).toBe(2);
    expect(ask(goLiveScope(), 'golive.tickets-open').value).toBe(0);
  });
});

describe('safety tickets', () => {
  test('are read by the safety officer, whatever their severity and state', () => {
    const scope = goLiveScope();
    const read = { safetyReviewedBy: testId(901), safetyReviewedOn: '2027-03-01' };
    ticket(scope, 'unread', { safety: true, severity: '4', resolvedAt: at('09:00') }, 'solved');
    ticket(scope, 'read', { safety: true, ...read });
    ticket(scope, 'other', {});
    expect(ask(scope, 'golive.safety-tickets-unreviewed')).toMatchObject({ value: 1, total: 2 });
    expect(ask(scope, 'golive.safety-tickets-unreviewed', { ...NOON, today: '2027-02-28' }).value).toBe(2);
  });
});

describe('what a patient could have come to harm by', () => {
  test('is weighed again at a hazard', () => {
    const scope = goLiveScope();
    const id = ticket(scope, 'dose', { safety: true });
    ticket(scope, 'other', {});
    const fact = 'golive.safety-tickets-without-hazard';
    scope.link('ticket.about', id, scope.create('interface', { title: 'Orders' }));
    expect(ask(scope, fact)).toEqual({ value: 1, total: 1, failing: [['dose', 'none', {}]] });
    const hazard = scope.create('hazard', { title: 'Wrong dose' });
    scope.link('ticket.about', id, hazard);
    expect(ask(scope, fact).value).toBe(0);
    scope.apply([{ action: 'withdraw', id: hazard }]);
    expect(ask(scope, fact).value).toBe(1);
  });
});

describe('the time to answer', () => {
  /** Five minutes for severity 1, fifteen for 2, four hours for 4. */
  function some() {
    const scope = goLiveScope();
    ticket(scope, 'in time', { severity: '1', respondedAt: at('08:05') }, 'taken');
    ticket(scope, 'late', { severity: '1', respondedAt: at('08:06') }, 'taken');
    ticket(scope, 'ignored', { severity: '2', openedAt: at('11:44') });
    ticket(scope, 'has time', { severity: '2', openedAt: at('11:46') });
    ticket(scope, 'solved at once', { severity: '4', resolvedAt: at('09:00') }, 'solved');
    return scope;
  }

  test('goes by severity; taking up or solving is an answer', () => {
    expect(ask(some(), 'golive.tickets-answered-in-time')).toMatchObject({
      value: 60,
      total: 5,
      failing: [
        ['late', 'late', { minutes: 6, limit: 5 }],
        ['ignored', 'waiting', { minutes: 16, limit: 15 }],
      ],
    });
    expect(ask(some(), 'golive.tickets-beyond-response').failing.map(([title]) => title)).toEqual(['ignored']);
  });

  test('runs out while nobody writes anything', () => {
    const scope = some();
    const evaluator = createEvaluator(scope.graph, registry, NOON);
    const beyond = (time: string) => {
      evaluator.moveTo({ instant: at(time), today: '2027-03-01' });
      return evaluator.value('golive.tickets-beyond-response', []).value;
    };
    expect([beyond('12:00'), beyond('12:01'), beyond('12:02')]).toEqual([1, 1, 2]);
  });

  test('and the time to solve runs out likewise; severity 4 has none', () => {
    const scope = goLiveScope();
    ticket(scope, 'late', { severity: '1', openedAt: at('09:59') });
    ticket(scope, 'has time', { severity: '1', openedAt: at('10:01') });
    ticket(scope, 'question', { severity: '4', openedAt: at('08:00', '2026-03-01') });
    expect(ask(scope, 'golive.tickets-beyond-target')).toMatchObject({
      value: 1,
      total: 2,
      failing: [['late', 'late', { due: at('11:59') }]],
    });
  });
});

describe('rounding notes', () => {
  test('are answered by their day, by somebody', () => {
    const scope = goLiveScope();
    const note = (title: string, fields: Fields, state?: string) =>
      scope.create('roundingNote', { title, roundedAt: at('08:00'), ...fields }, state === undefined ? {} : { state });
    note('open', { owner: testId(901), due: '2027-03-01' });
    note('overdue', { owner: testId(901), due: '2027-02-28' });
    note('nobody', { due: '2027-03-09' });
    note('answered', { answer: 'Two scanners' }, 'answered');
    expect(ask(scope, 'golive.rounds-unanswered').failing.map(([title, reason]) => [title, reason])).toEqual([
      ['overdue', 'overdue'],
      ['nobody', 'nobody'],
    ]);
  });
});
