import { createTestScope, testId } from '@callosum/kernel/testing';
import { expect, test } from 'vitest';
import { registry } from '../composition.ts';

const TODAY = '2027-03-01';
const minutes = (count: number) => ({ seconds: count * 60, unit: 'm', elapsed: true });

/** A cutover weekend of two steps, worked out below one activity of the plan, that stabilisation waits for. */
function weekend() {
  const scope = createTestScope(registry, TODAY);
  scope.run('project.create', { id: testId(800_000), key: 'RIV', title: 'Riverbend', zone: 'UTC' });
  const cutover = scope.create('task', {
    title: 'Cutover',
    position: 1,
    constraint: 'asap',
    duration: { seconds: 28_800, unit: 'd', elapsed: false },
  });
  const after = scope.create('task', {
    title: 'Stabilise',
    position: 2,
    constraint: 'asap',
    duration: { seconds: 28_800, unit: 'd', elapsed: false },
  });
  scope.link('task.dependsOn', after, cutover, { type: 'FS' });
  const step = (title: string, plannedStart: string, long: number) => {
    const id = scope.create('cutoverTask', { title, plannedStart, plannedDuration: minutes(long) });
    scope.link('cutoverTask.nestsIn', id, cutover);
    return id;
  };
  const freeze = step('Freeze', '2027-03-06T22:00', 45);
  const load = step('Load', '2027-03-06T22:45', 135);
  const fieldsOf = (id: string) => scope.graph.find(id)?.fields;
  return { ...scope, cutover, after, freeze, load, fieldsOf };
}

test('an activity lasts to the minute as long as the cutover steps nested in it, and what waits for it follows', () => {
  const scope = weekend();
  scope.run('plan.reckon', {});
  expect(scope.fieldsOf(scope.cutover)).toMatchObject({
    storedStart: '2027-03-06T22:00',
    storedFinish: '2027-03-07T01:00',
  });
  expect(scope.fieldsOf(scope.after)).toMatchObject({
    storedStart: '2027-03-08T08:00',
    storedFinish: '2027-03-08T17:00',
  });
  scope.run('record.update', { id: scope.load, fields: { plannedDuration: minutes(2_400) } });
  scope.run('plan.reckon', { tasks: [] });
  expect(scope.fieldsOf(scope.cutover)).toMatchObject({ storedFinish: '2027-03-08T14:45' });
});

test('its progress is the share of planned minutes that are done, and a skipped step is no part of it', () => {
  const scope = weekend();
  const move = (id: string, name: string) => scope.run('record.move', { id, move: name });
  scope.run('record.update', {
    id: scope.freeze,
    fields: { actualStart: '2027-03-06T22:10', actualFinish: '2027-03-06T22:50' },
  });
  move(scope.freeze, 'start');
  move(scope.freeze, 'finish');
  scope.run('plan.reckon', {});
  expect(scope.fieldsOf(scope.cutover)).toMatchObject({ percentComplete: 25 });
  expect(scope.graph.find(scope.cutover)?.state).toBe('started');
  move(scope.load, 'skip');
  scope.run('plan.reckon', {});
  expect(scope.fieldsOf(scope.cutover)).toMatchObject({
    percentComplete: 100,
    storedStart: '2027-03-06T22:10',
    storedFinish: '2027-03-06T22:50',
  });
  expect(scope.graph.find(scope.cutover)?.state).toBe('done');
});
