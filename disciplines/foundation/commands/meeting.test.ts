import { Refusal } from '@callosum/kernel';
import { testId } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { meeting } from '../kinds/meeting.ts';
import { agendaFor, attendanceOf } from '../meetings.ts';
import { foundationScope } from '../testing/scope.ts';

const [ADA, BOB, CLEO, DAN] = [1, 2, 3, 4].map(testId);

/** A steering committee of three with a quorum of two, and its meeting of 10 March 2027. */
function steering(present: readonly (string | undefined)[] = []) {
  const scope = foundationScope('2027-03-10');
  const body = scope.create('committee', {
    title: 'Steering',
    quorum: 2,
    owner: ADA ?? '',
    members: [ADA, BOB, CLEO].flatMap((one) => one ?? []),
  });
  const here = present.flatMap((one) => one ?? []);
  const begins = { title: 'March', at: '2027-03-10T09:00:00.000Z' };
  const at = scope.create('meeting', here.length > 0 ? { ...begins, present: here } : begins);
  scope.link('meeting.of', at, body);
  const ours = (title: string, fields: object = {}) => {
    const id = scope.create('decision', { title, ...fields });
    scope.link('decision.decidedBy', id, body);
    return id;
  };
  return { ...scope, body, at, ours };
}

const refusalOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return 'it was not refused';
};

describe('an agenda', () => {
  test('holds what waits for the committee: overdue decisions first, then what is due, changes, issues, earlier promises, gates', () => {
    const scope = steering();
    scope.ours('Soon', { due: '2027-03-20' });
    scope.ours('Much later', { due: '2027-06-01' });
    scope.ours('Late', { due: '2027-03-01' });
    scope.create('decision', { title: 'Somebody else’s', due: '2027-03-01' });
    const change = scope.create('changeRequest', { title: 'One more report', class: 'minor' });
    scope.link('changeRequest.decidedBy', change, scope.body);
    const issue = scope.create('issue', { title: 'No trainers' }, { state: 'escalated' });
    scope.link('issue.escalatedTo', issue, scope.body);
    const before = scope.create('meeting', { title: 'February' }, { state: 'held' });
    scope.link('meeting.of', before, scope.body);
    const promised = scope.create('action', { title: 'Ask the vendor', due: '2027-03-05' });
    scope.link('action.from', promised, before);
    const gate = scope.create('gate', { title: 'Ready to test', key: 'T-60' });
    scope.link('gate.sitsOn', gate, scope.milestone('T-60', '2027-04-01'));
    const items = agendaFor(scope.graph, scope.at, '2027-03-10');
    expect(items.map(({ reason, row }) => [reason, row.fields.title])).toEqual([
      ['overdue', 'Late'],
      ['decide', 'Soon'],
      ['change', 'One more report'],
      ['issue', 'No trainers'],
      ['action', 'Ask the vendor'],
      ['gate', 'Ready to test'],
    ]);
  });

  test('of the committee above holds what is overdue below, and it may be decided there', () => {
    const scope = steering([ADA, BOB]);
    const below = scope.create('committee', { title: 'Clinical content' });
    scope.link('committee.escalatesTo', below, scope.body);
    const stuck = scope.create('decision', { title: 'Which defaults', due: '2027-03-01' });
    const inTime = scope.create('decision', { title: 'Which note', due: '2027-03-20' });
    for (const one of [stuck, inTime]) scope.link('decision.decidedBy', one, below);
    const items = agendaFor(scope.graph, scope.at, '2027-03-10');
    expect(items.map(({ reason, row }) => [reason, row.fields.title])).toEqual([['passedOn', 'Which defaults']]);
    scope.run('decision.take', { id: stuck, outcome: 'None', meetings: [scope.at] });
    expect(scope.graph.find(stuck)?.state).toBe('decided');
  });

  test('is made once: run again, it adds what has come since', () => {
    const scope = steering();
    scope.ours('Late', { due: '2027-03-01' });
    scope.run('meeting.prepare', { id: scope.at });
    expect(refusalOf(() => scope.run('meeting.prepare', { id: scope.at }))).toContain('Nothing waits');
    const second = scope.ours('Later found', { due: '2027-03-02' });
    scope.run('meeting.prepare', { id: scope.at });
    const texts = scope.graph.get(meeting, scope.at)?.fields.agenda?.map(({ id, text }) => [id, text]);
    expect(texts).toEqual([
      [1, 'DEC-1 Late (2027-03-01)'],
      [2, 'DEC-2 Later found (2027-03-02)'],
    ]);
    expect(scope.graph.out(scope.at, 'meeting.treats').map(({ to }) => to)).toContain(second);
  });
});

describe('during a meeting', () => {
  test('a promise becomes an action with a name and a day, and nothing less', () => {
    const scope = steering();
    const promise = { id: scope.at, title: 'Order scanners', owner: BOB, due: '2027-03-17' };
    expect(refusalOf(() => scope.run('meeting.promise', { ...promise, owner: undefined }))).not.toContain(
      'not refused',
    );
    expect(refusalOf(() => scope.run('meeting.promise', { ...promise, due: undefined }))).not.toContain('not refused');
    const { result } = scope.run('meeting.promise', promise);
    expect(result).toMatchObject({ id: expect.any(String) });
    const [link] = scope.graph.in(scope.at, 'action.from');
    expect(scope.graph.find(link?.from ?? '')).toMatchObject({
      state: 'open',
      fields: { title: 'Order scanners', owner: BOB, due: '2027-03-17' },
    });
  });

  test('a committee decides with its quorum only, and guests do not count', () => {
    const question = {
      title: 'Second site first?',
      outcome: 'Yes, as it is smaller.',
      owner: ADA,
      inFavour: [ADA, BOB],
    };
    const alone = steering([ADA, DAN]);
    const row = alone.graph.get(meeting, alone.at);
    expect(row && attendanceOf(alone.graph, row)).toMatchObject({ members: 1, quorum: 2, hasQuorum: false });
    expect(refusalOf(() => alone.run('meeting.decide', { id: alone.at, ...question }))).toContain('needs 2');
    const enough = steering([ADA, BOB, DAN]);
    enough.run('meeting.decide', { id: enough.at, ...question });
    const [link] = enough.graph.in(enough.at, 'decision.takenAt');
    const taken = enough.graph.find(link?.from ?? '');
    expect(taken).toMatchObject({ state: 'decided', fields: { decidedOn: '2027-03-10', inFavour: [ADA, BOB] } });
    expect(enough.graph.out(taken?.id ?? '', 'decision.decidedBy').map(({ to }) => to)).toEqual([enough.body]);
  });

  test('a decision that was prepared is taken at a meeting of its own committee', () => {
    const scope = steering([ADA, BOB]);
    const prepared = scope.ours('Freeze on 1 May?', { due: '2027-03-01' });
    const other = scope.create('committee', { title: 'Clinical content' });
    const elsewhere = scope.create('meeting', { title: 'Elsewhere' });
    scope.link('meeting.of', elsewhere, other);
    const take = (meetings: string) =>
      scope.run('decision.take', { id: prepared, outcome: 'Yes', meetings: [meetings] });
    expect(refusalOf(() => take(elsewhere))).toContain('“Steering” has this to decide');
    take(scope.at);
    expect(scope.graph.find(prepared)).toMatchObject({ state: 'decided', fields: { decidedOn: '2027-03-10' } });
    expect(refusalOf(() => take(scope.at))).toContain('settled already');
  });

  test('two who take minutes lose nothing of each other’s, and who is present comes and goes', () => {
    const scope = steering();
    scope.run('meeting.note', { id: scope.at, text: 'Readiness was read.' });
    scope.run('meeting.note', { id: scope.at, text: 'The date stands.' });
    scope.run('meeting.attend', { id: scope.at, person: ADA, present: true });
    scope.run('meeting.attend', { id: scope.at, person: BOB, present: true });
    scope.run('meeting.attend', { id: scope.at, person: BOB, present: true });
    const fields = () => scope.graph.get(meeting, scope.at)?.fields;
    expect(fields()?.minutes).toBe('Readiness was read.\nThe date stands.');
    expect(fields()?.present).toEqual([ADA, BOB]);
    for (const person of [ADA, BOB]) scope.run('meeting.attend', { id: scope.at, person, present: false });
    expect(fields()?.present).toBeUndefined();
    expect(refusalOf(() => scope.run('meeting.note', { id: scope.at, text: ' ' }))).toContain('Write something');
  });

  test('nothing is added once the minutes are approved', () => {
    const scope = steering([ADA, BOB]);
    scope.apply([{ action: 'update', id: scope.at, fields: { minutes: 'All said.' }, state: 'approved' }]);
    const promise = { id: scope.at, title: 'Too late', owner: BOB, due: '2027-03-17' };
    expect(refusalOf(() => scope.run('meeting.promise', promise))).toContain('closed');
    expect(refusalOf(() => scope.run('meeting.note', { id: scope.at, text: 'More' }))).toContain('closed');
    expect(refusalOf(() => scope.run('meeting.attend', { id: scope.at, person: ADA, present: true }))).toContain(
      'closed',
    );
  });
});
