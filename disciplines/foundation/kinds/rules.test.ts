import { COMPARISONS, type Comparison, type FieldChanges, type FieldValues, Refusal } from '@callosum/kernel';
import { testId } from '@callosum/kernel/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foundationScope, PROJECT, registry } from '../testing/scope.ts';

const GOOD: FieldValues = {
  title: 'No decision is overdue',
  key: 'decisions',
  fact: 'foundation.decisions-overdue',
  comparison: 'atMost',
  target: 0,
};

/** Where a creation is refused, by field; nothing when it is not. */
function refusedAt(create: () => unknown): unknown[] {
  try {
    create();
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const { remedy } of error.problems) expect(remedy).toMatch(/\w/);
    return error.problems.map(({ path }) => path?.slice(3));
  }
}
const criterion = (over: FieldValues) =>
  refusedAt(() => foundationScope().run('record.create', { kind: 'criterion', fields: { ...GOOD, ...over } }));

describe('a criterion', () => {
  test('asks a fact that is declared', () => {
    expect(criterion({})).toEqual([]);
    expect(criterion({ fact: 'foundation.decisions-overdu' })).toEqual([['fact']]);
    expect(() => foundationScope().create('criterion', { ...GOOD, fact: 'foundation.nothing' })).toThrow(
      /There is no fact “foundation\.nothing”\. Choose one of: .*foundation\.decisions-overdue/,
    );
  });

  test('compares in the direction in which its fact improves, with a target it can reach', () => {
    expect(criterion({ comparison: 'atLeast' })).toEqual([['comparison']]);
    expect(criterion({ comparison: 'exactly' })).toEqual([]);
    expect(criterion({ target: -1 })).toEqual([['target']]);
    const share = { fact: 'planning.tasks-complete', comparison: 'atLeast' };
    expect(criterion({ ...share, target: 95 })).toEqual([]);
    expect(criterion({ ...share, target: 101 })).toEqual([['target']]);
  });

  test('selects by fields that the judged records have', () => {
    expect(criterion({ filter: [{ field: 'due', op: 'upTo', value: { gateDate: true } }] })).toEqual([]);
    expect(criterion({ filter: [{ field: 'day', op: 'set' }] })).toEqual([['filter', 0, 'field']]);
    expect(
      criterion({
        filter: [
          { field: 'due', op: 'set' },
          { field: 'due', op: 'is', value: 'soon' },
        ],
      }),
    ).toEqual([['filter', 1, 'value']]);
  });

  test('is waived whole or not at all', () => {
    const { apply, create } = foundationScope();
    const id = create('criterion', GOOD);
    const waive = (fields: FieldChanges) => refusedAt(() => apply([{ action: 'update', id, fields }]));
    const whole = { waivedBy: testId(7), waivedUntil: '2027-04-01', waiverReason: 'Agreed for a month' };
    expect(waive({ waivedUntil: '2027-04-01' })).toEqual([['waivedBy']]);
    expect(waive(whole)).toEqual([]);
    expect(waive({ waiverReason: null })).toEqual([['waiverReason']]);
    expect(waive({ waivedBy: null, waivedUntil: null, waiverReason: null })).toEqual([]);
  });

  test('is accepted in any combination of fact, comparison and target only when it can be met', () => {
    const facts = [...registry.facts.values()];
    fc.assert(
      fc.property(
        fc.constantFrom(...facts),
        fc.constantFrom<Comparison[]>('atMost', 'atLeast', 'exactly'),
        fc.integer({ min: -20, max: 120 }),
        (fact, comparison, target) => {
          const accepted = criterion({ fact: fact.name, comparison, target }).length === 0;
          const worse = comparison === (fact.better === 'lower' ? 'atLeast' : 'atMost');
          // What is counted is never negative; what is measured may be.
          const least = fact.fold === 'failing' || fact.fold === 'share' ? 0 : -Infinity;
          const reachable = target >= least && (fact.fold !== 'share' || target <= 100);
          expect(accepted, `${fact.name} ${COMPARISONS[comparison]} ${target}`).toBe(!worse && reachable);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a project', () => {
  test('has times of day that a clock can show', () => {
    const { apply } = foundationScope();
    const day = (fields: FieldValues) => refusedAt(() => apply([{ action: 'update', id: PROJECT, fields }]));
    for (const dayStart of ['00:00', '08:30', '23:59', '24:00']) expect(day({ dayStart })).toEqual([]);
    for (const dayFinish of ['8:30', '24:01', '12:60', 'noon']) expect(day({ dayFinish })).toEqual([['dayFinish']]);
  });
});

describe('a condition', () => {
  test('is fulfilled on a day with evidence, and not before', () => {
    const { apply, create } = foundationScope();
    const id = create('condition', { title: 'Finish the build', due: '2027-04-01' });
    const fulfil = (fields: FieldValues) =>
      refusedAt(() => apply([{ action: 'update', id, fields, state: 'fulfilled' }]));
    expect(fulfil({})).toEqual([['evidence']]);
    expect(fulfil({ evidence: 'Minutes' })).toEqual([['fulfilledOn']]);
    expect(fulfil({ evidence: 'Minutes', fulfilledOn: '2027-03-20' })).toEqual([]);
  });
});
