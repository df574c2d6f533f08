import { upgradeFields } from '@callosum/kernel';
import { describe, expect, test } from 'vitest';
import { safetyScope } from '../testing/scope.ts';
import { risk } from './risk.ts';

describe('a risk written before responses were strategies', () => {
  const up = (fields: Record<string, string>) => upgradeFields(risk, { title: 'r', ...fields }, 1);

  test('keeps its sentence as the plan', () => {
    expect(up({ response: 'Order spare devices' })).toEqual({ title: 'r', responsePlan: 'Order spare devices' });
  });

  test('keeps one of the four words as the strategy', () => {
    for (const word of ['avoid', 'reduce', 'transfer', 'accept'])
      expect(up({ response: word })).toEqual({ title: 'r', response: word });
    expect(up({ response: 'Avoid' })).toEqual({ title: 'r', responsePlan: 'Avoid' });
    expect(up({ response: 'constructor' })).toEqual({ title: 'r', responsePlan: 'constructor' });
  });

  test('without a response stays without one', () => {
    expect(up({})).toEqual({ title: 'r' });
    expect(up({ response: '  ' })).toEqual({ title: 'r' });
  });

  test('is not changed by being upgraded twice, nor is one of today', () => {
    const upgrade = risk.upgrades[0];
    if (!upgrade) throw new Error('the upgrade is gone');
    for (const response of ['Order spare devices', 'reduce', '']) {
      const once = upgrade.up({ title: 'r', response });
      expect(upgrade.up(once)).toEqual(once);
    }
    const today = { title: 'r', response: 'reduce', responsePlan: 'Order spare devices' };
    expect(upgrade.up(today)).toEqual(today);
  });

  test('can be written again as it then is', () => {
    const scope = safetyScope();
    scope.create('risk', up({ response: 'Order spare devices' }));
    scope.create('risk', up({ response: 'accept' }));
    expect(scope.graph.count('risk')).toBe(2);
  });
});

describe('a risk', () => {
  test('threatens any number of tasks', () => {
    const scope = safetyScope();
    const id = scope.create('risk', { title: 'r' });
    for (const title of ['a', 'b']) scope.link('risk.threatens', id, scope.create('task', { title }));
    expect(scope.graph.out(id, 'risk.threatens')).toHaveLength(2);
  });

  test('may close, occur, and open again', () => {
    expect(Object.keys(risk.lifecycle.states)).toEqual(['open', 'closed', 'occurred']);
    expect(risk.fields.likelihood.material && risk.fields.impact.material).toBe(true);
  });
});
