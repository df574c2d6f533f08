import { testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { goLiveForecast } from './forecast.ts';
import { planMilestone, planOf, planTask } from './testing/plan.ts';
import { planningScope } from './testing/scope.ts';

const at = (today: string) => testMoment(today);

describe('the forecast of go-live', () => {
  const plan = (day: string, percentComplete = 0) =>
    planOf({
      tasks: [
        planTask(1),
        planMilestone(2, 'Kits ordered', '2027-02-01'),
        planMilestone(
          3,
          'Go-live',
          day,
          percentComplete === 100 ? { percentComplete, actualFinish: `${day}T09:00` } : {},
        ),
      ],
    });

  test('is the day of the go-live milestone as the plan now has it, beside the day that was promised', () => {
    const { importPlan, graph, idOf } = planningScope();
    importPlan(plan('2027-12-01'));
    importPlan(plan('2027-12-20'));
    expect(goLiveForecast(graph, at('2027-03-01'))).toEqual({
      planned: '2027-12-01',
      forecast: '2027-12-20',
      milestone: idOf('task:3'),
      overdue: 1,
    });
  });

  test('does not lie in the past unless go-live has happened', () => {
    const { importPlan, graph } = planningScope();
    importPlan(plan('2027-12-01'));
    expect(goLiveForecast(graph, at('2027-12-24'))).toMatchObject({ forecast: '2027-12-24', overdue: 2 });
    importPlan(plan('2027-12-01', 100));
    expect(goLiveForecast(graph, at('2027-12-24'))).toMatchObject({ forecast: '2027-12-01', overdue: 1 });
  });

  test('is the end of the last task where no milestone is named', () => {
    const { importPlan, graph } = planningScope();
    importPlan(planOf({ tasks: [planTask(1), planTask(2, { stored: { finish: '2027-06-30T17:00' } })] }));
    expect(goLiveForecast(graph, at('2027-03-01'))).toEqual({
      planned: '2027-06-30',
      forecast: '2027-06-30',
      overdue: 0,
    });
  });

  test('says nothing where there is nothing', () => {
    expect(goLiveForecast(planningScope().graph, at('2027-03-01'))).toEqual({ overdue: 0 });
  });
});
