import fc from 'fast-check';
import { applyChanges, type Json } from '@callosum/kernel';
import { describe, expect, test } from 'vitest';
import { compareChanges, resolveChoices } from './conflict.ts';

describe('two people changing the same record', () => {
  test('different fields: both changes are kept without asking', () => {
    const found = compareChanges({ title: 'A', impact: '3' }, { title: 'A', impact: '5' }, { title: 'B' });
    expect(found).toEqual({ mine: { title: 'B' }, clashes: [] });
  });

  test('the same field: a choice is asked for, with what it was before', () => {
    const { clashes } = compareChanges({ title: 'A' }, { title: 'C' }, { title: 'B' });
    expect(clashes).toEqual([{ name: 'title', base: 'A', mine: 'B', theirs: 'C' }]);
  });

  test('the same field to the same value is no conflict and no change', () => {
    expect(compareChanges({ title: 'A' }, { title: 'B' }, { title: 'B' })).toEqual({ mine: {}, clashes: [] });
  });

  test('clearing a field that somebody else has changed is a choice too', () => {
    const comparison = compareChanges({ due: '2027-01-12' }, { due: '2027-02-01' }, { due: null });
    expect(comparison.clashes[0]?.mine).toBeUndefined();
    expect(resolveChoices(comparison, { due: 'mine' })).toEqual({ due: null });
    expect(resolveChoices(comparison, { due: 'theirs' })).toEqual({});
  });

  test('nothing is lost: every field ends as mine, theirs, or as it was', () => {
    const values = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof(fc.integer(), fc.string()));
    const change = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof(fc.integer(), fc.constant(null)));
    fc.assert(
      fc.property(
        values,
        values,
        change,
        fc.constantFrom('mine' as const, 'theirs' as const),
        (base, theirs, mine, side) => {
          const comparison = compareChanges(base, theirs, mine);
          const choices = Object.fromEntries(comparison.clashes.map(({ name }) => [name, side]));
          const after = applyChanges(theirs, resolveChoices(comparison, choices));
          for (const name of ['a', 'b', 'c', 'd']) {
            const wanted: (Json | undefined)[] = [theirs[name]];
            if (name in mine) wanted.push(mine[name] ?? undefined);
            expect(wanted).toContainEqual(after[name]);
            const untouchedByThem = base[name] === theirs[name];
            if (name in mine && untouchedByThem) expect(after[name]).toEqual(mine[name] ?? undefined);
            if (!(name in mine)) expect(after[name]).toEqual(theirs[name]);
          }
        },
      ),
    );
  });
});
