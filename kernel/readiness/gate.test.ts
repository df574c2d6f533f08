import { describe, expect, test } from 'vitest';
import { createRegistry } from '../declare/registry.ts';
import { createTestScope, testMoment } from '../testing/graph.ts';
import { sample } from '../testing/kinds.ts';
import { createEvaluator } from './evaluate.ts';
import {
  comparisonFits,
  type CriterionDefinition,
  criterionRows,
  type DecisionDefinition,
  evaluateGate,
  evaluateGates,
  gatesAsking,
  type GateDefinition,
} from './gate.ts';

const registry = createRegistry([sample], []);
const scope = createTestScope(registry);
scope.create('step', { title: 'late', effort: 3, due: '2027-02-01' });
scope.create('step', { title: 'in time', effort: 5, due: '2027-04-01' });

function criterion(over: Partial<CriterionDefinition> = {}): CriterionDefinition {
  return {
    id: 'c',
    key: 'c',
    title: 'c',
    fact: 'sample.overdue',
    filter: [],
    comparison: 'atMost',
    target: 0,
    weight: 1,
    stop: false,
    ...over,
  };
}
const MET = criterion({ target: 1 });
const UNMET = criterion({ target: 0 });
const UNKNOWN = criterion({ filter: [{ field: 'title', op: 'is', value: 'nobody' }] });

function gate(criteria: readonly CriterionDefinition[], over: Partial<GateDefinition> = {}): GateDefinition {
  return { id: 'g', key: 'g', title: 'g', goLive: false, criteria, ...over };
}
function evaluated(definition: GateDefinition, today = '2027-03-01') {
  const at = testMoment(today);
  return evaluateGate(definition, createEvaluator(scope.graph, registry, at), at);
}
const states = (criteria: readonly CriterionDefinition[]) =>
  evaluated(gate(criteria)).criteria.map(({ state }) => state);

describe('a criterion', () => {
  test('is met, unmet, or unknown when nothing is proved', () => {
    expect(states([MET, UNMET, UNKNOWN])).toEqual(['met', 'unmet', 'unknown']);
  });

  test('compares as it says, its target included', () => {
    const on = (comparison: CriterionDefinition['comparison'], target: number) => criterion({ comparison, target });
    expect(
      states([
        on('atMost', 1),
        on('atMost', 0.9),
        on('atLeast', 1),
        on('atLeast', 1.1),
        on('exactly', 1),
        on('exactly', 0),
      ]),
    ).toEqual(['met', 'unmet', 'met', 'unmet', 'met', 'unmet']);
  });

  test('that is unknown is never met, whatever it compares with', () => {
    for (const comparison of ['atMost', 'atLeast', 'exactly'] as const) {
      for (const target of [-1e9, 0, 1e9]) expect(states([{ ...UNKNOWN, comparison, target }])).toEqual(['unknown']);
    }
    expect(states([criterion({ fact: 'sample.gone', target: 100 })])).toEqual(['unknown']);
  });

  test('is waived through the last day of its waiver and no longer', () => {
    const waived = gate([{ ...UNMET, stop: true, waiver: { by: 'x', until: '2027-03-01', reason: 'agreed' } }]);
    expect(evaluated(waived, '2027-03-01')).toMatchObject({ state: 'ready', criteria: [{ state: 'waived' }] });
    expect(evaluated(waived, '2027-03-02')).toMatchObject({ state: 'blocked', criteria: [{ state: 'unmet' }] });
  });

  test('that is met stays met under a waiver', () => {
    expect(states([{ ...MET, waiver: { by: 'x', until: '2027-04-01', reason: 'agreed' } }])).toEqual(['met']);
  });

  test('asks about rows up to the date of its gate, and about none without one', () => {
    const byGate = criterion({
      fact: 'sample.effort',
      comparison: 'atLeast',
      target: 1,
      filter: [{ field: 'due', op: 'upTo', value: { gateDate: true } }],
    });
    expect(evaluated(gate([byGate], { date: '2027-03-01' })).criteria[0]).toMatchObject({ value: 3, state: 'met' });
    expect(evaluated(gate([byGate], { date: '2027-04-01' })).criteria[0]).toMatchObject({ value: 8, total: 2 });
    expect(evaluated(gate([byGate])).criteria[0]).toMatchObject({ state: 'unknown', total: 0 });
  });

  test('opens to its rows', () => {
    const evaluator = createEvaluator(scope.graph, registry, testMoment('2027-03-01'));
    expect(criterionRows(gate([UNMET]), UNMET, evaluator).map(({ judgement }) => judgement.ok)).toEqual([false, true]);
  });

  test('may compare only in the direction in which its fact improves', () => {
    const overdue = registry.facts.get('sample.overdue');
    const share = registry.facts.get('sample.mentioned');
    if (!overdue || !share) throw new Error('sample facts are gone');
    expect(comparisonFits(overdue, 'atMost')).toBe(true);
    expect(comparisonFits(overdue, 'atLeast')).toBe(false);
    expect(comparisonFits(share, 'atLeast')).toBe(true);
    expect(comparisonFits(share, 'exactly')).toBe(true);
  });
});

test('gates ask about the records behind their criteria, and about no others', () => {
  const evaluator = createEvaluator(scope.graph, registry, testMoment('2027-03-01'));
  const [late, inTime] = [...scope.graph.rows('step')].map(({ id }) => id);
  const byTitle = criterion({ id: 'one', filter: [{ field: 'title', op: 'is', value: 'late' }] });
  const gates = [gate([MET, byTitle]), gate([UNKNOWN], { id: 'other' })];
  const asking = (...ids: (string | undefined)[]) =>
    gatesAsking(gates, evaluator, new Set(ids.filter((id) => id !== undefined))).map(({ gate: { id }, criteria }) => [
      id,
      criteria.map((one) => one.id),
    ]);
  expect(asking(late)).toEqual([['g', ['c', 'one']]]);
  expect(asking(inTime)).toEqual([['g', ['c']]]);
  expect(asking('nothing')).toEqual([]);
});

describe('a gate', () => {
  test('is ready, short or blocked by what is missing', () => {
    const state = (...criteria: CriterionDefinition[]) => evaluated(gate(criteria)).state;
    expect(state(MET)).toBe('ready');
    expect(state(MET, UNMET)).toBe('short');
    expect(state(MET, UNKNOWN)).toBe('short');
    expect(state(MET, { ...UNMET, stop: true })).toBe('blocked');
    expect(state(MET, { ...UNKNOWN, stop: true })).toBe('blocked');
  });

  test('without criteria is blocked and has no score: it asks for nothing, so nothing is proved', () => {
    expect(evaluated(gate([]))).toMatchObject({ state: 'blocked', score: undefined });
  });

  test('scores the weight that is met; waived and unknown do not count', () => {
    const waived = { ...UNMET, weight: 2, waiver: { by: 'x', until: '2027-04-01', reason: 'agreed' } };
    expect(evaluated(gate([{ ...MET, weight: 5 }, waived, { ...UNKNOWN, weight: 3 }])).score).toBe(50);
  });

  const decided = (over: Partial<DecisionDefinition>): GateDefinition =>
    gate([{ ...UNMET, stop: true }], {
      decision: { id: 'd', outcome: 'go', decidedOn: '2027-02-01', conditions: [], ...over },
    });

  test('shows what was decided', () => {
    expect(evaluated(decided({})).state).toBe('passed');
    expect(evaluated(decided({ outcome: 'noGo' })).state).toBe('refused');
    expect(evaluated(decided({ outcome: 'conditional' })).state).toBe('conditional');
  });

  test('is open again the day after a condition ran out, and says which', () => {
    const condition = { id: 'k', title: 'Kits', due: '2027-03-01', fulfilled: false };
    const conditional = decided({ outcome: 'conditional', conditions: [condition] });
    expect(evaluated(conditional, '2027-03-01')).toMatchObject({ state: 'conditional', expired: [] });
    expect(evaluated(conditional, '2027-03-02')).toMatchObject({ state: 'reopened', expired: [condition] });
    const fulfilled = decided({ outcome: 'conditional', conditions: [{ ...condition, fulfilled: true }] });
    expect(evaluated(fulfilled, '2027-03-02').state).toBe('conditional');
  });

  test('takes its place by date; gates without one come last', () => {
    const at = testMoment('2027-03-01');
    const gates = [
      gate([], { id: 'none' }),
      gate([], { id: 'late', date: '2027-05-01' }),
      gate([], { id: 'early', date: '2027-04-01' }),
    ];
    const order = evaluateGates(gates, createEvaluator(scope.graph, registry, at), at).map(({ id }) => id);
    expect(order).toEqual(['early', 'late', 'none']);
  });
});
