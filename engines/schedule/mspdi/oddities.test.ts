import { describe, expect, test } from 'vitest';
import { PLAN_WARNINGS } from '../errors.ts';
import { mspdi } from '../testing/index.ts';
import { read } from '../testing/read.ts';

describe('values that cannot be read are absent, with a warning that names the row', () => {
  test.each([
    ['a date', { Deadline: '31.12.2025' }, 'unreadable-date'],
    ['a date with a zone', { Deadline: '2025-12-31T08:00:00Z' }, 'adjusted-date'],
    ['a duration', { Duration: '5 days' }, 'unreadable-duration'],
    ['a number', { Priority: 'high' }, 'unreadable-number'],
    ['a number out of range', { PercentComplete: 101 }, 'unreadable-number'],
    ['a flag', { Manual: 'maybe' }, 'unreadable-flag'],
    ['a code', { ConstraintType: 8 }, 'unknown-code'],
    ['a constraint without a date', { ConstraintType: 2 }, 'constraint-without-date'],
    ['a value stated twice', { Name: ['first', 'second'] }, 'repeated-element'],
    ['a calendar that is missing', { CalendarUID: 12 }, 'calendar-missing'],
  ] as const)('%s', (_, fields, code) => {
    const { plan, warnings } = read({ tasks: [{ Name: 'a' }, { UID: 42, ...fields }] });
    expect(plan.tasks).toHaveLength(2);
    expect(warnings).toMatchObject([{ code, line: 10, uid: 42 }]);
    expect(warnings[0]?.message).not.toBe('');
    expect(PLAN_WARNINGS[code]).toBeDefined();
  });

  test('the first of two values counts, and a date keeps its wall-clock time', () => {
    const fields = { Name: ['first', 'second'], Deadline: '2025-12-31T08:00:00+02:00', CalendarUID: 0 };
    expect(read({ tasks: [fields] }).plan.tasks[0]).toMatchObject({ name: 'first', deadline: '2025-12-31T08:00' });
    expect(read({ tasks: [fields] }).plan.tasks[0]?.calendarUid).toBeUndefined();
  });

  test('blanks around a value do not matter, and an empty value is absent', () => {
    const { plan, warnings } = read({
      tasks: [{ Priority: ' 600 ', Start: '\n2025-01-01T08:00:00\n', Finish: '', Manual: ' true ' }],
    });
    expect(warnings).toEqual([]);
    expect(plan.tasks[0]).toMatchObject({ priority: 600, manual: true, stored: { start: '2025-01-01T08:00' } });
  });
});

describe('rows', () => {
  test('with a UID that occurred before are left out, the first is kept', () => {
    const { plan, warnings } = read({
      tasks: [
        { UID: 1, Name: 'a' },
        { UID: 1, Name: 'b' },
      ],
      resources: [
        { UID: 1, Name: 'r' },
        { UID: 1, Name: 's' },
      ],
    });
    expect(plan.tasks.map(({ name }) => name)).toEqual(['a']);
    expect(plan.resources.map(({ name }) => name)).toEqual(['r']);
    expect(warnings).toMatchObject([
      { code: 'duplicate-uid', uid: 1 },
      { code: 'duplicate-uid', uid: 1 },
    ]);
  });

  test('without a UID are left out and named', () => {
    const { plan, warnings } = read({ tasks: [{ UID: null, Name: 'Lost' }, {}] });
    expect(plan.tasks).toHaveLength(1);
    expect(warnings).toMatchObject([{ code: 'missing-uid', message: expect.stringContaining('Lost') }]);
  });
});

describe('resources and assignments', () => {
  test('are read with their types, units and work', () => {
    const { plan, warnings } = read({
      calendars: [{ UID: 3, Name: 'c' }],
      tasks: [{}],
      resources: [
        { UID: 0, ID: 0, Type: 1 },
        {
          UID: 5,
          ID: 1,
          Name: 'Ann',
          Type: 1,
          Initials: 'A',
          Group: 'g',
          EmailAddress: 'a@example.org',
          MaxUnits: 0.5,
          CalendarUID: 3,
          IsGeneric: 1,
        },
        { UID: 6, ID: 2, Name: 'Paper', Type: 0, IsInactive: 1 },
        { UID: 7, ID: 3, Name: 'Travel', Type: 2 },
        { UID: 8, IsNull: 1 },
      ],
      assignments: [
        {
          UID: 1,
          TaskUID: 1,
          ResourceUID: 5,
          Units: 0.25,
          Work: 'PT4H0M0S',
          Start: '2025-01-01T08:00:00',
          Finish: '2025-01-01T17:00:00',
          PercentWorkComplete: 50,
        },
        { UID: 2, TaskUID: 1, ResourceUID: -65_535 },
        { UID: 3, TaskUID: 1, ResourceUID: 0 },
      ],
    });
    expect(warnings).toEqual([]);
    expect(plan.resources).toEqual([
      {
        uid: 5,
        id: 1,
        name: 'Ann',
        type: 'work',
        initials: 'A',
        group: 'g',
        email: 'a@example.org',
        maxUnits: 0.5,
        calendarUid: 3,
        generic: true,
        inactive: false,
      },
      { uid: 6, id: 2, name: 'Paper', type: 'material', maxUnits: 1, generic: false, inactive: true },
      { uid: 7, id: 3, name: 'Travel', type: 'cost', maxUnits: 1, generic: false, inactive: false },
    ]);
    expect(plan.assignments).toEqual([
      {
        uid: 1,
        taskUid: 1,
        resourceUid: 5,
        units: 0.25,
        workSeconds: 14_400,
        start: '2025-01-01T08:00',
        finish: '2025-01-01T17:00',
        percentWorkComplete: 50,
      },
      { uid: 2, taskUid: 1, resourceUid: null, units: 1, percentWorkComplete: 0 },
      { uid: 3, taskUid: 1, resourceUid: null, units: 1, percentWorkComplete: 0 },
    ]);
  });

  test('that belong to nothing are left out with a warning', () => {
    const { plan, warnings } = read({
      tasks: [{}],
      resources: [{ UID: 1, Name: 'Ann' }],
      assignments: [
        { UID: 1, TaskUID: 9, ResourceUID: 1 },
        { UID: 2, TaskUID: 1, ResourceUID: 9 },
        { UID: 3, ResourceUID: 1 },
      ],
    });
    expect(plan.assignments).toEqual([]);
    expect(warnings.map(({ code, uid }) => [code, uid])).toEqual([
      ['assignment-task-missing', 3],
      ['assignment-task-missing', 1],
      ['assignment-resource-missing', 2],
    ]);
  });
});

describe('the project', () => {
  test('keeps its settings', () => {
    const settings = {
      SaveVersion: 12,
      GUID: 'G',
      Name: 'n.xml',
      Title: 't',
      StartDate: '2025-01-01T08:00:00',
      FinishDate: '2025-06-01T17:00:00',
      StatusDate: '2025-02-01T17:00:00',
      CurrentDate: '2025-02-02T08:00:00',
      CalendarUID: 1,
      MinutesPerDay: 420,
      MinutesPerWeek: 2100,
      DaysPerMonth: 21,
      DefaultStartTime: '09:00:00',
      DefaultFinishTime: '18:00:00',
      WeekStartDay: 1,
      ScheduleFromStart: 0,
      HonorConstraints: 0,
      MultipleCriticalPaths: 1,
      CriticalSlackLimit: 2,
    };
    const { plan } = read({ settings: { ...settings }, calendars: [{ UID: 1, Name: 'Standard' }] });
    expect(plan.properties).toEqual({
      saveVersion: 12,
      guid: 'G',
      name: 'n.xml',
      title: 't',
      start: '2025-01-01T08:00',
      finish: '2025-06-01T17:00',
      statusDate: '2025-02-01T17:00',
      currentDate: '2025-02-02T08:00',
      calendarUid: 1,
      minutesPerDay: 420,
      minutesPerWeek: 2100,
      daysPerMonth: 21,
      defaultStartMinute: 540,
      defaultFinishMinute: 1080,
      weekStart: 1,
      scheduleFromStart: false,
      honorConstraints: false,
      multipleCriticalPaths: true,
      criticalSlackLimitDays: 2,
    });
  });

  test('without settings has the defaults of the format', () => {
    expect(read(mspdi()).plan.properties).toMatchObject({
      name: '',
      minutesPerDay: 480,
      minutesPerWeek: 2400,
      daysPerMonth: 20,
      scheduleFromStart: true,
    });
  });

  test('loses a calendar that does not exist, with a warning', () => {
    const { plan, warnings } = read({ settings: { CalendarUID: 4 } });
    expect(plan.properties.calendarUid).toBeUndefined();
    expect(warnings).toMatchObject([{ code: 'calendar-missing', message: 'The project refers to calendar 4.' }]);
  });
});
