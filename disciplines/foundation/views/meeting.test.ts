import { testId, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { foundationScope, registry } from '../testing/scope.ts';
import { meetingMode } from './meeting.ts';

const [ADA, BOB, CLEO] = [testId(1), testId(2), testId(3)];
const TODAY = '2027-03-10';

function steering() {
  const scope = foundationScope(TODAY);
  const body = scope.create('committee', { title: 'Steering', quorum: 2, owner: ADA, members: [ADA, BOB] });
  const meet = (title: string, day: string, state = 'planned', fields: object = {}) => {
    const id = scope.create('meeting', { title, at: `${day}T09:00:00.000Z`, ...fields }, { state });
    scope.link('meeting.of', id, body);
    return id;
  };
  const ours = (title: string, due: string) => {
    const id = scope.create('decision', { title, due, owner: BOB });
    scope.link('decision.decidedBy', id, body);
    return id;
  };
  const look = (choices: object = {}) =>
    meetingMode.build({ graph: scope.graph, at: testMoment(TODAY), registry }, choices);
  return { ...scope, body, meet, ours, look };
}

describe('a meeting that is run from one screen', () => {
  test('is the next one to be held, unless another is chosen; those far away are not offered', () => {
    const { meet, look } = steering();
    meet('Long ago', '2026-12-01', 'held');
    const last = meet('Last', '2027-03-09', 'held');
    const next = meet('Next', '2027-03-12');
    meet('Off', '2027-03-10', 'cancelled');
    expect(look().meetings.map(({ title }) => title)).toEqual(['Next', 'Last']);
    expect(look().meeting?.id).toBe(next);
    expect(look({ meeting: last }).meeting?.title).toBe('Last');
    expect(look({ meeting: testId(99) }).meeting).toBeUndefined();
  });

  test('shows each line of the agenda with the record it is about, what is late, and what waits besides', () => {
    const { meet, ours, look, run, create, link } = steering();
    const late = ours('Which ward first', '2027-03-01');
    const id = meet('March', TODAY, 'planned', { agenda: [{ id: 1, text: 'Readiness' }] });
    expect(look().meeting).toMatchObject({ waiting: 1, agenda: [{ item: 1, text: 'Readiness', done: false }] });
    run('meeting.prepare', { id });
    const risk = create('issue', { title: 'No trainers' });
    link('meeting.treats', id, risk);
    expect(look().meeting?.waiting).toBe(0);
    expect(look().meeting?.agenda.map(({ text, about }) => [text, about?.id, about?.late])).toEqual([
      ['Readiness', undefined, undefined],
      ['DEC-1 Which ward first (2027-03-01)', late, true],
      ['No trainers', risk, false],
    ]);
  });

  test('tells who is here and whether they may decide, and what has come of it', () => {
    const { meet, look, run } = steering();
    const id = meet('March', TODAY, 'planned', { invited: [CLEO] });
    for (const person of [ADA, CLEO]) run('meeting.attend', { id, person, present: true });
    expect(look().meeting).toMatchObject({
      members: 1,
      quorum: 2,
      hasQuorum: false,
      people: [
        { person: ADA, member: true, present: true },
        { person: BOB, member: true, present: false },
        { person: CLEO, member: false, present: true },
      ],
    });
    run('meeting.attend', { id, person: BOB, present: true });
    run('meeting.note', { id, text: 'The date stands.' });
    run('meeting.promise', { id, title: 'Order scanners', owner: BOB, due: '2027-03-17' });
    run('meeting.ask', { id, title: 'Which scanner?', owner: ADA, due: '2027-03-20' });
    run('meeting.decide', { id, title: 'Go on?', outcome: 'Yes', owner: ADA });
    expect(look().meeting).toMatchObject({
      hasQuorum: true,
      minutes: ['The date stands.'],
      promised: [{ title: 'Order scanners', owner: BOB, due: '2027-03-17' }],
      asked: [{ title: 'Which scanner?' }],
      decided: [{ title: 'Go on?' }],
    });
  });
});
