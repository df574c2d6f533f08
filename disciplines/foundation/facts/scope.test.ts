import { createEvaluator, type FieldValues } from '@callosum/kernel';
import { testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { trialRegistry, trialScope } from '../testing/trial.ts';

function asking(today = '2027-03-01') {
  const scope = trialScope(today);
  return {
    scope,
    make: (kind: string, fields: FieldValues, state?: string) =>
      scope.create(kind, { title: 'One', ...fields }, state === undefined ? {} : { state }),
    value: (fact: string, at = today) =>
      createEvaluator(scope.graph, trialRegistry, testMoment(at)).value(`foundation.${fact}`, []).value,
  };
}

describe('scope growth', () => {
  test('is what came into scope after it was agreed', () => {
    const { make, value } = asking();
    expect(value('scope-as-agreed')).toBeUndefined();
    for (const title of ['a', 'b', 'c']) make('scopeItem', { title, baselined: true, effort: 100 }, 'in');
    expect([value('scope-as-agreed'), value('scope-growth-days')]).toEqual([100, 0]);
    make('scopeItem', { effort: 12, addedOn: '2027-02-01' }, 'in');
    make('scopeItem', { effort: 50, reason: 'No money' }, 'out');
    expect([value('scope-as-agreed'), value('scope-growth-days')]).toEqual([75, 12]);
  });

  test('is told in items, in days of work and in cost, as a share of what the charter allows', () => {
    const { make, value } = asking();
    expect([value('scope-growth-items'), value('scope-growth-cost')]).toEqual([undefined, 0]);
    make('scopeItem', { baselined: true }, 'in');
    make('scopeItem', { effort: 12 }, 'in');
    make('scopeItem', { reason: 'Later' }, 'deferred');
    expect(value('scope-growth-items')).toBe(1);
    const usd = (amount: string, currency = 'USD') => ({ cost: { amount, currency } });
    const change = (fields: FieldValues, state = 'approved') =>
      make('changeRequest', { class: 'minor', decision: 'Yes', ...fields }, state);
    change(usd('30000'));
    // Without a budget there is nothing to be a share of.
    expect(value('scope-growth-cost')).toBeUndefined();
    make('charter', { budget: { amount: '900000', currency: 'USD' }, approvedOn: '2027-01-04' }, 'superseded');
    make('charter', { budget: { amount: '1000000', currency: 'USD' }, approvedOn: '2027-02-04' }, 'approved');
    make('charter', { budget: { amount: '500000', currency: 'USD' }, approvedOn: '2027-01-14' }, 'approved');
    expect(value('scope-growth-cost')).toBe(3);
    change(usd('-5000'), 'implemented');
    change(usd('70000'), 'rejected');
    change(usd('70000', 'EUR'));
    change({});
    expect(value('scope-growth-cost')).toBe(2.5);
  });

  test('leaves what nobody has decided to another question', () => {
    const { make, value } = asking();
    make('scopeItem', {});
    expect([value('scope-as-agreed'), value('scope-undecided')]).toEqual([undefined, 1]);
  });
});

describe('open changes', () => {
  test('are as old as the oldest of them', () => {
    const { make, value } = asking();
    expect(value('changes-open-days')).toBe(0);
    make('changeRequest', { class: 'minor', raisedOn: '2027-02-20' });
    make('changeRequest', { class: 'minor', raisedOn: '2027-01-01', decision: 'No' }, 'rejected');
    expect(value('changes-open-days')).toBe(9);
    expect(value('changes-open-days', '2027-03-11')).toBe(19);
  });

  test('wait for the safety officer when they touch hazards, or when nobody has said', () => {
    const { make, value } = asking();
    make('changeRequest', { class: 'minor', hazards: 'none' });
    make('changeRequest', { class: 'minor', hazards: 'low', safetyOpinion: 'Fine with a warning' });
    expect(value('changes-without-safety-opinion')).toBe(0);
    make('changeRequest', { class: 'major', hazards: 'high' });
    make('changeRequest', { class: 'major' });
    expect(value('changes-without-safety-opinion')).toBe(2);
  });

  test('wait for the safety officer when they are linked to the hazard log, whatever was said of them', () => {
    const { scope, make, value } = asking();
    const change = make('changeRequest', { class: 'minor', hazards: 'none' });
    scope.link('changeRequest.touches', change, make('requirement', {}));
    expect(value('changes-without-safety-opinion')).toBe(0);
    const control = make('safetyControl', {});
    scope.link('changeRequest.touches', change, control);
    expect(value('changes-without-safety-opinion')).toBe(1);
    scope.apply([{ action: 'withdraw', id: control }]);
    expect(value('changes-without-safety-opinion')).toBe(0);
    scope.apply([
      { action: 'restore', id: control },
      { action: 'update', id: change, fields: { safetyOpinion: 'The control stays as it is.' } },
    ]);
    expect(value('changes-without-safety-opinion')).toBe(0);
  });

  test('cannot be approved without the safety officer’s opinion when a hazard is touched', () => {
    const { make } = asking();
    const approve = (fields: FieldValues) => () =>
      make('changeRequest', { class: 'major', hazards: 'medium', decision: 'Yes', ...fields }, 'approved');
    expect(approve({})).toThrow('needs the safety officer’s opinion');
    expect(approve({ safetyOpinion: 'A second check is needed' })).not.toThrow();
  });

  test('that are emergencies are looked at again within three days', () => {
    const { scope, make, value } = asking();
    const fields = { class: 'emergency', decision: 'Yes', decidedOn: '2027-02-27' };
    const id = make('changeRequest', fields, 'implemented');
    const unreviewed = (day: string) => value('emergency-changes-unreviewed', day);
    expect([unreviewed('2027-03-02'), unreviewed('2027-03-03')]).toEqual([0, 1]);
    scope.apply([{ action: 'update', id, fields: { reviewedOn: '2027-03-01' } }]);
    expect(unreviewed('2027-03-09')).toBe(0);
  });

  test('add up their delay once they are approved', () => {
    const { make, value } = asking();
    make('changeRequest', { class: 'minor', days: 4 });
    expect(value('changes-delay-days')).toBe(0);
    make('changeRequest', { class: 'minor', days: 4, decision: 'Yes' }, 'approved');
    make('changeRequest', { class: 'minor', days: -2, decision: 'Yes' }, 'implemented');
    expect(value('changes-delay-days')).toBe(4);
  });
});

describe('changes after the freeze', () => {
  test('are none while the plan knows no freeze', () => {
    const { make, value } = asking();
    make('changeRequest', { class: 'minor', raisedOn: '2027-02-20' });
    expect(value('changes-after-freeze')).toBe(0);
    expect(value('changes-after-freeze-days')).toBe(0);
  });

  test('are as old as the oldest of them that is open', () => {
    const { make, value } = asking();
    make('changeRequest', { class: 'minor', raisedOn: '2027-01-20' });
    make('changeRequest', { class: 'minor', raisedOn: '2027-02-20' });
    make('changeRequest', { class: 'minor', raisedOn: '2027-02-02', decision: 'No' }, 'rejected');
    make('blackoutWindow', { sort: 'freeze', start: '2027-02-01' });
    expect(value('changes-after-freeze')).toBe(1);
    expect([value('changes-after-freeze-days'), value('changes-after-freeze-days', '2027-03-11')]).toEqual([9, 19]);
    expect(value('changes-after-freeze-days', '2027-02-19')).toBe(0);
  });
});
