import { criterion, defaultGates } from '@callosum/foundation';
import { describe, expect, test } from 'vitest';
import { registry } from './testing/scope.ts';

describe('the criteria of the default gates', () => {
  const criteria = defaultGates.gates.flatMap((gate) => gate.criteria.map((one) => ({ gate: gate.key, ...one })));
  const own = criteria.filter(({ fact }) => /^(planning|foundation)\./.test(fact));

  test('keep the rules of the kind', () => {
    expect(own.length).toBeGreaterThan(40);
    for (const { gate, ...fields } of own) {
      expect(criterion.check?.(fields, { registry, state: 'current' }), `${gate}: ${fields.key}`).toEqual([]);
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
