import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffWords } from './word-diff.ts';

const written = fc
  .array(fc.constantFrom('a', 'b', 'go ', 'live ', '\n', 'Wait. '), { maxLength: 14 })
  .map((parts) => parts.join(''));

describe('a difference by words', () => {
  test('is the text before without what came, and the text after without what went', () => {
    fc.assert(
      fc.property(written, written, (before, after) => {
        const all = diffWords(before, after);
        const without = (gone: string): string =>
          all.flatMap(({ what, text }) => (what === gone ? [] : [text])).join('');
        expect(without('added')).toBe(before);
        expect(without('removed')).toBe(after);
      }),
    );
  });

  test('shows the words that changed and keeps the rest together', () => {
    expect(diffWords('We go live in March.', 'We do not go live in May.')).toEqual([
      { what: 'same', text: 'We ' },
      { what: 'added', text: 'do not ' },
      { what: 'same', text: 'go live in ' },
      { what: 'removed', text: 'March.' },
      { what: 'added', text: 'May.' },
    ]);
  });

  test('of texts too long to compare is all of the one and all of the other', () => {
    const long = (word: string): string => `${word} `.repeat(1_100);
    expect(diffWords(long('a'), long('b'))).toEqual([
      { what: 'removed', text: long('a') },
      { what: 'added', text: long('b') },
    ]);
  });
});
