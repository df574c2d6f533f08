import { createEvaluator } from '@callosum/kernel';
import { testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { registry, safetyScope } from '../testing/scope.ts';
import { risk } from '../testing/written.ts';

const closing = (fields: object) => {
  const scope = safetyScope();
  const id = scope.create('hazard', { title: 'Wrong dose', ...fields });
  return () => scope.run('record.move', { id, move: 'close' });
};
const because = { closedBecause: 'The screen is not used any more' };

describe('a hazard is closed', () => {
  test('for a reason, and with a rating that is acceptable', () => {
    expect(closing({ initial: risk('5'), residual: risk('2'), ...because })).not.toThrow();
    expect(closing({ initial: risk('2'), ...because })).not.toThrow();
    expect(closing({ initial: risk('5'), residual: risk('2') })).toThrow(/closed for a reason/);
    expect(closing({ initial: risk('5'), residual: risk('2'), closedBecause: '  ' })).toThrow(/closed for a reason/);
  });

  test('not to take it off a gate: neither rated 4 or 5, nor unrated', () => {
    expect(closing({ initial: risk('5'), residual: risk('4'), ...because })).toThrow(/rated 4 is not closed/);
    expect(closing({ initial: risk('5'), ...because })).toThrow(/rated 5 is not closed/);
    expect(closing(because)).toThrow(/nobody has rated/);
  });

  test('and comes back when a control falls that it was closed on', () => {
    const scope = safetyScope();
    const fields = { initial: risk('5'), residual: risk('2'), ...because };
    const id = scope.create('hazard', { title: 'Wrong dose', ...fields });
    const control = scope.create('safetyControl', { title: 'Alert' }, { state: 'inPlace' });
    scope.link('safetyControl.reduces', control, id);
    const restored = { rto: 4, measuredRto: 3, rpo: 1, measuredRpo: 0.5, data: 'whole', heldOn: '2027-02-01' };
    const evidence = [scope.create('restoreTest', { title: 'Test', ...restored }, { state: 'done' })];
    for (const aspect of ['built', 'effective']) scope.run('safetyControl.verify', { id: control, aspect, evidence });
    scope.run('record.move', { id, move: 'close' });
    const evaluator = createEvaluator(scope.graph, registry, testMoment('2027-03-01'));
    const high = () => evaluator.value('safety.hazards-high-today', []).value;
    expect(high()).toBe(0);
    scope.run('record.move', { id: control, move: 'retire' });
    expect(high()).toBe(1);
    expect(evaluator.value('safety.hazards-fallen-back', []).value).toBe(1);
  });
});
