import { describe, expect, test } from 'vitest';
import type { Plan, PlanTask } from '../plan.ts';
import { readPlan } from '../read-plan.ts';
import { differences, elementsIn, mspdi } from '../testing/index.ts';
import { highestUids } from './patch.ts';
import { writeMspdi } from './write.ts';

const FILE = mspdi({
  settings: { Title: 'Plan', Company: 'Somebody' },
  calendars: [],
  tasks: ['Dig', 'Fill', 'Level'].map((Name, index) => ({
    UID: 10 + index,
    ID: index + 1,
    Name,
    OutlineNumber: index + 1,
    Duration: 'PT8H0M0S',
    DurationFormat: 7,
    RemainingDuration: 'PT8H0M0S',
    CommitmentType: 0,
  })),
  resources: [{ UID: 4, ID: 1, Name: 'Ann', Type: 1, MaxUnits: 1, StandardRate: 40 }],
  assignments: [
    { UID: 7, TaskUID: 10, ResourceUID: 4, Units: 1, Work: 'PT8H0M0S', RegularWork: 'PT8H0M0S', Cost: 12 },
    { UID: 8, TaskUID: 11, ResourceUID: 4, Units: 1, Work: 'PT8H0M0S' },
  ],
});

function planIn(text: string): Plan {
  return readPlan(new TextEncoder().encode(text)).plan;
}

const written = (change: (plan: Plan) => Partial<Plan>, file = FILE): string => {
  const plan = planIn(file);
  return writeMspdi({ ...plan, ...change(plan) }, file);
};
const told = (text: string): string[] => differences(elementsIn(FILE), elementsIn(text));

describe('a plan written over its file', () => {
  test('takes with a task that is gone its assignments, and numbers the rows anew', () => {
    const text = written(({ tasks, assignments }) => ({
      tasks: tasks.filter(({ uid }) => uid !== 10),
      assignments: assignments.filter(({ taskUid }) => taskUid !== 10),
    }));
    const left = told(text).filter((path) => !/Task\[10\]|Assignment\[7\]/.test(path));
    expect(left).toEqual(['Project/Tasks/Task[11]/ID', 'Project/Tasks/Task[12]/ID']);
    expect(planIn(text).tasks.map(({ id, name }) => [id, name])).toEqual([
      [1, 'Fill'],
      [2, 'Level'],
    ]);
  });

  test('has rows in the order of the plan, with all that is in them', () => {
    const text = written(({ tasks: [dig, fill, level] }) => ({
      tasks: [level, dig, fill].filter((one) => one !== undefined),
    }));
    expect(planIn(text).tasks.map(({ uid, id }) => [uid, id])).toEqual([
      [12, 1],
      [10, 2],
      [11, 3],
    ]);
    expect(told(text).every((path) => path.endsWith('/ID'))).toBe(true);
  });

  test('has what came: a resource, an assignment, a calendar in a list that was empty, a baseline', () => {
    const text = written(({ resources, assignments, calendars }) => ({
      resources: [
        ...resources,
        { uid: 5, id: 2, name: 'Ben', type: 'work', maxUnits: 1, generic: false, inactive: false },
      ],
      assignments: [...assignments, { uid: 9, taskUid: 12, resourceUid: 5, units: 0.5, percentWorkComplete: 0 }],
      calendars: [...calendars, { uid: 1, name: 'Days', isBase: true, week: WEEK, exceptions: [], workWeeks: [] }],
      baselines: [{ number: 0, tasks: [{ uid: 11, start: '2026-01-05T08:00', finish: '2026-01-05T17:00' }] }],
    }));
    const again = planIn(text);
    expect(again.resources.map(({ name }) => name)).toEqual(['Ann', 'Ben']);
    expect(again.assignments.map(({ uid, units }) => [uid, units])).toEqual([
      [7, 1],
      [8, 1],
      [9, 0.5],
    ]);
    expect(again.calendars.map(({ name, week }) => [name, week])).toEqual([['Days', WEEK]]);
    expect(again.baselines).toMatchObject([{ number: 0, tasks: [{ uid: 11, start: '2026-01-05T08:00' }] }]);
    // Before what the schema has after it.
    expect(text.indexOf('<Baseline>')).toBeLessThan(text.indexOf('<CommitmentType>', text.indexOf('<Name>Fill')));
  });

  test('leaves out what has become wrong and nobody says anew', () => {
    const longer = (task: PlanTask): PlanTask =>
      task.uid === 10 && task.duration
        ? { ...task, duration: { ...task.duration, seconds: 57_600 }, remainingDurationSeconds: undefined }
        : task;
    const text = written(({ tasks, assignments }) => ({
      tasks: tasks.map(longer),
      assignments: assignments.map((one) => (one.taskUid === 10 ? { ...one, workSeconds: 57_600 } : one)),
    }));
    expect(told(text)).toEqual([
      'Project/Tasks/Task[10]/Duration',
      'Project/Tasks/Task[10]/RemainingDuration',
      'Project/Assignments/Assignment[7]/Work',
      'Project/Assignments/Assignment[7]/RegularWork',
    ]);
  });

  test('keeps the names of its elements, whatever they stand for', () => {
    const prefixed = FILE.replaceAll(/<(\/?)(?=[A-Z])/g, '<$1p:').replace('xmlns=', 'xmlns:p=');
    const text = written(
      ({ tasks }) => ({
        tasks: [
          ...tasks.map((task) => ({ ...task, notes: `About <${task.name}>` })),
          { ...lastOf(tasks), uid: 30, name: 'New' },
        ],
      }),
      prefixed,
    );
    expect(text).toContain('<p:Notes>About &lt;Dig&gt;</p:Notes>');
    expect(planIn(text).tasks.map(({ name }) => name)).toEqual(['Dig', 'Fill', 'Level', 'New']);
  });

  test('can be held against what somebody else has made of the file: only what differs from that is written', () => {
    const plan = planIn(FILE);
    // Whoever kept it has no room for durations.
    const kept = { ...plan, tasks: plan.tasks.map((task) => ({ ...task, duration: undefined })) };
    expect(writeMspdi(kept, FILE, kept)).toBe(FILE);
    const renamed = {
      ...kept,
      tasks: kept.tasks.map((task) => (task.uid === 11 ? { ...task, name: 'Fill up' } : task)),
    };
    expect(told(writeMspdi(renamed, FILE, kept))).toEqual(['Project/Tasks/Task[11]/Name']);
  });
});

test('the highest numbers of a file count blank rows as well', () => {
  const blank = FILE.replace('</Tasks>', '<Task><UID>99</UID><IsNull>1</IsNull></Task></Tasks>');
  expect(highestUids(blank)).toEqual({ calendars: 0, tasks: 99, resources: 4, assignments: 8 });
});

const OFF = { kind: 'non-working' } as const;
const ON = { kind: 'working', times: [{ fromMinute: 480, toMinute: 960 }] } as const;
const WEEK = [OFF, ON, ON, ON, ON, ON, OFF];

function lastOf(tasks: readonly PlanTask[]): PlanTask {
  const last = tasks.at(-1);
  if (!last) throw new Error('There are no tasks');
  return last;
}
