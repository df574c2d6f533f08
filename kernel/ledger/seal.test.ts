import { ed25519 } from '@noble/curves/ed25519.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from './canonical.ts';
import { fromHex, sha256, toHex, utf8, ZERO_HASH } from './hash.ts';
import { leafHash, nodeHash } from './merkle.ts';
import { keyFingerprint, readSealBody, sealBody, sealLeaf, sealSuccessionFault, signSeal, verifySeal } from './seal.ts';
import { sampleId, sampleSealer } from './testing.ts';

const secret = new Uint8Array(32).fill(9);
const publicKey = ed25519.getPublicKey(secret);
const heads = [3, 1, 2].map((number) => ({
  scope: sampleId(number),
  size: number * 10,
  root: `${number}a`.repeat(32),
  head: `${number}b`.repeat(32),
}));
const input = { number: 1, previous: ZERO_HASH, sealedAt: '2026-03-01T00:00:00.000Z', heads, publicKey };
const sign = (bytes: Uint8Array) => ed25519.sign(bytes, secret);

describe('a seal', () => {
  const seal = sealBody(input);

  test('is over the heads ordered by scope, each as canonical JSON', () => {
    const [third, first, second] = heads.map((head) => leafHash(utf8(canonical(head))));
    if (!first || !second || !third) throw new Error('three heads were given');
    expect(seal.body.root).toBe(toHex(nodeHash(nodeHash(first, second), third)));
    expect(sealBody({ ...input, heads: heads.toReversed() }).text).toBe(seal.text);
  });

  test('says what was sealed, when, and by which key, in canonical JSON', () => {
    expect(JSON.parse(seal.text)).toEqual({
      format: 1,
      number: 1,
      previous: ZERO_HASH,
      sealedAt: '2026-03-01T00:00:00.000Z',
      scopes: 3,
      root: seal.body.root,
      keyFingerprint: toHex(sha256(publicKey)),
    });
    expect(seal.text).toBe(canonical(seal.body));
    expect(seal.hash).toBe(toHex(sha256(utf8(seal.text))));
  });

  test('holds under its signature and key', () => {
    expect(verifySeal(seal.text, signSeal(seal.text, sign), publicKey)).toEqual({ ok: true, body: seal.body });
  });

  test('of no scopes has the root of the empty tree', () => {
    expect(sealBody({ ...input, heads: [] }).body).toMatchObject({ scopes: 0, root: toHex(sha256(new Uint8Array())) });
  });

  test.each<[string, object, string]>([
    ['a scope twice', { heads: [...heads, ...heads.slice(0, 1)] }, 'sealed twice'],
    ['a scope without events', { heads: [{ ...heads[0], size: 0 }] }, 'not well formed'],
    ['a first seal with a predecessor', { previous: 'ab'.repeat(32) }, 'is zeros in the first seal'],
    ['a later seal without one', { number: 2 }, 'is zeros in the first seal'],
    ['a moment without milliseconds', { sealedAt: '2026-03-01T00:00:00Z' }, 'sealedAt'],
  ])('cannot be made with %s', (_, change, message) => {
    expect(() => sealBody({ ...input, ...change })).toThrow(message);
  });
});

describe('a seal with anything changed is rejected', () => {
  const seal = sealBody(input);
  const signature = signSeal(seal.text, sign);

  test('any byte of its text, signature or key', () => {
    const flip = (bytes: Uint8Array, at: number, mask: number) =>
      bytes.map((byte, index) => (index === at % bytes.length ? byte ^ mask : byte));
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 127 }), (at, mask) => {
        const text = new TextDecoder().decode(flip(utf8(seal.text), at, mask));
        expect(verifySeal(text, signature, publicKey).ok).toBe(false);
        expect(verifySeal(seal.text, flip(signature, at, mask), publicKey).ok).toBe(false);
        expect(verifySeal(seal.text, signature, flip(publicKey, at, mask)).ok).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  test('another key, though it signed', () => {
    const other = new Uint8Array(32).fill(8);
    const theirs = ed25519.sign(utf8(seal.text), other);
    expect(verifySeal(seal.text, theirs, ed25519.getPublicKey(other))).toMatchObject({ ok: false, code: 'wrong-key' });
  });

  test('a key of small order, under which anything is signed', () => {
    const small = fromHex(`01${'00'.repeat(31)}`) ?? new Uint8Array();
    const forged = sealBody({ ...input, publicKey: small });
    expect(verifySeal(forged.text, new Uint8Array([...small, ...new Uint8Array(32)]), small)).toMatchObject({
      ok: false,
      code: 'bad-signature',
    });
  });

  test('a signature or key of another length', () => {
    expect(verifySeal(seal.text, signature.subarray(1), publicKey)).toMatchObject({ code: 'bad-signature' });
    expect(verifySeal(seal.text, signature, publicKey.subarray(1))).toMatchObject({ code: 'wrong-key' });
  });

  test.each([
    ['white space', seal.text.replace(',', ', '), 'not-canonical'],
    ['an unknown member', seal.text.replace('{', '{"a":1,'), 'unreadable'],
    ['no JSON', 'seal', 'unreadable'],
  ])('%s', (_, text, code) => {
    expect(readSealBody(text)).toMatchObject({ ok: false, code });
  });
});

describe('one seal after another', () => {
  const first = sealBody(input);
  const next = { ...input, number: 2, previous: first.hash };

  test('names its predecessor, counts on, and is not earlier', () => {
    expect(sealSuccessionFault(first, sealBody(next).body)).toBeUndefined();
  });

  test.each([
    ['left out', { ...next, number: 3 }, 'stands after seal 1'],
    ['exchanged', { ...next, previous: 'ab'.repeat(32) }, 'names another seal'],
    ['dated back', { ...next, sealedAt: '2026-02-28T00:00:00.000Z' }, 'was made before'],
  ])('shows when one was %s', (_, later, message) => {
    expect(sealSuccessionFault(first, sealBody(later).body)?.text).toContain(message);
  });
});

test('the fingerprint of a key is its SHA-256', () => {
  expect(keyFingerprint(publicKey)).toBe(toHex(sha256(publicKey)));
  expect(sampleSealer(9).fingerprint).toBe(keyFingerprint(publicKey));
});

test('the leaf of a scope holds its four members and no more', () => {
  const [head] = heads;
  if (!head) throw new Error('heads were given');
  const extended = { ...head, note: 'x' };
  expect(new TextDecoder().decode(sealLeaf(extended))).toBe(canonical(head));
});
