import { testId } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { ask } from '../testing/facts.ts';
import { goLiveScope } from '../testing/scope.ts';

const ACCEPTED = 'golive.classes-accepted';
type Scope = ReturnType<typeof goLiveScope>;
type Fields = Parameters<Scope['create']>[1];

function loadOf(scope: Scope, of: string, finishedAt: string, more: Fields = {}) {
  const fields = { title: 'Load', round: 'mock1', finishedAt, extracted: 100, loaded: 100, ...more };
  const id = scope.create('migrationLoad', fields, { state: 'loaded' });
  scope.link('migrationLoad.of', id, of);
  return id;
}

function sampleOf(scope: Scope, load: string, fields: Fields, state = 'accepted') {
  const reviewed = {
    title: 'Sample',
    seed: '20270220',
    lotSize: 391_000,
    reviewers: [testId(901), testId(902)],
    reviewedOn: '2027-02-20',
    agreement: 0.9,
    ...fields,
  };
  const id = scope.create('acceptanceSample', reviewed, { state });
  scope.link('acceptanceSample.of', id, load);
  return id;
}

/** Allergies, safety-critical, loaded once. */
function allergies() {
  const scope = goLiveScope();
  const subject = scope.create('dataClass', { title: 'Allergies', safetyCritical: true });
  const load = loadOf(scope, subject, '2027-02-10T08:00:00.000Z');
  return { scope, subject, load };
}

const why = (scope: Scope, at?: string) =>
  ask(scope, ACCEPTED, at).failing.map(([, reason, details]) => [reason, details]);

describe('a data class is accepted', () => {
  test('not before it was loaded and sampled', () => {
    const scope = goLiveScope();
    const subject = scope.create('dataClass', { title: 'Allergies' });
    expect(why(scope)).toEqual([['unloaded', {}]]);
    loadOf(scope, subject, '2027-02-10T08:00:00.000Z');
    expect(why(scope)).toEqual([['unsampled', { load: 1 }]]);
  });

  test('when the lot was accepted and the error left possible is tolerable', () => {
    const { scope, load } = allergies();
    sampleOf(scope, load, { safetyCritical: true, sampleSize: 299, acceptedDefects: 0, foundDefects: 0 });
    expect(ask(scope, ACCEPTED)).toEqual({ value: 100, total: 1, failing: [] });
    expect(ask(scope, 'golive.error-possible').value).toBeCloseTo(0.9964, 4);
  });

  test('not with one defect in 300: up to 1.571 % may be wrong, and 1 % is tolerable', () => {
    const scope = goLiveScope();
    const subject = scope.create('dataClass', { title: 'Problems', toleratedPercent: 1 });
    const load = loadOf(scope, subject, '2027-02-10T08:00:00.000Z');
    sampleOf(scope, load, { sampleSize: 300, acceptedDefects: 1, foundDefects: 1 });
    expect(why(scope)).toEqual([['bound', { sample: 1, found: 1, bound: 1.571, limit: 1 }]]);
    scope.apply([{ action: 'update', id: subject, fields: { toleratedPercent: 1.58 } }]);
    expect(ask(scope, ACCEPTED).value).toBe(100);
  });

  test('not with any defect when it is safety-critical, whatever its sample allowed', () => {
    const { scope, subject, load } = allergies();
    scope.apply([{ action: 'update', id: subject, fields: { toleratedPercent: 5 } }]);
    sampleOf(scope, load, { sampleSize: 300, acceptedDefects: 1, foundDefects: 1 });
    expect(why(scope)).toEqual([['defects', { sample: 1, found: 1 }]]);
    expect(ask(scope, 'golive.safety-classes-open').value).toBe(1);
  });

  test('not by a sample that is only reviewed, or was refused', () => {
    const { scope, load } = allergies();
    const id = sampleOf(scope, load, { sampleSize: 300, foundDefects: 0 }, 'reviewed');
    expect(why(scope)).toEqual([['open', { sample: 1, why: 'the lot has not been accepted' }]]);
    scope.apply([{ action: 'update', id, fields: {}, state: 'refused' }]);
    expect(why(scope)).toEqual([['open', { sample: 1, why: 'the lot was refused' }]]);
  });

  test('by its last sample only, and a corrected lot is drawn anew', () => {
    const { scope, load } = allergies();
    sampleOf(scope, load, { sampleSize: 300, foundDefects: 1 }, 'refused');
    sampleOf(scope, load, { sampleSize: 299, foundDefects: 0 });
    expect(ask(scope, ACCEPTED).value).toBe(100);
  });

  test('no longer when the load it was drawn from was run again', () => {
    const { scope, load } = allergies();
    sampleOf(scope, load, { sampleSize: 299, foundDefects: 0 });
    scope.apply([{ action: 'update', id: load, fields: { loaded: 99, rejected: 1 } }]);
    expect(why(scope)).toEqual([['open', { sample: 1, why: 'MLD-1 has changed since it was looked at' }]]);
  });

  test('no longer when it was loaded again, but for a trial', () => {
    const { scope, subject, load } = allergies();
    sampleOf(scope, load, { sampleSize: 299, foundDefects: 0 });
    loadOf(scope, subject, '2027-02-21T08:00:00.000Z', { round: 'trial' });
    expect(ask(scope, ACCEPTED).value).toBe(100);
    loadOf(scope, subject, '2027-02-22T08:00:00.000Z', { round: 'final' });
    expect(why(scope)).toEqual([['unsampled', { load: 3 }]]);
    // The day before nobody knew of that load.
    expect(ask(scope, ACCEPTED, '2027-02-21').value).toBe(100);
  });

  test('not before its sample was reviewed', () => {
    const { scope, load } = allergies();
    sampleOf(scope, load, { sampleSize: 299, foundDefects: 0 });
    expect(why(scope, '2027-02-19')).toEqual([['open', { sample: 1, why: 'the lot has not been accepted' }]]);
  });

  test('when all of it was looked at, however little that is', () => {
    const { scope, load } = allergies();
    sampleOf(scope, load, { lotSize: 12, sampleSize: 12, foundDefects: 0 });
    expect(ask(scope, ACCEPTED).value).toBe(100);
    expect(ask(scope, 'golive.error-possible').value).toBe(0);
  });

  test('or is of no concern when it does not move', () => {
    const scope = goLiveScope();
    scope.create('dataClass', { title: 'Old notes', way: 'archived', retention: 'Until 2047' });
    scope.create('dataClass', { title: 'Faxes' }, { state: 'dropped' });
    expect(ask(scope, ACCEPTED)).toMatchObject({ value: undefined, total: 0 });
  });
});

describe('loads', () => {
  test('need a signed sample each, trials aside', () => {
    const { scope, subject, load } = allergies();
    loadOf(scope, subject, '2027-02-11T08:00:00.000Z', { round: 'trial' });
    loadOf(scope, subject, '2027-02-12T08:00:00.000Z', { title: 'Again' });
    sampleOf(scope, load, { sampleSize: 299, foundDefects: 0 });
    expect(ask(scope, 'golive.loads-without-sample')).toEqual({
      value: 1,
      total: 2,
      failing: [['Again', 'unsampled', { load: 3 }]],
    });
  });

  test('account for every record: extracted is loaded, merged or rejected', () => {
    const { scope, subject } = allergies();
    const end = '2027-02-11T08:00:00.000Z';
    loadOf(scope, subject, end, { title: 'Whole', extracted: 100, loaded: 90, merged: 7, rejected: 3 });
    loadOf(scope, subject, end, { title: 'Lost', extracted: 100, loaded: 90, merged: 7, rejected: 2 });
    expect(ask(scope, 'golive.loads-unreconciled')).toMatchObject({
      value: 1,
      total: 3,
      failing: [['Lost', 'missing', { extracted: 100, found: 99 }]],
    });
  });
});

describe('samples prove too little', () => {
  const fact = 'golive.samples-unsound';
  const verdict = (fields: Fields, state?: string) => {
    const { scope, load } = allergies();
    sampleOf(scope, load, { safetyCritical: true, foundDefects: 0, sampleSize: 299, ...fields }, state);
    return ask(scope, fact).failing[0]?.[1];
  };

  test('when they are smaller than the class asks for', () => {
    expect(verdict({})).toBeUndefined();
    expect(verdict({ sampleSize: 297 })).toBe('small');
    // A small lot needs fewer: 155 of 200.
    expect(verdict({ lotSize: 200, sampleSize: 155 })).toBeUndefined();
    expect(verdict({ lotSize: 200, sampleSize: 154 })).toBe('small');
  });

  test('when their reviewers agree too little, or nobody knows', () => {
    expect(verdict({ agreement: 0.79 })).toBe('disagree');
    expect(verdict({ agreement: 0.8 })).toBeUndefined();
    const { scope, load } = allergies();
    const id = sampleOf(scope, load, { safetyCritical: true, foundDefects: 0, sampleSize: 299 });
    scope.apply([{ action: 'update', id, fields: { agreement: null } }]);
    expect(ask(scope, fact).failing[0]?.[1]).toBe('unmeasured');
  });

  test('when they take a safety-critical class for another', () => {
    expect(verdict({ safetyCritical: false })).toBe('lax');
  });

  test('and are of no concern while they are drawn or when they were refused', () => {
    expect(verdict({ sampleSize: 3 }, 'drawn')).toBeUndefined();
    expect(verdict({ sampleSize: 3 }, 'refused')).toBeUndefined();
  });
});

describe('data classes', () => {
  test('have a steward and somebody who signs', () => {
    const scope = goLiveScope();
    scope.create('dataClass', { title: 'a', owner: testId(901), clinicalLead: testId(902) });
    scope.create('dataClass', { title: 'b', owner: testId(901) });
    expect(ask(scope, 'golive.classes-without-owner').failing).toEqual([
      ['b', 'missing', { missing: 'clinical lead' }],
    ]);
  });
});
