import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planOf } from '../plan-of.ts';
import { readPlan } from '../read-plan.ts';
import { scheduledTasks } from '../report.ts';
import { schedule } from '../schedule.ts';
import { randomPlan } from '../testing/network.ts';
import type { Plan } from '../plan.ts';
import { writePmxml } from './pmxml-write.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string): Plan => readPlan(bytes(text)).plan;
const asPlan = (parts: ReturnType<typeof planOf>): Plan => ({ ...parts, source: 'mspdi', baselines: [] });
/** As JSON has it: what is absent is absent. */
const plain = (plan: Plan): unknown => JSON.parse(JSON.stringify(plan));

describe('a plan written as P6 XML', () => {
  test('is the same plan for any network that came from Primavera', () => {
    const same = fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 40 }), (seed, tasks) => {
      const plan = read(writePmxml(asPlan(randomPlan({ tasks, seed }))).xml);
      expect(plain(read(writePmxml(plan).xml))).toEqual(plain(plan));
    });
    expect(() => fc.assert(same, { numRuns: 150 })).not.toThrow();
  });

  test('has the same dates where Primavera knows what the plan says: one level, and nothing before the data date', () => {
    const properties = { ...planOf({ tasks: [] }).properties, honorConstraints: false };
    const rules = { lagCalendar: 'successor', outOfSequence: 'retained', dataDate: '2026-01-05T08:00' } as const;
    for (let seed = 1; seed < 60; seed++) {
      const made = randomPlan({ tasks: 25, seed });
      const tasks = made.tasks.map(({ parentUid: _above, ...task }) => task);
      const plan = { ...asPlan({ ...made, tasks }), properties, rules };
      const datesOf = (one: Plan) =>
        scheduledTasks(schedule(one)).map(({ uid, start, finish }) => [uid, start, finish]);
      expect(datesOf(read(writePmxml(plan).xml))).toEqual(datesOf(plan));
    }
  });

  test('keeps progress, constraints, deadlines, people and how Primavera reckons', () => {
    const plan: Plan = {
      ...asPlan(
        planOf({
          properties: { start: '2026-01-05T08:00', name: 'Ward & “Board”' },
          tasks: [
            {
              uid: 1,
              name: 'Done',
              percentComplete: 100,
              actualStart: '2026-01-05T08:00',
              actualFinish: '2026-01-05T17:00',
            },
            { uid: 2, name: 'Begun', duration: '4d', percentComplete: 25, actualStart: '2026-01-06T08:00' },
            { uid: 3, constraint: { type: 'snet', date: '2026-01-12T08:00' }, deadline: '2026-01-14T17:00' },
            { uid: 4, duration: '0d', deadline: '2026-01-16T17:00' },
          ],
          links: [{ from: 2, to: 4, type: 'FF', lag: '-4h' }],
          resources: [{ uid: 7, name: 'Ann', type: 'work', maxUnits: 1, generic: false, inactive: false }],
          assignments: [
            { uid: 9, taskUid: 3, resourceUid: 7, units: 0.5, workSeconds: 14_400, percentWorkComplete: 0 },
          ],
        }),
      ),
      rules: { lagCalendar: 'clock', outOfSequence: 'override', dataDate: '2026-01-08T08:00' },
    };
    const { xml, warnings } = writePmxml(plan);
    const again = read(xml);
    expect(warnings).toEqual([]);
    expect(again.properties).toMatchObject({ name: 'Ward & “Board”', statusDate: '2026-01-08T08:00' });
    expect(again.rules).toEqual(plan.rules);
    expect(again.tasks).toMatchObject([
      { uid: 1, percentComplete: 100, actualFinish: '2026-01-05T17:00' },
      { uid: 2, percentComplete: 25, remainingDurationSeconds: 86_400 },
      { uid: 3, constraint: { type: 'snet', date: '2026-01-12T08:00' }, deadline: '2026-01-14T17:00' },
      { uid: 4, milestone: true, constraint: { type: 'asap' }, deadline: '2026-01-16T17:00' },
    ]);
    expect(again.links).toMatchObject([{ from: 2, to: 4, type: 'FF', lag: { value: -14_400 } }]);
    expect(again.assignments).toMatchObject([{ taskUid: 3, resourceUid: 7, units: 0.5, workSeconds: 14_400 }]);
  });

  test('tells what Primavera has no place for, and what was written instead', () => {
    const { xml, warnings } = writePmxml(
      asPlan(
        planOf({
          tasks: [
            { uid: 1, summary: true, constraint: { type: 'snet', date: '2026-01-07T08:00' } },
            { uid: 2, parentUid: 1 },
            { uid: 3, parentUid: 1 },
            { uid: 4, active: false },
            { uid: 5, manual: true, manualStart: '2026-01-08T08:00' },
            { uid: 6, duration: '2d' },
          ],
          links: [
            { from: 1, to: 5 },
            { from: 1, to: 6, type: 'SS' },
            { from: 5, to: 6, lag: '50%' },
          ],
        }),
      ),
    );
    expect(warnings.map(({ uid, message }) => [uid, message])).toEqual([
      [1, expect.stringContaining('constraint of summary')],
      [4, expect.stringContaining('inactive')],
      [5, expect.stringContaining('joins summaries; it is written between')],
      [6, expect.stringContaining('left out')],
      [5, expect.stringContaining('by hand')],
      [6, expect.stringContaining('a share')],
    ]);
    const again = read(xml);
    expect(again.links.map(({ from, to, lag }) => [from, to, lag.value])).toEqual([
      [2, 5, 0],
      [3, 5, 0],
      [5, 6, 14_400],
    ]);
    expect(again.tasks.find(({ uid }) => uid === 5)?.constraint).toEqual({ type: 'mso', date: '2026-01-08T08:00' });
  });
});

describe('what Primavera has no place for', () => {
  const plan: Plan = {
    ...asPlan(
      planOf({
        tasks: [{ uid: 1, name: 'Build', notes: 'By night' }, { uid: 2, name: 'Try', notes: 'By day' }, { uid: 3 }],
        resources: [{ uid: 7, name: 'Room', type: 'cost', maxUnits: 1, generic: false, inactive: false }],
        assignments: [{ uid: 9, taskUid: 3, resourceUid: 7, units: 1, percentWorkComplete: 0, overtimeSeconds: 3_600 }],
        calendars: [
          {
            uid: 4,
            name: 'Hospital',
            isBase: true,
            week: Array.from({ length: 7 }, () => ({ kind: 'inherited' as const })),
            workWeeks: [
              {
                name: 'Summer',
                from: '2026-07-01',
                to: '2026-07-03',
                week: Array.from({ length: 7 }, () => ({ kind: 'non-working' as const })),
              },
            ],
            exceptions: [
              {
                name: 'Board',
                from: '2026-01-05',
                to: '2026-02-05',
                working: false,
                times: [],
                recurrence: { type: 6, period: 1, daysOfWeek: 2 },
              },
            ],
          },
        ],
      }),
    ),
    baselines: [{ number: 0, tasks: [{ uid: 1 }, { uid: 2 }] }],
  };

  test('is told with its place, once for all rows that lose it', () => {
    const { xml, warnings } = writePmxml(plan);
    expect(warnings.map(({ uid, message }) => [uid, message])).toEqual([
      [4, 'The week “Summer” of calendar 4 “Hospital” from 2026-07-01 to 2026-07-03 is written day by day.'],
      [
        4,
        'The exception “Board” of calendar 4 “Hospital” recurs; its days from 2026-01-05 to 2026-02-05 are written one by one, and none after.',
      ],
      [7, 'Left out: Cost type, written as material, of resource 7 “Room”.'],
      [1, 'Left out: Notes, of task 1 “Build” and 1 more.'],
      [9, 'Left out: Overtime, of assignment 9 to task 3 “Task 3”.'],
      [undefined, 'Left out: baseline 0 (2 tasks). Primavera keeps a baseline as a project of its own.'],
    ]);
    // What is written instead says the same days.
    expect(read(xml).calendars[0]?.exceptions.map(({ from }) => from)).toEqual(
      expect.arrayContaining(['2026-01-05', '2026-01-12', '2026-07-01', '2026-07-02', '2026-07-03']),
    );
  });

  test('is told of a file that is written over only as far as it is new', () => {
    const { xml } = writePmxml(plan);
    const { plan: again, original } = readPlan(bytes(xml));
    expect(writePmxml(again, original).warnings).toEqual([]);
    const [task] = again.tasks;
    if (!task) throw new Error('There is a task.');
    const noted = { ...again, tasks: again.tasks.map((one) => (one === task ? { ...one, notes: 'By day' } : one)) };
    expect(writePmxml(noted, original).warnings.map(({ message }) => message)).toEqual([
      'Left out: Notes, of task 1 “Build”.',
    ]);
  });
});

const WEEK = Array.from({ length: 7 }, (_, day) =>
  day === 0 || day === 6
    ? { kind: 'non-working' as const }
    : { kind: 'working' as const, times: [{ fromMinute: 480, toMinute: 960 }] },
);

const FILE = `<?xml version="1.0" encoding="UTF-8"?>
<APIBusinessObjects>
  <Unknown><Thing>kept</Thing></Unknown>
  <Project>
    <DataDate>2026-01-05T08:00:00</DataDate><Name>Plan</Name><PlannedStartDate>2026-01-05T08:00:00</PlannedStartDate>
    <Activity><ObjectId>1</ObjectId><Name>A</Name><Colour>red</Colour><Type>Task Dependent</Type><Status>Not Started</Status><PlannedDuration>8.0</PlannedDuration><RemainingDuration>8.0</RemainingDuration></Activity>
    <Activity><ObjectId>2</ObjectId><Name>B</Name><Type>Task Dependent</Type><Status>Not Started</Status><PlannedDuration>8.0</PlannedDuration><RemainingDuration>8.0</RemainingDuration></Activity>
    <Relationship><Lag>0.0</Lag><ObjectId>5</ObjectId><PredecessorActivityObjectId>1</PredecessorActivityObjectId><SuccessorActivityObjectId>2</SuccessorActivityObjectId><Type>Finish to Start</Type><Comment>why</Comment></Relationship>
    <BaselineProject><Activity><ObjectId>1</ObjectId><Name>Old</Name></Activity></BaselineProject>
  </Project>
</APIBusinessObjects>
`;

describe('over the file it was read from', () => {
  test('nothing changes where nothing was changed', () => {
    const { plan, original } = readPlan(bytes(FILE));
    expect(writePmxml(plan, original).xml).toBe(FILE);
  });

  test('only what was changed differs; what is unknown stays', () => {
    const { plan, original } = readPlan(bytes(FILE));
    const [a, b] = plan.tasks;
    if (!a || !b) throw new Error('The file has two activities.');
    const tasks = [
      {
        ...a,
        name: 'A & more',
        duration: { ...b.duration, seconds: 57_600, unit: 'hours' as const, elapsed: false, estimated: false },
        remainingDurationSeconds: 57_600,
      },
      b,
      { ...b, uid: 3, name: 'C', wbs: 'A3' },
    ];
    const [link] = plan.links;
    if (!link) throw new Error('The file has a relationship.');
    const links = [link, { ...link, from: 2, to: 3 }];
    const { xml } = writePmxml({ ...plan, tasks, links }, original);
    for (const kept of ['<Thing>kept</Thing>', '<Colour>red</Colour>', '<Comment>why</Comment>', '<Name>Old</Name>'])
      expect(xml).toContain(kept);
    const again = readPlan(bytes(xml)).plan;
    expect(plain(again)).toEqual(
      plain({ ...plan, tasks: tasks.map((task, at) => ({ ...task, outlineNumber: String(at + 1) })), links }),
    );
    const people = {
      calendars: [{ uid: 4, name: 'Ward', isBase: true, exceptions: [], workWeeks: [], week: WEEK }],
      resources: [
        { uid: 7, name: 'Ann', type: 'work' as const, maxUnits: 1, generic: false, inactive: false, calendarUid: 4 },
      ],
      assignments: [{ uid: 9, taskUid: 1, resourceUid: 7, units: 1, workSeconds: 28_800, percentWorkComplete: 25 }],
    };
    const staffed = writePmxml({ ...plan, ...people }, original).xml;
    expect(readPlan(bytes(staffed)).plan).toMatchObject(people);
    const { plan: then, original: file } = readPlan(bytes(staffed));
    const renamed = { ...then, resources: then.resources.map((one) => ({ ...one, name: 'Hall' })), assignments: [] };
    const moved = writePmxml(renamed, file).xml;
    expect(plain(readPlan(bytes(moved)).plan)).toEqual(plain(renamed));
    const without = writePmxml({ ...plan, tasks: [a], links: [] }, original).xml;
    expect(readPlan(bytes(without)).plan).toMatchObject({ tasks: [{ uid: 1 }], links: [] });
    expect(without).not.toContain('<Comment>why</Comment>');
  });
});
