import { upgradeFields } from '@callosum/kernel';
import { testId } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { interfaceScope } from '../testing/scope.ts';
import { codeMap } from './code-map.ts';
import { mapping } from './mapping.ts';

type Fields = Parameters<ReturnType<typeof interfaceScope>['create']>[1];

/** Whether a record can be made so, or what stands in the way. */
function made(kind: string, fields: Fields, state?: string): string {
  try {
    interfaceScope().create(kind, { title: 'It', ...fields }, state === undefined ? {} : { state });
    return 'made';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const [ANN, BOB] = [testId(1), testId(2)];

describe('a system', () => {
  test('that is being replaced leaves on some day', () => {
    expect(made('system', {}, 'leaving')).toMatch('leaves service');
    expect(made('system', { replacedOn: '2027-06-30' }, 'leaving')).toBe('made');
  });
});

describe('an interface', () => {
  test('has no busier hour than day', () => {
    expect(made('interface', { perDay: 10, perHourPeak: 11 })).toMatch('busiest hour');
    expect(made('interface', { perDay: 10, perHourPeak: 10 })).toBe('made');
  });

  test('does not say how long people do without before it says how', () => {
    const fallbackFor = { seconds: 14_400, unit: 'h', elapsed: true };
    expect(made('interface', { fallbackFor })).toMatch('not how');
    expect(made('interface', { fallbackFor, fallback: 'Results by phone' })).toBe('made');
  });
});

describe('what is approved', () => {
  test.each(['messageProfile', 'mapping', 'codeMap'])('(%s) was reviewed by somebody else', (kind) => {
    expect(made(kind, { owner: ANN }, 'approved')).toMatch('Nobody is named');
    expect(made(kind, { owner: ANN, reviewer: ANN }, 'approved')).toMatch('also its reviewer');
    expect(made(kind, { owner: ANN, reviewer: BOB }, 'approved')).toBe('made');
    expect(made(kind, { owner: ANN }, 'review')).toBe('made');
  });
});

describe('a record from before the server counted', () => {
  test.each([
    [mapping, { title: 'm', inUse: 10, mapped: 4 }],
    [codeMap, { title: 'm', codes: 10 }],
  ])('keeps its figures, marked as typed', (kind, fields) => {
    const now = upgradeFields(kind, fields, 1);
    expect(now).toEqual({ ...fields, counting: 'typed' });
    // Not changed by being upgraded twice, and what the server has counted since stays that.
    expect(upgradeFields(kind, now, 1)).toEqual(now);
    expect(upgradeFields(kind, { ...fields, counting: 'files' }, 1)).toEqual({ ...fields, counting: 'files' });
    expect(upgradeFields(kind, { title: 'm' }, 1)).toEqual({ title: 'm' });
  });
});

describe('a test', () => {
  const level = 'endToEnd';

  test('with a result was run on a day', () => {
    expect(made('interfaceTest', { level }, 'passed')).toMatch('on some day');
    expect(made('interfaceTest', { level, ranOn: '2027-02-01' }, 'passed')).toBe('made');
  });

  test('that failed says how', () => {
    expect(made('interfaceTest', { level, ranOn: '2027-02-01' }, 'failed')).toMatch('nothing says how');
  });

  test('passes only when every message was correct', () => {
    const counted = { level, ranOn: '2027-02-01', sent: 10 };
    expect(made('interfaceTest', { ...counted, correct: 9 }, 'passed')).toMatch('1 of 10');
    expect(made('interfaceTest', { ...counted, correct: 11 }, 'passed')).toMatch('More were correct');
    expect(made('interfaceTest', { ...counted, correct: 10 }, 'passed')).toBe('made');
  });
});

describe('a queue', () => {
  const counted = { sent: 10, delivered: 7, rejected: 2, queued: 1, reconciledAt: '2027-03-01T08:00:00.000Z' };

  test('is counted with four figures at a time', () => {
    const { queued: _queued, ...three } = counted;
    const { reconciledAt: _when, ...never } = counted;
    expect(made('queue', three)).toMatch('four figures');
    expect(made('queue', never)).toMatch('at some time');
    expect(made('queue', { ...counted, oldestAt: '2027-03-01T09:00:00.000Z' })).toMatch('after the count');
    expect(made('queue', counted)).toBe('made');
  });

  test('may be out of balance, because reality is', () => {
    expect(made('queue', { ...counted, delivered: 6 })).toBe('made');
  });

  test('has a backup who is somebody else', () => {
    expect(made('queue', { owner: ANN, backup: ANN })).toMatch('one person');
    expect(made('queue', { owner: ANN, backup: BOB })).toBe('made');
  });
});

describe('an environment', () => {
  test('outside production carries patient data for a reason only', () => {
    expect(made('environment', { purpose: 'training', carriesPhi: true })).toMatch('needs a reason');
    expect(made('environment', { purpose: 'training', carriesPhi: true, phiReason: 'Agreed by …' })).toBe('made');
    expect(made('environment', { purpose: 'production', carriesPhi: true })).toBe('made');
  });

  test('that differs in known ways names them', () => {
    expect(made('environment', { purpose: 'test', likeProduction: 'known' })).toMatch('none is named');
  });
});
