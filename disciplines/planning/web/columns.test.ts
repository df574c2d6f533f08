import { expect, test } from 'vitest';
import { recordsOf } from '../plan/records.ts';
import { createWorkingPlan } from '../plan/working-plan.ts';
import { planLink, planOf, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';
import { typedText } from './columns.ts';

test('a summary lasts as long as its rows take, whatever its file says, and follows them', () => {
  const scope = planningScope('2027-01-04');
  scope.importPlan(
    planOf({
      properties: { ...planOf({}).properties, start: '2027-01-04T08:00' },
      tasks: [
        planTask(1, { summary: true }),
        planTask(2, { outlineNumber: '1.1', outlineLevel: 2, parentUid: 1 }),
        planTask(3, { outlineNumber: '1.2', outlineLevel: 2, parentUid: 1 }),
      ],
      links: [planLink(2, 3)],
    }),
  );
  const plan = createWorkingPlan(recordsOf(scope.graph) ?? expect.fail('There is no project.'), '2027-01-04');
  const durations = (): string[] => plan.records().tasks.map((row) => typedText(plan, row, 'duration'));
  expect(durations()).toEqual(['2d', '1d', '1d']);
  const duration = { seconds: 4 * 28_800, unit: 'd', elapsed: false } as const;
  plan.edit([{ do: 'set', task: scope.idOf('task:2'), fields: { duration } }]);
  expect(durations()).toEqual(['5d', '4d', '1d']);
});
