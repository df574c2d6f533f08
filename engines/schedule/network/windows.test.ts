import { describe, expect, test } from 'vitest';
import { createLiveSchedule } from '../live.ts';
import { planOf } from '../plan-of.ts';
import { scheduledTasks } from '../report.ts';
import { schedule } from '../schedule.ts';
import { randomPlan } from '../testing/network.ts';
import { formatInstant } from '../time/civil.ts';
import { reasonsFor } from '../why.ts';

const FLU = { name: 'Flu season', from: '2026-01-07', to: '2026-01-13' };

function held(...parts: Parameters<typeof planOf>) {
  return schedule({ ...planOf(...parts), windows: [{ ...FLU, tasks: new Set([1, 2]) }] });
}

describe('a window that keeps tasks out', () => {
  test('lets work on them pause, and no other', () => {
    const reckoned = held({
      tasks: [
        { uid: 1, duration: '5d' },
        { uid: 3, duration: '5d' },
      ],
    });
    expect(scheduledTasks(reckoned)).toMatchObject([
      { uid: 1, start: '2026-01-05T08:00', finish: '2026-01-16T17:00', totalFloat: 0 },
      { uid: 3, finish: '2026-01-09T17:00' },
    ]);
  });

  test('makes milestones and tasks wait for its end, and is their reason', () => {
    const reckoned = held({
      tasks: [{ uid: 3, duration: '3d' }, { uid: 1, duration: '0d' }, { uid: 2 }],
      links: [
        { from: 3, to: 1 },
        { from: 3, to: 2 },
      ],
    });
    expect(scheduledTasks(reckoned)).toMatchObject([
      { uid: 3, finish: '2026-01-07T17:00' },
      { uid: 1, start: '2026-01-14T00:00', finish: '2026-01-14T00:00' },
      { uid: 2, start: '2026-01-14T08:00', finish: '2026-01-14T17:00' },
    ]);
    expect([1, 2].map((uid) => reasonsFor(reckoned, uid)[0]?.because)).toEqual([
      { kind: 'window' },
      { kind: 'window' },
    ]);
  });

  test('holds late dates as well', () => {
    const reckoned = held({
      tasks: [
        { uid: 1, duration: '0d' },
        { uid: 3, duration: '1d' },
        { uid: 4, duration: '5d' },
      ],
      links: [{ from: 1, to: 3 }],
    });
    // The plan ends on the ninth: the milestone might come on the ninth before 8, which lies in the window.
    expect(scheduledTasks(reckoned)[0]).toMatchObject({ start: '2026-01-05T08:00', lateFinish: '2026-01-07T00:00' });
  });

  test('is told where stated dates lie inside it, unless that is past', () => {
    const stated = { manual: true, manualStart: '2026-01-08T08:00', manualFinish: '2026-01-08T17:00' };
    const done = { percentComplete: 100, actualStart: '2026-01-08T08:00', actualFinish: '2026-01-08T17:00' };
    const { warnings } = held({
      tasks: [
        { uid: 1, ...stated },
        { uid: 2, ...done },
        { uid: 3, ...stated },
      ],
    });
    expect(warnings).toMatchObject([{ code: 'inside-window', uid: 1 }]);
  });

  test('that ends before it begins keeps nothing out', () => {
    const plan = planOf({ tasks: [{ uid: 1, duration: '5d' }] });
    const windows = [{ name: '', from: '2026-01-09', to: '2026-01-06' }];
    expect(formatInstant(schedule({ ...plan, windows }).finish)).toBe('2026-01-09T17:00');
  });
});

test('edits are followed to the last bit in plans with windows', () => {
  for (let seed = 0; seed < 40; seed++) {
    const plan = {
      ...randomPlan({ tasks: 30, seed }),
      windows: [FLU, { ...FLU, to: '2026-01-20', tasks: new Set([5, 9, 20, 21, 28]) }],
    };
    const live = createLiveSchedule(plan);
    for (let edit = 0; edit < 20; edit++) {
      const seconds = (1 + ((seed + edit * 7) % 40)) * 3600;
      const task = 10 + ((edit * 5 + seed) % 20);
      live.edit([{ task, set: { duration: { seconds, unit: 'hours', elapsed: false, estimated: false } } }]);
      const full = schedule(live.plan());
      expect(live.current().dates.finish).toEqual(full.dates.finish);
      expect(live.current().dates.lateStart).toEqual(full.dates.lateStart);
      expect(live.current().floats).toEqual(full.floats);
    }
  }
});
