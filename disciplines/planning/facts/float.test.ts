import { createEvaluator } from '@callosum/kernel';
import { inEnglish, testId, testMoment } from '@callosum/kernel/testing';
import { expect, test } from 'vitest';
import { goLiveForecast } from '../forecast.ts';
import { planLink, planMilestone, planOf, planTask } from '../testing/plan.ts';
import { PROJECT, planningScope, registry } from '../testing/scope.ts';

const days = (count: number) => ({ seconds: count * 28_800, unit: 'days', elapsed: false, estimated: false }) as const;
const properties = { ...planOf({}).properties, start: '2027-03-01T08:00' };

/** Build of ten days, then go-live; training of two days, that go-live waits for as well. */
function calculated(over: Parameters<typeof planMilestone>[3] = {}, today = '2027-03-01') {
  const scope = planningScope(today);
  scope.importPlan(
    planOf({
      properties,
      tasks: [
        planTask(1, { duration: days(10) }),
        planTask(2, { duration: days(2) }),
        planMilestone(3, 'Go-live', '2027-03-12', over),
        planTask(4, { duration: days(3) }),
      ],
      links: [planLink(1, 3), planLink(2, 3)],
    }),
  );
  const [build, train, goLive, review] = [1, 2, 3, 4].map((uid) => scope.idOf(`task:${uid}`));
  const ask = (fact: string, today = '2027-03-01') => {
    const evaluator = createEvaluator(scope.graph, registry, testMoment(today));
    return {
      value: evaluator.value(fact, []).value,
      rows: evaluator
        .rows(fact, [])
        .map(({ id, judgement: { ok, reason, details } }) => ({ id, ok, reason, ...inEnglish(details) })),
    };
  };
  return { ...scope, ask, build, train, goLive, review };
}
const gate = { key: 'GO', title: 'Go or no-go' };

test('float to gate is how far what a gate waits for may slip until the gate has to move', () => {
  const scope = calculated();
  const evidence = scope.create('task', { title: 'Some record' });
  const seat = scope.create('gate', gate);
  scope.link('gate.sitsOn', seat, scope.goLive ?? '');
  scope.link('task.restsOn', scope.train ?? '', evidence);
  scope.run('plan.reckon', {});
  expect(scope.graph.find(scope.train ?? '')?.fields['gateFloat']).toEqual({
    seconds: 8 * 28_800,
    unit: 'd',
    elapsed: false,
  });
  expect(scope.ask('planning.float-to-gate')).toMatchObject({
    value: 8,
    rows: [{ id: scope.train, reason: 'fine', days: 8 }],
  });
  // Build leads to the gate as well; nobody judges it by that.
  expect(scope.graph.find(scope.build ?? '')?.fields['storedTotalSlack']).toMatchObject({ seconds: 0 });
});

test('what readies a gate with a day of its own has its float to that day, and may be too late', () => {
  const scope = calculated();
  const marker = scope.create(
    'task',
    { title: 'Gate T-90', milestone: true, storedFinish: '2027-03-02T17:00' },
    { external: { source: 'callosum', id: 'gate:T-90' } },
  );
  const seat = scope.create('gate', gate);
  scope.link('gate.sitsOn', seat, marker);
  scope.link('task.readies', scope.review ?? '', seat);
  scope.run('plan.reckon', {});
  expect(scope.ask('planning.float-to-gate')).toMatchObject({
    value: -1,
    rows: [{ id: scope.review, ok: false, reason: 'missed', days: 1 }],
  });
  scope.link('task.readies', scope.train ?? '', seat);
  scope.run('plan.reckon', {});
  expect(scope.ask('planning.float-to-gate')).toMatchObject({ value: -1, rows: [{ days: 1 }, { days: 0 }] });
  scope.run('plan.edit', {
    edits: [{ do: 'set', task: scope.review, fields: { duration: { seconds: 28_800, unit: 'd', elapsed: false } } }],
  });
  scope.run('plan.reckon', { tasks: [scope.review] });
  expect(scope.ask('planning.float-to-gate').value).toBe(0);
});

test('negative float is counted, with the days that are missed', () => {
  const scope = calculated({ deadline: '2027-03-10T17:00' });
  scope.run('plan.reckon', {});
  const { value, rows } = scope.ask('planning.negative-float');
  expect(value).toBe(2);
  expect(rows).toEqual(expect.arrayContaining([{ id: scope.build, ok: false, reason: 'negative', days: 2 }]));
  expect(scope.ask('planning.critical-length').value).toBe(11);
});

test('of a plan that was never calculated nothing is known', () => {
  const scope = calculated();
  for (const fact of ['negative-float', 'float-to-gate', 'critical-length', 'go-live-slip'])
    expect(scope.ask(`planning.${fact}`)).toEqual({ value: undefined, rows: [] });
});

test('the forecast puts off all that is late, and whatever waits for it', () => {
  const scope = calculated({}, '2027-03-10');
  expect(goLiveForecast(scope.graph, testMoment('2027-03-10')).forecast).toBe('2027-03-12');
  scope.run('plan.reckon', {});
  // Ten days of building begin on the day it is calculated.
  expect(scope.graph.find(PROJECT)?.fields['forecastGoLive']).toBe('2027-03-23');
  expect(goLiveForecast(scope.graph, testMoment('2027-03-10')).forecast).toBe('2027-03-23');
  expect(scope.ask('planning.go-live-slip')).toMatchObject({ value: 11, rows: [{ ok: false, reason: 'late' }] });
  scope.importPlan(planOf({ properties, tasks: [planMilestone(3, 'Go-live', '2027-03-12')] }), { hash: 'b' });
  expect(goLiveForecast(scope.graph, testMoment('2027-03-10')).forecast).toBe('2027-03-12');
});

test('tasks rest on records of any kind, and are ready when these pass what is asked of them', () => {
  const scope = calculated();
  const late = scope.create('task', { title: 'Late', storedFinish: '2027-02-01T17:00', owner: testId(9) });
  scope.link('task.restsOn', scope.train ?? '', late);
  expect(scope.ask('planning.tasks-rest-on-ready')).toMatchObject({
    value: 0,
    rows: [{ id: scope.train, ok: false, reason: 'open', open: expect.stringContaining('(Tasks late)') }],
  });
  scope.run('record.withdraw', { id: late });
  expect(scope.ask('planning.tasks-rest-on-ready').rows).toMatchObject([{ open: 'a record that was withdrawn' }]);
});
