import { createEvaluator } from '@callosum/kernel';
import { testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { planningScope, PROJECT, registry } from '../testing/scope.ts';

const START = '2027-03-01T08:00';
const FINISH = '2027-03-05T17:00';

function scopeWithTasks() {
  const scope = planningScope();
  const build = scope.create('task', { title: 'Build', storedStart: START, storedFinish: FINISH });
  scope.create('task', { title: 'Dropped', active: false });
  const value = (fact: string) =>
    createEvaluator(scope.graph, registry, testMoment('2027-03-01')).value(fact, []).value;
  const take = (title: string) => scope.run('plan.takeBaseline', { id: PROJECT, title });
  const baselines = () =>
    [...scope.graph.rows('baseline')].map(({ fields }) => [fields.title, fields['baselineNumber'], fields['takenOn']]);
  return { ...scope, build, value, take, baselines };
}

describe('taking a baseline', () => {
  test('holds every active task as it is planned, and the plan counts as baselined', () => {
    const { graph, build, value, take } = scopeWithTasks();
    expect(value('planning.baselined')).toBe(0);
    const { result } = take('Agreed');
    expect(result).toMatchObject({ tasks: 1 });
    expect(graph.in(build, 'baseline.holds').map(({ fields }) => fields)).toEqual([{ start: START, finish: FINISH }]);
    expect(value('planning.baselined')).toBe(100);
  });

  test('keeps the one before under the next free number, so that nothing agreed is lost', () => {
    const { take, baselines } = scopeWithTasks();
    take('First');
    take('Second');
    take('Third');
    expect(baselines()).toEqual([
      ['First', 1, '2027-03-01'],
      ['Second', 2, '2027-03-01'],
      ['Third', 0, '2027-03-01'],
    ]);
  });

  test('is refused when all numbers are taken, and when there is nothing to hold', () => {
    const { take, baselines } = scopeWithTasks();
    for (let count = 0; count <= 10; count += 1) take(`Baseline ${count}`);
    expect(() => take('One too many')).toThrow(/up to 10/);
    expect(baselines()).toHaveLength(11);
    expect(() => planningScope().run('plan.takeBaseline', { id: PROJECT, title: 'Empty' })).toThrow(/no task/);
  });
});
