import { seenGraph } from '@callosum/kernel';
import { testId, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { foundationScope, registry } from '../testing/scope.ts';
import { scoreTable, vendorSelection, type VendorSelection } from './vendor-selection.ts';
import { nearestTip, weigh } from './weighing.ts';

type Scope = ReturnType<typeof foundationScope>;

const ONE = testId(700_001);
const OTHER = testId(700_002);

function criterion(scope: Scope, title: string, weight: number, state = 'closed', mandatory = false): string {
  return scope.create('selectionCriterion', { title, weight, mandatory }, { state });
}

function score(scope: Scope, by: string, of: string, scorer: string, value: number, consensus?: number): string {
  const id = scope.create('vendorScore', {
    title: 'score',
    scorer,
    score: value,
    reason: 'Seen',
    ...(consensus === undefined ? {} : { consensus, changeReason: 'Heard the others' }),
  });
  scope.link('vendorScore.by', id, by);
  scope.link('vendorScore.of', id, of);
  return id;
}

const look = ({ graph }: Scope, choices: object = {}): VendorSelection =>
  vendorSelection.build({ graph, at: testMoment('2027-03-01'), registry }, choices);

const weighed = (model: VendorSelection) =>
  weigh(
    model.weighed.map((place) => model.criteria[place]?.weight ?? 0),
    scoreTable(model),
  );

/** Workflow weighs 60 and is Alder’s strength (5 and 3), cost weighs 40 and is Birch’s (2 and 4). */
function twoOffers() {
  const scope = foundationScope();
  const alder = scope.create('vendor', { title: 'Alder' }, { state: 'shortlisted' });
  const birch = scope.create('vendor', { title: 'Birch' }, { state: 'shortlisted' });
  const workflow = criterion(scope, 'Workflow', 60);
  const cost = criterion(scope, 'Cost', 40);
  score(scope, workflow, alder, ONE, 5);
  score(scope, workflow, birch, ONE, 3);
  score(scope, cost, alder, ONE, 1, 2);
  score(scope, cost, alder, OTHER, 4, 2);
  score(scope, cost, birch, ONE, 4);
  return { scope, alder, birch, workflow, cost };
}

describe('a selection of vendors', () => {
  test('leads, and tips, where it was worked out by hand', () => {
    const model = look(twoOffers().scope);
    const result = weighed(model);
    expect(result?.totals.map((one) => Math.round(one * 1e9) / 1e9)).toEqual([3.8, 3.4]);
    // 2x − 2(1 − x) = 0 at one half.
    expect(result && nearestTip(result)).toMatchObject({ by: 1 });
    expect(result && nearestTip(result)?.to).toBeCloseTo(0.5, 12);
  });

  test('what the panel agreed on holds; how far they were apart stays to be seen', () => {
    const { criteria } = look(twoOffers().scope);
    expect(criteria[1]?.cells[0]).toMatchObject({ value: 2, spread: 3 });
    expect(criteria[1]?.cells[0]?.given.map(({ score: one, consensus }) => [one, consensus])).toEqual([
      [1, 2],
      [4, 2],
    ]);
  });

  test('a criterion that is scored blindly tells nothing, not even to whoever may see its scores', () => {
    const { scope, alder } = twoOffers();
    const blind = criterion(scope, 'Security', 10, 'scoring');
    score(scope, blind, alder, ONE, 5);
    const model = look(scope);
    expect(model.blind.map(({ title }) => title)).toEqual(['Security']);
    expect(JSON.stringify(model.criteria)).not.toContain('Security');
  });

  test('and whoever may not see a score finds no trace of it', () => {
    const { scope, alder } = twoOffers();
    const blind = criterion(scope, 'Security', 10, 'scoring');
    const hidden = score(scope, blind, alder, ONE, 5);
    const actor = { account: OTHER, roles: ['contributor' as const], offices: [] };
    const seen = seenGraph(registry, scope.graph, actor);
    const model = vendorSelection.build({ graph: seen, at: testMoment('2027-03-01'), registry }, {});
    expect(JSON.stringify(model)).not.toContain(hidden);
    expect(model.criteria).toHaveLength(2);
  });

  test('who has no score for a criterion is not compared by it', () => {
    const { scope, alder } = twoOffers();
    const half = criterion(scope, 'Contract', 50);
    score(scope, half, alder, ONE, 5);
    const model = look(scope);
    expect(model.incomplete.map(({ title }) => title)).toEqual(['Contract']);
    // The heaviest comes first, and it is the second here.
    expect(model.weighed).toEqual([0, 2]);
  });

  test('who misses a knock-out criterion is out', () => {
    const { scope, alder, birch } = twoOffers();
    const must = criterion(scope, 'Agreement', 0, 'closed', true);
    score(scope, must, alder, ONE, 0);
    score(scope, must, birch, ONE, 5);
    const model = look(scope);
    expect(model.vendors[0]?.failed.map(({ title }) => title)).toEqual(['Agreement']);
    expect(model.ranked).toEqual([1]);
    expect(weighed(model)?.tipping.every(({ below, above }) => !below && !above)).toBe(true);
  });

  test('before any score is shown, those on the shortlist stand there without one', () => {
    const scope = foundationScope();
    scope.create('vendor', { title: 'Alder' }, { state: 'shortlisted' });
    scope.create('vendor', { title: 'Elm' });
    criterion(scope, 'Workflow', 60, 'scoring');
    const model = look(scope);
    expect(model.vendors.map(({ title }) => title)).toEqual(['Alder']);
    expect(weighed(model)).toBeUndefined();
  });
});

describe('what a vendor costs', () => {
  const usd = (amount: number) => ({ amount: String(amount), currency: 'USD' });

  function contract(scope: Scope, vendor: string, fields: object, state = 'negotiating'): string {
    const id = scope.create('contract', { title: 'Offer', ...fields }, { state });
    scope.link('contract.with', id, vendor);
    return id;
  }

  test('is what is paid once and what is paid each year, discounted', () => {
    const { scope, alder } = twoOffers();
    contract(scope, alder, { value: usd(999), oneOff: usd(100), yearly: usd(50) });
    const cost = look(scope, { years: '3', rate: '10' }).vendors[0]?.cost;
    expect(cost).toMatchObject({ total: 250, once: 100, again: 150, currency: 'USD' });
    expect(cost?.present).toBeCloseTo(150 + 50 / 1.1 + 50 / 1.21, 9);
  });

  test('comes from the budget lines that pay for a contract without prices, as they are forecast', () => {
    const { scope, birch } = twoOffers();
    const offer = contract(scope, birch, { value: usd(999) });
    const line = (fields: object) => {
      const id = scope.create('budgetLine', { title: 'Line', ...fields });
      scope.link('budgetLine.pays', id, offer);
    };
    line({ year: 1, planned: usd(100), forecast: usd(120) });
    line({ year: 2, untilYear: 4, planned: usd(10) });
    line({ year: 1, planned: { amount: '7', currency: 'EUR' } });
    const cost = look(scope, { years: '3', rate: '0' }).vendors[1]?.cost;
    expect(cost).toMatchObject({ total: 140, once: 120, again: 20 });
    expect(cost?.foreign).toHaveLength(1);
  });

  test('stands in the first year where only one sum is known, and says so; what has ended is not counted', () => {
    const { scope, alder, birch } = twoOffers();
    contract(scope, alder, { value: usd(80) });
    contract(scope, birch, { value: usd(80) }, 'ended');
    const [first, second] = look(scope).vendors;
    expect(first?.cost?.undivided).toHaveLength(1);
    expect(first?.cost?.years[0]?.amount).toBe(80);
    expect(second?.cost).toBeUndefined();
  });

  test.each([{ years: '0' }, { years: '2.5' }, { rate: '-1' }, { rate: 'much' }])(
    'cannot be asked for %j',
    (choices) => {
      expect(() => look(foundationScope(), choices)).toThrow();
    },
  );
});
