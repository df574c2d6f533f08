import { addDays } from '@callosum/kernel';
import { testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { foundationScope, registry } from '../testing/scope.ts';
import { benefits, type Benefits } from './benefits.ts';

type Scope = ReturnType<typeof foundationScope>;

const GO_LIVE = '2027-01-01';

const look = ({ graph }: Scope, today: string, choices: object = {}): Benefits =>
  benefits.build({ graph, at: testMoment(today), registry }, choices);

/** A benefit from 40 down to 28, within a year, with a measure. */
function halved(fields: object = {}) {
  const scope = foundationScope('2027-03-01', GO_LIVE);
  const benefit = scope.create('benefit', {
    title: 'Late charges',
    sign: 'benefit',
    direction: 'lower',
    baseline: 40,
    target: 28,
    ...fields,
  });
  const measure = scope.create('measure', { title: 'Late charges' });
  scope.link('benefit.measuredBy', benefit, measure);
  const value = (on: string, number: number, phase?: string): string => {
    const id = scope.create('measurement', { title: on, on, value: number, ...(phase === undefined ? {} : { phase }) });
    scope.link('measurement.of', id, measure);
    return id;
  };
  return { scope, benefit, measure, value };
}

describe('what has come of a benefit', () => {
  test('is the share of the promise at the mean of the last three, against the ramp of today', () => {
    const { scope, value } = halved();
    for (const [on, number] of [
      ['2027-02-01', 39],
      ['2027-04-01', 36],
      ['2027-05-01', 34],
      ['2027-06-01', 32],
    ] as const) {
      value(on, number);
    }
    // Half a year after go-live, 182 of 365 days.
    const [one] = look(scope, addDays(GO_LIVE, 182)).benefits;
    expect(one).toMatchObject({ now: 34, realised: 0.5, before: 40, target: 28 });
    expect(one?.expectedShare).toBeCloseTo(182 / 365.25, 9);
    expect(one?.stand).toBe('onWay');
    expect(look(scope, addDays(GO_LIVE, 250)).benefits[0]?.stand).toBe('behind');
  });

  test('as of an earlier day knows no later value', () => {
    const { scope, value } = halved();
    value('2026-11-01', 41);
    value('2027-02-01', 28);
    expect(look(scope, '2026-12-01').benefits[0]).toMatchObject({ stand: 'early' });
    expect(look(scope, '2026-12-01').chosen?.chart.points).toHaveLength(1);
    expect(look(scope, '2027-02-02').benefits[0]).toMatchObject({ stand: 'reached', realised: 1 });
  });

  test('goes below nought when it went the other way', () => {
    const { scope, value } = halved();
    value('2027-02-01', 46);
    expect(look(scope, '2027-03-01').benefits[0]).toMatchObject({ stand: 'worse', realised: -0.5 });
  });

  test('is expected sooner on a shorter ramp', () => {
    const { scope, value } = halved({ rampMonths: 3 });
    value('2027-06-01', 34);
    expect(look(scope, '2027-06-01').benefits[0]).toMatchObject({ stand: 'behind', expectedShare: 1 });
  });

  test('is what somebody entered where nothing is measured, and nothing where neither is', () => {
    const { scope } = halved({ realised: 30, realisedOn: '2027-02-10' });
    scope.create('benefit', { title: 'Trust', sign: 'benefit', direction: 'higher', baseline: 1, target: 2 });
    scope.create('benefit', { title: 'Calm', sign: 'benefit' });
    const told = look(scope, '2027-03-01').benefits;
    expect(told.map(({ title, stand }) => [title, stand])).toEqual([
      ['Trust', 'unmeasured'],
      ['Calm', 'incomplete'],
      ['Late charges', 'onWay'],
    ]);
    expect(told[2]?.now).toBe(30);
    expect(look(scope, '2027-02-01').benefits.find(({ title }) => title === 'Late charges')?.now).toBeUndefined();
  });

  test('a dis-benefit is kept within what was accepted, or not', () => {
    const { scope, value } = halved({ sign: 'disbenefit', baseline: 18, target: 22 });
    value('2027-02-01', 21);
    expect(look(scope, '2027-02-01').benefits[0]).toMatchObject({ stand: 'reached', sign: 'disbenefit' });
    value('2027-03-01', 27);
    const [one] = look(scope, '2027-03-02').benefits;
    expect(one).toMatchObject({ stand: 'behind', now: 24 });
    expect(one?.realised).toBeUndefined();
  });

  test('takes the only measure of its need where none is named', () => {
    const scope = foundationScope('2027-03-01', GO_LIVE);
    const need = scope.create('need', { title: 'Charges come late' });
    const benefit = scope.create('benefit', { title: 'Late charges', sign: 'benefit' });
    scope.link('benefit.realises', benefit, need);
    const measure = scope.create('measure', { title: 'Late charges' });
    scope.link('measure.of', measure, need);
    expect(look(scope, '2027-03-01').benefits[0]?.measure?.id).toBe(measure);
    scope.link('measure.of', scope.create('measure', { title: 'Another' }), need);
    expect(look(scope, '2027-03-01').benefits[0]?.measure).toBeUndefined();
  });
});

describe('its control chart', () => {
  const months = (from: string, values: readonly number[]): readonly (readonly [string, number])[] =>
    values.map((one, place) => [addDays(from, place * 30), one]);

  test('begins anew at go-live, or holds what came later against the limits from before', () => {
    const { scope, value } = halved();
    const before = months('2026-06-01', [40, 42, 40, 42, 40, 42]);
    const after = months('2027-01-05', [30, 32, 30, 32]);
    for (const [on, number] of [...before, ...after]) value(on, number);
    const own = look(scope, '2027-06-01').chosen?.chart;
    expect(own?.phases.map(({ phase, from, centre }) => [phase, from, centre])).toEqual([
      ['before', 0, 41],
      ['after', 6, 31],
    ]);
    // Distances of 2 give limits at 41 ± 3 × 0.8865 × 2.
    expect(own?.phases[0]?.upper).toBeCloseTo(46.319, 9);
    expect(own?.points.every(({ signals }) => signals.length === 0)).toBe(true);
    const held = look(scope, '2027-06-01', { limits: 'first' }).chosen?.chart;
    expect(held?.points.slice(6).every(({ signals }) => signals.includes('beyond-limits'))).toBe(true);
  });

  test('goes by the phase that was written where one was, and leaves out what is void', () => {
    const { scope, value } = halved();
    value('2027-01-02', 50, 'golive');
    value('2027-02-02', 30);
    const wrong = value('2027-02-03', 300);
    scope.apply([{ action: 'withdraw', id: wrong }]);
    expect(look(scope, '2027-06-01').chosen?.chart.points.map(({ phase, value: one }) => [phase, one])).toEqual([
      ['golive', 50],
      ['after', 30],
    ]);
  });

  test('is of the benefit asked for, by the rules asked for', () => {
    const { scope, benefit, value } = halved();
    value('2027-02-01', 30);
    scope.create('benefit', { title: 'Other', sign: 'benefit' });
    expect(look(scope, '2027-03-01', { benefit, rules: 'nelson' })).toMatchObject({
      chosen: { id: benefit },
      rules: { id: 'nelson', status: 'unverified' },
    });
    expect(() => look(scope, '2027-03-01', { rules: 'mine' })).toThrow();
  });
});
