import { instantOf } from '@callosum/schedule';
import { expect, test } from 'vitest';
import { recordsOf } from '../plan/records.ts';
import { createWorkingPlan } from '../plan/working-plan.ts';
import { planOf, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';
import { reached } from './draw-progress.ts';

test('the line of progress leaves the status date where work is behind or ahead, and nowhere else', () => {
  const scope = planningScope();
  const fourDays = { seconds: 4 * 28_800, unit: 'days', elapsed: false, estimated: false } as const;
  const begun = { duration: fourDays, actualStart: '2027-01-04T08:00' };
  scope.importPlan(
    planOf({
      properties: { ...planOf({}).properties, start: '2027-01-04T08:00' },
      tasks: [
        planTask(1, { ...begun, percentComplete: 25 }),
        planTask(2, { duration: fourDays }),
        planTask(3, { ...begun, percentComplete: 100, actualFinish: '2027-01-05T17:00' }),
        planTask(4, { constraint: { type: 'snet', date: '2027-02-01T08:00' } }),
      ],
    }),
  );
  const records = recordsOf(scope.graph);
  if (!records) throw new Error('There is no project.');
  const plan = createWorkingPlan(records, '2027-01-06');
  const status = instantOf('2027-01-06T08:00');
  const from = instantOf('2027-01-04T08:00');
  const finish = plan.schedule().dates.finish[0] ?? 0;
  expect(reached({ plan }, 0, status)).toBe(from + (finish - from) / 4);
  expect(reached({ plan }, 1, status)).toBe(from);
  expect(reached({ plan }, 2, status)).toBeUndefined();
  expect(reached({ plan }, 2, instantOf('2027-01-05T08:00'))).toBe(instantOf('2027-01-05T17:00'));
  expect(reached({ plan }, 3, status)).toBeUndefined();
});
