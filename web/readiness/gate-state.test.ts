import { describe, expect, test } from 'vitest';
import { criterion, gate } from '../testing/readiness.ts';
import { blockers, byUrgency, nextGate, openBefore } from './gate-state.ts';

const early = gate({ id: 'a', date: '2026-03-02' });
const soon = gate({ id: 'b', date: '2026-12-29' });
const passed = gate({ id: 'c', date: '2026-12-01', state: 'passed' });

describe('the next gate', () => {
  test('is the first open one from today on, even when earlier ones were never decided', () => {
    expect(nextGate([early, passed, soon], '2026-11-22')).toBe(soon);
    expect(openBefore([early, passed, soon], '2026-11-22')).toBe(1);
  });

  test('is an earlier one when nothing lies ahead, and none when all is decided', () => {
    expect(nextGate([early, passed], '2026-11-22')).toBe(early);
    expect(nextGate([passed], '2026-11-22')).toBeUndefined();
  });
});

describe('criteria', () => {
  test('that block are stop criteria nobody has met, the unknown ones included', () => {
    const criteria = [
      criterion({ id: '1', state: 'unknown' }),
      criterion({ id: '2', state: 'unmet', stop: false }),
      criterion({ id: '3', state: 'waived' }),
      criterion({ id: '4', state: 'unmet' }),
    ];
    expect(blockers(gate({ criteria })).map(({ id }) => id)).toEqual(['1', '4']);
    expect(byUrgency(criteria).map(({ id }) => id)).toEqual(['4', '2', '1', '3']);
  });
});
