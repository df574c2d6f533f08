import type { PlanTask } from '@callosum/schedule';
import { say, told } from '@callosum/kernel';
import { testId } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { planLink, planOf, planTask } from '../testing/plan.ts';
import { change, samplePlan } from '../testing/sample-plan.ts';
import { planningScope, PROJECT, SOURCE } from '../testing/scope.ts';

describe('importing a plan for the first time', () => {
  test('creates its calendars, resources, tasks, assignments and baselines, with their links', () => {
    const { importPlan, graph, idOf } = planningScope();
    const { result } = importPlan(samplePlan());
    expect(result).toMatchObject({
      created: 9,
      updated: 0,
      removed: 0,
      unchanged: 0,
      gates: 0,
      warnings: [],
      removals: [],
    });
    expect(Object.entries(result.byKind).map(([kind, { created }]) => [kind, created])).toEqual([
      ['calendar', 2],
      ['resource', 1],
      ['task', 4],
      ['assignment', 1],
      ['baseline', 1],
    ]);
    const ends = (type: string) =>
      [...graph.edges(type)].map(({ from, to }) => [graph.find(from)?.external?.id, graph.find(to)?.external?.id]);
    expect(ends('task.partOf')).toEqual([
      ['task:2', 'task:1'],
      ['task:3', 'task:1'],
    ]);
    expect(ends('task.dependsOn')).toEqual([
      ['task:3', 'task:2'],
      ['task:4', 'task:3'],
    ]);
    expect(ends('task.uses')).toEqual([['task:2', 'calendar:1']]);
    expect(ends('calendar.basedOn')).toEqual([['calendar:2', 'calendar:1']]);
    expect(ends('resource.uses')).toEqual([['resource:1', 'calendar:2']]);
    expect(ends('assignment.of').concat(ends('assignment.by'))).toEqual([
      ['assignment:1', 'task:2'],
      ['assignment:1', 'resource:1'],
    ]);
    expect(ends('baseline.holds')).toEqual([['baseline:0', 'task:3']]);
    expect(graph.out(idOf('task:3'), 'task.dependsOn')[0]?.fields).toEqual({
      type: 'FS',
      lag: { seconds: 57_600, unit: 'd', elapsed: false },
    });
    expect(graph.find(idOf('assignment:1'))?.fields).toMatchObject({ title: 'Build ← Analyst', units: 100 });
    expect(graph.find(PROJECT)?.fields).toMatchObject({ planFile: 'plan.xml', planHash: 'a'.repeat(64) });
  });

  test('takes state from progress', () => {
    const { importPlan, graph, idOf } = planningScope();
    const progress: Record<number, Partial<PlanTask>> = {
      1: { percentComplete: 40 },
      2: { percentComplete: 100 },
      3: { actualStart: '2027-01-04T08:00' },
    };
    importPlan(samplePlan((task) => ({ ...task, ...progress[task.uid] })));
    expect([1, 2, 3, 4].map((uid) => graph.find(idOf(`task:${uid}`))?.state)).toEqual([
      'started',
      'done',
      'started',
      'planned',
    ]);
  });

  test('keeps every kind of lag', () => {
    const { importPlan, graph, idOf } = planningScope();
    const lags = [
      { value: 86_400, unit: 'elapsed', shownIn: 'days' },
      { value: -50, unit: 'percent', shownIn: 'percent' },
      { value: 25, unit: 'elapsed-percent', shownIn: 'percent' },
    ] as const;
    importPlan(
      planOf({
        tasks: [1, 2, 3, 4].map((uid) => planTask(uid)),
        links: lags.map((lag, index) => planLink(1, index + 2, { type: 'SS', lag })),
      }),
    );
    expect([2, 3, 4].map((uid) => graph.out(idOf(`task:${uid}`), 'task.dependsOn')[0]?.fields)).toEqual([
      { type: 'SS', lag: { seconds: 86_400, unit: 'd', elapsed: true } },
      { type: 'SS', lagPercent: -50 },
      { type: 'SS', lagPercent: 25, lagElapsed: true },
    ]);
  });

  test('cuts nothing, names the nameless, and mends only what cannot be stored', () => {
    const { importPlan, graph, idOf } = planningScope();
    const long = 'x'.repeat(300_000);
    const { result } = importPlan(
      planOf({
        tasks: [
          planTask(1, { name: '', notes: long }),
          planTask(2, { name: long }),
          planTask(3, { name: 'a\u0000b\uD800' }),
        ],
      }),
    );
    expect(graph.find(idOf('task:1'))?.fields).toMatchObject({ title: '(no name)', notes: long });
    expect(graph.find(idOf('task:2'))?.fields.title).toBe(long);
    expect(graph.find(idOf('task:3'))?.fields.title).toBe('a\uFFFDb\uFFFD');
    expect(result.warnings).toMatchObject([{ code: 'text-mended', uid: 3 }]);
  });

  test('leaves out links that leave the plan or repeat another, and says so', () => {
    const { importPlan, graph } = planningScope();
    const { result } = importPlan(
      planOf({
        tasks: [planTask(1), planTask(2)],
        links: [
          planLink(1, 2),
          planLink(1, 2, { lag: { value: 60, unit: 'working', shownIn: 'minutes' } }),
          planLink(9, 2, { crossProject: { name: 'other.mpp' } }),
        ],
      }),
    );
    expect([...graph.edges('task.dependsOn')]).toHaveLength(1);
    expect(result.warnings.map(({ code }) => code)).toEqual(['link-repeated', 'link-outside-plan']);
  });

  test('mends what would break the rules of a task, and says so', () => {
    const { importPlan, graph, idOf } = planningScope();
    const plan = planOf({
      tasks: [
        planTask(1, { constraint: { type: 'snet' } }),
        planTask(2, { actualStart: '2027-01-05T08:00', actualFinish: '2027-01-04T17:00' }),
        planTask(3, {
          constraint: { type: 'alap' },
          actualStart: '2027-01-04T08:00',
          actualFinish: '2027-01-04T08:00',
        }),
      ],
    });
    const { result } = importPlan(plan);
    expect(result.warnings.map(({ code, uid }) => [code, uid])).toEqual([
      ['constraint-mended', 1],
      ['actual-dates-mended', 2],
    ]);
    expect(graph.find(idOf('task:1'))?.fields).toMatchObject({ constraint: 'asap' });
    expect(graph.find(idOf('task:2'))?.fields).not.toHaveProperty('actualStart');
    expect(graph.find(idOf('task:3'))?.fields).toMatchObject({ constraint: 'alap', actualStart: '2027-01-04T08:00' });
    expect(importPlan(plan).writes).toEqual([]);
  });

  test('shows two hundred rows of the difference and counts all', () => {
    const { importPlan } = planningScope();
    const { result } = importPlan(planOf({ tasks: Array.from({ length: 250 }, (_, index) => planTask(index + 1)) }));
    expect([result.created, result.diff.length]).toEqual([250, 200]);
    expect(result.diff[0]).toEqual({ kind: 'task', title: 'Task 1', action: 'create', fields: [] });
  });
});

describe('importing again', () => {
  test('the same file changes nothing', () => {
    const { importPlan } = planningScope();
    importPlan(samplePlan(), { gates: true });
    const { result, writes } = importPlan(samplePlan(), { gates: true });
    expect(writes).toEqual([]);
    expect(result).toMatchObject({ created: 0, updated: 0, restored: 0, removed: 0, unchanged: 9, diff: [] });
    expect(result.links).toEqual({ added: 0, changed: 0, removed: 0 });
  });

  test('a later version writes what differs and nothing else', () => {
    const { importPlan, idOf } = planningScope();
    importPlan(samplePlan());
    const later = change(3, { percentComplete: 50, deadline: '2027-02-01T17:00' });
    const { result, writes } = importPlan(later, { hash: 'b' });
    expect(writes.map(({ subject, values }) => [subject.id, values])).toEqual([
      [idOf('task:3'), { percentComplete: 50, deadline: '2027-02-01T17:00', 'spine:state': 'started' }],
      [PROJECT, { planHash: 'b'.repeat(64) }],
    ]);
    expect(result.diff).toEqual([
      {
        kind: 'task',
        title: 'Test',
        action: 'update',
        fields: [
          { name: 'percentComplete', before: 0, after: 50 },
          { name: 'deadline', before: null, after: '2027-02-01T17:00' },
          { name: 'state', before: 'planned', after: 'started' },
        ],
      },
    ]);
  });

  test('clears what the file no longer states', () => {
    const { importPlan, graph, idOf } = planningScope();
    importPlan(change(3, { deadline: '2027-02-01T17:00', notes: 'n' }));
    importPlan(samplePlan());
    expect(graph.find(idOf('task:3'))?.fields).not.toHaveProperty('deadline');
    expect(graph.find(idOf('task:3'))?.fields).not.toHaveProperty('notes');
  });

  test('a row inserted in the middle changes no other row', () => {
    const { importPlan, graph, idOf } = planningScope();
    importPlan(samplePlan());
    const plan = samplePlan();
    const [first, ...rest] = plan.tasks;
    const { writes } = importPlan({ ...plan, tasks: [first ?? planTask(1), planTask(9), ...rest] });
    expect(writes).toHaveLength(1);
    expect(graph.find(idOf('task:9'))?.fields.position).toBe(1.5);
  });

  test('moves, adds, changes and removes links', () => {
    const { importPlan, graph, idOf } = planningScope();
    importPlan(samplePlan());
    const { result } = importPlan(
      samplePlan((task) => (task.uid === 3 ? { ...task, parentUid: undefined, outlineLevel: 1 } : task), {
        links: [planLink(2, 3, { type: 'FF' }), planLink(2, 4)],
      }),
    );
    expect(result.links).toEqual({ added: 1, changed: 1, removed: 2 });
    expect(graph.out(idOf('task:3'), 'task.partOf')).toEqual([]);
    expect(graph.out(idOf('task:3'), 'task.dependsOn')[0]?.fields).toEqual({ type: 'FF' });
    expect(graph.out(idOf('task:4'), 'task.dependsOn').map(({ to }) => to)).toEqual([idOf('task:2')]);
  });

  test('may turn a chain round', () => {
    const { importPlan, graph, idOf } = planningScope();
    const tasks = [planTask(1), planTask(2), planTask(3)];
    importPlan(planOf({ tasks, links: [planLink(1, 2), planLink(2, 3)] }));
    importPlan(planOf({ tasks, links: [planLink(3, 2), planLink(2, 1)] }));
    expect(graph.out(idOf('task:1'), 'task.dependsOn').map(({ to }) => to)).toEqual([idOf('task:2')]);
  });

  test('keeps owners and whatever people added', () => {
    const { importPlan, graph, idOf, create, link, apply } = planningScope();
    importPlan(samplePlan());
    const owner = testId(1);
    apply([{ action: 'update', id: idOf('task:2'), fields: { owner } }]);
    const own = create('task', { title: 'Own task', position: 2.5 });
    link('task.dependsOn', own, idOf('task:2'));
    link('task.dependsOn', idOf('task:3'), own);
    link('task.partOf', idOf('task:4'), own);
    const { result, writes } = importPlan(change(2, { name: 'Build it' }));
    expect(writes.map(({ subject }) => subject.kind).sort()).toEqual(['assignment', 'task']);
    expect(graph.find(idOf('task:2'))?.fields).toMatchObject({ title: 'Build it', owner });
    expect(graph.find(own)).toMatchObject({ withdrawn: false, version: 1 });
    expect(graph.in(own, 'task.dependsOn')).toHaveLength(1);
    expect(graph.out(own, 'task.dependsOn')).toHaveLength(1);
    expect(result.removed).toBe(0);
  });

  test('leaves the one link that people have set, and says so', () => {
    const { importPlan, graph, idOf, create, link, apply } = planningScope();
    importPlan(samplePlan());
    const own = create('task', { title: 'Own summary', summary: true });
    const [outline] = graph.out(idOf('task:3'), 'task.partOf');
    apply([{ action: 'unlink', id: outline?.id ?? '' }]);
    link('task.partOf', idOf('task:3'), own);
    const { result, writes } = importPlan(samplePlan());
    expect(writes).toEqual([]);
    expect(result.warnings.map(({ code }) => code)).toEqual(['links-kept']);
  });

  test('under another source does not touch the first', () => {
    const { importPlan, run, graph } = planningScope();
    importPlan(samplePlan());
    const input = {
      plan: planOf({ tasks: [planTask(2)] }),
      file: { name: 'o.xml', hash: 'c'.repeat(64) },
      source: 'other',
      gates: false,
    };
    expect(run('plan.import', input).result).toMatchObject({ created: 1, updated: 0, removed: 0 });
    expect(graph.count('task')).toBe(5);
  });
});

describe('go-live and gates', () => {
  test('follow the last milestone, the first time', () => {
    const { importPlan, graph, idOf } = planningScope();
    const { result } = importPlan(samplePlan(), { gates: true });
    expect(result.gates).toBe(10);
    expect(graph.find(PROJECT)?.fields.goLive).toBe('2027-12-01');
    expect(graph.out(PROJECT, 'project.goLive').map(({ to }) => to)).toEqual([idOf('task:4')]);
    expect(graph.in(idOf('task:4'), 'gate.sitsOn').map(({ from }) => graph.find(from)?.fields.key)).toEqual([
      'go-no-go',
    ]);
  });

  test('are asked for by milestone or day', () => {
    const byMilestone = planningScope();
    byMilestone.importPlan(samplePlan(), { goLive: { milestone: 3 } });
    expect(byMilestone.graph.find(PROJECT)?.fields.goLive).toBe('2027-01-04');
    const byDay = planningScope();
    byDay.importPlan(samplePlan(), { goLive: { date: '2028-01-01' } });
    expect(byDay.graph.find(PROJECT)?.fields.goLive).toBe('2028-01-01');
    const missing = planningScope().importPlan(samplePlan(), { goLive: { milestone: 77 } });
    expect(missing.result.warnings).toMatchObject([{ code: 'go-live-missing', uid: 77 }]);
  });

  test('end with the plan where it has no milestone, and are not set where it has no dates', () => {
    const plain = planningScope();
    plain.importPlan(planOf({ tasks: [planTask(1)] }), { gates: true });
    expect(plain.graph.find(PROJECT)?.fields.goLive).toBe('2027-01-04');
    const undated = planningScope();
    const { result } = undated.importPlan(planOf({ tasks: [planTask(1, { stored: {} })] }), { gates: true });
    expect(result).toMatchObject({ gates: 0, warnings: [{ code: 'plan-without-dates' }] });
  });

  test('stay as promised when a later version moves the milestone', () => {
    const { importPlan, graph } = planningScope();
    importPlan(samplePlan(), { gates: true });
    const { writes } = importPlan(change(4, { stored: { start: '2027-12-20T08:00', finish: '2027-12-20T08:00' } }), {
      gates: true,
    });
    expect(writes).toHaveLength(1);
    expect(graph.find(PROJECT)?.fields.goLive).toBe('2027-12-01');
  });

  test('are set once: gates that somebody has withdrawn do not return', () => {
    const { importPlan, graph, apply } = planningScope();
    importPlan(samplePlan(), { gates: true });
    apply([...graph.rows('gate')].map(({ id }) => ({ action: 'withdraw' as const, id })));
    expect(importPlan(samplePlan(), { gates: true }).result.gates).toBe(0);
  });
});

describe('the command', () => {
  test('takes plans of a reader, from one line of source', () => {
    const { run } = planningScope();
    const input = { plan: samplePlan(), file: { name: 'p.xml', hash: 'a'.repeat(64) }, source: SOURCE, gates: false };
    expect(() => run('plan.import', { ...input, plan: 'text' })).toThrow('not a plan');
    expect(() => run('plan.import', { ...input, source: 'a\nb' })).toThrow();
    const odd = told(say`Two rows share a UID; the first was kept.`);
    const warnings = [{ code: 'duplicate-uid', ...odd, line: 7, uid: 3 }];
    expect(run('plan.import', { ...input, warnings }).result).toMatchObject({ warnings });
  });
});
