import { describe, expect, test } from 'vitest';
import { planOf } from '../plan-of.ts';
import type { PlanParts } from '../plan-of.ts';
import { checkPlan } from './check-plan.ts';
import type { CheckedPlan, PlanCheck } from './check-plan.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { CheckId } from './thresholds.ts';

const person = { uid: 1, name: 'Ann', type: 'work' as const, maxUnits: 1, generic: false, inactive: false };

const assigned = (taskUid: number) => ({ uid: taskUid, taskUid, resourceUid: 1, units: 1, percentWorkComplete: 0 });

/** Five tasks one after the other, each with somebody: as a plan should be. */
const sound: PlanParts = {
  tasks: [1, 2, 3, 4, 5].map((uid) => ({ uid, duration: '2d' })),
  links: [1, 2, 3, 4].map((uid) => ({ from: uid, to: uid + 1 })),
  resources: [person],
  assignments: [1, 2, 3, 4, 5].map((uid) => assigned(uid)),
};

function check(parts: PlanParts, more: Partial<CheckedPlan> = {}): Map<CheckId, PlanCheck> {
  return new Map(checkPlan({ ...planOf(parts), ...more }).map((one) => [one.id, one]));
}

const task = (uid: number, more: object) => ({
  ...sound,
  tasks: sound.tasks.map((one) => (one.uid === uid ? { ...one, ...more } : one)),
});

const link = (more: object) => ({
  ...sound,
  links: (sound.links ?? []).map((one, at) => (at === 0 ? { ...one, ...more } : one)),
});

describe('a sound plan', () => {
  test('passes every check that can be made, and none that cannot', () => {
    const checks = check(sound);
    const failed = [...checks.values()].filter(({ pass }) => pass === false);
    expect(failed).toEqual([]);
    // Without baseline and status date there is nothing to judge these by.
    const unknown = [...checks.values()].filter(({ pass }) => pass === null).map(({ id }) => id);
    expect(unknown).toEqual(['dcma-11-missed-tasks', 'dcma-14-bei', 'gao-9-updating', 'gao-10-baseline']);
    expect([...checks.keys()]).toEqual(THRESHOLDS.map(({ id }) => id));
  });
});

describe('what a check finds', () => {
  test.each<[CheckId, PlanParts, number, number[]]>([
    ['dcma-01-logic', { ...sound, tasks: [...sound.tasks, { uid: 9 }] }, 16.67, [9]],
    ['dcma-02-leads', link({ lag: '-1d' }), 1, [2]],
    ['dcma-03-lags', link({ lag: '1d' }), 25, [2]],
    ['dcma-04-relationships', link({ type: 'SS' }), 75, [2]],
    ['dcma-05-hard-constraints', task(3, { constraint: { type: 'mso', date: '2026-01-12T08:00' } }), 20, [3]],
    ['dcma-06-high-float', { ...sound, tasks: [...sound.tasks, { uid: 8, duration: '60d' }] }, 83.33, [1, 2, 3, 4, 5]],
    ['dcma-07-negative-float', task(5, { deadline: '2026-01-12T17:00' }), 5, [1, 2, 3, 4, 5]],
    ['dcma-08-high-duration', task(2, { duration: '45d' }), 20, [2]],
    ['dcma-10-resources', { ...sound, assignments: [1, 2, 3, 4].map((uid) => assigned(uid)) }, 1, [5]],
    [
      'dcma-12-critical-path-test',
      { ...sound, tasks: [{ uid: 9, deadline: '2026-01-05T17:00' }, ...sound.tasks] },
      0,
      [9],
    ],
    ['dcma-13-cpli', task(5, { deadline: '2026-01-12T17:00' }), 0.6, [1, 2, 3, 4, 5]],
    ['gao-6-critical-path', task(5, { constraint: { type: 'mso', date: '2026-03-02T08:00' } }), 0, [5]],
  ])('%s', (id, parts, value, uids) => {
    expect(check(parts).get(id)).toMatchObject({ value, uids, pass: false });
  });

  test('links to a summary', () => {
    const parts = {
      tasks: [{ uid: 1 }, { uid: 2 }, { uid: 3, parentUid: 2, outlineLevel: 2 }],
      links: [{ from: 1, to: 2 }],
    };
    expect(check(parts).get('gao-2-sequencing')).toMatchObject({ value: 1, uids: [2], pass: false });
  });

  test('what was agreed and when the plan was updated', () => {
    const properties = { ...planOf(sound).properties, statusDate: '2026-01-09T17:00' };
    const agreed = [1, 2, 3].map((uid) => ({ uid, finish: `2026-01-0${4 + 2 * Math.min(uid, 2)}T17:00` }));
    const done = task(1, { percentComplete: 100, actualStart: '2026-01-05T08:00', actualFinish: '2026-01-06T17:00' });
    const checks = check(done, { properties, baselines: [{ number: 0, tasks: agreed }] });
    // Tasks 2 and 3 should be done by now; only task 1 is, in time.
    expect(checks.get('dcma-11-missed-tasks')).toMatchObject({ value: 66.67, uids: [2, 3], pass: false });
    expect(checks.get('dcma-14-bei')).toMatchObject({ value: 0.33, uids: [2, 3], pass: false });
    expect(checks.get('dcma-09-invalid-dates')).toMatchObject({ value: 2, uids: [2, 3] });
    expect(checks.get('gao-9-updating')).toMatchObject({ value: 2, uids: [2, 3] });
    expect(checks.get('gao-10-baseline')).toMatchObject({ value: 60, uids: [4, 5] });
  });

  test('a claim about the future', () => {
    const properties = { ...planOf(sound).properties, statusDate: '2026-01-05T08:00' };
    const claims = task(1, { percentComplete: 100, actualStart: '2026-01-05T08:00', actualFinish: '2026-01-06T17:00' });
    expect(check(claims, { properties }).get('dcma-09-invalid-dates')).toMatchObject({
      value: 1,
      uids: [1],
      pass: false,
    });
  });
});

test('every threshold names its source, and says that nobody here has held it against it', () => {
  for (const { id, source } of THRESHOLDS) {
    expect(source.title, id).not.toBe('');
    expect(source.unverified, id).toBe(true);
  }
});
