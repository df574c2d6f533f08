import { instantOf } from '@callosum/schedule';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planAssignment, planCalendar, planOf, planResource, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';
import { recordsOf } from './records.ts';
import { daysOf, fullness, weekOf, workloadIn } from './workload.ts';
import { createWorkingPlan } from './working-plan.ts';

const HOUR = 3_600;
const days = (count: number) =>
  ({ seconds: count * 8 * HOUR, unit: 'days', elapsed: false, estimated: false }) as const;
const FOUR_WEEKS = { from: instantOf('2027-01-04T00:00'), count: 4 };

/** One nurse who works half days, an analyst, and tasks of two weeks each from Monday, 4 January. */
function working(work?: number) {
  const scope = planningScope('2027-01-04');
  const off = { kind: 'non-working' } as const;
  const mornings = { kind: 'working', times: [{ fromMinute: 480, toMinute: 720 }] } as const;
  scope.importPlan(
    planOf({
      properties: { ...planOf({}).properties, start: '2027-01-04T08:00', calendarUid: 1 },
      calendars: [
        planCalendar(1, 'Hospital'),
        planCalendar(2, 'Mornings', { week: [off, mornings, mornings, mornings, mornings, mornings, off] }),
      ],
      tasks: [planTask(1, { duration: days(10) }), planTask(2, { duration: days(5) }), planTask(3)],
      resources: [planResource(1, 'Analyst', { calendarUid: 1 }), planResource(2, 'Nurse', { calendarUid: 2 })],
      assignments: [
        { ...planAssignment(1, 1, 1), ...(work === undefined ? {} : { workSeconds: work }) },
        { ...planAssignment(2, 2, 1), units: 0.5 },
      ],
    }),
  );
  return scope;
}

function planIn(scope: ReturnType<typeof planningScope>) {
  const records = recordsOf(scope.graph);
  if (!records) throw new Error('There is no project.');
  return createWorkingPlan(records, '2027-01-04');
}

describe('what the plan asks of everybody', () => {
  test('is held against his calendar, week by week, and is too much where two tasks meet', () => {
    const [analyst, nurse] = workloadIn(planIn(working()), FOUR_WEEKS);
    expect(analyst?.loads.map(({ work, capacity }) => [work / HOUR, capacity / HOUR])).toEqual([
      [60, 40],
      [40, 40],
      [0, 40],
      [0, 40],
    ]);
    expect(analyst?.loads.map(fullness)).toEqual(['over', 'full', 'none', 'none']);
    expect(analyst?.loads[0]?.parts.map(({ task, work }) => [task.fields.title, work / HOUR])).toEqual([
      ['Task 1', 40],
      ['Task 2', 20],
    ]);
    expect(nurse?.loads[0]).toMatchObject({ work: 0, capacity: 20 * HOUR });
  });

  test('counts of a clinician no more than the ward gives free', () => {
    const scope = working();
    const id = scope.idOf('resource:2');
    scope.run('record.update', { id, fields: { clinical: true, release: 20, backfill: true } });
    expect(workloadIn(planIn(scope), FOUR_WEEKS)[1]).toMatchObject({
      available: 20,
      loads: [{ capacity: 4 * HOUR }, {}, {}, {}],
    });
  });

  test('counts for its owner what nobody is assigned to', () => {
    const scope = working();
    const owner = '00000000-0000-7000-8000-00000000aaaa';
    scope.run('record.update', { id: scope.idOf('task:3'), fields: { owner } });
    scope.run('record.update', { id: scope.idOf('task:1'), fields: { owner } });
    const found = workloadIn(planIn(scope), FOUR_WEEKS).find(({ kind }) => kind === 'owner');
    // The first task has an assignment, which counts already.
    expect(found).toMatchObject({ id: owner, loads: [{ work: 8 * HOUR }, { work: 0 }, { work: 0 }, { work: 0 }] });
  });

  test('is all of the work, however it is cut into weeks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 6 }), (hours, weekStart) => {
        const plan = planIn(working(hours * HOUR));
        const weeks = { from: weekOf(instantOf('2027-01-04T08:00'), weekStart), count: 5 };
        const [analyst] = workloadIn(plan, weeks);
        const parts = (analyst?.loads ?? [])
          .flatMap((load) => load.parts)
          .filter(({ task }) => task.fields.title === 'Task 1');
        expect(parts.reduce((sum, { work }) => sum + work, 0)).toBeCloseTo(hours * HOUR, 3);
      }),
      { numRuns: 40 },
    );
  });

  test('counts weeks from the day on which they begin', () => {
    const monday = instantOf('2027-01-04T00:00');
    expect(weekOf(instantOf('2027-01-06T12:00'), 1)).toBe(monday);
    expect(weekOf(instantOf('2027-01-03T23:59'), 1)).toBe(monday - 7 * 86_400);
    expect(weekOf(instantOf('2027-01-03T00:00'), 0)).toBe(instantOf('2027-01-03T00:00'));
    expect(daysOf({ from: monday, count: 2 })).toEqual(['2027-01-04', '2027-01-11']);
  });
});
