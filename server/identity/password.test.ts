import { describe, expect, test } from 'vitest';
import { requireGoodPassword } from './password.ts';
import { delayAfter } from './throttle.ts';

const ACCOUNT = { name: 'Wilhelmina Oberhauser', email: 'mina.oberhauser@klinikum.example' };
const check = (password: string) => () => requireGoodPassword(password, ACCOUNT);

describe('a password', () => {
  test.each([
    'correct horse battery staple',
    'a sentence is easier to remember',
    'vier Esel tragen Mehl',
    '今日は天気がとてもいいですね',
    'Tr4in.leaves-at;nine',
    'password for my grandmother’s cellar',
  ])('may be %s', (password) => {
    expect(check(password)).not.toThrow();
  });

  test.each([
    ['too short', 'short'],
    ['one character', 'aaaaaaaaaaaaaaaa'],
    ['a pattern', 'abababababababab'],
    ['a sequence', 'abcdefghijklmnop'],
    ['digits', '123456789012345'],
    ['a row of keys', 'qwertyuiop123456'],
    ['a common word', 'Password2026!!'],
    ['a common word in disguise', 'P4$$w0rd2026!!'],
    ['two common words', 'welcome.hospital1'],
    ['the product', 'Callosum2026!!!'],
    ['the own name', 'Oberhauser1987!!'],
    ['the own address', 'klinikum-mina-12'],
  ])('may not be %s', (_why, password) => {
    expect(check(password)).toThrow();
  });
});

describe('the delay after failures', () => {
  test('is none for a few, doubles, and never becomes a lock', () => {
    expect([0, 4, 5, 6, 7, 10].map((failures) => delayAfter(failures))).toEqual([0, 0, 1, 2, 4, 32]);
    expect(delayAfter(1_000_000)).toBe(900);
  });
});
