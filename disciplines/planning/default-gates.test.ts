import { defaultGates } from '@callosum/foundation';
import { comparisonFits } from '@callosum/kernel';
import { describe, expect, test } from 'vitest';
import { registry } from './testing/scope.ts';

describe('the criteria of the default gates', () => {
  const criteria = defaultGates.gates.flatMap((gate) => gate.criteria.map((one) => ({ gate: gate.key, ...one })));
  const own = criteria.filter(({ fact }) => /^(planning|foundation)\./.test(fact));

  test('ask for facts that exist, in the direction in which they improve', () => {
    expect(own.length).toBeGreaterThan(40);
    for (const { gate, fact, comparison } of own) {
      const declared = registry.facts.get(fact);
      expect(declared && comparisonFits(declared, comparison), `${gate}: ${fact}`).toBe(true);
    }
  });

  test('filter by fields that the judged kind has', () => {
    for (const { fact, filter = [] } of own) {
      const kind = registry.kinds.get(registry.facts.get(fact)?.kind ?? '');
      for (const { field } of filter) expect(Object.keys(kind?.fields ?? {}), fact).toContain(field);
    }
  });

  test('have keys that are unique within their gate', () => {
    for (const { key, criteria: list } of defaultGates.gates) {
      expect(new Set(list.map((one) => one.key)).size, key).toBe(list.length);
    }
  });
});

describe('the reasons of the facts', () => {
  test('are texts in plain words', () => {
    for (const fact of registry.facts.values()) {
      for (const text of Object.values(fact.reasons)) expect(text.length, fact.name).toBeGreaterThan(3);
    }
  });
});
