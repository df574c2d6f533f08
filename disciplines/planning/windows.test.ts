import { createEvaluator } from '@callosum/kernel';
import { testMoment } from '@callosum/kernel/testing';
import { formatInstant, schedule } from '@callosum/schedule';
import { describe, expect, test } from 'vitest';
import { recordsOf } from './plan/records.ts';
import { toPlan } from './plan/to-plan.ts';
import { createWorkingPlan } from './plan/working-plan.ts';
import { planLink, planMilestone, planOf, planTask } from './testing/plan.ts';
import { planningScope, registry } from './testing/scope.ts';

const TODAY = '2027-03-01';
const days = (count: number) => ({ seconds: count * 28_800, unit: 'd' as const, elapsed: false });
const window = { title: 'Survey', sort: 'survey', start: '2027-03-03', finish: '2027-03-09' };

/** Build, training and go-live, each after the one before; go-live is what the project goes live with. */
function project() {
  const scope = planningScope(TODAY);
  scope.importPlan(
    planOf({
      properties: { ...planOf({}).properties, start: '2027-03-01T08:00' },
      tasks: [
        planTask(1, { name: 'Build', duration: { ...days(3), unit: 'days', estimated: false } }),
        planTask(2, { name: 'Train' }),
        planMilestone(3, 'Go-live', '2027-03-04'),
      ],
      links: [planLink(1, 3), planLink(2, 3)],
    }),
  );
  const records = () => recordsOf(scope.graph) ?? expect.fail('There is no project.');
  const finishes = () => {
    const { plan } = toPlan(records(), TODAY);
    const { dates } = schedule(plan);
    return plan.tasks.map((_, index) => formatInstant(dates.finish[index] ?? 0));
  };
  const ask = (fact: string, today = TODAY) => {
    const evaluator = createEvaluator(scope.graph, registry, testMoment(today));
    const { value } = evaluator.value(fact, []);
    return {
      value,
      failing: evaluator
        .rows(fact, [])
        .flatMap(({ id, judgement }) =>
          judgement.ok ? [] : [[scope.graph.find(id)?.fields['title'], judgement.reason]],
        ),
    };
  };
  return {
    ...scope,
    records,
    finishes,
    ask,
    build: scope.idOf('task:1'),
    train: scope.idOf('task:2'),
    goLive: scope.idOf('task:3'),
  };
}

describe('a hard window', () => {
  test('puts off what the project goes live with, and leaves other work alone', () => {
    const scope = project();
    expect(scope.finishes()).toEqual(['2027-03-03T17:00', '2027-03-01T17:00', '2027-03-03T17:00']);
    scope.create('blackoutWindow', { ...window, policy: 'hard', forbids: ['golive'] });
    expect(scope.finishes()).toEqual(['2027-03-03T17:00', '2027-03-01T17:00', '2027-03-10T00:00']);
  });

  test('lets work of its sort pause, which is a task’s own or that of a summary above it', () => {
    const scope = project();
    scope.create('blackoutWindow', { ...window, start: '2027-03-02', policy: 'hard', forbids: ['changes'] });
    const phase = scope.create('task', { title: 'Phase', position: 0, workClass: 'changes' });
    scope.link('task.partOf', scope.build, phase);
    expect(scope.finishes()).toContain('2027-03-11T17:00');
    scope.run('plan.reckon', {});
    // It begins before and ends after the window.
    expect(scope.ask('planning.tasks-in-blackout')).toEqual({ value: 0, failing: [] });
  });

  test('keeps everything out when it does not say what, and nothing once it is closed', () => {
    const scope = project();
    const id = scope.create('blackoutWindow', { ...window, start: '2027-03-01', policy: 'hard' });
    expect(scope.finishes()).toEqual(['2027-03-12T17:00', '2027-03-10T17:00', '2027-03-12T17:00']);
    scope.run('record.move', { id, move: 'close' });
    expect(scope.finishes()[0]).toBe('2027-03-03T17:00');
  });

  test('is followed by the page when a task changes its sort', () => {
    const scope = project();
    scope.create('blackoutWindow', { ...window, start: '2027-03-01', policy: 'hard', forbids: ['training'] });
    const plan = createWorkingPlan(scope.records(), TODAY);
    expect(plan.edit([{ do: 'set', task: scope.train, fields: { workClass: 'training' } }]).moved).toContain(
      scope.train,
    );
    expect(formatInstant(plan.schedule().dates.finish[1] ?? 0)).toBe('2027-03-10T17:00');
  });
});

test('soft windows move nothing and are told; so are hard ones that stated dates lie in', () => {
  const scope = project();
  scope.create('blackoutWindow', { ...window, policy: 'soft', forbids: ['golive'] });
  scope.run('plan.reckon', {});
  expect(scope.ask('planning.tasks-in-blackout')).toEqual({ value: 1, failing: [['Go-live', 'inside']] });
  scope.create('blackoutWindow', { ...window, start: '2027-03-01', policy: 'hard', forbids: ['training'] });
  scope.run('record.update', { id: scope.train, fields: { workClass: 'training' } });
  expect(scope.ask('planning.tasks-in-blackout').value).toBe(2);
});

test('priced windows tell what they cost, once, however many tasks lie inside', () => {
  const scope = project();
  const price = { amount: '12000', currency: 'USD' };
  expect(() => scope.create('blackoutWindow', { ...window, policy: 'priced' })).toThrow('needs a price');
  scope.create('blackoutWindow', { ...window, policy: 'priced', price });
  scope.create('blackoutWindow', { ...window, start: '2027-05-01', finish: '2027-05-09', policy: 'priced', price });
  scope.run('plan.reckon', {});
  expect(scope.ask('planning.window-price')).toEqual({ value: 12_000, failing: [['Survey', 'broken']] });
  expect(scope.finishes()[2]).toBe('2027-03-03T17:00');
});

describe('a maximum lag', () => {
  test('keeps training near enough to go-live', () => {
    const scope = project();
    const lag = { do: 'link', from: scope.train, to: scope.goLive, type: 'FS', maxLag: days(1) } as const;
    const page = createWorkingPlan(scope.records(), TODAY);
    expect(page.edit([lag]).moved).toEqual([scope.train]);
    scope.run('plan.edit', { edits: [lag] });
    // A working day before go-live on Wednesday evening.
    expect(scope.finishes()[1]).toBe('2027-03-02T17:00');
    expect(page.edit([{ ...lag, maxLag: days(5) }]).moved).toEqual([scope.train]);
  });

  test('stays when the plan is imported again, and cannot be shorter than the lag', () => {
    const scope = project();
    const lag = { do: 'link', from: scope.train, to: scope.goLive, type: 'FS', maxLag: days(1) } as const;
    scope.run('plan.edit', { edits: [lag] });
    const again = planOf({
      tasks: [planTask(1), planTask(2), planMilestone(3, 'Go-live', '2027-03-04')],
      links: [planLink(2, 3, { lag: { value: 3_600, unit: 'working', shownIn: 'hours' } })],
    });
    scope.importPlan(again, { hash: 'b' });
    expect(scope.records().links).toMatchObject([{ fields: { maxLag: days(1), lag: { seconds: 3_600 } } }]);
    expect(() => scope.run('plan.edit', { edits: [{ ...lag, lag: days(2) }] })).toThrow('cannot be waited for longer');
  });
});
