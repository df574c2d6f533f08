import { TEST_OWNER } from '@callosum/kernel/testing';
import { expect, test } from 'vitest';
import { planLink, planOf, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';

const days = (count: number) => ({ seconds: count * 28_800, unit: 'd', elapsed: false });

function imported() {
  const scope = planningScope();
  scope.importPlan(
    planOf({
      properties: { ...planOf({}).properties, start: '2027-01-04T08:00' },
      tasks: [
        planTask(1),
        planTask(2, { stored: { start: '2027-01-05T08:00', finish: '2027-01-05T17:00' } }),
        // Its file contradicts itself: nothing keeps it from beginning with the plan.
        planTask(3, { stored: { start: '2027-01-20T08:00', finish: '2027-01-20T17:00' } }),
      ],
      links: [planLink(1, 2)],
    }),
  );
  const datesOf = (uid: number) => {
    const { storedStart, storedFinish, storedCritical } = scope.graph.find(scope.idOf(`task:${uid}`))?.fields ?? {};
    return [storedStart, storedFinish, storedCritical];
  };
  return { ...scope, datesOf };
}

test('keeps the calculated dates with the tasks that moved, and leaves the others as their file states them', () => {
  const scope = imported();
  scope.run('plan.edit', { edits: [{ do: 'set', task: scope.idOf('task:1'), fields: { duration: days(3) } }] });
  const moved = [scope.idOf('task:1'), scope.idOf('task:2')];
  const { result } = scope.run('plan.reckon', { tasks: moved });
  expect(result).toEqual({ changed: 2, finish: '2027-01-07T17:00' });
  expect(scope.datesOf(1)).toEqual(['2027-01-04T08:00', '2027-01-06T17:00', true]);
  expect(scope.datesOf(2)).toEqual(['2027-01-07T08:00', '2027-01-07T17:00', true]);
  expect(scope.datesOf(3)).toEqual(['2027-01-20T08:00', '2027-01-20T17:00', undefined]);
  expect(scope.run('plan.reckon', { tasks: moved }).writes).toEqual([]);
});

test('keeps all of them when none are named', () => {
  const scope = imported();
  scope.run('plan.reckon', {});
  expect(scope.datesOf(3)).toEqual(['2027-01-04T08:00', '2027-01-04T17:00', undefined]);
});

test('a start that somebody had stated stays what holds a task back once something has pushed it on', () => {
  const scope = planningScope();
  const stated = { storedStart: '2027-02-01T08:00', storedFinish: '2027-02-01T17:00', duration: days(1) };
  const first = scope.create('task', { title: 'First', position: 1, ...stated });
  const second = scope.create('task', { title: 'Second', position: 2, ...stated });
  scope.run('plan.reckon', {});
  expect(scope.graph.find(second)?.fields).not.toHaveProperty('constraint');
  scope.run('plan.edit', { edits: [{ do: 'link', from: first, to: second, type: 'FS' }] });
  scope.run('plan.reckon', {});
  expect(scope.graph.find(second)?.fields).toMatchObject({
    storedStart: '2027-02-02T08:00',
    constraint: 'snet',
    constraintDate: '2027-02-01T08:00',
  });
  scope.run('plan.edit', { edits: [{ do: 'unlink', from: first, to: second, type: 'FS' }] });
  scope.run('plan.reckon', {});
  expect(scope.graph.find(second)?.fields['storedStart']).toBe('2027-02-01T08:00');
});

test('what has happened keeps the dates that were planned for it', () => {
  const scope = imported();
  const actual = { percentComplete: 100, actualStart: '2027-01-06T08:00', actualFinish: '2027-01-08T17:00' };
  scope.run('plan.edit', { edits: [{ do: 'set', task: scope.idOf('task:1'), fields: actual }] });
  scope.run('plan.reckon', {});
  expect(scope.datesOf(1).slice(0, 2)).toEqual(['2027-01-04T08:00', '2027-01-04T17:00']);
  expect(scope.datesOf(2).slice(0, 2)).toEqual(['2027-01-11T08:00', '2027-01-11T17:00']);
});

test('rows make a summary, and one that has lost its rows is none any more', () => {
  const scope = imported();
  const [one, two] = [scope.idOf('task:1'), scope.idOf('task:2')];
  const place = (parent: string | null) => ({ edits: [{ do: 'place', task: two, parent, position: 2 }] });
  scope.run('plan.edit', { edits: [{ do: 'unlink', from: one, to: two, type: 'FS' }] });
  scope.run('plan.edit', place(one));
  expect(scope.graph.find(one)?.fields['summary']).toBe(true);
  scope.run('plan.edit', place(null));
  expect(scope.graph.find(one)?.fields['summary']).toBe(false);
});

test('contributors keep the dates of a plan whose tasks are not theirs, and do not change these', () => {
  const scope = imported();
  const actor = { ...TEST_OWNER, roles: ['contributor'] as const };
  const edit = { edits: [{ do: 'set', task: scope.idOf('task:1'), fields: { title: 'Mine now' } }] };
  expect(() => scope.run('plan.edit', edit, { actor })).toThrow('Your roles do not allow you to update tasks');
  expect(scope.run('plan.reckon', {}, { actor }).writes.length).toBeGreaterThan(0);
});
