import { describe, expect, test } from 'vitest';
import { withDates } from '../convert.ts';
import { readPlanJson, writePlanJson } from '../plan-json.ts';
import { planOf } from '../plan-of.ts';
import type { Plan } from '../plan.ts';
import { readPlan } from '../read-plan.ts';
import { schedule } from '../schedule.ts';
import { mspdi } from '../testing/index.ts';
import { randomPlan } from '../testing/network.ts';
import { writeMspdi } from './write.ts';

const read = (text: string): ReturnType<typeof readPlan> => readPlan(new TextEncoder().encode(text));

/** A file with something of everything, and elements that nobody here knows. */
const FILE = mspdi({
  settings: {
    StartDate: '2026-01-05T08:00:00',
    CalendarUID: 1,
    Author: 'Somebody',
    ExtendedAttributes: { ExtendedAttribute: { FieldID: 188 } },
  },
  calendars: [
    {
      UID: 1,
      Name: 'Days & nights',
      IsBaseCalendar: 1,
      WeekDays: {
        WeekDay: [
          { DayType: 2, DayWorking: 1, WorkingTimes: { WorkingTime: { FromTime: '08:00:00', ToTime: '00:00:00' } } },
        ],
      },
      Exceptions: {
        Exception: [
          {
            Name: 'Feast',
            Type: 6,
            Period: 2,
            DaysOfWeek: 4,
            DayWorking: 0,
            TimePeriod: { FromDate: '2026-02-01T00:00:00', ToDate: '2026-03-01T23:59:00' },
          },
        ],
      },
    },
  ],
  tasks: [
    {
      Name: 'Dig <deep>',
      Duration: 'PT16H0M0S',
      DurationFormat: 7,
      Start: '2026-01-05T08:00:00',
      Finish: '2026-01-06T17:00:00',
      Cost: 12,
    },
    {
      Name: 'Fill',
      Duration: 'PT8H30M15S',
      DurationFormat: 39,
      ConstraintType: 4,
      ConstraintDate: '2026-01-09T08:00:00',
      PredecessorLink: [{ PredecessorUID: 1, Type: 3, LinkLag: 50, LagFormat: 19 }],
      Baseline: [{ Number: 0, Start: '2026-01-05T08:00:00', Cost: 3 }],
      ExtendedAttribute: { FieldID: 188, Value: 'kept' },
    },
  ],
  resources: [{ UID: 1, Name: 'Ann', Type: 1, MaxUnits: 0.5, StandardRate: 40 }],
  assignments: [
    {
      UID: 1,
      TaskUID: 1,
      ResourceUID: 1,
      Units: 0.5,
      Work: 'PT8H0M0S',
      LevelingDelay: 4800,
      LevelingDelayFormat: 7,
      WorkContour: 6,
      Start: '2026-01-05T08:00:00',
      Finish: '2026-01-08T17:00:00',
      TimephasedData: [
        { Type: 1, Start: '2026-01-05T08:00:00', Finish: '2026-01-06T08:00:00', Value: 'PT4H0M0S' },
        { Type: 1, Start: '2026-01-06T08:00:00', Finish: '2026-01-07T08:00:00', Value: 'PT0H0M0S' },
        { Type: 1, Start: '2026-01-07T08:00:00', Finish: '2026-01-08T17:00:00', Value: 'PT4H0M0S' },
      ],
    },
  ],
});

describe('a plan written as Microsoft Project XML', () => {
  test('is read as the same plan', () => {
    const { plan } = read(FILE);
    expect(read(writeMspdi(plan)).plan).toEqual(plan);
    expect(read(writeMspdi(plan)).warnings).toEqual([]);
  });

  test('is the same plan for any network', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const made = randomPlan({ tasks: 30, seed });
      // Rows in any order are no outline; links and calendars are what counts here.
      const tasks = made.tasks.map((task) => ({ ...task, parentUid: undefined }));
      const plan = withDates({ ...made, tasks, source: 'mspdi', baselines: [] });
      const again = read(writeMspdi(plan)).plan;
      expect(again.links, `seed ${seed}`).toEqual(
        plan.links.map((link) => ({ ...link, crossProject: undefined })).sort((a, b) => a.to - b.to),
      );
      expect(schedule(again).dates.finish).toEqual(schedule(plan).dates.finish);
    }
  });

  test('has dates where its file had none', () => {
    const plan: Plan = { ...planOf({ tasks: [{ uid: 1, duration: '2d' }] }), source: 'xer', baselines: [] };
    expect(read(writeMspdi(withDates(plan))).plan.tasks[0]?.stored).toMatchObject({
      start: '2026-01-05T08:00',
      finish: '2026-01-06T17:00',
    });
  });
});

describe('written over the file it was read from', () => {
  test('is that file, with every element known or unknown', () => {
    const { plan, original } = read(FILE);
    expect(writeMspdi(plan, original)).toBe(FILE);
  });

  test('differs only where the plan does', () => {
    const { plan, original } = read(FILE);
    const [dig, fill] = plan.tasks;
    if (dig === undefined || fill === undefined) throw new Error('two tasks');
    const changed: Plan = {
      ...plan,
      properties: { ...plan.properties, statusDate: '2026-01-07T17:00' },
      tasks: [dig, { ...fill, name: 'Fill & level', constraint: { type: 'asap' }, deadline: '2026-02-02T17:00' }],
      links: [{ from: 1, to: 2, type: 'FS', lag: { value: 28_800, unit: 'working', shownIn: 'days' } }],
    };
    const text = writeMspdi(changed, original);
    expect(text).toContain('<Name>Fill &amp; level</Name>');
    expect(text).toContain('<Value>kept</Value>');
    expect(text).toContain('<Cost>12</Cost>');
    expect(text).not.toContain('ConstraintDate');
    const again = read(text);
    expect(again.warnings).toEqual([]);
    expect({ ...again.plan, links: changed.links }).toEqual({ ...changed, tasks: again.plan.tasks });
    expect(again.plan.links).toMatchObject(changed.links);
    expect(again.plan.tasks[1]).toMatchObject({
      name: 'Fill & level',
      constraint: { type: 'asap' },
      deadline: '2026-02-02T17:00',
    });
  });

  test('has the tasks of the plan, no more and no fewer', () => {
    const { plan, original } = read(FILE);
    const [dig] = plan.tasks;
    if (dig === undefined) throw new Error('a task');
    const changed: Plan = { ...plan, tasks: [dig, { ...dig, uid: 7, name: 'New', guid: undefined }], links: [] };
    expect(read(writeMspdi(changed, original)).plan.tasks.map(({ uid, name }) => [uid, name])).toEqual([
      [1, 'Dig <deep>'],
      [7, 'New'],
    ]);
  });
});

describe('Callosum’s own JSON', () => {
  test('gives back what it was given, and with it every element of the file it came from', () => {
    const { plan, original } = read(FILE);
    const text = writePlanJson({ plan, original });
    const kept = readPlanJson(text);
    expect(kept.plan).toEqual(plan);
    expect(read(text).format).toBe('json');
    expect(writeMspdi(kept.plan, kept.original)).toBe(FILE);
  });

  test.each([
    ['{', 'JSON'],
    ['{"format":"other"}', 'It has no "format": "callosum-plan".'],
    ['{"format":"callosum-plan","version":2}', 'Its version is 2, not 1.'],
    [
      '{"format":"callosum-plan","version":1,"plan":{"properties":{"minutesPerDay":480},"calendars":[],"tasks":[{}]}}',
      '"plan.tasks[0].uid" is no number.',
    ],
  ])('%s is refused with its place', (text, message) => {
    expect(() => readPlanJson(text)).toThrow(
      expect.objectContaining({ code: 'not-plan-json', message: expect.stringContaining(message) }),
    );
  });
});
