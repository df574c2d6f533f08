import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planAssignment, planLink, planOf, planResource, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';
import { packPlan, unpackPlan } from './pack.ts';
import { type PlanRecords, recordsOf } from './records.ts';

const overTheWire = (records: PlanRecords): PlanRecords => unpackPlan(JSON.parse(JSON.stringify(packPlan(records))));

/** Ids of links are not sent. */
const told = (records: PlanRecords) => ({ ...records, links: records.links.map((link) => ({ ...link, id: '' })) });

const text = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('', 'Build', 'null', '-1', 'fields', '__proto__x'));
const drawn = fc.record({
  tasks: fc.array(
    fc.record({
      name: text,
      days: fc.integer({ min: 0, max: 4 }),
      percent: fc.constantFrom(0, 25, 100),
      notes: fc.option(text, { nil: undefined }),
      under: fc.boolean(),
    }),
    { minLength: 1, maxLength: 14 },
  ),
  linked: fc.array(fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 })), { maxLength: 12 }),
  work: fc.array(fc.integer({ min: 1, max: 14 }), { maxLength: 8 }),
});

describe('a plan over the wire', () => {
  test('comes out as it went in, whatever is in it', () => {
    fc.assert(
      fc.property(drawn, ({ tasks, linked, work }) => {
        const scope = planningScope();
        const count = tasks.length;
        scope.importPlan(
          planOf({
            properties: { ...planOf({}).properties, start: '2027-01-04T08:00' },
            tasks: tasks.map(({ name, days, percent, under }, index) => ({
              ...planTask(index + 1, {
                name: name.trim() === '' ? 'Task' : name,
                percentComplete: percent,
                duration: { seconds: days * 28_800, unit: 'days', elapsed: false, estimated: false },
              }),
              ...(under && index > 0 ? { parentUid: 1, outlineLevel: 2 } : {}),
              ...(index === 0 ? { summary: tasks.some((one, at) => at > 0 && one.under) } : {}),
            })),
            links: [...new Set(linked.filter(([a, b]) => a < b && b <= count).map(String))].map((pair) => {
              const [from = 1, to = 1] = pair.split(',').map(Number);
              return planLink(from, to);
            }),
            resources: [planResource(1, 'Analyst')],
            assignments: [...new Set(work.filter((uid) => uid <= count))].map((uid, index) =>
              planAssignment(index + 1, uid, 1),
            ),
            baselines: [
              {
                number: 0,
                tasks: [{ uid: 1, start: '2027-01-04T08:00', finish: '2027-01-04T17:00', durationSeconds: 28_800 }],
              },
            ],
          }),
        );
        const records = recordsOf(scope.graph);
        if (!records) throw new Error('There is no project.');
        const back = overTheWire(records);
        expect(told(back)).toEqual(told(records));
        expect(new Set(back.links.map(({ id }) => id)).size).toBe(records.links.length);
      }),
      { numRuns: 60 },
    );
  });

  test('has fields also where no row says anything there', () => {
    const scope = planningScope();
    scope.importPlan(planOf({ tasks: [planTask(1), planTask(2)], links: [planLink(1, 2)] }));
    const records = recordsOf(scope.graph);
    if (!records) throw new Error('There is no project.');
    const silent = { ...records, links: records.links.map((link) => ({ ...link, fields: {} })) };
    expect(told(overTheWire(silent))).toEqual(told(silent));
  });

  test('is refused where it is something else', () => {
    const scope = planningScope();
    scope.importPlan(planOf({ tasks: [planTask(1)] }));
    const records = recordsOf(scope.graph);
    if (!records) throw new Error('There is no project.');
    const packed = packPlan(records);
    expect(() => unpackPlan({ ...packed, tasks: { ...packed.tasks, own: {} } })).toThrow(RangeError);
  });

  test('is small: what repeats is said once, and ids of tasks are not said again', () => {
    const scope = planningScope();
    const uids = Array.from({ length: 300 }, (_, index) => index + 1);
    scope.importPlan(
      planOf({
        properties: { ...planOf({}).properties, start: '2027-01-04T08:00' },
        tasks: uids.map((uid) => planTask(uid)),
        links: uids.slice(1).map((uid) => planLink(uid - 1, uid)),
      }),
    );
    const records = recordsOf(scope.graph);
    if (!records) throw new Error('There is no project.');
    const [small, large] = [JSON.stringify(packPlan(records)), JSON.stringify(records)];
    expect(small.length).toBeLessThan(large.length / 3);
    expect(small.split(records.tasks[7]?.id ?? '').length - 1).toBeLessThanOrEqual(2);
  });
});
