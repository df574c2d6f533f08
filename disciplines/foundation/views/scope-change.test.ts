import { testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { foundationScope, registry } from '../testing/scope.ts';
import { scopeChange, type ScopeAndChange } from './scope-change.ts';

type Scope = ReturnType<typeof foundationScope>;

const look = ({ graph }: Scope, choices: object = {}, today = '2027-03-31'): ScopeAndChange =>
  scopeChange.build({ graph, at: testMoment(today), registry }, choices);

const usd = (amount: number, currency = 'USD') => ({ amount: String(amount), currency });

function change(scope: Scope, fields: object, state = 'raised'): string {
  return scope.create('changeRequest', { title: 'Change', class: 'minor', decision: 'So be it', ...fields }, { state });
}

describe('scope', () => {
  /** Ten days of work agreed in two items, another of three days came in February, and one that nobody has measured. */
  function grown() {
    const scope = foundationScope();
    const item = (fields: object, state = 'in') =>
      scope.create('scopeItem', { title: 'Item', reason: 'Later', ...fields }, { state });
    item({ baselined: true, addedOn: '2027-01-10', effort: 4 });
    item({ baselined: true, addedOn: '2027-01-12', effort: 6 });
    item({ addedOn: '2027-02-01', effort: 3 });
    item({ addedOn: '2027-02-01' });
    item({ baselined: true, addedOn: '2027-01-10', effort: 9 }, 'deferred');
    item({ addedOn: '2027-03-01', effort: 50 }, 'proposed');
    return scope;
  }

  test('grows from what was agreed by what came later, in items', () => {
    const { growth } = look(grown());
    expect(growth).toMatchObject({ agreed: 2, now: 4 });
    expect(growth.steps.map(({ on, total, records }) => [on, total, records.length])).toEqual([
      ['2027-01-10', 2, 0],
      ['2027-02-01', 4, 2],
    ]);
    expect(growth.left).toHaveLength(1);
  });

  test('and in days of work, where what nobody has measured is named and not counted', () => {
    const { growth } = look(grown(), { growth: 'effort' });
    expect(growth).toMatchObject({ agreed: 10, now: 13 });
    expect(growth.steps.at(-1)?.total).toBe(13);
    expect(growth.unknown).toHaveLength(1);
  });
});

describe('changes', () => {
  test('that were approved add up in cost and delay, by the day of their decision', () => {
    const scope = foundationScope();
    change(scope, { cost: usd(100), days: 2, decidedOn: '2027-02-02' }, 'approved');
    change(scope, { cost: usd(50), days: -3, decidedOn: '2027-02-05' }, 'implemented');
    change(scope, { cost: usd(7, 'EUR'), decidedOn: '2027-02-05' }, 'closed');
    change(scope, { cost: usd(900), days: 9, decidedOn: '2027-02-05' }, 'rejected');
    const cost = look(scope, { growth: 'cost' }).growth;
    expect(cost).toMatchObject({ now: 150, currency: 'USD' });
    expect(cost.steps.map(({ total }) => total)).toEqual([100, 150]);
    expect(cost.unknown).toHaveLength(1);
    expect(look(scope, { growth: 'delay' }).growth.now).toBe(2);
  });

  test('stand in the band of their age until they are decided', () => {
    const scope = foundationScope();
    // 7 days is the end of the first band, 8 begins the second.
    change(scope, { raisedOn: '2027-03-24' });
    change(scope, { raisedOn: '2027-03-23' });
    change(scope, { raisedOn: '2026-01-01', class: 'major' }, 'deferred');
    change(scope, {});
    change(scope, { raisedOn: '2026-01-01' }, 'approved');
    const { classes, oldest } = look(scope);
    const open = (name: string) => classes.find((one) => one.class === name)?.open.map((records) => records.length);
    expect(open('minor')).toEqual([1, 1, 0, 0, 0, 1]);
    expect(open('major')).toEqual([0, 0, 0, 0, 1, 0]);
    expect(classes.find((one) => one.class === 'minor')?.states).toEqual({ raised: 3, approved: 1 });
    expect(oldest?.days).toBe(454);
  });

  test('tell what they would touch, as long as it lies ahead', () => {
    const scope = foundationScope();
    change(scope, { training: 'high', days: 3, cost: usd(10) });
    change(scope, { training: 'none', days: 0 }, 'approved');
    change(scope, { training: 'high', days: 50 }, 'implemented');
    const { impact, ahead, delays, costs } = look(scope);
    // High, medium, low, none, nobody has said.
    expect(impact.find(({ field }) => field === 'training')?.counts).toEqual([1, 0, 0, 1, 0]);
    expect(impact.find(({ field }) => field === 'hazards')?.counts).toEqual([0, 0, 0, 0, 2]);
    expect(ahead).toBe(2);
    expect(delays).toEqual({ count: 1, days: 3 });
    expect(costs).toEqual({ count: 1, amount: 10, currency: 'USD' });
  });

  test('flow: asked for and decided, day by day, up to the moment', () => {
    const scope = foundationScope();
    change(scope, { raisedOn: '2027-03-01', decidedOn: '2027-03-05' }, 'approved');
    change(scope, { raisedOn: '2027-03-05' });
    change(scope, { raisedOn: '2027-04-09' });
    expect(look(scope).flow).toEqual([
      { on: '2027-03-01', raised: 1, decided: 0 },
      { on: '2027-03-05', raised: 2, decided: 1 },
    ]);
  });

  test('without a freeze nothing came after it', () => {
    const scope = foundationScope();
    change(scope, { raisedOn: '2027-03-01' });
    const model = look(scope);
    expect(model.freeze).toBeUndefined();
    expect(model.afterFreeze.count).toBe(0);
  });
});
