import { describe, expect, test } from 'vitest';
import { complexityOf } from './complexity.ts';
import { ask } from './testing/facts.ts';
import { interfaceScope } from './testing/scope.ts';

/** An interface to be built between two systems, with a profile, a mapping and a code map. */
function planned() {
  const scope = interfaceScope();
  const [lab, ehr] = ['Laboratory', 'Record'].map((title) => scope.create('system', { title }));
  const id = scope.create('interface', { title: 'Results', triggers: 'ORU^R01\nORU^R03' });
  if (lab !== undefined) scope.link('interface.source', id, lab);
  if (ehr !== undefined) scope.link('interface.target', id, ehr);
  const profile = scope.create('messageProfile', {
    title: 'Results',
    required: 'PID-3\nOBX-3\nOBX-5',
    localParts: 'ZLR',
  });
  scope.link('messageProfile.of', profile, id);
  const rules = scope.create('mapping', { title: 'Results', inUse: 40, mapped: 30, leftBehind: 4 });
  scope.link('mapping.for', rules, id);
  const map = scope.create('codeMap', { title: 'Tests', codes: 100, mapped: 60, critical: 5, criticalMapped: 4 });
  scope.link('codeMap.for', map, id);
  return { scope, id, ehr, lab, map };
}

describe('complexity of an interface', () => {
  test('is what its formula says, counted by hand', () => {
    const { scope, id } = planned();
    const found = complexityOf(scope.graph, id);
    expect(found?.counts).toEqual({
      triggers: 2,
      requiredParts: 3,
      localParts: 1,
      unmappedFields: 6,
      unmappedCodes: 40,
      criticalUnmappedCodes: 1,
      failedTests: 0,
      withoutProfile: 0,
      newPartners: 2,
    });
    // 2 × 3 + 3 × 0.5 + 1 × 4 + 6 × 1 + 40 × 0.2 + 1 × 2 + 2 × 8
    expect(found).toMatchObject({ points: 43.5, most: 'newPartners', size: { name: 'large', pessimistic: 2 } });
  });

  test('falls as codes are mapped and as something runs with its partners', () => {
    const { scope, id, ehr, map } = planned();
    scope.apply([{ action: 'update', id: map, fields: { mapped: 100, criticalMapped: 5 } }]);
    expect(complexityOf(scope.graph, id)?.points).toBe(33.5);
    const other = scope.create('interface', { title: 'Admissions' }, { state: 'live' });
    if (ehr !== undefined) scope.link('interface.target', other, ehr);
    expect(complexityOf(scope.graph, id)?.points).toBe(25.5);
  });

  test('grows with failed tests, and without a profile', () => {
    const { scope, id } = planned();
    const failed = scope.create(
      'interfaceTest',
      { title: 'R01', level: 'message', ranOn: '2027-02-01', finding: 'Lost' },
      { state: 'failed' },
    );
    scope.link('interfaceTest.tests', failed, id);
    expect(complexityOf(scope.graph, id)?.points).toBe(46.5);
    const bare = scope.create('interface', { title: 'Bare' });
    expect(complexityOf(scope.graph, bare)).toMatchObject({
      points: 10,
      most: 'withoutProfile',
      size: { name: 'small' },
    });
  });

  test('is a fact about what is still to be built', () => {
    const { scope, id } = planned();
    const { value, failing } = ask(scope, 'interoperability.complexity');
    expect(value).toBe(43.5);
    expect(failing).toEqual([
      ['Results', 'large', { points: 43.5, size: 'large', most: 'partners with whom nothing runs yet' }],
    ]);
    scope.apply([{ action: 'update', id, fields: {}, state: 'live' }]);
    expect(ask(scope, 'interoperability.complexity').value).toBeUndefined();
  });
});
