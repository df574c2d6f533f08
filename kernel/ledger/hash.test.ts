import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equalBytes, equalsHex, fromHex, hashText, sha256, toHex, utf8 } from './hash.ts';

const bytes = fc.uint8Array({ maxLength: 64 });

describe('SHA-256', () => {
  // FIPS 180-4 example values.
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of "%s"', (text, expected) => {
    expect(toHex(hashText(text))).toBe(expected);
  });

  test('of a text is that of its UTF-8, whatever its length and prefix', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('é'.repeat(60_000)));
    fc.assert(
      fc.property(texts, bytes, (text, prefix) => {
        const whole = new Uint8Array([...prefix, ...utf8(text)]);
        expect(toHex(hashText(text, sha256, prefix))).toBe(toHex(sha256(whole)));
      }),
      { numRuns: 20 },
    );
  });
});

describe('hexadecimal', () => {
  test('is read back', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        expect(fromHex(toHex(some))).toEqual(some);
      }),
    );
  });

  test.each(['0', 'AB', '0g', 'zz', ' 1'])('"%s" is refused', (text) => {
    expect(fromHex(text)).toBeUndefined();
  });

  test('is compared with bytes exactly', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(equalsHex(a, toHex(a))).toBe(true);
        expect(equalsHex(a, toHex(b))).toBe(equalBytes(a, b));
        expect(equalBytes(a, b)).toBe(toHex(a) === toHex(b));
      }),
    );
    expect(equalsHex(new Uint8Array([0xab]), 'AB')).toBe(false);
  });
});
