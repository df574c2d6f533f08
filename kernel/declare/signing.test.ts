import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Statement, StatementLine } from '../ledger/signature.ts';
import { changedSince, type Stated } from './signing.ts';

const ID = '00000000-0000-7000-8000-000000000001';
const stated: Stated & { meaning: string } = {
  meaning: 'decides the gate',
  title: 'Go at T-60',
  lines: [
    { label: 'Vote', account: 'ada', text: 'For' },
    { label: 'Vote', account: 'bob', text: 'Against' },
    { label: 'Backlog', text: '3 open', behind: 'a' },
  ],
  rests: [{ id: ID, name: 'GTE-3', version: 4 }],
};
const shown: Statement = {
  format: 'callosum-statement/1',
  scope: ID,
  command: 'gate.decide',
  nonce: '0'.repeat(32),
  ...stated,
};
const changes = (over: Partial<typeof stated>): string[] =>
  changedSince(shown, { ...stated, ...over }).map(({ message }) => message);
const line: fc.Arbitrary<StatementLine> = fc.record(
  { label: fc.constantFrom('A', 'B', 'C'), text: fc.string(), account: fc.string(), behind: fc.constantFrom('a', 'b') },
  { requiredKeys: ['label'] },
);

describe('what was shown for signing', () => {
  test('is told to have changed line by line, with what it was and is', () => {
    expect(changes({})).toEqual([]);
    const [first, second, third] = stated.lines;
    expect(changes({ lines: [...(first ? [first] : []), { label: 'Vote', account: 'bob', text: 'For' }] })).toEqual([
      '“Vote” was bob Against and is bob For now.',
      '“Backlog” is gone.',
    ]);
    expect(changes({ lines: [...stated.lines, { label: 'Condition', text: 'Kits' }] })).toEqual([
      '“Condition” has been added: Kits.',
    ]);
    const behind = [first, second, third && { ...third, behind: 'b' }].filter((one) => one !== undefined);
    expect(changes({ lines: behind })).toEqual(['What lies behind “Backlog” has changed.']);
  });

  test('is told to have changed when a record it rests on moved on, came or went', () => {
    expect(changes({ rests: [{ id: ID, name: 'GTE-3', version: 5 }] })).toEqual(['GTE-3 was changed meanwhile.']);
    expect(changes({ rests: [] })).toEqual(['GTE-3 no longer belongs to it.']);
    const more = { id: 'other', name: 'CRT-1', version: 1 };
    expect(changes({ rests: [...stated.rests, more] })).toEqual(['CRT-1 belongs to it now.']);
    expect(changes({ title: 'No-go at T-60' })).toEqual(['“Go at T-60” is “No-go at T-60” now (decides the gate).']);
  });

  test('has changed exactly when its lines differ by label, words or what lies behind', () => {
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (before, after) => {
        const found = changedSince({ ...shown, lines: before }, { ...stated, lines: after });
        const byPlace = (lines: readonly StatementLine[]) =>
          ['A', 'B', 'C'].map((label) =>
            lines
              .filter((one) => one.label === label)
              .map(({ account, text, behind }) => [
                [account, text].filter((part) => part !== undefined).join(' '),
                behind,
              ]),
          );
        const words = (lines: readonly StatementLine[]) => JSON.stringify(byPlace(lines)).replaceAll('""', '"empty"');
        expect(found.length === 0).toBe(words(before) === words(after));
      }),
    );
  });
});
