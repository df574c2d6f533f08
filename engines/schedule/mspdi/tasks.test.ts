import { describe, expect, test } from 'vitest';
import type { Fields } from '../testing/index.ts';
import { elements, mspdi } from '../testing/index.ts';
import { read } from '../testing/read.ts';

const codes = (result: ReturnType<typeof read>): string[] => result.warnings.map(({ code }) => code);

test('a task keeps what the file states', () => {
  const { plan, warnings } = read({
    calendars: [{ UID: 4, Name: 'Night' }],
    tasks: [
      {
        UID: 7,
        GUID: 'G-1',
        ID: 3,
        Name: ' Build ',
        Active: 0,
        Manual: 1,
        Type: 2,
        WBS: 'A.1',
        OutlineNumber: '1',
        Priority: 700,
        Start: '2025-01-02T08:00:00',
        Finish: '2025-01-03T17:00:00',
        Duration: 'PT16H0M0S',
        DurationFormat: 7,
        ManualStart: '2025-01-02T08:00:00',
        ManualFinish: '2025-01-03T17:00:00',
        ManualDuration: 'PT16H0M0S',
        Work: 'PT32H0M0S',
        Stop: '2025-01-02T12:00:00',
        Resume: '2025-01-02T13:00:00',
        EffortDriven: 1,
        Recurring: 1,
        Milestone: 0,
        Summary: 0,
        Critical: 1,
        EarlyStart: '2025-01-02T08:00:00',
        EarlyFinish: '2025-01-03T17:00:00',
        LateStart: '2025-01-06T08:00:00',
        LateFinish: '2025-01-07T17:00:00',
        FreeSlack: 4800,
        TotalSlack: 9601,
        PercentComplete: 25,
        PhysicalPercentComplete: 30,
        ActualStart: '2025-01-02T08:00:01',
        ActualDuration: 'PT4H0M0S',
        RemainingDuration: 'PT12H0M0S',
        ConstraintType: 4,
        ConstraintDate: '2025-01-02T08:00:00',
        CalendarUID: 4,
        Deadline: '2025-02-01T17:00:00',
        LevelingDelay: 14_400,
        LevelingDelayFormat: 8,
        IgnoreResourceCalendar: 1,
        Notes: 'Line 1\nLine 2',
        ExtendedAttribute: { FieldID: 1, Value: 'skipped' },
        TimephasedData: { UID: 99, Start: 'skipped' },
      },
    ],
  });
  expect(warnings).toEqual([]);
  expect(plan.tasks).toEqual([
    {
      uid: 7,
      guid: 'G-1',
      id: 3,
      name: ' Build ',
      active: false,
      manual: true,
      type: 'fixed-work',
      wbs: 'A.1',
      outlineNumber: '1',
      outlineLevel: 1,
      priority: 700,
      effortDriven: true,
      recurring: true,
      milestone: false,
      summary: false,
      duration: { seconds: 57_600, unit: 'days', elapsed: false, estimated: false },
      manualStart: '2025-01-02T08:00',
      manualFinish: '2025-01-03T17:00',
      manualDurationSeconds: 57_600,
      workSeconds: 115_200,
      stop: '2025-01-02T12:00',
      resume: '2025-01-02T13:00',
      percentComplete: 25,
      physicalPercentComplete: 30,
      actualStart: '2025-01-02T08:00:01',
      actualDurationSeconds: 14_400,
      remainingDurationSeconds: 43_200,
      constraint: { type: 'snet', date: '2025-01-02T08:00' },
      calendarUid: 4,
      deadline: '2025-02-01T17:00',
      levelingDelay: { minutes: 1440, elapsed: true },
      ignoreResourceCalendar: true,
      notes: 'Line 1\nLine 2',
      stored: {
        start: '2025-01-02T08:00',
        finish: '2025-01-03T17:00',
        earlyStart: '2025-01-02T08:00',
        earlyFinish: '2025-01-03T17:00',
        lateStart: '2025-01-06T08:00',
        lateFinish: '2025-01-07T17:00',
        totalSlack: 960.1,
        freeSlack: 480,
        critical: true,
      },
    },
  ]);
});

test('a task that states nothing has the defaults of the format, and no invented duration', () => {
  const task = read({ tasks: [{ OutlineLevel: null, ID: null }] }).plan.tasks[0];
  expect(task).toMatchObject({
    name: '',
    outlineNumber: '1',
    outlineLevel: 1,
    active: true,
    manual: false,
    summary: false,
    milestone: false,
    type: 'fixed-units',
    priority: 500,
    percentComplete: 0,
    constraint: { type: 'asap' },
  });
  expect(task?.duration).toBeUndefined();
});

test('zero duration makes a milestone unless the file says otherwise', () => {
  const tasks = [
    { Duration: 'PT0H0M0S' },
    { Duration: 'PT0H0M0S', Milestone: 0 },
    { Duration: 'PT8H0M0S', Milestone: 1 },
  ];
  expect(read({ tasks }).plan.tasks.map(({ milestone }) => milestone)).toEqual([true, false, true]);
});

test('external tasks and inserted projects are marked', () => {
  const tasks = [{ ExternalTask: 1, ExternalTaskProject: 'a.mpp' }, { IsSubproject: 1, SubprojectName: 'b.mpp' }, {}];
  expect(read({ tasks }).plan.tasks.map(({ external, subproject }) => [external, subproject])).toEqual([
    [{ project: 'a.mpp' }, undefined],
    [undefined, { name: 'b.mpp' }],
    [undefined, undefined],
  ]);
});

describe('the outline', () => {
  const levels = (...list: number[]): Fields[] => list.map((OutlineLevel) => ({ OutlineLevel }));

  test('gives each task the nearest row above it with a lower level', () => {
    const { plan, warnings } = read({ tasks: levels(1, 2, 3, 3, 2, 1, 2) });
    expect(plan.tasks.map(({ parentUid }) => parentUid)).toEqual([undefined, 1, 2, 2, 1, undefined, 6]);
    expect(plan.tasks.map(({ outlineNumber }) => outlineNumber)).toEqual([
      '1',
      '1.1',
      '1.1.1',
      '1.1.2',
      '1.2',
      '2',
      '2.1',
    ]);
    expect(plan.tasks.map(({ summary }) => summary)).toEqual([true, true, false, false, false, true, false]);
    expect(warnings).toEqual([]);
  });

  test('keeps the project summary task apart', () => {
    const summary = { UID: 0, ID: 0, Name: 'All', OutlineNumber: '0', OutlineLevel: 0, Summary: 1 };
    const { plan } = read({ tasks: [summary, { OutlineLevel: 1 }] });
    expect(plan.properties.summaryTask).toMatchObject({ uid: 0, name: 'All', outlineLevel: 0, summary: true });
    expect(plan.tasks.map(({ uid, parentUid }) => [uid, parentUid])).toEqual([[2, undefined]]);
  });

  test('takes a task with UID 0 for an ordinary one when it has a place in the outline', () => {
    const { plan } = read({ tasks: [{ UID: 0, ID: 1, OutlineLevel: 1 }] });
    expect(plan.tasks.map(({ uid }) => uid)).toEqual([0]);
    expect(plan.properties.summaryTask).toBeUndefined();
  });

  test('drops blank rows, which are no tasks', () => {
    const result = read({ tasks: [{}, { IsNull: 1, OutlineLevel: null }, {}] });
    expect(result.plan.tasks.map(({ uid }) => uid)).toEqual([1, 3]);
    expect(result.warnings).toEqual([]);
  });

  test('takes the level from the outline number where there is none', () => {
    const tasks = ['1', '1.1', '2'].map((OutlineNumber) => ({ OutlineLevel: null, OutlineNumber }));
    expect(read({ tasks }).plan.tasks.map(({ parentUid }) => parentUid)).toEqual([undefined, 1, undefined]);
  });

  test('warns where levels, numbers and summary marks do not agree, and follows the levels', () => {
    const jump = read({ tasks: levels(1, 3) });
    expect(codes(jump)).toEqual(['outline-jump']);
    expect(jump.plan.tasks[1]?.parentUid).toBe(1);
    const tasks = [
      { OutlineNumber: '1', Summary: 0 },
      { OutlineLevel: 2, OutlineNumber: '4.1' },
    ];
    const mismatch = read({ tasks });
    expect(codes(mismatch).sort()).toEqual(['outline-mismatch', 'summary-mismatch']);
    expect(mismatch.plan.tasks[0]?.summary).toBe(true);
  });
});

describe('links', () => {
  test('to missing tasks and to the task itself are left out with a warning', () => {
    const link = (PredecessorUID: number | null): Fields => ({ PredecessorUID, Type: 1 });
    const result = read({ tasks: [{}, { PredecessorLink: [link(1), link(2), link(77), link(null)] }] });
    expect(result.plan.links).toMatchObject([{ from: 1, to: 2 }]);
    expect(result.warnings).toMatchObject([
      { code: 'link-end-missing', uid: 2 },
      { code: 'self-link', uid: 2 },
      { code: 'link-end-missing', uid: 2, message: 'Task 2 follows task 77.' },
    ]);
  });

  test('may point at tasks that come later in the file', () => {
    expect(read({ tasks: [{ PredecessorLink: { PredecessorUID: 2 } }, {}] }).plan.links).toHaveLength(1);
  });

  test('two between the same two tasks are both kept', () => {
    const links = [
      { PredecessorUID: 2, Type: 1 },
      { PredecessorUID: 2, Type: 3 },
    ];
    const { plan, warnings } = read({ tasks: [{ PredecessorLink: links }, {}] });
    expect(plan.links.map(({ from, to, type }) => [from, to, type])).toEqual([
      [2, 1, 'FS'],
      [2, 1, 'SS'],
    ]);
    expect(warnings).toEqual([]);
  });

  test('into another file are kept and marked', () => {
    const PredecessorLink = { PredecessorUID: 77, CrossProject: 1, CrossProjectName: 'C:\\plans\\b.mpp\\2' };
    const { plan, warnings } = read({ tasks: [{ PredecessorLink }] });
    expect(plan.links).toMatchObject([{ from: 77, to: 1, crossProject: { name: 'C:\\plans\\b.mpp\\2' } }]);
    expect(warnings).toEqual([]);
  });
});

test('baselines are grouped by number, and empty ones are left out', () => {
  const baseline = (Number: number, more: Fields = {}): Fields => ({ Number, ...more });
  const start = {
    Start: '2025-01-01T08:00:00',
    Finish: '2025-01-02T17:00:00',
    Duration: 'PT16H0M0S',
    Work: 'PT4H0M0S',
  };
  const result = read({
    tasks: [
      { Baseline: [baseline(10, start), baseline(0, start), baseline(3)] },
      { Baseline: [baseline(0, start), baseline(0, start), baseline(11, start)] },
    ],
  });
  const entry = { start: '2025-01-01T08:00', finish: '2025-01-02T17:00', durationSeconds: 57_600, workSeconds: 14_400 };
  expect(result.plan.baselines).toEqual([
    {
      number: 0,
      tasks: [
        { uid: 1, ...entry },
        { uid: 2, ...entry },
      ],
    },
    { number: 10, tasks: [{ uid: 1, ...entry }] },
  ]);
  expect(codes(result)).toEqual(['baseline-unusable', 'unreadable-number', 'baseline-unusable']);
});

describe('namespaces', () => {
  const NS = 'http://schemas.microsoft.com/project';
  const inner = `<p:Tasks><p:Task><p:UID>1</p:UID><p:Name>a</p:Name><x:Name>b</x:Name></p:Task></p:Tasks>`;

  test('a prefix is as good as a default namespace, and other namespaces are skipped', () => {
    const { plan, warnings } = read(`<p:Project xmlns:p="${NS}" xmlns:x="urn:x">${inner}</p:Project>`);
    expect(plan.tasks.map(({ name }) => name)).toEqual(['a']);
    expect(warnings).toEqual([]);
  });

  test('an element that leaves the namespace is skipped with what it contains', () => {
    const task = `<Task xmlns="urn:other">${elements({ UID: 5 })}</Task>`;
    expect(read(mspdi({ tasks: [{}] }).replace('</Tasks>', `${task}</Tasks>`)).plan.tasks).toHaveLength(1);
  });

  test('the year of the schema in the namespace is accepted', () => {
    expect(read({ namespace: `${NS}/2007`, tasks: [{}] }).plan.tasks).toHaveLength(1);
  });
});
