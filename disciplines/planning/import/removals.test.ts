import { describe, expect, test } from 'vitest';
import { planLink, planOf, planResource, planTask } from '../testing/plan.ts';
import { change, samplePlan, without } from '../testing/sample-plan.ts';
import { planningScope, PROJECT, SOURCE } from '../testing/scope.ts';

describe('a task that leaves the file', () => {
  test('is withdrawn with its assignments, listed, and keeps its links', () => {
    const { importPlan, graph, idOf } = planningScope();
    importPlan(samplePlan());
    const { result } = importPlan(without(2));
    expect(result.removals.map(({ kind, title }) => [kind, title])).toEqual([
      ['assignment', 'Build ← Analyst'],
      ['task', 'Build'],
    ]);
    expect(graph.find(idOf('task:2'))?.withdrawn).toBe(true);
    expect(graph.out(idOf('task:2'), 'task.partOf')).toHaveLength(1);
    expect(graph.out(idOf('task:3'), 'task.dependsOn')).toHaveLength(1);
    expect(importPlan(without(2)).writes).toEqual([]);
  });

  test('comes back as the same record when the file holds it again', () => {
    const { importPlan, graph, idOf } = planningScope();
    importPlan(samplePlan());
    const before = idOf('task:2');
    importPlan(without(2));
    const { result } = importPlan(change(2, { name: 'Build again' }));
    expect(result).toMatchObject({ created: 0, restored: 2, removed: 0, links: { added: 0, changed: 0, removed: 0 } });
    expect(graph.find(before)).toMatchObject({ withdrawn: false, fields: { title: 'Build again' } });
    expect(importPlan(change(2, { name: 'Build again' })).writes).toEqual([]);
  });

  test('does not stand in the way of turning round the tasks it joined', () => {
    const { importPlan, graph, idOf } = planningScope();
    const [a, between, b] = [planTask(1), planTask(2), planTask(3)];
    importPlan(planOf({ tasks: [a, between, b], links: [planLink(1, 2), planLink(2, 3)] }));
    importPlan(planOf({ tasks: [a, b], links: [planLink(3, 1)] }));
    expect(graph.out(idOf('task:1'), 'task.dependsOn').map(({ to }) => to)).toEqual([idOf('task:3')]);
    const { result } = importPlan(planOf({ tasks: [a, between, b], links: [planLink(3, 1)] }));
    expect(result).toMatchObject({ restored: 1, links: { added: 0, removed: 2 } });
  });

  test('lets go of the tasks below it', () => {
    const { importPlan, graph, idOf } = planningScope();
    importPlan(samplePlan());
    importPlan(samplePlan((task) => (task.uid === 1 ? undefined : { ...task, parentUid: undefined, outlineLevel: 1 })));
    expect(graph.out(idOf('task:2'), 'task.partOf')).toEqual([]);
  });

  test('is named when a gate or go-live sits on it; both are kept', () => {
    const { importPlan, graph } = planningScope();
    importPlan(samplePlan(), { gates: true });
    const { result } = importPlan(without(4), { gates: true });
    expect(result.warnings.map(({ code }) => code).sort()).toEqual(['gate-on-removed-task', 'go-live-on-removed-task']);
    expect(graph.count('gate')).toBe(10);
    expect(graph.find(PROJECT)?.fields.goLive).toBe('2027-12-01');
  });
});

describe('a task that was made here', () => {
  const back = (id: string) => planOf({ tasks: [planTask(1), planTask(9, { name: 'Wire', guid: id.toUpperCase() })] });

  test('is withdrawn once it has left the file it had come back with', () => {
    const { importPlan, create, graph } = planningScope();
    const own = create('task', { title: 'Wire', position: 2 });
    expect(importPlan(back(own)).result).toMatchObject({ created: 1, removed: 0 });
    expect(graph.find(own)?.external).toEqual({ source: SOURCE, id: 'task:9' });
    expect(importPlan(back(own)).writes).toEqual([]);
    const { result } = importPlan(planOf({ tasks: [planTask(1)] }));
    expect(result.removals).toEqual([{ kind: 'task', id: own, title: 'Wire' }]);
    expect(graph.find(own)?.withdrawn).toBe(true);
  });

  test('is withdrawn when it went out with a file that never held it again; what was made since stays', () => {
    const { importPlan, create, run, graph } = planningScope();
    importPlan(planOf({ tasks: [planTask(1)], resources: [planResource(1, 'Ann')] }));
    const [gone, kept] = [create('task', { title: 'Wire' }), create('resource', { title: 'Bea' })];
    const given = [
      { record: gone, as: 'task:2' },
      { record: kept, as: 'resource:2' },
    ];
    run('plan.hand-over', { source: SOURCE, given });
    const later = create('task', { title: 'Made since' });
    const returned = planOf({
      tasks: [planTask(1)],
      resources: [planResource(1, 'Ann'), planResource(2, 'Bea B.')],
    });
    const { result } = importPlan(returned, { hash: 'b' });
    expect(result.removals.map(({ title }) => title)).toEqual(['Wire']);
    expect(graph.find(gone)?.withdrawn).toBe(true);
    expect(graph.find(later)?.withdrawn).toBe(false);
    // No second record of the resource that went out.
    expect(graph.find(kept)?.fields.title).toBe('Bea B.');
    expect(graph.count('resource')).toBe(2);
  });

  test('is not handed over as what it is not, and keeps the number of the file it came from', () => {
    const { importPlan, create, run, graph, idOf } = planningScope();
    importPlan(planOf({ tasks: [planTask(1)] }));
    const given = (record: string, as: string) => run('plan.hand-over', { source: SOURCE, given: [{ record, as }] });
    expect(() => given(create('resource', { title: 'Ann' }), 'task:5')).toThrow('could stand for');
    given(idOf('task:1'), 'task:7');
    expect(graph.find(idOf('task:1'))?.external?.id).toBe('task:1');
  });
});

describe('what a file no longer holds, when it is to stay', () => {
  test('stays and is told, with what hangs on it, until somebody agrees', () => {
    const { importPlan, graph, idOf, create, link } = planningScope();
    importPlan(samplePlan());
    const [decision, rests] = [create('decision', { title: 'Which ward' }), create('requirement', { title: 'Alarms' })];
    link('decision.holds', decision, idOf('task:2'));
    link('task.restsOn', idOf('task:2'), rests);
    const { result, writes } = importPlan(without(2), { gone: 'keep' });
    expect(result).toMatchObject({ removed: 0, gone: 2 });
    expect(result.removals.map(({ title }) => title)).toEqual(['Build ← Analyst', 'Build']);
    expect(result.warnings.map(({ code, message }) => [code, message])).toEqual([
      ['record-on-removed-task', expect.stringMatching(/“Build” is no longer in the plan, and linked to DEC-1, REQ-1/)],
    ]);
    expect(writes).toEqual([]);
    const agreed = importPlan(without(2));
    expect(agreed.result).toMatchObject({ removed: 2, gone: 2 });
    expect(graph.find(idOf('task:2'))?.withdrawn).toBe(true);
    expect(graph.in(idOf('task:2'), 'decision.holds')).toHaveLength(1);
    expect(graph.out(idOf('task:2'), 'task.restsOn')).toHaveLength(1);
  });

  test('is told before all that changes, however much that is', () => {
    const { importPlan } = planningScope();
    const many = Array.from({ length: 250 }, (_, index) => planTask(index + 1));
    importPlan(planOf({ tasks: many }));
    const later = many.slice(1).map((task) => ({ ...task, name: `Other ${task.uid}` }));
    const { result } = importPlan(planOf({ tasks: later }));
    expect(result.diff[0]).toEqual({ kind: 'task', title: 'Task 1', action: 'remove', fields: [] });
    expect(result.diff).toHaveLength(200);
  });
});
