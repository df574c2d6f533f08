import { testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { planOf, planTask } from '../testing/plan.ts';
import { planningScope, registry } from '../testing/scope.ts';
import { planView } from './plan-view.ts';
import { restsOf } from './rests.ts';

const at = testMoment('2027-03-01');

function scopeWithTwo() {
  const scope = planningScope();
  scope.importPlan(planOf({ tasks: [planTask(1), planTask(2)] }));
  const nurse = scope.create('resource', { title: 'Nurse', clinical: true });
  scope.link('task.restsOn', scope.idOf('task:1'), nurse);
  const told = () => restsOf(scope.graph, { at, registry }, new Set([scope.idOf('task:1'), scope.idOf('task:2')]));
  return { ...scope, nurse, told };
}

describe('the records a task rests on', () => {
  test('are told with the fact they do not pass, and are ready once they do', () => {
    const { told, apply, nurse, idOf } = scopeWithTwo();
    expect(told()).toMatchObject([
      { task: idOf('task:1'), kind: 'resource', title: 'Nurse', lacks: { fact: 'planning.clinical-release-agreed' } },
    ]);
    apply([{ action: 'update', id: nurse, fields: { release: 50, backfill: true } }]);
    expect(told()[0]).not.toHaveProperty('lacks');
  });

  test('are told when they were withdrawn', () => {
    const { told, apply, nurse } = scopeWithTwo();
    apply([{ action: 'withdraw', id: nurse }]);
    expect(told().map(({ lacks }) => lacks)).toEqual([{ withdrawn: true }]);
  });

  test('come with the plan', () => {
    const { graph } = scopeWithTwo();
    expect(planView.build({ graph, at, registry }, {})).toMatchObject({
      plan: { rest: { rests: [{ title: 'Nurse' }] } },
    });
  });
});
