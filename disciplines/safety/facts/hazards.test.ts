import { describe, expect, test } from 'vitest';
import { risk, type Written, written } from '../testing/written.ts';

const hazard = (title: string, more: Partial<Written> = {}): Written => ({ kind: 'hazard', title, ...more });
const rated = (initial: string, residual?: string) => ({
  initial: risk(initial),
  rationale: 'No other way',
  ...(residual === undefined ? {} : { residual: risk(residual) }),
});

describe('hazards by rating', () => {
  const log = written([
    hazard('high', { fields: rated('5', '3') }),
    hazard('still high', { fields: rated('5', '4') }),
    hazard('low', { fields: rated('2', '1') }),
    hazard('three', { fields: rated('3') }),
    hazard('unrated'),
    hazard('closed', {
      fields: { ...rated('5', '2'), closedBecause: 'The module is not used any more' },
      state: 'closed',
    }),
    hazard('transferred', { fields: { ...rated('5'), transferredTo: 'The laboratory' }, state: 'transferred' }),
  ]);

  test('initially: 4, 5 and what nobody rated; closed ones are in order', () => {
    expect(log.judged('safety.hazards-initially-high')).toEqual({
      value: 3,
      rows: {
        high: 'above',
        'still high': 'above',
        low: 'within',
        three: 'within',
        unrated: 'unrated',
        closed: 'closed',
        transferred: 'closed',
      },
    });
  });

  test('residually: what the controls are meant to leave', () => {
    expect(log.judged('safety.hazards-residually-high')).toMatchObject({
      value: 3,
      rows: { high: 'within', 'still high': 'above', low: 'within', three: 'unrated', unrated: 'unrated' },
    });
  });

  test('today: the initial rating while no control counts', () => {
    expect(log.judged('safety.hazards-high-today')).toMatchObject({
      value: 3,
      rows: { high: 'aboveInitial', 'still high': 'aboveInitial', low: 'within', three: 'within', unrated: 'unrated' },
    });
    expect(log.said('safety.hazards-high-today', 'high')).toBe(
      'Rated 5 as at the beginning, since no control reduces it',
    );
    expect(log.judged('safety.highest-rating-today').value).toBe(5);
    expect(log.judged('safety.hazards-fallen-back')).toMatchObject({
      value: 3,
      rows: { high: 'fallen', 'still high': 'fallen', low: 'fallen', three: 'unrated', unrated: 'unrated' },
    });
  });

  test('an empty log proves nothing', () => {
    const empty = written([]);
    for (const fact of [
      'hazards-initially-high',
      'hazards-high-today',
      'highest-rating-today',
      'hazards-without-control',
    ])
      expect(empty.judged(`safety.${fact}`).value).toBeUndefined();
  });

  test('one that nobody rated counts as the highest there is', () => {
    expect(written([hazard('unrated')]).judged('safety.highest-rating-today').value).toBe(5);
    expect(written([hazard('low', { fields: rated('2') })]).judged('safety.highest-rating-today').value).toBe(2);
  });
});

test('a hazard needs a control unless it is acceptable as it is; a retired one is none', () => {
  const log = written([
    hazard('bare', { fields: rated('2') }),
    hazard('acceptable', { fields: rated('1') }),
    hazard('unrated'),
    hazard('controlled', { fields: rated('4') }),
    hazard('once', { fields: rated('4') }),
    { kind: 'safetyControl', title: 'a', links: { reduces: 'controlled' } },
    { kind: 'safetyControl', title: 'b', state: 'retired', links: { reduces: 'once' } },
  ]);
  expect(log.judged('safety.hazards-without-control')).toEqual({
    value: 3,
    rows: { bare: 'none', acceptable: 'low', unrated: 'none', controlled: 'controlled', once: 'none' },
  });
});

test('a hazard has an owner, and a review that is not overdue', () => {
  const owner = '00000000-0000-7000-8000-000000000001';
  const log = written([
    hazard('unowned', { fields: { due: '2027-04-01' } }),
    hazard('undated', { fields: { owner } }),
    hazard('overdue', { fields: { owner, due: '2027-02-28' } }),
    hazard('today', { fields: { owner, due: '2027-03-01' } }),
    hazard('closed', { fields: { ...rated('2'), closedBecause: 'The screen is gone' }, state: 'closed' }),
  ]);
  expect(log.judged('safety.hazards-unattended')).toEqual({
    value: 3,
    rows: { unowned: 'unowned', undated: 'undated', overdue: 'overdue', today: 'attended', closed: 'closed' },
  });
});

test('what is undesirable waits for the safety officer to accept it', () => {
  const three = rated('4', '3');
  const log = written([
    hazard('waiting', { fields: three }),
    hazard('accepted', { fields: three, state: 'accepted' }),
    hazard('low', { fields: rated('4', '2') }),
  ]);
  expect(log.judged('safety.hazards-not-accepted')).toEqual({
    value: 1,
    rows: { waiting: 'waiting', accepted: 'accepted', low: 'notNeeded' },
  });
});

test('a high hazard does not come down to 2 by weaker controls alone', () => {
  const control = (title: string, action: string | undefined, reduces: string): Written => ({
    kind: 'safetyControl',
    title,
    ...(action === undefined ? {} : { fields: { action } }),
    links: { reduces },
  });
  const log = written([
    hazard('weak', { fields: rated('4', '2') }),
    hazard('mixed', { fields: rated('4', '2') }),
    hazard('modest', { fields: rated('4', '3') }),
    hazard('lesser', { fields: rated('3', '2') }),
    hazard('unclassed', { fields: rated('5', '1') }),
    control('a', 'training', 'weak'),
    control('b', 'warning', 'weak'),
    control('c', 'training', 'mixed'),
    control('d', 'forcingFunction', 'mixed'),
    control('e', 'training', 'modest'),
    control('f', 'training', 'lesser'),
    control('g', undefined, 'unclassed'),
  ]);
  expect(log.judged('safety.hazards-weakly-controlled')).toEqual({
    value: 2,
    rows: { weak: 'weak', mixed: 'strong', modest: 'other', lesser: 'other', unclassed: 'weak' },
  });
});

describe('controls', () => {
  const RESTORED = { rto: 4, measuredRto: 3, rpo: 1, measuredRpo: 1, data: 'whole', heldOn: '2027-02-01' };
  const log = written([
    hazard('high', { fields: rated('4', '2') }),
    hazard('low', { fields: rated('3', '2') }),
    { kind: 'safetyControl', title: 'twice', state: 'inPlace', links: { reduces: ['high', 'low'] } },
    {
      kind: 'safetyControl',
      title: 'once',
      state: 'inPlace',
      fields: { due: '2027-02-01' },
      links: { reduces: 'high' },
    },
    { kind: 'safetyControl', title: 'never', fields: { due: '2027-03-01' }, links: { reduces: 'low' } },
    { kind: 'safetyControl', title: 'gone', state: 'retired' },
    { kind: 'restoreTest', title: 'proof', fields: RESTORED, state: 'done' },
  ]);
  const verify = (title: string, aspect: string) =>
    log.scope.run('safetyControl.verify', { id: log.id(title), aspect, evidence: [log.id('proof')] });
  verify('twice', 'built');
  verify('twice', 'effective');
  verify('once', 'built');

  test('are verified as built, as effective, and twice, retired ones apart', () => {
    expect(log.judged('safety.controls-built')).toMatchObject({
      value: (100 * 2) / 3,
      rows: { twice: 'verified', once: 'verified', never: 'missing' },
    });
    expect(log.judged('safety.controls-effective').value).toBeCloseTo(100 / 3);
    expect(log.judged('safety.controls-verified').value).toBeCloseTo(100 / 3);
    expect(log.judged('safety.controls-verified').rows).not.toHaveProperty('gone');
  });

  test('of high hazards are counted once each, and no others', () => {
    expect(log.judged('safety.high-hazard-controls-verified')).toEqual({
      value: 50,
      rows: { twice: 'verified', once: 'not' },
    });
  });

  test('are overdue after their day, without owner before', () => {
    expect(log.judged('safety.controls-overdue').rows).toEqual({
      twice: 'verified',
      once: 'unowned',
      never: 'unowned',
    });
    const owner = '00000000-0000-7000-8000-000000000001';
    for (const title of ['once', 'never'])
      log.scope.apply([{ action: 'update', id: log.id(title), fields: { owner } }]);
    expect(log.judged('safety.controls-overdue')).toMatchObject({
      value: 1,
      rows: { once: 'overdue', never: 'due', twice: 'verified' },
    });
  });

  test('decay once and all when the evidence they share changes', () => {
    expect(log.judged('safety.controls-decayed')).toMatchObject({
      value: 0,
      rows: { twice: 'stands', once: 'unverified', never: 'unverified' },
    });
    log.scope.apply([{ action: 'update', id: log.id('proof'), fields: { measuredRto: 2 } }]);
    expect(log.judged('safety.controls-decayed')).toMatchObject({
      value: 2,
      rows: { twice: 'decayed', once: 'decayed', never: 'unverified' },
    });
    expect(log.judged('safety.controls-verified').value).toBe(0);
  });
});
