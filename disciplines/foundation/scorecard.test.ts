import { describe, expect, test } from 'vitest';
import { scorecard } from './scorecard.ts';
import { foundationScope } from './testing/scope.ts';

const KEYS = ['charter', 'T-90', 'go-no-go'] as const;

function withGates() {
  const scope = foundationScope();
  const gates = Object.fromEntries(KEYS.map((key) => [key, scope.create('gate', { title: key, key })]));
  const criteria = (key: (typeof KEYS)[number]) =>
    scope.graph.in(gates[key] ?? '', 'criterion.of').map(({ from }) => scope.graph.find(from)?.fields);
  return { scope, criteria };
}

/** What foundation alone can be asked in this test: no other discipline’s facts are declared here. */
const asked = (gate: string) =>
  scorecard.criteria.filter((one) => one.gate === gate && one.fact.startsWith('foundation.'));

describe('the scorecard', () => {
  test('adds to each gate that stands what it asks there of the disciplines chosen', () => {
    const { scope, criteria } = withGates();
    const { result } = scope.run('gate.addScorecard', { disciplines: ['foundation'] });
    for (const key of KEYS) {
      expect(criteria(key).map((fields) => fields?.key)).toEqual(asked(key).map((one) => one.key));
      expect(asked(key).length).toBeGreaterThan(0);
    }
    expect(result).toEqual({ criteria: KEYS.reduce((sum, key) => sum + asked(key).length, 0) });
    expect(criteria('charter')[0]).toMatchObject({ fact: 'foundation.charter-approved', target: 100, stop: true });
  });

  test('leaves what a gate asks already, as it was changed', () => {
    const { scope, criteria } = withGates();
    scope.run('gate.addScorecard', { disciplines: ['foundation'] });
    const [first] = scope.graph.rows('criterion');
    scope.apply([{ action: 'update', id: first?.id ?? '', fields: { target: 60 } }]);
    expect(() => scope.run('gate.addScorecard', { disciplines: ['foundation'] })).toThrow('ask all of that already');
    expect(criteria('charter')[0]).toMatchObject({ target: 60 });
  });

  test('knows its disciplines', () => {
    const { scope } = withGates();
    expect(() => scope.run('gate.addScorecard', { disciplines: ['alchemy'] })).toThrow('no discipline “alchemy”');
    expect(() => scope.run('gate.addScorecard', { disciplines: [] })).toThrow('at least one');
  });

  test('asks each question of a gate once', () => {
    const places = scorecard.criteria.map(({ gate, key }) => `${gate} ${key}`);
    expect(new Set(places).size).toBe(places.length);
  });
});
