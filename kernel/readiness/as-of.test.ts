import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRegistry } from '../declare/registry.ts';
import { addDays } from '../declare/moment.ts';
import { createTestScope, testMoment } from '../testing/graph.ts';
import { attempt, begunScope, histories } from '../testing/histories.ts';
import { sample } from '../testing/kinds.ts';
import { createEvaluator } from './evaluate.ts';
import type { Judge } from './judge.ts';
import { type CriterionDefinition, criterionRows, evaluateGate, type GateDefinition, prepareGates } from './gate.ts';

const registry = createRegistry([sample], []);
const NOW = '2027-03-01';
const TODAY = testMoment(NOW);
const criterion: CriterionDefinition = {
  id: 'c',
  key: 'c',
  title: 'Nothing is late',
  fact: 'sample.overdue',
  filter: [],
  comparison: 'atMost',
  target: 0,
  weight: 1,
  stop: true,
  asOf: 'gate',
};
const gateOn = (date: string | undefined, over: Partial<CriterionDefinition> = {}): GateDefinition => ({
  id: 'g',
  key: 'g',
  title: 'g',
  goLive: false,
  criteria: [{ ...criterion, ...over }],
  ...(date === undefined ? {} : { date }),
});
const all = (evaluator: Judge) =>
  [...registry.facts.keys()].map((fact) => ({
    value: evaluator.value(fact, []),
    rows: [...evaluator.rows(fact, [])].sort((a, b) => (a.id < b.id ? -1 : 1)),
  }));

describe('a criterion asked of the day of its gate', () => {
  const scope = createTestScope(registry);
  const id = scope.create('step', { title: 'Certificate', due: '2027-03-20' });
  const evaluator = createEvaluator(scope.graph, registry, TODAY);
  const asked = (gate: GateDefinition) => evaluateGate(gate, evaluator, TODAY).criteria[0];

  test('sees what will have run out by then, and says for which day it was judged', () => {
    expect(asked(gateOn('2027-04-01', { asOf: 'now' }))).toMatchObject({ state: 'met', value: 0 });
    expect(asked(gateOn('2027-03-20'))).toMatchObject({ state: 'met', on: '2027-03-20' });
    const gate = gateOn('2027-03-21');
    expect(asked(gate)).toMatchObject({ state: 'unmet', value: 1, on: '2027-03-21' });
    expect(criterionRows(gate, gate.criteria[0] ?? criterion, evaluator)).toMatchObject([
      { id, judgement: { ok: false, reason: 'overdue' } },
    ]);
    expect(evaluator.value('sample.overdue', []).value).toBe(0);
  });

  test('is asked of today once the day has come, and stays unknown while the gate has no day', () => {
    for (const past of [NOW, '2027-02-01']) {
      const found = asked(gateOn(past));
      expect(found).toMatchObject({ state: 'met', value: 0 });
      expect(found?.on).toBeUndefined();
    }
    const undated = gateOn(undefined);
    expect(asked(undated)).toMatchObject({ state: 'unknown', value: undefined });
    expect(criterionRows(undated, undated.criteria[0] ?? criterion, evaluator)).toEqual([]);
  });

  test('is prepared in steps for its day, so that the gate has next to nothing left to judge', () => {
    const fresh = createEvaluator(scope.graph, registry, TODAY);
    expect([...prepareGates([gateOn('2027-03-21')], fresh)].length).toBeGreaterThan(0);
    expect([...fresh.on('2027-03-21').prepare('sample.overdue')]).toEqual([]);
    expect([...fresh.prepare('sample.overdue')]).toHaveLength(1);
  });

  test('lets the day come nearer: what is ahead moves along, and is today when it is there', () => {
    const moving = createEvaluator(scope.graph, registry, TODAY);
    const ahead = moving.on('2027-03-21');
    expect(ahead.value('sample.overdue', []).value).toBe(1);
    moving.moveTo(testMoment('2027-03-20'));
    expect(moving.on('2027-03-21').value('sample.overdue', []).value).toBe(1);
    moving.moveTo(testMoment('2027-03-21'));
    expect(moving.on('2027-03-21')).toBe(moving);
  });
});

describe('a day to come', () => {
  const days = fc.integer({ min: 1, max: 400 });

  test('says the same as today where no day lies after today', () => {
    const past = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.nat(9), fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(past, days, (steps, ahead) => {
        const scope = createTestScope(registry);
        for (const [ago, effort, isClosed] of steps)
          scope.create('step', { title: 's', effort, due: addDays(NOW, -ago) }, isClosed ? { state: 'closed' } : {});
        const evaluator = createEvaluator(scope.graph, registry, TODAY);
        const then = all(evaluator.on(addDays(NOW, ahead)));
        expect(then.map(({ value }) => value)).toEqual(all(evaluator).map(({ value }) => value));
      }),
    );
  });

  test('follows the graph, and agrees with an evaluator made for that day after any history', () => {
    fc.assert(
      fc.property(histories, days, (intentions, ahead) => {
        const scope = begunScope(registry);
        const day = addDays(NOW, ahead);
        const following = createEvaluator(scope.graph, registry, TODAY).on(day);
        all(following);
        intentions.forEach((intention, index) => attempt(scope, intention, index));
        expect(all(following)).toEqual(all(createEvaluator(scope.graph, registry, testMoment(day))));
      }),
      { numRuns: 100 },
    );
  });

  test('is forgotten with the evaluator it belongs to', () => {
    const scope = createTestScope(registry);
    scope.create('step', { title: 'a', effort: 3 });
    const evaluator = createEvaluator(scope.graph, registry, TODAY);
    const [before, after] = [evaluator.on('2027-04-01'), (evaluator.close(), evaluator.on('2027-05-01'))];
    for (const one of [before, after]) expect(one.value('sample.effort', []).value).toBe(3);
    scope.create('step', { title: 'b', effort: 4 });
    for (const one of [before, after]) expect(one.value('sample.effort', []).value).toBe(3);
  });
});
