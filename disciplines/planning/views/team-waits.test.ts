import { createEvaluator, type FieldValues } from '@callosum/kernel';
import { testId, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { planningScope, registry } from '../testing/scope.ts';
import { teamWaits } from './team-waits.ts';

const [NURSE, ANALYST, CLERK] = [testId(1), testId(2), testId(3)];

/** Three teams and a way to plan: `from` and `to` are days of March 2027. */
function withTeams() {
  const scope = planningScope();
  const team = (title: string, side: string, who: string) => scope.create('team', { title, side, members: [who] });
  const ward = team('Ward', 'clinical', NURSE);
  const integration = team('Integration', 'technical', ANALYST);
  const office = team('Office', 'administrative', CLERK);
  const day = (number: number, hour: string) => `2027-03-${String(number).padStart(2, '0')}T${hour}`;
  const task = (title: string, owner: string, from: number, to: number, fields: FieldValues = {}) =>
    scope.create('task', { title, owner, storedStart: day(from, '08:00'), storedFinish: day(to, '17:00'), ...fields });
  const needs = (after: string, before: string, fields: FieldValues = {}) =>
    scope.link('task.dependsOn', after, before, fields);
  const look = (choices: Readonly<Record<string, string>> = {}, today = '2027-03-10') =>
    teamWaits.build({ graph: scope.graph, at: testMoment(today), registry }, choices);
  const fact = (today = '2027-03-10') => {
    const evaluator = createEvaluator(scope.graph, registry, testMoment(today));
    return {
      value: evaluator.value('planning.hand-overs-late', []).value,
      rows: evaluator.rows('planning.hand-overs-late', []).map(({ judgement }) => judgement),
    };
  };
  return { ...scope, ward, integration, office, task, needs, look, fact };
}

describe('who waits for whom', () => {
  test('is told by team for what has still to be done, with the day it is needed and how late it comes', () => {
    const { task, needs, look, ward, integration } = withTeams();
    const build = task('Build', ANALYST, 8, 12);
    needs(task('Validate', NURSE, 15, 16), build);
    needs(task('Train', NURSE, 11, 12), build); // begins a day before the build ends
    needs(task('Test', ANALYST, 15, 16), build); // within the team
    const done = task('Draft', ANALYST, 1, 2, { percentComplete: 100 });
    needs(task('Read', NURSE, 15, 15), done); // it is there
    expect(look().cells).toEqual([
      { waits: ward, gives: integration, count: 2, late: 1, undated: 0, first: '2027-03-11', worst: 1 },
    ]);
    expect(look().waits.map((one) => [one.task.title, one.standing, one.late, one.needed, one.promised])).toEqual([
      ['Train', 'late', 1, '2027-03-11', '2027-03-12'],
      ['Validate', 'inTime', 0, '2027-03-15', '2027-03-12'],
    ]);
  });

  test('says late what is not there although its day has passed, and counts the days to today', () => {
    const { task, needs, look } = withTeams();
    needs(task('Validate', NURSE, 11, 12), task('Build', ANALYST, 1, 5));
    expect(look().waits[0]).toMatchObject({ standing: 'late', late: 0 });
    expect(look({}, '2027-03-14').waits[0]).toMatchObject({ standing: 'late', late: 3 });
    expect(look({}, '2027-03-05').waits[0]).toMatchObject({ standing: 'inTime', late: 0 });
  });

  test.each([
    // to begin waits for an end, an end for an end, a beginning for a beginning
    ['FS', {}, '2027-03-15', '2027-03-12'],
    ['FF', {}, '2027-03-16', '2027-03-12'],
    ['SS', {}, '2027-03-15', '2027-03-11'],
    ['SF', {}, '2027-03-16', '2027-03-11'],
    // Two days by the clock before; five working days are a week; a lead is needed so much later.
    ['FS', { lag: { seconds: 172_800, unit: 'd', elapsed: true } }, '2027-03-13', '2027-03-12'],
    ['FS', { lag: { seconds: 144_000, unit: 'd', elapsed: false } }, '2027-03-08', '2027-03-12'],
    ['FS', { lag: { seconds: -28_800, unit: 'd', elapsed: false } }, '2027-03-17', '2027-03-12'],
  ])('goes by the type %s and the lag %o of a dependency', (type, lag, needed, promised) => {
    const { task, needs, look } = withTeams();
    needs(task('Validate', NURSE, 15, 16), task('Build', ANALYST, 11, 12), { type, ...lag });
    expect(look().waits[0]).toMatchObject({ needed, promised });
  });

  test('ends for a beginning when the task has begun, and for an end when it is done', () => {
    const { task, needs, look } = withTeams();
    const begun = task('Validate', NURSE, 9, 16, { actualStart: '2027-03-09T08:00' });
    needs(begun, task('Build', ANALYST, 1, 12));
    expect(look().of).toBe(0);
    needs(begun, task('Deliver', ANALYST, 1, 12), { type: 'FF' });
    expect(look().of).toBe(1);
  });

  test('counts decisions, and what tasks implement or rest on, while somebody has to do something about it', () => {
    const { create, link, task, look } = withTeams();
    const build = task('Build', ANALYST, 15, 19);
    link('decision.holds', create('decision', { title: 'Which codes?', owner: CLERK, due: '2027-03-12' }), build);
    link(
      'decision.holds',
      create('decision', { title: 'Taken', owner: CLERK, due: '2027-03-12' }, { state: 'decided' }),
      build,
    );
    link('task.implements', build, create('requirement', { title: 'Show units', owner: NURSE }));
    expect(look().waits.map((one) => [one.on.title, one.standing])).toEqual([
      ['Show units', 'undated'],
      ['Which codes?', 'inTime'],
    ]);
    expect(look().parties.map(({ title, side }) => [title, side])).toEqual([
      ['Ward', 'clinical'],
      ['Office', 'administrative'],
      ['Integration', 'technical'],
    ]);
  });

  test('narrows to a row, a column or a cell', () => {
    const { task, needs, look, ward, office, integration } = withTeams();
    const build = task('Build', ANALYST, 8, 12);
    needs(task('Validate', NURSE, 15, 16), build);
    needs(task('Pay', CLERK, 15, 16), build);
    expect(look().of).toBe(2);
    expect(look({ waits: ward }).waits.map((one) => one.task.title)).toEqual(['Validate']);
    expect(look({ gives: integration }).of).toBe(2);
    expect(look({ waits: office, gives: ward }).of).toBe(0);
    // What is not there is as if nobody had chosen it.
    expect(look({ waits: 'nobody' })).toMatchObject({ chosen: {}, of: 2 });
  });

  test('goes by the groups of those assigned where nobody owns a task, and by workstreams where there are no teams', () => {
    const scope = withTeams();
    const { create, link, look, ward } = scope;
    const plain = (title: string, from: string) => create('task', { title, storedStart: from, storedFinish: from });
    const [first, second] = [plain('Wire', '2027-03-11T08:00'), plain('Move in', '2027-03-12T08:00')];
    scope.needs(second, first);
    for (const [task, group] of [
      [first, 'Facilities'],
      [second, ' ward '],
    ] as const) {
      const resource = create('resource', { title: group, group, resourceType: 'work' });
      const assignment = create('assignment', { title: group });
      link('assignment.of', assignment, task);
      link('assignment.by', assignment, resource);
    }
    expect(look()).toMatchObject({ by: 'team', withoutTeam: 0, cells: [{ waits: ward, gives: 'group facilities' }] });
    const top = (title: string, below: string) => {
      const id = create('task', { title, summary: true });
      link('task.partOf', below, id);
      return id;
    };
    const [rooms, people] = [top('Rooms', first), top('People', second)];
    expect(look({ by: 'workstream' }).cells).toMatchObject([{ waits: people, gives: rooms, count: 1 }]);
  });
});

describe('hand-overs between teams at risk', () => {
  test('are tasks that wait for another team which is late, or with which no day was agreed', () => {
    const { task, needs, fact, create, link } = withTeams();
    expect(fact().value).toBeUndefined();
    const build = task('Build', ANALYST, 8, 12);
    const validate = task('Validate', NURSE, 15, 16);
    needs(validate, build);
    expect(fact()).toMatchObject({ value: 0, rows: [{ ok: true, reason: 'inTime' }] });
    expect(fact('2027-03-13')).toMatchObject({ value: 1, rows: [{ reason: 'late' }] });
    link('task.implements', validate, create('requirement', { title: 'Show units', owner: CLERK }));
    expect(fact()).toMatchObject({
      value: 1,
      rows: [{ ok: false, reason: 'undated', details: { waits: 'Ward', gives: 'Office' } }],
    });
  });
});
