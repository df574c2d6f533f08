import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matcherOf } from './match.ts';

function matches(pattern: string, text: string): boolean | undefined | string {
  const matcher = matcherOf(pattern);
  return typeof matcher === 'string' ? matcher : matcher(text);
}

describe('a pattern', () => {
  test.each([
    ['HL7[0-9]{4}', 'HL70001', true],
    ['HL7[0-9]{4}', 'xHL70001', false],
    ['^\\d{8}$', '20260102', true],
    ['^(\\d{8}|\\d{10})([+-]\\d{4})?$', '2026010203+0100', true],
    ['^(?!\\s*$).+', '   ', false],
    ['^(?!\\s*$).+', ' x ', true],
    ['(?:a|b)*?c', 'ababc', true],
    ['[^a-c]+', 'xyz', true],
    ['[^a-c]+', 'xbz', false],
    ['^<=$|^>=$|^=$', '>=', true],
    ['a{2,3}', 'aaaa', false],
    ['a{2,}', 'aaaa', true],
    ['[\\w.-]+@\\S+', 'a.b@c', true],
    ['\\x2D\\u002b', '-+', true],
    ['(?<year>\\d{4}).*', '2026 and more', true],
    ['\\bno\\b', 'no', true],
    ['a.c', 'a\rc', false],
    ['', '', true],
  ])('%s over %j', (pattern, text, expected) => expect(matches(pattern, text)).toBe(expected));

  test.each([
    '(',
    ')',
    '[a',
    'a**b{',
    '*a',
    '(a)\\1',
    '(?<=a)b',
    'a++',
    '\\',
    '[z-a]',
    'a{3,2}',
    '\\p{L}',
    '(((a{999}){999}){999})',
    '(){99999}{99999}',
  ])('%s is refused with a reason, or read as it stands', (pattern) => {
    const result = matcherOf(pattern);
    if (typeof result === 'string') expect(result).toMatch(/\.$/);
    else expect(pattern).toBe('a**b{');
  });

  test('never takes long', () => {
    const text = `${'a'.repeat(5_000)}!`;
    for (const pattern of ['(a+)+', '(a|a)*b', '(a*)*c', '((a+)+)+d', '(.*a){20}b', '(?:(?!b).)*b']) {
      const started = performance.now();
      expect(matches(pattern, text)).not.toBe(true);
      expect(performance.now() - started).toBeLessThan(3_000);
    }
  });

  test('matches as the patterns of JavaScript do', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '(a|bc)', '(?:ab)', '(?=a)a', '(?!a).');
    const part = fc
      .tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}', '*?'))
      .map(([one, often]) => (one.startsWith('(?') && one !== '(?:ab)' ? one : one + often));
    const pattern = fc.array(part, { maxLength: 5 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1'), maxLength: 8 }), (source, text) => {
        expect(matches(source, text)).toBe(new RegExp(`^(?:${source})$`).test(text));
      }),
    );
  });
});
