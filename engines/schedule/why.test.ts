import { describe, expect, test } from 'vitest';
import { planOf } from './plan-of.ts';
import { scheduledTasks } from './report.ts';
import { schedule } from './schedule.ts';
import { drivingPredecessor, reasonsFor } from './why.ts';

const plan = planOf({
  tasks: [
    { uid: 1, duration: '3d', constraint: { type: 'snet', date: '2026-01-07T08:00' } },
    { uid: 2, duration: '1d' },
    { uid: 3, name: 'Phase' },
    { uid: 4, parentUid: 3, outlineLevel: 2, duration: '2d' },
    { uid: 5 },
  ],
  links: [
    { from: 1, to: 3 },
    { from: 2, to: 3 },
    { from: 3, to: 5, lag: '1d' },
  ],
});

describe('why a task is where it is', () => {
  test('is a chain to what does not depend on any other task', () => {
    const reasons = reasonsFor(schedule(plan), 5);
    expect(reasons.map(({ uid, because }) => [uid, because])).toEqual([
      [5, { kind: 'link', from: 3, type: 'FS', lag: { value: 28_800, unit: 'working', shownIn: 'days' } }],
      [3, { kind: 'row', uid: 4 }],
      [4, { kind: 'summary', uid: 3 }],
      [3, { kind: 'link', from: 1, type: 'FS', lag: { value: 0, unit: 'working', shownIn: 'days' } }],
      [1, { kind: 'constraint', type: 'snet', date: '2026-01-07T08:00' }],
    ]);
    expect(drivingPredecessor(schedule(plan), 5)).toBe(3);
    expect(drivingPredecessor(schedule(plan), 2)).toBeUndefined();
  });

  test('is asked of a task that is there', () => {
    expect(() => reasonsFor(schedule(plan), 99)).toThrow('There is no task 99 in the plan.');
  });
});

describe('a maximum lag', () => {
  const training = (maxDays: number, more: object = {}) => ({
    ...planOf({
      tasks: [
        { uid: 1, name: 'Train', duration: '2d' },
        { uid: 2, name: 'Build', duration: '20d' },
        { uid: 3, name: 'Go live', duration: '0d', ...more },
      ],
      links: [
        { from: 1, to: 3 },
        { from: 2, to: 3 },
      ],
    }),
    maxLags: [{ from: 1, to: 3, seconds: maxDays * 28_800, elapsed: false }],
  });

  test('puts training off until it is near enough to go-live, and says so', () => {
    const reckoned = schedule(training(5));
    expect(scheduledTasks(reckoned)[0]).toMatchObject({ start: '2026-01-22T08:00', finish: '2026-01-23T17:00' });
    expect(reasonsFor(reckoned, 1)[0]?.because).toEqual({ kind: 'maximum-lag' });
    expect(reckoned.warnings).toEqual([]);
  });

  test('that is kept anyway moves nothing', () => {
    expect(scheduledTasks(schedule(training(30)))[0]?.start).toBe('2026-01-05T08:00');
  });

  test('that cannot be kept is told', () => {
    const never = training(-1);
    expect(schedule(never).warnings).toMatchObject([{ code: 'max-lag-impossible', uid: 1 }]);
  });
});
