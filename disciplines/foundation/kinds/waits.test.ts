import { type Actor, holds, type Kind, ruledRows, waitsFor } from '@callosum/kernel';
import { testId, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { foundationScope, gateOn, registry } from '../testing/scope.ts';
import { changeRequest } from './change-request.ts';
import { decision } from './decision.ts';
import { gate } from './gate.ts';

const ADA = testId(1);
const as = (more: Partial<Actor>): Actor => ({ account: ADA, roles: ['contributor'], offices: [], ...more });

/** Whether a record waits for somebody, by its kind. */
function waits(scope: ReturnType<typeof foundationScope>, kind: Kind, id: string, actor: Actor): boolean {
  const row = scope.graph.find(id);
  const wanted = ruledRows(waitsFor(kind), actor);
  return row !== undefined && wanted !== undefined && holds(wanted, row, actor, scope.graph);
}

describe('in somebody’s day', () => {
  test('a gate waits for those who may decide it once its day is near, until it is decided', () => {
    const scope = foundationScope('2027-03-01');
    const { gate: id } = gateOn(scope, { stop: false, milestone: scope.milestone('T-90', '2027-03-20') });
    expect(waits(scope, gate, id, as({ roles: ['executive'] }))).toBe(true);
    expect(waits(scope, gate, id, as({ roles: ['contributor'] }))).toBe(false);
    const until = (day: string) => {
      const row = scope.graph.get(gate, id);
      return row && gate.waitsUntil?.(row, scope.graph, testMoment(day), registry);
    };
    expect(['2027-02-20', '2027-03-01', '2027-03-25'].map(until)).toEqual([undefined, '2027-03-20', '2027-03-20']);
    const rationale = 'The board is satisfied';
    const votes = [{ voter: ADA, vote: 'for' }];
    scope.run('gate.decide', { gate: id, outcome: 'noGo', rationale, votes, conditions: [] });
    expect(until('2027-03-01')).toBeUndefined();
  });

  test('a decision waits for whoever decides, and for the chair of the committee that has it to decide', () => {
    const scope = foundationScope();
    const id = scope.create('decision', { title: 'Freeze?', owner: testId(2) });
    expect(waits(scope, decision, id, as({}))).toBe(false);
    scope.link('decision.decidedBy', id, scope.create('committee', { title: 'Steering', owner: ADA }));
    expect(waits(scope, decision, id, as({}))).toBe(true);
    expect(waits(scope, decision, id, as({ account: testId(2) }))).toBe(true);
    expect(waits(scope, decision, id, as({ account: testId(3) }))).toBe(false);
  });

  test('a change that may touch a hazard waits for the safety officer until it is decided', () => {
    const scope = foundationScope();
    const officer = as({ offices: ['safetyOfficer'] });
    const harmless = scope.create('changeRequest', { title: 'New logo', class: 'minor', hazards: 'none' });
    const unknown = scope.create('changeRequest', { title: 'New order set', class: 'major' });
    expect([harmless, unknown].map((id) => waits(scope, changeRequest, id, officer))).toEqual([false, true]);
    scope.apply([{ action: 'update', id: unknown, fields: { decision: 'No' }, state: 'rejected' }]);
    expect(waits(scope, changeRequest, unknown, officer)).toBe(false);
  });
});
