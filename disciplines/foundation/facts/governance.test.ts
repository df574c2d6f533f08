import { createEvaluator, type FieldValues } from '@callosum/kernel';
import { testId, testMoment } from '@callosum/kernel/testing';
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

const [ANA, BEN] = [testId(901), testId(902)];

describe('the charter', () => {
  const whole = {
    sponsor: ANA,
    budget: { amount: '27400000', currency: 'USD' },
    due: '2027-09-01',
    success: 'Falls halved',
  };

  test('is approved when it is whole and somebody has approved it', () => {
    const { make, value } = asking();
    expect(value('charter-approved')).toBeUndefined();
    make('charter', whole);
    expect(value('charter-approved')).toBe(0);
    const other = asking();
    other.make('charter', { ...whole, approvedOn: '2027-01-04' }, 'approved');
    expect(other.value('charter-approved')).toBe(100);
    other.make('charter', { approvedOn: '2027-01-04' }, 'approved');
    expect(other.value('charter-approved')).toBe(50);
  });

  test('is not approved without the day, and does not end before it begins', () => {
    const { make } = asking();
    expect(() => make('charter', whole, 'approved')).toThrow('says when it was approved');
    expect(() => make('charter', { start: '2027-09-02', due: '2027-09-01' })).toThrow('before the project starts');
  });
});

describe('actions and issues', () => {
  test('are overdue when their day has passed and they are still open', () => {
    const { make, value } = asking();
    make('action', { owner: ANA, due: '2027-02-28' }, 'doing');
    make('action', { due: '2027-02-28' }, 'done');
    make('action', { due: '2027-03-01' });
    expect(value('actions-overdue')).toBe(1);
    expect(value('actions-unowned')).toBe(1);
    make('issue', { due: '2027-02-01' }, 'escalated');
    expect(value('issues-overdue')).toBe(1);
  });

  test('are critical by severity, and a high one when patients are touched', () => {
    const { make, value } = asking();
    expect(value('issues-critical')).toBe(0);
    make('issue', { severity: 'critical' });
    make('issue', { severity: 'high', safety: true });
    make('issue', { severity: 'high' });
    make('issue', { severity: 'critical', resolution: 'Replaced' }, 'solved');
    expect(value('issues-critical')).toBe(2);
    expect(() => make('issue', {}, 'solved')).toThrow('how it was solved');
  });
});

describe('a decision held too long', () => {
  test('is counted by the records that wait for it', () => {
    const { scope, make, value } = asking();
    const late = make('decision', { due: '2027-02-20' });
    for (const title of ['a', 'b', 'c']) scope.link('decision.holds', late, make('task', { title }));
    const soon = make('decision', { due: '2027-03-20' });
    scope.link('decision.holds', soon, make('task', { title: 'd' }));
    expect(value('tasks-held-by-decisions')).toBe(3);
    scope.apply([{ action: 'update', id: late, fields: {}, state: 'decided' }]);
    expect(value('tasks-held-by-decisions')).toBe(0);
  });

  test('is voted on once by each', () => {
    const { make } = asking();
    expect(() => make('decision', { inFavour: [ANA], against: [ANA, BEN] })).toThrow('voted twice');
    expect(() => make('decision', { inFavour: [ANA], against: [BEN] })).not.toThrow();
  });
});

describe('committees and meetings', () => {
  test('need chair, decision rights and a limit', () => {
    const { make, value } = asking();
    make('committee', { owner: ANA, decides: 'Scope', limitDays: 10 });
    expect(value('committees-incomplete')).toBe(0);
    make('committee', { owner: ANA, decides: 'Content' });
    expect(value('committees-incomplete')).toBe(1);
    expect(() => make('committee', { quorum: 3, members: [ANA] })).toThrow('larger than the committee');
  });

  test('leave minutes, and nobody approves minutes that are not there', () => {
    const { make, value } = asking();
    make('meeting', { due: '2027-02-27' }, 'held');
    make('meeting', { due: '2027-02-27' });
    expect(value('minutes-overdue')).toBe(1);
    expect(() => make('meeting', {}, 'approved')).toThrow('no minutes');
  });
});

describe('money', () => {
  const usd = (amount: string) => ({ amount, currency: 'USD' });

  test('is over when a line will come to more than planned, or when nobody knows', () => {
    const { make, value } = asking();
    make('budgetLine', { planned: usd('100'), forecast: usd('100') });
    expect(value('budget-lines-over')).toBe(0);
    make('budgetLine', { planned: usd('100'), forecast: usd('100.01') });
    make('budgetLine', { planned: usd('100') });
    expect(value('budget-lines-over')).toBe(2);
  });

  test('of one line has one currency', () => {
    const { make } = asking();
    const mixed = { planned: usd('1'), forecast: { amount: '1', currency: 'EUR' } };
    expect(() => make('budgetLine', mixed)).toThrow('different currencies');
  });
});

describe('contracts and vendors', () => {
  test('are spoken of sixty days before the day of notice', () => {
    const { make, value } = asking();
    make('contract', { due: '2027-06-01', ends: '2027-12-31' }, 'signed');
    expect([value('contracts-notice-near', '2027-04-02'), value('contracts-notice-near', '2027-04-03')]).toEqual([
      0, 1,
    ]);
    expect(() => make('contract', { ends: '2027-01-01', due: '2027-02-01' })).toThrow('after the end');
  });

  test('belong together once a vendor is selected', () => {
    const { scope, make, value } = asking();
    const vendor = make('vendor', {}, 'selected');
    expect(value('vendors-without-contract')).toBe(1);
    const contract = make('contract', {});
    scope.link('contract.with', contract, vendor);
    expect(value('vendors-without-contract')).toBe(1);
    scope.apply([{ action: 'update', id: contract, fields: {}, state: 'signed' }]);
    expect(value('vendors-without-contract')).toBe(0);
  });

  test('are scored for every criterion that is open', () => {
    const { scope, make, value } = asking();
    const [alpha, beta] = [make('vendor', {}, 'shortlisted'), make('vendor', {}, 'shortlisted')];
    const criterion = make('selectionCriterion', { weight: 60 }, 'scoring');
    make('selectionCriterion', { weight: 40 });
    expect([value('selection-weight'), value('selection-scores-missing')]).toEqual([100, 1]);
    for (const vendor of [alpha, beta]) {
      const score = make('vendorScore', { scorer: ANA, score: 4, reason: 'Seen in the demonstration' });
      scope.link('vendorScore.of', score, vendor);
      scope.link('vendorScore.by', score, criterion);
    }
    expect(value('selection-scores-missing')).toBe(0);
    expect(() => make('vendorScore', { scorer: ANA, score: 4 })).toThrow('needs its reason');
  });
});

describe('benefits', () => {
  test('rest on a year of figures from before', () => {
    const { make, value } = asking();
    const fields = { sign: 'benefit', owner: ANA, baseline: 9, target: 3, direction: 'lower', baselineMonths: 12 };
    make('benefit', fields);
    expect(value('benefits-without-baseline')).toBe(0);
    make('benefit', { ...fields, baselineMonths: 11 });
    expect(value('benefits-without-baseline')).toBe(1);
  });

  test('are reached when they are measured, in the direction that is better', () => {
    const { make, value } = asking();
    const fields = { sign: 'benefit', direction: 'lower', target: 3, realisedOn: '2027-02-01' };
    make('benefit', { ...fields, realised: 3 }, 'measuring');
    make('benefit', { ...fields, realised: 4 }, 'measuring');
    make('benefit', { sign: 'benefit', target: 3 }, 'measuring');
    make(
      'benefit',
      { sign: 'benefit', direction: 'higher', target: 3, realised: 9, realisedOn: '2027-02-01' },
      'realised',
    );
    expect(value('benefits-on-target')).toBe(50);
    // Before the figures were taken nothing was reached.
    expect(value('benefits-on-target', '2027-01-31')).toBe(0);
    expect(() => make('benefit', { sign: 'benefit' }, 'realised')).toThrow('means measured');
    expect(() => make('benefit', { sign: 'benefit', direction: 'lower', baseline: 3, target: 9 })).toThrow(
      'worse than today',
    );
  });
});
