import { createEvaluator, type FieldValues } from '@callosum/kernel';
import { createTestScope, testMoment } from '@callosum/kernel/testing';
import { LETTERS, trace } from '@callosum/foundation';
import { describe, expect, test } from 'vitest';
import { registry } from '../composition.ts';

const TODAY = '2027-03-01';
const AT = testMoment(TODAY);

/** One thread from goal to control, of the kinds that each discipline brings. */
function thread() {
  const scope = createTestScope(registry, TODAY);
  const make = (kind: string, title: string, fields: FieldValues = {}, state?: string) =>
    scope.create(kind, { title, ...fields }, state === undefined ? {} : { state });
  const goal = make('goal', 'Fewer errors', {}, 'agreed');
  const need = make('need', 'Results arrive by fax', {}, 'agreed');
  const requirement = make('requirement', 'Results are filed', { fit: 'built', type: 'safety' }, 'agreed');
  const specification = make('specification', 'How results are filed', {}, 'approved');
  const task = make('task', 'Build the filing');
  const scenario = make('uatScenario', 'A result comes in', { script: 's', expected: 'e' }, 'ready');
  const step = make('workflowStep', 'Result is read');
  const course = make('course', 'Reading results', { objectives: 'o', passMark: 80 }, 'released');
  const hazard = make('hazard', 'Result is filed to another patient');
  const control = make('safetyControl', 'Two identifiers');
  scope.link('need.serves', need, goal);
  scope.link('requirement.meets', requirement, need);
  const details = scope.link('specification.details', specification, requirement);
  scope.link('task.implements', task, specification);
  scope.link('uatScenario.tests', scenario, requirement);
  scope.link('uatScenario.walks', scenario, step);
  const teaches = scope.link('course.teaches', course, step);
  scope.link('hazard.arisesAt', hazard, step);
  const reduces = scope.link('safetyControl.reduces', control, hazard);
  const run = (state: string, attempt: number) => {
    const id = make('uatExecution', `Try ${attempt}`, { attempt, ranOn: '2027-02-01', found: 'f' }, state);
    scope.link('uatExecution.of', id, scenario);
    return id;
  };
  const look = (choices = {}) => trace.build({ graph: scope.graph, at: AT, registry }, choices);
  const cells = (rows: 'need' | 'requirement' = 'requirement') => {
    const { columns, rows: shown } = look({ rows });
    const standings = new Map(Object.entries(LETTERS).map(([standing, letter]) => [letter, standing]));
    return Object.fromEntries(columns.map((column, index) => [column, standings.get(shown[0]?.cells[index] ?? '')]));
  };
  const holes = () => look().holes.map(({ hole }) => hole);
  const unlink = (id: string) => scope.apply([{ action: 'unlink', id }]);
  const ids = { goal, need, requirement, specification, task, scenario, step, course, hazard, control };
  return { scope, make, run, look, cells, holes, unlink, ids, links: { details, teaches, reduces } };
}

describe('the matrix', () => {
  test('shows each station of a requirement as the worst that stands there', () => {
    const { run, cells, holes } = thread();
    run('failed', 1);
    run('passed', 2);
    expect(cells()).toEqual({
      need: 'met',
      specification: 'met',
      build: 'open',
      interface: 'none',
      test: 'met',
      result: 'met',
      step: 'met',
      training: 'met',
      hazard: 'open',
      control: 'open',
    });
    expect(holes()).toEqual([]);
  });

  test('shows a need as its requirements stand, and what it serves', () => {
    const { run, cells } = thread();
    run('failed', 1);
    expect(cells('need')).toMatchObject({ goal: 'met', requirement: 'open', result: 'failing', control: 'open' });
  });

  test('finds what is missing, what fails, and what was never run', () => {
    const { run, holes, unlink, links } = thread();
    expect(holes()).toEqual(['untried']);
    run('failed', 1);
    expect(holes()).toEqual(['failing']);
    unlink(links.details);
    unlink(links.teaches);
    unlink(links.reduces);
    // Without its specification the requirement is not known to be built by the task either.
    expect(holes()).toEqual(['specification', 'build', 'failing', 'training', 'uncontrolled']);
  });

  test('goes by what was tried last: a retest that is planned takes nothing away, and one of an interface is another record', () => {
    const { scope, make, run, holes, ids } = thread();
    const evaluator = createEvaluator(scope.graph, registry, AT);
    const failing = () => evaluator.value('foundation.requirements-failing', []).value;
    run('passed', 1);
    run('planned', 2);
    expect([holes(), failing()]).toEqual([[], 0]);
    const results = make('interface', 'Results');
    scope.link('interface.implements', results, ids.requirement);
    const tried = (trigger: string, ranOn: string, state: string) => {
      const fields = { trigger, level: 'endToEnd', ranOn, finding: 'f', sent: 1, correct: state === 'passed' ? 1 : 0 };
      scope.link('interfaceTest.tests', make('interfaceTest', `${trigger} ${ranOn}`, fields, state), results);
    };
    tried('ORU^R01', '2027-01-10', 'failed');
    tried('ADT^A01', '2027-01-10', 'passed');
    expect([holes(), failing()]).toEqual([['failing'], 1]);
    tried('oru^r01', '2027-02-10', 'passed');
    expect([holes(), failing()]).toEqual([[], 0]);
    evaluator.close();
  });

  test('asks nothing of a draft, and leaves out what was dropped', () => {
    const { make, look } = thread();
    make('requirement', 'Draft', { fit: 'built' });
    make('requirement', 'Dropped', {}, 'dropped');
    const { rows, total, whole } = look();
    expect(rows.map(({ title, cells }) => [title, cells])).toContainEqual(['Draft', '----------']);
    expect([total, whole]).toEqual([2, 1]);
  });

  test('marks what rests on something that has changed since somebody looked', () => {
    const { scope, run, cells, holes, ids } = thread();
    run('passed', 1);
    scope.apply([{ action: 'update', id: ids.need, fields: { title: 'Results arrive by fax, late' } }]);
    expect(cells()['need']).toBe('suspect');
    expect(holes()).toEqual(['suspect']);
  });

  test('puts first what has most holes, and can be narrowed to one hole or to a word', () => {
    const { make, look } = thread();
    make('requirement', 'Nothing at all', { fit: 'built' }, 'agreed');
    expect(look().rows.map(({ title }) => title)).toEqual(['Nothing at all', 'Results are filed']);
    expect(look({ hole: 'untried' }).rows.map(({ title }) => title)).toEqual(['Results are filed']);
    expect(look({ find: 'NOTHING' }).rows).toHaveLength(1);
    expect(look({ find: '1' }).rows.map(({ title }) => title)).toEqual(['Results are filed']);
    expect(() => look({ hole: 'no such hole' })).toThrow('hole');
  });

  test('agrees with the facts about the same', () => {
    const { scope, make, run, look, ids } = thread();
    run('failed', 1);
    make('need', 'Nobody answers it', {}, 'agreed');
    make('requirement', 'Nothing at all', { fit: 'configured' }, 'agreed');
    make('requirement', 'As it comes', { fit: 'standard' }, 'built');
    const refining = make('requirement', 'More closely', {}, 'accepted');
    scope.link('requirement.refines', refining, ids.requirement);
    scope.apply([{ action: 'update', id: ids.requirement, fields: { acceptance: 'Filed in a minute' } }]);
    const evaluator = createEvaluator(scope.graph, registry, AT);
    const counted = (rows: 'need' | 'requirement', hole: string) =>
      look({ rows }).holes.find((one) => one.hole === hole)?.count ?? 0;
    const agree = [
      ['need', 'goal', 'needs-without-goal', 1],
      ['need', 'requirement', 'needs-without-requirement', 1],
      ['requirement', 'need', 'requirements-without-need', 2],
      ['requirement', 'specification', 'requirements-without-specification', 1],
      ['requirement', 'test', 'requirements-without-test', 2],
      ['requirement', 'failing', 'requirements-failing', 1],
    ] as const;
    for (const [rows, hole, fact, value] of agree)
      expect([fact, counted(rows, hole), evaluator.value(`foundation.${fact}`, []).value]).toEqual([
        fact,
        value,
        value,
      ]);
    expect(evaluator.value('foundation.requirements-suspect', []).value).toBe(1);
    // The requirement itself, whose specification and scenario have to be looked at again, and the one that refines it.
    expect(counted('requirement', 'suspect')).toBe(2);
    evaluator.close();
  });
});

describe('the graph of a record', () => {
  test('leads up to where it comes from and down to what comes of it, all the way', () => {
    const { run, look, ids } = thread();
    run('failed', 1);
    const newest = run('passed', 2);
    const { graph } = look({ record: ids.requirement });
    const way = (which: string) =>
      (graph?.nodes ?? []).filter((node) => node.way === which).map(({ id, column }) => [column, id]);
    expect(way('up')).toEqual([
      ['need', ids.need],
      ['goal', ids.goal],
    ]);
    expect(way('chosen')).toEqual([['requirement', ids.requirement]]);
    expect(new Set(way('down').map(([column, id]) => `${column} ${id}`))).toEqual(
      new Set([
        `build ${ids.task}`,
        `control ${ids.control}`,
        `hazard ${ids.hazard}`,
        `result ${newest}`,
        `specification ${ids.specification}`,
        `step ${ids.step}`,
        `test ${ids.scenario}`,
        `training ${ids.course}`,
      ]),
    );
    expect(graph?.edges).toContainEqual({ from: ids.need, to: ids.requirement, suspect: false });
  });

  test('leads back from a control to the need', () => {
    const { look, ids } = thread();
    const { graph } = look({ record: ids.control });
    expect(graph?.nodes.filter(({ way }) => way === 'up').map(({ id }) => id)).toEqual([
      ids.hazard,
      ids.step,
      ids.scenario,
      ids.requirement,
      ids.need,
      ids.goal,
    ]);
  });

  test('draws so many of a column and says how many more there are', () => {
    const { scope, make, look, ids } = thread();
    for (let nth = 0; nth < 20; nth += 1) scope.link('requirement.meets', make('requirement', `More ${nth}`), ids.need);
    const { graph } = look({ record: ids.need });
    expect(graph?.more).toEqual({ requirement: 13 });
  });

  test('is there for nothing that is not on the way', () => {
    const { make, look } = thread();
    expect(look({ record: make('action', 'Call somebody', { due: '2027-04-01' }) }).graph).toBeUndefined();
    expect(look({ record: 'nothing' }).graph).toBeUndefined();
  });
});
