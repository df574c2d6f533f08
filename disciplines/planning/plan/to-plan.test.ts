import { type Plan, type PlanAssignment, type PlanTask, schedule, scheduledTasks } from '@callosum/schedule';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planAssignment, planCalendar, planLink, planOf, planResource, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';
import { recordsOf } from './records.ts';
import { toPlan } from './to-plan.ts';

const TODAY = '2027-03-01';

/** The plan that its records make, once it has been imported. */
function throughRecords(plan: Plan): Plan {
  const scope = planningScope();
  scope.importPlan(plan);
  return planIn(scope);
}

function planIn({ graph }: Pick<ReturnType<typeof planningScope>, 'graph'>): Plan {
  const records = recordsOf(graph);
  if (!records) throw new Error('There is no project.');
  // As the browser gets them.
  return toPlan(JSON.parse(JSON.stringify(records)), TODAY).plan;
}

const datesOf = (plan: Plan) =>
  scheduledTasks(schedule(plan)).map(({ uid, start, finish, lateFinish, totalFloat, critical }) => {
    return { uid, start, finish, lateFinish, totalFloat, critical };
  });

const DAY = 28_800;
const moment = fc.integer({ min: 0, max: 60 }).map((day) => {
  const date = new Date(Date.UTC(2027, 0, 4 + day)).toISOString().slice(0, 10);
  return `${date}T08:00`;
});
const days = fc.integer({ min: 0, max: 12 }).map((count) => ({
  seconds: count * DAY,
  unit: 'days' as const,
  elapsed: false,
  estimated: false,
}));
const seldom = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 5, nil: undefined });

/** What a file may say of a task besides its name and its place. */
const said: fc.Arbitrary<Partial<PlanTask>> = fc
  .record({
    duration: days,
    type: fc.constantFrom('fixed-units' as const, 'fixed-duration' as const, 'fixed-work' as const),
    active: fc.nat(9).map((one) => one > 0),
    manual: seldom(moment),
    calendarUid: seldom(fc.constantFrom(1, 2)),
    ignoreResourceCalendar: fc.boolean(),
    levelingDelay: seldom(fc.record({ minutes: fc.integer({ min: 1, max: 3_000 }), elapsed: fc.boolean() })),
    constraint: fc.oneof(
      { weight: 4, arbitrary: fc.constant({ type: 'asap' as const }) },
      fc.record({ type: fc.constantFrom('snet', 'fnlt', 'mso', 'mfo', 'fnet', 'snlt'), date: moment }),
    ),
    deadline: seldom(moment),
    begun: seldom(fc.record({ start: moment, percent: fc.integer({ min: 1, max: 99 }), left: days })),
  })
  .map(({ manual, begun, ...rest }) => ({
    ...rest,
    ...(manual === undefined
      ? {}
      : { manual: true, manualStart: manual, manualDurationSeconds: rest.duration.seconds }),
    ...(begun === undefined
      ? {}
      : {
          actualStart: begun.start,
          percentComplete: begun.percent,
          remainingDurationSeconds: begun.left.seconds,
          stop: begun.start,
        }),
  }));

const plans: fc.Arbitrary<Plan> = fc
  .record({
    tasks: fc.array(said, { minLength: 1, maxLength: 12 }),
    links: fc.array(
      fc.record({
        from: fc.nat(11),
        to: fc.nat(11),
        type: fc.constantFrom('FS' as const, 'SS' as const, 'FF' as const, 'SF' as const),
        lag: fc.integer({ min: -3, max: 5 }),
        unit: fc.constantFrom('working' as const, 'elapsed' as const),
        percent: seldom(fc.integer({ min: -50, max: 150 })),
      }),
      { maxLength: 14 },
    ),
    work: fc.array(fc.record({ task: fc.nat(11), by: fc.nat(2), hours: fc.nat(60), delay: fc.nat(2) }), {
      maxLength: 6,
    }),
  })
  .map(({ tasks, links, work }) => {
    const pairs = new Set<string>();
    return planOf({
      properties: { ...planOf({}).properties, start: '2027-01-04T08:00', calendarUid: 1 },
      calendars: [
        planCalendar(1, 'Standard'),
        planCalendar(2, 'Long weekend', {
          isBase: false,
          baseUid: 1,
          exceptions: [{ from: '2027-01-11', to: '2027-01-12', working: false, times: [] }],
        }),
      ],
      resources: [planResource(1, 'Analyst', { calendarUid: 2 }), planResource(2, 'Nurse'), planResource(3, 'Trainer')],
      tasks: tasks.map((one, index) => planTask(index + 1, { stored: {}, ...one })),
      links: links.flatMap(({ from, to, type, lag, unit, percent }) => {
        const key = `${from} ${to} ${type}`;
        if (from >= to || to >= tasks.length || pairs.has(key)) return [];
        pairs.add(key);
        const share = { value: percent ?? 0, unit: 'percent', shownIn: 'percent' } as const;
        const length = { value: lag * DAY, unit, shownIn: 'days' } as const;
        return [planLink(from + 1, to + 1, { type, lag: percent === undefined ? length : share })];
      }),
      assignments: work.flatMap(({ task, by, hours, delay }, index): PlanAssignment[] => {
        if (task >= tasks.length) return [];
        const one = planAssignment(index + 1, task + 1, by === 2 ? null : by + 1);
        return [{ ...one, workSeconds: hours * 3_600, ...(delay === 0 ? {} : { delaySeconds: delay * DAY }) }];
      }),
    });
  });

describe('a plan that was imported', () => {
  test('is calculated from its records to the same dates and floats as from its file', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(datesOf(throughRecords(plan))).toEqual(datesOf(plan));
      }),
      { numRuns: 150 },
    );
  });

  test('keeps outline, links, calendars and split work', () => {
    const plan = planOf({
      calendars: [planCalendar(7, 'Standard'), planCalendar(9, 'Nights', { isBase: false, baseUid: 7 })],
      resources: [planResource(4, 'Analyst', { calendarUid: 9 })],
      tasks: [
        planTask(30, { name: 'Phase', summary: true }),
        planTask(12, { name: 'Build', parentUid: 30, outlineLevel: 2, calendarUid: 9 }),
        planTask(5, { name: 'Test', parentUid: 30, outlineLevel: 2 }),
      ],
      links: [planLink(12, 5, { type: 'SS', lag: { value: -14_400, unit: 'working', shownIn: 'hours' } })],
      assignments: [
        { ...planAssignment(1, 5, 4), workSeconds: 2 * DAY },
        {
          ...planAssignment(2, 12, null),
          pauses: [{ from: '2027-01-05T08:00', to: '2027-01-06T08:00' }],
        },
      ],
      baselines: [{ number: 0, tasks: [{ uid: 5, finish: '2027-01-05T17:00', workSeconds: DAY }] }],
    });
    const { tasks, links, assignments, calendars, baselines } = throughRecords(plan);
    expect(
      tasks.map(({ uid, parentUid, outlineLevel, outlineNumber }) => [uid, parentUid, outlineLevel, outlineNumber]),
    ).toEqual([
      [30, undefined, 1, '1'],
      [12, 30, 2, '1.1'],
      [5, 30, 2, '1.2'],
    ]);
    expect(links).toEqual(plan.links);
    expect(calendars.map(({ name, baseUid }) => [name, baseUid])).toEqual([
      ['Standard', undefined],
      ['Nights', 7],
    ]);
    expect(assignments.map(({ taskUid, resourceUid, pauses }) => [taskUid, resourceUid, pauses])).toEqual([
      [5, 4, undefined],
      [12, null, [{ from: '2027-01-05T08:00', to: '2027-01-06T08:00' }]],
    ]);
    expect(baselines[0]?.tasks).toMatchObject([{ uid: 5, finish: '2027-01-05T17:00', workSeconds: DAY }]);
  });
});

test.each(['retained', 'override'] as const)(
  'a plan of Primavera is reckoned as its options say: %s',
  (outOfSequence) => {
    const plan = planOf({
      source: 'xer',
      properties: {
        ...planOf({}).properties,
        start: '2027-01-04T08:00',
        statusDate: '2027-01-06T08:00',
        honorConstraints: false,
      },
      tasks: [
        planTask(1, { duration: { seconds: 5 * DAY, unit: 'hours', elapsed: false, estimated: false } }),
        // It began before its turn.
        planTask(2, {
          duration: { seconds: 4 * DAY, unit: 'hours', elapsed: false, estimated: false },
          percentComplete: 50,
          actualStart: '2027-01-04T08:00',
          remainingDurationSeconds: 2 * DAY,
          resume: '2027-01-06T08:00',
        }),
      ],
      links: [planLink(1, 2, { lag: { value: DAY, unit: 'working', shownIn: 'hours' } })],
      rules: { lagCalendar: 'clock', outOfSequence, dataDate: '2027-01-06T08:00' },
    });
    const through = throughRecords(plan);
    expect(through.rules).toEqual(plan.rules);
    expect(datesOf(through)).toEqual(datesOf(plan));
    expect(datesOf(through)[1]?.finish).toBe(outOfSequence === 'retained' ? '2027-01-14T17:00' : '2027-01-07T17:00');
  },
);

describe('what people have said since', () => {
  const begun = planTask(1, {
    duration: { seconds: 4 * DAY, unit: 'days', elapsed: false, estimated: false },
    percentComplete: 50,
    actualStart: '2027-01-04T08:00',
    remainingDurationSeconds: 3 * DAY,
  });

  test('the remaining duration of a file holds until duration or progress changes', () => {
    const scope = planningScope();
    scope.importPlan(planOf({ tasks: [begun] }));
    expect(planIn(scope).tasks[0]).toMatchObject({ remainingDurationSeconds: 3 * DAY });
    scope.run('record.update', { id: scope.idOf('task:1'), fields: { percentComplete: 75 } });
    expect(planIn(scope).tasks[0]?.remainingDurationSeconds).toBeUndefined();
  });

  test('work follows the duration of its task', () => {
    const scope = planningScope();
    scope.importPlan(
      planOf({
        tasks: [planTask(1)],
        resources: [planResource(1, 'Analyst')],
        assignments: [{ ...planAssignment(1, 1, 1), workSeconds: DAY }],
      }),
    );
    const duration = { seconds: 3 * DAY, unit: 'd', elapsed: false };
    scope.run('record.update', { id: scope.idOf('task:1'), fields: { duration } });
    expect(planIn(scope).assignments[0]?.workSeconds).toBe(3 * DAY);
  });

  test('a task that somebody has closed without dates is done as planned', () => {
    const scope = planningScope();
    scope.importPlan(planOf({ tasks: [planTask(1)] }));
    scope.run('record.move', { id: scope.idOf('task:1'), move: 'finish' });
    expect(planIn(scope).tasks[0]).toMatchObject({ percentComplete: 100, actualFinish: '2027-01-04T17:00' });
  });

  test('a task of no file begins no earlier than somebody has stated, and one that is said to go by logic alone does', () => {
    const scope = planningScope();
    const stated = { title: 'Stated', storedStart: '2027-02-01T08:00', storedFinish: '2027-02-02T17:00' };
    const duration = { seconds: DAY, unit: 'd', elapsed: false };
    scope.create('task', { ...stated, duration, position: 1 });
    scope.create('task', { ...stated, duration, constraint: 'asap', position: 2 });
    scope.create('task', { ...stated, position: 3 });
    const { tasks } = planIn(scope);
    expect(tasks.map(({ constraint, manual }) => [constraint, manual])).toEqual([
      [{ type: 'snet', date: '2027-02-01T08:00' }, false],
      [{ type: 'asap' }, false],
      [{ type: 'snet', date: '2027-02-01T08:00' }, true],
    ]);
  });
});
