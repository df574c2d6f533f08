import type { PlanProperties } from '@callosum/schedule';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planCalendar, planOf, planTask } from '../testing/plan.ts';
import { planningScope, PROJECT } from '../testing/scope.ts';
import { settingValues } from './plan-settings.ts';

const BASE = planOf({}).properties;
const plan = (over: Partial<PlanProperties> = {}) =>
  planOf({
    calendars: [planCalendar(1, 'Standard'), planCalendar(2, 'Nights')],
    tasks: [planTask(1)],
    properties: { ...BASE, calendarUid: 1, ...over },
  });

function imported(over: Partial<PlanProperties> = {}) {
  const scope = planningScope();
  const first = scope.importPlan(plan(over));
  const fields = () => scope.graph.find(PROJECT)?.fields ?? {};
  const calendar = () => scope.graph.out(PROJECT, 'project.uses').map(({ to }) => scope.graph.find(to)?.fields.title);
  return { ...scope, first, fields, calendar };
}

describe('what a plan file says about the plan as a whole', () => {
  test('is kept on the project, with its calendar', () => {
    const { fields, calendar, first } = imported({
      start: '2027-01-04T08:00',
      finish: '2027-12-01T17:00',
      statusDate: '2027-03-01T17:00',
      scheduleFromStart: false,
      minutesPerDay: 450,
      minutesPerWeek: 2_250,
      daysPerMonth: 21,
      weekStart: 0,
      defaultStartMinute: 450,
      defaultFinishMinute: 1_440,
      criticalSlackLimitDays: 2,
    });
    expect(fields()).toMatchObject({
      planStart: '2027-01-04T08:00',
      planFinish: '2027-12-01T17:00',
      statusDate: '2027-03-01T17:00',
      scheduleFrom: 'finish',
      minutesPerDay: 450,
      minutesPerWeek: 2_250,
      daysPerMonth: 21,
      weekStart: 'sunday',
      dayStart: '07:30',
      dayFinish: '24:00',
      constraintsHold: true,
      criticalPathEach: false,
      criticalSlackDays: 2,
    });
    expect(calendar()).toEqual(['Standard']);
    expect(first.result).toMatchObject({ updated: 0, links: { added: 1, changed: 0, removed: 0 } });
    expect(first.result.byKind).not.toHaveProperty('project');
  });

  test('changes nothing when it is imported again', () => {
    const { importPlan } = imported({ statusDate: '2027-03-01T17:00' });
    const { writes, result } = importPlan(plan({ statusDate: '2027-03-01T17:00' }), { hash: 'a' });
    expect(writes).toEqual([]);
    expect(result).toMatchObject({ updated: 0, diff: [], links: { added: 0, removed: 0 } });
  });

  test('is updated, cleared and shown in the difference when a later version says otherwise', () => {
    const { importPlan, calendar } = imported({ statusDate: '2027-03-01T17:00' });
    const { writes, result } = importPlan(plan({ minutesPerDay: 420, calendarUid: 2 }), { hash: 'b' });
    const values = { minutesPerDay: 420, statusDate: null, planHash: 'b'.repeat(64) };
    expect(writes.find(({ subject }) => subject.id === PROJECT)?.values).toEqual(values);
    expect(writes).toHaveLength(3);
    expect(calendar()).toEqual(['Nights']);
    expect(result).toMatchObject({
      updated: 1,
      byKind: { project: { updated: 1 } },
      links: { added: 1, changed: 0, removed: 1 },
      diff: [
        {
          kind: 'project',
          title: 'Riverbend',
          action: 'update',
          fields: [
            { name: 'statusDate', before: '2027-03-01T17:00', after: null },
            { name: 'minutesPerDay', before: 480, after: 420 },
          ],
        },
      ],
    });
  });

  test('is added to a project that was imported before such things were kept', () => {
    const { importPlan, apply, fields } = imported();
    const cleared = Object.fromEntries(Object.keys(settingValues(BASE)).map((name) => [name, null]));
    apply([{ action: 'update', id: PROJECT, fields: cleared }]);
    expect(fields()).not.toHaveProperty('minutesPerDay');
    importPlan(plan());
    expect(fields()).toMatchObject({ minutesPerDay: 480, weekStart: 'monday' });
  });

  test('lets go of the calendar when the file names none, and leaves one that people chose', () => {
    const { importPlan, calendar, create, link, apply, graph } = imported();
    const none = plan({ calendarUid: undefined });
    expect(importPlan(none).result.links).toMatchObject({ removed: 1 });
    expect(calendar()).toEqual([]);
    const own = create('calendar', { title: 'Hospital' });
    link('project.uses', PROJECT, own);
    expect(importPlan(none).result.warnings).toEqual([]);
    const { writes, result } = importPlan(plan());
    expect(writes).toEqual([]);
    expect(result.warnings.map(({ code }) => code)).toEqual(['links-kept']);
    expect(calendar()).toEqual(['Hospital']);
    apply(graph.out(PROJECT, 'project.uses').map(({ id }) => ({ action: 'unlink' as const, id })));
    importPlan(plan());
    expect(calendar()).toEqual(['Standard']);
  });

  test('is valid whatever a reader lets through, and importing it twice writes it once', () => {
    const moment = fc.option(fc.constantFrom('2027-01-04T08:00', '2027-01-04T08:00:30'), { nil: undefined });
    const properties = fc.record({
      start: moment,
      finish: moment,
      statusDate: moment,
      calendarUid: fc.constantFrom(1, 2, undefined),
      minutesPerDay: fc.double({ min: 1, max: 1_440, noNaN: true }),
      minutesPerWeek: fc.double({ min: 1, max: 10_080, noNaN: true }),
      daysPerMonth: fc.double({ min: 1, max: 31, noNaN: true }),
      defaultStartMinute: fc.double({ min: 0, max: 1_440, noNaN: true }),
      defaultFinishMinute: fc.double({ min: 0, max: 1_440, noNaN: true }),
      weekStart: fc.integer({ min: 0, max: 6 }),
      scheduleFromStart: fc.boolean(),
      honorConstraints: fc.boolean(),
      multipleCriticalPaths: fc.boolean(),
      // A file has no negative zero, and neither has JSON.
      criticalSlackLimitDays: fc.double({ min: -9, max: 9, noNaN: true }).map((days) => days + 0),
    });
    fc.assert(
      fc.property(properties, properties, (first, later) => {
        const { importPlan, fields, calendar } = imported(first);
        for (const version of [first, later]) {
          importPlan(plan(version));
          const said = Object.entries(settingValues({ ...BASE, ...version })).filter(([, value]) => value !== null);
          expect(fields()).toMatchObject(Object.fromEntries(said));
          expect(calendar()).toEqual([[], ['Standard'], ['Nights']][version.calendarUid ?? 0]);
          expect(importPlan(plan(version)).writes).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
