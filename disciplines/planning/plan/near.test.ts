import { schedule } from '@callosum/schedule';
import { expect, test } from 'vitest';
import { planLink, planOf, planTask } from '../testing/plan.ts';
import { isNearCritical } from './near.ts';

const days = (count: number) => ({ seconds: count * 28_800, unit: 'days', elapsed: false, estimated: false }) as const;

test('near-critical is what a week’s slip would make critical: not what is critical, done, inactive, a summary or far from it', () => {
  // Ten days decide the end; the others have 0, 5, 6, 5, 5 and 3 days of float before it.
  const plan = planOf({
    properties: { ...planOf({}).properties, start: '2027-01-04T08:00' },
    tasks: [
      planTask(1, { duration: days(10) }),
      planTask(2, { duration: days(5) }),
      planTask(3, { duration: days(4) }),
      planTask(4, { duration: days(5), active: false }),
      planTask(5, {
        duration: days(5),
        percentComplete: 100,
        actualStart: '2027-01-04T08:00',
        actualFinish: '2027-01-08T17:00',
      }),
      planTask(6, { summary: true }),
      planTask(7, { parentUid: 6, outlineLevel: 2, duration: days(7) }),
      planTask(8, { duration: days(0), milestone: true }),
    ],
    links: [planLink(1, 8)],
  });
  const reckoned = schedule(plan);
  const near = plan.tasks.flatMap(({ uid }, place) => (isNearCritical(reckoned, place, 480) ? [uid] : []));
  expect(near).toEqual([2, 7]);
  // Where a day is longer, a week is longer.
  expect(isNearCritical(reckoned, 2, 600)).toBe(true);
});
