import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planOf } from '../plan-of.ts';
import { schedule } from '../schedule.ts';
import { randomPlan } from '../testing/network.ts';
import { instantOf } from '../time/civil.ts';
import { floatTo } from './float-to.ts';

const DAY = 28_800;

test('counts working time until a gate would have to move, whatever else waits', () => {
  const reckoned = schedule(
    planOf({
      properties: { start: '2026-01-05T08:00' },
      tasks: [
        { uid: 1, duration: '5d' },
        { uid: 2, duration: '2d' },
        { uid: 3, duration: '0d' },
        { uid: 4, duration: '20d' },
        { uid: 5, duration: '1d', constraint: { type: 'fnlt', date: '2026-01-05T12:00' } },
      ],
      links: [
        { from: 1, to: 3 },
        { from: 2, to: 3 },
        { from: 5, to: 3 },
        { from: 3, to: 4 },
      ],
    }),
  );
  expect(Array.from(floatTo(reckoned, new Map([[3, reckoned.dates.finish[2] ?? 0]])))).toEqual([
    0,
    3 * DAY,
    0,
    Number.NaN,
    4.5 * DAY,
  ]);
});

test('is negative where a limit is missed already, and the least of several', () => {
  const reckoned = schedule(
    planOf({
      tasks: [{ uid: 1, duration: '5d' }, { uid: 2, duration: '1d' }, { uid: 3 }],
      links: [
        { from: 1, to: 2 },
        { from: 1, to: 3 },
      ],
    }),
  );
  const limits = new Map([
    [2, instantOf('2026-01-09T17:00')],
    [3, instantOf('2026-01-20T17:00')],
    [99, 0],
  ]);
  expect(Array.from(floatTo(reckoned, limits))).toEqual([-DAY, -DAY, 6 * DAY]);
});

test('what is done slips no more', () => {
  const done = { percentComplete: 100, actualStart: '2026-01-05T08:00', actualFinish: '2026-01-05T17:00' };
  const reckoned = schedule(planOf({ tasks: [{ uid: 1, ...done }, { uid: 2 }], links: [{ from: 1, to: 2 }] }));
  expect(Array.from(floatTo(reckoned, new Map([[2, reckoned.finish]])))).toEqual([Number.NaN, 0]);
});

test('equals total float where the end of the plan is the only limit', () => {
  const compared = fc.property(fc.nat(10_000), (seed) => {
    const plan = randomPlan({ tasks: 24, seed });
    const reckoned = schedule(plan);
    const leaves = plan.tasks.filter((_, index) => reckoned.model.summary[index] === 0);
    const found = floatTo(reckoned, new Map(leaves.map(({ uid }) => [uid, reckoned.finish])));
    return leaves.every(({ uid }) => {
      const index = reckoned.model.indexOf.get(uid) ?? -1;
      return found[index] === reckoned.floats.total[index];
    });
  });
  expect(() => fc.assert(compared, { numRuns: 200 })).not.toThrow();
});
