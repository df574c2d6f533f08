import { describe, expect, test } from 'vitest';
import { planOf } from './plan-of.ts';
import type { PlanParts } from './plan-of.ts';
import { scheduledTasks } from './report.ts';
import type { ScheduledTask } from './report.ts';
import { schedule } from './schedule.ts';

/** Reckons a plan; dates by UID. The plan starts on Monday 2026-01-05 at 8. */
function reckon(parts: PlanParts, ...rules: [Parameters<typeof schedule>[1]?]): Map<number, ScheduledTask> {
  const rows = scheduledTasks(schedule(planOf(parts), ...rules));
  return new Map(rows.map((row) => [row.uid, row]));
}

const span = (row: ScheduledTask | undefined): string => `${row?.start} ${row?.finish}`;

describe('links', () => {
  test.each([
    ['FS', undefined, '2026-01-07T08:00 2026-01-07T17:00'],
    ['FS', '1d', '2026-01-08T08:00 2026-01-08T17:00'],
    ['FS', '-4h', '2026-01-06T13:00 2026-01-07T12:00'],
    ['FS', '2ed', '2026-01-09T08:00 2026-01-09T17:00'],
    ['FS', '50%', '2026-01-08T08:00 2026-01-08T17:00'],
    ['SS', '4h', '2026-01-05T13:00 2026-01-06T12:00'],
    ['FF', '4h', '2026-01-06T13:00 2026-01-07T12:00'],
    ['FF', undefined, '2026-01-06T08:00 2026-01-06T17:00'],
    ['SF', '12h', '2026-01-05T13:00 2026-01-06T12:00'],
  ] as const)('%s with a lag of %s', (type, lag, expected) => {
    const link = { from: 1, to: 2, type, ...(lag === undefined ? {} : { lag }) };
    expect(span(reckon({ tasks: [{ uid: 1, duration: '2d' }, { uid: 2 }], links: [link] }).get(2))).toBe(expected);
  });

  test('a weekend lies between Friday evening and Monday morning, but a milestone stays in the evening', () => {
    const rows = reckon({
      tasks: [{ uid: 1, duration: '5d' }, { uid: 2 }, { uid: 3, duration: '0d' }],
      links: [
        { from: 1, to: 2 },
        { from: 1, to: 3 },
      ],
    });
    expect(span(rows.get(2))).toBe('2026-01-12T08:00 2026-01-12T17:00');
    expect(span(rows.get(3))).toBe('2026-01-09T17:00 2026-01-09T17:00');
  });

  test('of inactive tasks do not hold anybody', () => {
    const tasks = [{ uid: 1, duration: '5d', active: false }, { uid: 2 }];
    expect(span(reckon({ tasks, links: [{ from: 1, to: 2 }] }).get(2))).toBe('2026-01-05T08:00 2026-01-05T17:00');
  });

  test('a circle is named and cut where it closes, and the rest is kept', () => {
    const { warnings, dates } = schedule(
      planOf({
        tasks: [{ uid: 1 }, { uid: 2 }, { uid: 3 }, { uid: 4 }],
        links: [
          { from: 1, to: 2 },
          { from: 2, to: 3 },
          { from: 3, to: 1 },
          { from: 3, to: 4 },
        ],
      }),
    );
    expect(warnings.map(({ code, message }) => [code, message])).toEqual([
      [
        'circular-logic',
        'Task 1 “Task 1” → Task 2 “Task 2” → Task 3 “Task 3” → Task 1 “Task 1”: the link from Task 3 “Task 3” to Task 1 “Task 1” was left out.',
      ],
    ]);
    expect((dates.start[3] ?? 0) - (dates.start[0] ?? 0)).toBe(3 * 86_400);
  });

  test('a circle through a hundred and fifty thousand tasks is named by its first ten', () => {
    const count = 150_000;
    const tasks = Array.from({ length: count }, (_, index) => ({ uid: index + 1, name: '', duration: '0d' }));
    const links = tasks.map(({ uid }) => ({ from: uid, to: (uid % count) + 1 }));
    const { warnings } = schedule(planOf({ tasks, links }));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.message).toMatch(
      /^Task 1 → Task 2 → .* → Task 10 → 149990 more → Task 1: the link from Task 150000/,
    );
  });

  test('between a summary and its own row are a circle too', () => {
    const tasks = [{ uid: 1 }, { uid: 2, parentUid: 1, outlineLevel: 2 }];
    expect(schedule(planOf({ tasks, links: [{ from: 2, to: 1 }] })).warnings).toMatchObject([
      { code: 'circular-logic' },
    ]);
    expect(schedule(planOf({ tasks, links: [{ from: 1, to: 2 }] })).warnings).toMatchObject([
      { code: 'circular-logic' },
    ]);
  });

  test('to tasks that are not there are left out and told', () => {
    const { warnings } = schedule(planOf({ tasks: [{ uid: 1 }], links: [{ from: 9, to: 1 }] }));
    expect(warnings).toMatchObject([{ code: 'link-left-out', uid: 1 }]);
  });
});

describe('summaries', () => {
  const tasks = [
    { uid: 1, duration: '2d' },
    { uid: 2, name: 'Phase' },
    { uid: 3, parentUid: 2, outlineLevel: 2, duration: '3d' },
    { uid: 4, parentUid: 2, outlineLevel: 2, duration: '1d' },
    { uid: 5 },
  ];

  test('roll up, hand on what they wait for, and let others wait for all their rows', () => {
    const rows = reckon({
      tasks,
      links: [
        { from: 1, to: 2 },
        { from: 2, to: 5 },
      ],
    });
    expect(span(rows.get(2))).toBe('2026-01-07T08:00 2026-01-09T17:00');
    expect(rows.get(4)?.start).toBe('2026-01-07T08:00');
    expect(rows.get(5)?.start).toBe('2026-01-12T08:00');
    expect(rows.get(4)).toMatchObject({ totalFloat: 960, critical: false });
    expect(rows.get(3)).toMatchObject({ totalFloat: 0, critical: true });
  });

  test('a constraint of a summary holds its rows', () => {
    const held = tasks.map((task) =>
      task.uid === 2 ? { ...task, constraint: { type: 'snet' as const, date: '2026-01-08T08:00' } } : task,
    );
    expect(reckon({ tasks: held }).get(3)?.start).toBe('2026-01-08T08:00');
  });
});

describe('constraints', () => {
  const with_ = (type: 'snet' | 'snlt' | 'fnet' | 'fnlt' | 'mso' | 'mfo' | 'alap', date?: string, honor = true) =>
    reckon({
      properties: { honorConstraints: honor },
      tasks: [
        { uid: 1, duration: '3d' },
        { uid: 2, constraint: { type, date } },
        { uid: 3, duration: '10d' },
      ],
      links: [{ from: 1, to: 2 }],
    }).get(2);

  test.each([
    ['snet', '2026-01-09T08:00', '2026-01-09T08:00 2026-01-09T17:00'],
    ['snet', '2026-01-06T08:00', '2026-01-08T08:00 2026-01-08T17:00'],
    ['fnet', '2026-01-09T17:00', '2026-01-09T08:00 2026-01-09T17:00'],
    ['snlt', '2026-01-06T08:00', '2026-01-06T08:00 2026-01-06T17:00'],
    ['fnlt', '2026-01-06T17:00', '2026-01-06T08:00 2026-01-06T17:00'],
    ['mso', '2026-01-06T08:00', '2026-01-06T08:00 2026-01-06T17:00'],
    ['mfo', '2026-01-12T17:00', '2026-01-12T08:00 2026-01-12T17:00'],
    ['alap', undefined, '2026-01-16T08:00 2026-01-16T17:00'],
  ] as const)('%s %s', (type, date, expected) => {
    expect(span(with_(type, date))).toBe(expected);
  });

  test('that cannot be kept give way to links where the plan says so, and the float is negative', () => {
    expect(span(with_('mso', '2026-01-06T08:00', false))).toBe('2026-01-08T08:00 2026-01-08T17:00');
    expect(with_('fnlt', '2026-01-06T17:00', false)).toMatchObject({ totalFloat: -960, critical: true });
  });

  test('a deadline holds nobody, but its float is negative and the warning names it', () => {
    const plan = planOf({ tasks: [{ uid: 1, duration: '3d', deadline: '2026-01-06T17:00' }] });
    const { floats, warnings, dates } = schedule(plan);
    expect([floats.total[0], warnings.map(({ code }) => code)]).toEqual([-28_800, ['deadline-missed']]);
    expect(dates.start[0]).toBe(Date.UTC(2026, 0, 5, 8) / 1000);
  });
});

describe('a plan from its finish', () => {
  test('puts what is as late as possible before the end and tells the start', () => {
    const late = { constraint: { type: 'alap' as const } };
    const rows = reckon({
      properties: { scheduleFromStart: false, start: '2026-01-05T08:00', finish: '2026-01-30T17:00' },
      tasks: [
        { uid: 1, duration: '2d', ...late },
        { uid: 2, duration: '3d', ...late },
      ],
      links: [{ from: 1, to: 2 }],
    });
    expect(span(rows.get(1))).toBe('2026-01-26T08:00 2026-01-27T17:00');
    expect(span(rows.get(2))).toBe('2026-01-28T08:00 2026-01-30T17:00');
  });
});

describe('progress', () => {
  const begun = {
    uid: 2,
    duration: '2d',
    percentComplete: 50,
    actualStart: '2026-01-05T08:00',
    remainingDurationSeconds: 28_800,
  };
  const parts = {
    tasks: [{ uid: 1, duration: '4d' }, { ...begun, stop: '2026-01-05T17:00', resume: '2026-01-07T08:00' }, { uid: 3 }],
    links: [
      { from: 1, to: 2 },
      { from: 2, to: 3 },
    ],
  };

  test('goes on where its record says, and being out of sequence is told', () => {
    const plan = planOf(parts);
    expect(span(reckon(parts).get(2))).toBe('2026-01-05T08:00 2026-01-07T17:00');
    expect(schedule(plan).warnings).toMatchObject([{ code: 'out-of-sequence', uid: 2 }]);
  });

  test('waits all the same under retained logic, and goes on at the data date under override', () => {
    const dataDate = Date.UTC(2026, 0, 8, 8) / 1000;
    expect(reckon(parts, { outOfSequence: 'retained' }).get(2)?.finish).toBe('2026-01-09T17:00');
    expect(reckon(parts, { outOfSequence: 'override', dataDate }).get(2)?.finish).toBe('2026-01-08T17:00');
  });

  test('is done where it was done', () => {
    const done = { uid: 1, percentComplete: 100, actualStart: '2026-01-03T09:00', actualFinish: '2026-01-04T10:00' };
    const rows = reckon({ tasks: [done, { uid: 2 }], links: [{ from: 1, to: 2 }] });
    expect(rows.get(1)).toMatchObject({ start: done.actualStart, finish: done.actualFinish, critical: false });
    expect(rows.get(2)?.start).toBe('2026-01-05T08:00');
  });

  test('a finish without any work done is no progress', () => {
    const none = {
      actualStart: '2000-01-01T00:00',
      actualFinish: '2000-01-01T00:00',
      remainingDurationSeconds: 28_800,
    };
    expect(span(reckon({ tasks: [{ uid: 1, ...none }] }).get(1))).toBe('2026-01-05T08:00 2026-01-05T17:00');
  });
});

describe('who does it and how', () => {
  const night = {
    uid: 5,
    name: 'Night',
    isBase: true,
    week: Array.from({ length: 7 }, () => ({ kind: 'working' as const, times: [{ fromMinute: 0, toMinute: 480 }] })),
    exceptions: [],
    workWeeks: [],
  };
  const person = (uid: number, calendarUid?: number) => ({
    uid,
    name: '',
    type: 'work' as const,
    maxUnits: 1,
    calendarUid,
    generic: false,
    inactive: false,
  });
  const work = (resourceUid: number, hours: number, more: object = {}) => ({
    uid: resourceUid,
    taskUid: 1,
    resourceUid,
    units: 1,
    workSeconds: hours * 3600,
    percentWorkComplete: 0,
    ...more,
  });

  test('somebody working at night', () => {
    const parts = {
      calendars: [night],
      tasks: [{ uid: 1, duration: '2d' }],
      resources: [person(1, 5)],
      assignments: [work(1, 16)],
    };
    expect(span(reckon(parts).get(1))).toBe('2026-01-06T00:00 2026-01-07T08:00');
  });

  test('two people, each at their own time: from the first to the last of them', () => {
    const parts = {
      calendars: [night],
      tasks: [{ uid: 1, duration: '2d' }],
      resources: [person(1), person(2, 5)],
      assignments: [work(1, 8), work(2, 16)],
    };
    expect(span(reckon(parts).get(1))).toBe('2026-01-05T08:00 2026-01-07T08:00');
  });

  test('overtime shortens and a delay puts off', () => {
    const parts = {
      tasks: [{ uid: 1, duration: '2d' }],
      resources: [person(1), person(2)],
      assignments: [work(1, 16, { overtimeSeconds: 14_400 }), work(2, 8, { delaySeconds: 14_400 })],
    };
    expect(span(reckon(parts).get(1))).toBe('2026-01-05T08:00 2026-01-06T12:00');
  });

  test('a split task rests in between, wherever it begins', () => {
    const pauses = [{ from: '2026-01-06T08:00', to: '2026-01-08T08:00' }];
    const assignment = { ...work(1, 0), resourceUid: null, pauses };
    const constraint = { type: 'snet' as const, date: '2026-01-07T08:00' };
    const tasks = [{ uid: 1, duration: '2d', constraint }];
    expect(span(reckon({ tasks, assignments: [assignment] }).get(1))).toBe('2026-01-07T08:00 2026-01-12T17:00');
  });

  test('by the clock', () => {
    expect(span(reckon({ tasks: [{ uid: 1, duration: '2ed' }] }).get(1))).toBe('2026-01-05T08:00 2026-01-07T08:00');
  });

  test('by hand: the dates hold, and a broken link is told', () => {
    const manual = { manual: true, manualStart: '2026-01-05T09:00', manualFinish: '2026-01-05T11:00' };
    const parts = {
      tasks: [
        { uid: 1, duration: '3d' },
        { uid: 2, ...manual },
      ],
      links: [{ from: 1, to: 2 }],
    };
    expect(span(reckon(parts).get(2))).toBe('2026-01-05T09:00 2026-01-05T11:00');
    expect(schedule(planOf(parts)).warnings).toMatchObject([{ code: 'link-within-fixed', uid: 2 }]);
  });
});
