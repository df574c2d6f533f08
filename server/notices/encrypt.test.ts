import fc from 'fast-check';
import { createECDH, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readAsBrowser } from '../testing/push-service.ts';
import { areKeys, encryptFor, MOST_BYTES } from './encrypt.ts';

function browser() {
  const ecdh = createECDH('prime256v1');
  const auth = randomBytes(16);
  const keys = { p256dh: ecdh.generateKeys().toString('base64url'), auth: auth.toString('base64url') };
  return { keys, reads: (body: Buffer) => readAsBrowser(body, ecdh, auth) };
}

describe('a message for one browser', () => {
  test('is what RFC 8291 says in its example', () => {
    const keys = {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    };
    const fresh = {
      salt: Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url'),
      privateKey: Buffer.from('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url'),
    };
    expect(encryptFor(keys, 'When I grow up, I want to be a watermelon', fresh).toString('base64url')).toBe(
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
    );
  });

  test('is read by it alone, fits, and tells little by its length', () => {
    const [mine, other] = [browser(), browser()];
    fc.assert(
      fc.property(fc.string({ maxLength: MOST_BYTES / 4, unit: 'grapheme' }), (text) => {
        fc.pre(Buffer.byteLength(text) <= MOST_BYTES);
        const body = encryptFor(mine.keys, text);
        expect(mine.reads(body)).toBe(text);
        expect(() => other.reads(body)).toThrow();
        expect(body.length).toBeLessThanOrEqual(4_096);
        expect((body.length - 102) % 256 === 0 || body.length === 4_096).toBe(true);
      }),
    );
  });

  test('may be as long as push services take, and no longer', () => {
    const { keys, reads } = browser();
    const longest = 'x'.repeat(MOST_BYTES);
    expect(reads(encryptFor(keys, longest))).toBe(longest);
    expect(() => encryptFor(keys, `${longest}x`)).toThrow(RangeError);
  });

  test('can be written for keys of a browser only', () => {
    const { keys } = browser();
    expect(areKeys(keys)).toBe(true);
    expect(areKeys({ ...keys, auth: 'AAAA' })).toBe(false);
    expect(areKeys({ ...keys, p256dh: 'AAAA' })).toBe(false);
    expect(areKeys({ ...keys, p256dh: Buffer.alloc(65, 4).toString('base64url') })).toBe(false);
  });
});
