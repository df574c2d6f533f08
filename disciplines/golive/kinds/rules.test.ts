import { testId } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { goLiveScope } from '../testing/scope.ts';

type Fields = Parameters<ReturnType<typeof goLiveScope>['create']>[1];

/** Whether a record can be made so, or what stands in the way. */
function made(kind: string, fields: Fields, state?: string): string {
  try {
    goLiveScope().create(kind, { title: 'It', ...fields }, state === undefined ? {} : { state });
    return 'made';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const [ANN, BOB] = [testId(1), testId(2)];

describe('a data class', () => {
  test('that does not move stays somewhere', () => {
    expect(made('dataClass', { way: 'left' })).toMatch('stay somewhere');
    expect(made('dataClass', { way: 'archived', retention: 'Read-only until 2037' })).toBe('made');
    expect(made('dataClass', { way: 'converted' })).toBe('made');
  });
});

describe('a load', () => {
  const run = { finishedAt: '2027-03-01T08:00:00.000Z', extracted: 100, loaded: 99 };

  test('that was run has an end and counts', () => {
    expect(made('migrationLoad', {}, 'loaded')).toMatch('has an end and counts');
    expect(made('migrationLoad', run, 'loaded')).toBe('made');
  });

  test('does not end before it begins or before it is extracted', () => {
    const later = '2027-03-01T09:00:00.000Z';
    expect(made('migrationLoad', { ...run, startedAt: later })).toMatch('before it began');
    expect(made('migrationLoad', { ...run, extractedAt: later })).toMatch('after it was loaded');
  });
});

describe('an acceptance sample', () => {
  const reviewed = {
    safetyCritical: true,
    seed: '20270301',
    lotSize: 391_000,
    sampleSize: 299,
    acceptedDefects: 0,
    foundDefects: 0,
    reviewers: [ANN, BOB],
    reviewedOn: '2027-02-20',
  };

  test('is accepted with two reviewers, a seed and no more defects than allowed', () => {
    expect(made('acceptanceSample', reviewed, 'accepted')).toBe('made');
    expect(made('acceptanceSample', { ...reviewed, reviewers: [ANN] }, 'accepted')).toMatch('2 people review');
    expect(made('acceptanceSample', { ...reviewed, foundDefects: 1 }, 'accepted')).toMatch('1 defects are more');
    const { seed: _seed, ...undrawn } = reviewed;
    expect(made('acceptanceSample', undrawn, 'reviewed')).toMatch('how the records were drawn');
  });

  test('with a critical defect is not accepted, however many are allowed', () => {
    const lax = { ...reviewed, safetyCritical: false, acceptedDefects: 3, foundDefects: 1, criticalDefects: 1 };
    expect(made('acceptanceSample', lax, 'accepted')).toMatch('critical defect stops the lot');
    expect(made('acceptanceSample', { ...lax, criticalDefects: 0 }, 'accepted')).toBe('made');
    expect(made('acceptanceSample', lax, 'refused')).toBe('made');
  });

  test('of safety-critical data allows no defect', () => {
    expect(made('acceptanceSample', { safetyCritical: true, acceptedDefects: 1 })).toMatch('allows no defect');
  });

  test('is part of its lot', () => {
    expect(made('acceptanceSample', { lotSize: 10, sampleSize: 11 })).toMatch('More was drawn');
    expect(made('acceptanceSample', { sampleSize: 10, foundDefects: 11 })).toMatch('More records are wrong');
  });

  test('keeps the seed it was drawn with', () => {
    const scope = goLiveScope();
    const id = scope.create('acceptanceSample', { title: 'Allergies', seed: '1' });
    expect(() => scope.run('record.update', { id, fields: { seed: '2' } })).toThrow('cannot be changed');
  });
});

describe('a device', () => {
  const tried = { toCheck: ['login', 'scan'], testedOn: '2027-02-01' };

  test('works when all it has to do has worked', () => {
    expect(made('device', { ...tried, worked: ['login'] }, 'passed')).toMatch('Scan a barcode');
    expect(made('device', { ...tried, worked: ['login', 'scan'] }, 'passed')).toBe('made');
    expect(made('device', { toCheck: ['login'], worked: ['login'] }, 'passed')).toMatch('on some day');
  });

  test('that fails says how', () => {
    expect(made('device', tried, 'failed')).toMatch('nothing says how');
    expect(made('device', { ...tried, fault: 'Labels are cut off' }, 'failed')).toBe('made');
  });
});

describe('a cutover task', () => {
  test('has a backup who is somebody else', () => {
    expect(made('cutoverTask', { owner: ANN, backup: ANN })).toMatch('one person');
  });

  test('runs since some time and ends at one', () => {
    expect(made('cutoverTask', {}, 'running')).toMatch('running since');
    expect(made('cutoverTask', { actualStart: '2027-03-06T01:00' }, 'done')).toMatch('done at some time');
    expect(made('cutoverTask', { actualStart: '2027-03-06T01:00', actualFinish: '2027-03-06T00:59' })).toMatch('ended');
  });

  test('can still be taken back when it begins', () => {
    const times = { plannedStart: '2027-03-06T01:00', lastSafeRollback: '2027-03-06T00:00' };
    expect(made('cutoverTask', times)).toMatch('no longer be taken back');
  });

  test('does not depend on itself by way of others', () => {
    const scope = goLiveScope();
    const [a, b] = ['a', 'b'].map((title) => scope.create('cutoverTask', { title }));
    scope.link('cutoverTask.dependsOn', a ?? '', b ?? '');
    expect(() => scope.link('cutoverTask.dependsOn', b ?? '', a ?? '')).toThrow('circle');
  });
});

describe('a rehearsal', () => {
  test('that was held began and ended', () => {
    expect(made('rehearsal', { type: 'full' }, 'held')).toMatch('began and ended');
    const times = { startedAt: '2027-02-01T08:00', finishedAt: '2027-02-02T08:00' };
    expect(made('rehearsal', { type: 'full', ...times }, 'held')).toBe('made');
    expect(made('rehearsal', { type: 'full', startedAt: times.finishedAt, finishedAt: times.startedAt })).toMatch(
      'before',
    );
  });

  test('has a time for the way back only when it was tried', () => {
    const rollbackDuration = { seconds: 3_600, unit: 'h', elapsed: true };
    expect(made('rehearsal', { type: 'full', rollbackDuration })).toMatch('was not tried');
  });
});

describe('a decision point', () => {
  const item = { id: 1, text: 'Interfaces are up' };
  const done = { by: ANN, at: '2027-03-06T01:00:00.000Z' };
  const decidedAt = '2027-03-06T02:00';

  test('goes on with every criterion ticked, or under conditions', () => {
    expect(made('decisionPoint', { criteria: [item], decidedAt }, 'go')).toMatch('Interfaces are up');
    expect(made('decisionPoint', { criteria: [{ ...item, done }], decidedAt }, 'go')).toBe('made');
    expect(made('decisionPoint', { criteria: [item], decidedAt, conditions: 'By phone' }, 'go')).toBe('made');
    expect(made('decisionPoint', { criteria: [item], decidedAt }, 'back')).toBe('made');
  });

  test('is decided at some time, while there is a way back', () => {
    expect(made('decisionPoint', {}, 'back')).toMatch('at some time');
    expect(made('decisionPoint', { at: '2027-03-06T03:00', lastSafeRollback: '2027-03-06T02:59' })).toMatch(
      'no way back',
    );
  });
});

describe('a ticket', () => {
  const openedAt = '2027-03-01T08:00:00.000Z';
  const later = '2027-03-01T09:00:00.000Z';
  const told = { severity: '2', openedAt };

  test('is solved at some time, and not before it came', () => {
    expect(made('ticket', told, 'solved')).toMatch('solved at some time');
    expect(made('ticket', { ...told, resolvedAt: later }, 'solved')).toBe('made');
    expect(made('ticket', { ...told, resolvedAt: later }, 'taken')).toBe('made');
    expect(made('ticket', { ...told, openedAt: later, respondedAt: openedAt })).toMatch('before it was reported');
  });

  test('is read for safety by somebody on some day', () => {
    expect(made('ticket', { ...told, safetyReviewedBy: ANN })).toMatch('on some day');
    expect(made('ticket', { ...told, safetyReviewedBy: ANN, safetyReviewedOn: '2027-03-01' })).toBe('made');
  });

  test('is read for safety by the safety officer alone', () => {
    const scope = goLiveScope();
    const id = scope.create('ticket', { title: 'Dose', ...told });
    const change = { action: 'update', id, fields: { safetyFinding: 'No harm' } } as const;
    const lead = { account: BOB, roles: ['lead'], offices: [] } as const;
    expect(() => scope.apply([change], lead)).toThrow();
    scope.apply([change], { ...lead, offices: ['safetyOfficer'] });
    expect(scope.graph.find(id)?.fields.safetyFinding).toBe('No harm');
  });
});

describe('a rounding note', () => {
  test('that is answered says how', () => {
    const roundedAt = '2027-03-08T08:00:00.000Z';
    expect(made('roundingNote', { roundedAt }, 'answered')).toMatch('nothing says how');
    expect(made('roundingNote', { roundedAt, answer: 'Two more scanners' }, 'answered')).toBe('made');
  });
});
