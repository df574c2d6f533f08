import { createEvaluator, type FieldValues, type Filter, holds, wantsOwner } from '@callosum/kernel';
import { TEST_OWNER, testId, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { task } from '../kinds/task.ts';
import { planningScope, registry } from '../testing/scope.ts';

/** A scope with tasks by title; `day` is the planned end. */
function withTasks(tasks: Readonly<Record<string, FieldValues & { day?: string; state?: string }>>) {
  const scope = planningScope();
  const ids: Record<string, string> = {};
  for (const [title, { day, state, ...fields }] of Object.entries(tasks)) {
    const dated = day === undefined ? {} : { storedFinish: `${day}T17:00` };
    ids[title] = scope.create('task', { title, ...dated, ...fields }, state === undefined ? {} : { state });
  }
  const id = (title: string) => ids[title] ?? '';
  const ask = (fact: string, { today = '2027-03-01', filter = [] as Filter } = {}) => {
    const evaluator = createEvaluator(scope.graph, registry, testMoment(today));
    const title = (one: string) => scope.graph.find(one)?.fields.title;
    const rows = evaluator.rows(fact, filter);
    return {
      value: evaluator.value(fact, filter).value,
      failing: rows.filter(({ judgement }) => !judgement.ok).map((row) => title(row.id)),
      total: rows.length,
      rows,
    };
  };
  return { ...scope, id, ask };
}

const DONE = { percentComplete: 100 };
/** What counts for no fact: a summary, a switched-off task, and a gate’s own marker. */
function withBystanders(scope: ReturnType<typeof withTasks>) {
  const late = { storedFinish: '2027-01-01T17:00', milestone: true };
  scope.create('task', { title: 'summary', summary: true, ...late });
  scope.create('task', { title: 'inactive', active: false, ...late });
  scope.create('task', { title: 'Gate T-90', ...late }, { external: { source: 'callosum', id: 'gate:T-90' } });
  return scope;
}

describe('late tasks', () => {
  test('are open, and should have ended before today', () => {
    const scope = withBystanders(
      withTasks({
        yesterday: { day: '2027-02-28', percentComplete: 99 },
        today: { day: '2027-03-01' },
        done: { day: '2027-01-01', ...DONE },
        moved: { day: '2027-01-01', state: 'done' },
        finished: { day: '2027-01-01', actualFinish: '2027-02-01T17:00' },
        undated: {},
      }),
    );
    expect(scope.ask('planning.tasks-late')).toMatchObject({ value: 1, failing: ['yesterday'], total: 5 });
    expect(scope.ask('planning.tasks-late', { today: '2027-03-02' }).failing).toEqual(['yesterday', 'today']);
  });

  test('are unknown without a plan', () => {
    expect(withTasks({}).ask('planning.tasks-late').value).toBeUndefined();
  });
});

describe('deadlines', () => {
  test('will be missed by open tasks that end after them, or can end today at the earliest', () => {
    const scope = withTasks({
      late: { day: '2027-03-05', deadline: '2027-03-04T17:00' },
      overdue: { day: '2027-02-01', deadline: '2027-02-20T17:00' },
      inTime: { day: '2027-03-05', deadline: '2027-03-05T17:00' },
      done: { day: '2027-03-05', deadline: '2027-01-01T17:00', ...DONE },
      free: { day: '2027-03-05' },
    });
    expect(scope.ask('planning.deadlines-missed')).toMatchObject({ value: 2, failing: ['late', 'overdue'], total: 4 });
  });
});

describe('completed work', () => {
  const scope = withBystanders(
    withTasks({
      a: { day: '2027-02-01', ...DONE },
      b: { day: '2027-03-01', percentComplete: 60 },
      c: { day: '2027-03-02' },
      d: { ...DONE },
    }),
  );

  test('that was due is a share of what should have ended by today', () => {
    expect(scope.ask('planning.due-complete')).toMatchObject({ value: 50, failing: ['b'] });
    expect(scope.ask('planning.due-complete', { today: '2027-01-01' }).value).toBeUndefined();
  });

  test('is a share of all tasks, or of those that end by a gate', () => {
    expect(scope.ask('planning.tasks-complete').value).toBe(50);
    const filter: Filter = [{ field: 'storedFinish', op: 'upTo', value: '2027-03-01' }];
    expect(scope.ask('planning.tasks-complete', { filter })).toMatchObject({ value: 50, total: 2 });
  });
});

describe('tasks without owner', () => {
  test('are open, no milestones, and neither owned nor worked on by a work resource', () => {
    const scope = withBystanders(
      withTasks({
        nobody: {},
        owned: { owner: testId(1) },
        assigned: {},
        printed: {},
        unassigned: {},
        done: DONE,
        milestone: { milestone: true },
      }),
    );
    const assign = (title: string, resourceType: string) => {
      const worker = scope.create('resource', { title: 'R', resourceType });
      const assignment = scope.create('assignment', { title: 'A' });
      scope.link('assignment.of', assignment, scope.id(title));
      scope.link('assignment.by', assignment, worker);
      return assignment;
    };
    assign('assigned', 'work');
    assign('printed', 'material');
    const dropped = assign('unassigned', 'work');
    const fact = 'planning.tasks-without-owner';
    expect(scope.ask(fact)).toMatchObject({ value: 2, failing: ['nobody', 'printed'], total: 6 });
    scope.apply([{ action: 'withdraw', id: dropped }]);
    expect(scope.ask(fact).failing).toEqual(['nobody', 'printed', 'unassigned']);
    // My day names the same ones to whoever leads the project.
    const wanted = wantsOwner(task);
    const named = [...scope.graph.rows('task')].filter(
      (row) => wanted && row.fields.owner === undefined && holds(wanted, row, TEST_OWNER, scope.graph),
    );
    expect(named.map(({ fields }) => fields.title)).toEqual(['nobody', 'printed', 'unassigned']);
  });
});

describe('milestones', () => {
  const milestone = true;

  test('slip by the days between baseline 0 and the day they are now expected', () => {
    const scope = withTasks({
      ahead: { day: '2027-05-01', milestone },
      behind: { day: '2027-05-15', milestone },
      missed: { day: '2027-02-01', milestone },
      reached: { day: '2027-02-01', milestone, ...DONE, actualFinish: '2027-02-06T12:00' },
      other: { day: '2029-01-01', milestone },
      task: { day: '2029-01-01' },
    });
    const base = scope.create('baseline', { title: 'Baseline', baselineNumber: 0 });
    const first = scope.create('baseline', { title: 'Baseline 1', baselineNumber: 1 });
    const hold = (title: string, finish: string, from = base) =>
      scope.link('baseline.holds', from, scope.id(title), { finish: `${finish}T17:00` });
    hold('ahead', '2027-05-03');
    hold('behind', '2027-05-05');
    hold('missed', '2027-02-01');
    hold('reached', '2027-02-04');
    hold('task', '2027-01-01');
    hold('other', '2027-01-01', first);
    const { value, rows } = scope.ask('planning.milestone-slip');
    expect(value).toBe(28);
    expect(
      Object.fromEntries(rows.map(({ id, judgement }) => [scope.graph.find(id)?.fields.title, judgement.value])),
    ).toEqual({
      ahead: -2,
      behind: 10,
      missed: 28,
      reached: 2,
    });
    scope.apply([{ action: 'withdraw', id: base }]);
    expect(scope.ask('planning.milestone-slip').value).toBeUndefined();
  });

  test('are overdue when their day has passed and they are not reached', () => {
    const scope = withBystanders(
      withTasks({
        missed: { day: '2027-02-28', milestone },
        today: { day: '2027-03-01', milestone },
        reached: { day: '2027-01-01', milestone, ...DONE },
        task: { day: '2027-01-01' },
      }),
    );
    expect(scope.ask('planning.milestones-overdue')).toMatchObject({ value: 1, failing: ['missed'], total: 3 });
  });
});

describe('the quality of a plan', () => {
  test('has a share of tasks in baseline 0, summaries included', () => {
    const scope = withBystanders(withTasks({ a: {}, b: {}, c: {} }));
    const base = scope.create('baseline', { title: 'Baseline', baselineNumber: 0 });
    scope.link('baseline.holds', base, scope.id('a'));
    expect(scope.ask('planning.baselined')).toMatchObject({ value: 25, total: 4 });
  });

  test('shows open tasks that nothing joins to the rest, neither directly nor through a summary', () => {
    const scope = withTasks({ first: {}, second: {}, alone: {}, below: {}, phase: { summary: true }, done: DONE });
    scope.link('task.dependsOn', scope.id('second'), scope.id('first'));
    scope.link('task.partOf', scope.id('below'), scope.id('phase'));
    const fact = 'planning.tasks-without-logic';
    expect(scope.ask(fact)).toMatchObject({ value: 2, failing: ['alone', 'below'], total: 5 });
    scope.link('task.dependsOn', scope.id('phase'), scope.id('second'));
    expect(scope.ask(fact).failing).toEqual(['alone']);
    scope.apply([{ action: 'withdraw', id: scope.id('first') }]);
    expect(scope.ask(fact).failing).toEqual(['alone']);
    scope.apply([{ action: 'withdraw', id: scope.id('phase') }]);
    expect(scope.ask(fact).failing).toEqual(['second', 'alone', 'below']);
  });
});
