import { describe, expect, test } from 'vitest';
import { createConsistency, type ScopeConsistency, verifyConsistencyDocument } from './consistency.ts';
import { headOf, leavesOf, SAMPLE_SCOPE, sampleChain, sampleId, sampleSealer } from './testing.ts';

const chain = sampleChain(Array.from({ length: 13 }, (_, index) => ({ fields: { severity: index } })));
const sealer = sampleSealer();
const other = headOf(chain.slice(0, 2), sampleId(7));
const TWIN = sampleId(8);
// The twin's history is the same, hash for hash: only the scope's id tells them apart.
const seals = [3, 8, 8, 13].map((size) => {
  const events = chain.slice(0, size);
  return sealer.seal([headOf(events), headOf(events, TWIN), other]);
});

function between(first: number, second: number, size: number, scope = SAMPLE_SCOPE): ScopeConsistency {
  const [from, to] = [seals[first], seals[second]];
  if (!from || !to) throw new Error('no such seal');
  return createConsistency({ scope, first: from, second: to, leaves: leavesOf(chain.slice(0, size)) });
}

describe('that history only grew between two seals', () => {
  test.each([
    [0, 1, 8],
    [0, 3, 13],
    [1, 2, 8],
    [1, 3, 13],
  ])('is proven from seal %i to seal %i', (first, second, size) => {
    const result = verifyConsistencyDocument(between(first, second, size), { trustedFingerprint: sealer.fingerprint });
    expect(result).toMatchObject({ ok: true, keyTrusted: true });
    expect(result.steps.map((step) => step.name)).toEqual([
      'document',
      'first-signature',
      'first-seal-inclusion',
      'second-signature',
      'second-seal-inclusion',
      'order',
      'consistency',
      'key',
    ]);
  });

  test('holds as the text of a file', () => {
    expect(verifyConsistencyDocument(JSON.stringify(between(0, 3, 13)))).toMatchObject({ ok: true, keyTrusted: false });
  });

  test('is not proven when history was rewritten, though both seals are rightly signed', () => {
    const rewritten = sampleChain(Array.from({ length: 13 }, (_, index) => ({ fields: { severity: index + 1 } })));
    const later = sealer.seal([headOf(rewritten)]);
    const [first] = seals;
    if (!first) throw new Error('seals were made');
    const parts = { scope: SAMPLE_SCOPE, first, second: later, leaves: leavesOf(rewritten) };
    expect(() => createConsistency(parts)).toThrow('does not begin with the 3 events');
  });

  const good = between(0, 3, 13);
  test.each<[string, object, string]>([
    ['the seals exchanged', { ...good, first: good.second, second: good.first }, 'order'],
    ['the same seal twice', { ...good, second: good.first, path: [] }, 'order'],
    ['a path with a hash left out', { ...good, path: good.path.slice(1) }, 'consistency'],
    ['a path with a hash changed', { ...good, path: good.path.with(0, 'ab'.repeat(32)) }, 'consistency'],
    ['the path between two other seals', { ...good, path: between(0, 1, 8).path }, 'consistency'],
    ['the history of a twin', { ...good, second: between(0, 3, 13, TWIN).second }, 'consistency'],
    ['another scope', { ...good, first: { ...good.first, head: other } }, 'first-seal-inclusion'],
    [
      'a signature of the other seal',
      { ...good, second: { ...good.second, seal: { ...good.second.seal, signature: good.first.seal.signature } } },
      'second-signature',
    ],
    ['an unknown member', { ...good, note: 'x' }, 'document'],
    ['no path', { ...good, path: 'none' }, 'document'],
  ])('is not proven by a document with %s', (_, document, name) => {
    expect(verifyConsistencyDocument(document)).toMatchObject({ ok: false, firstFault: { name } });
  });

  test('is not proven against another trusted key', () => {
    expect(verifyConsistencyDocument(good, { trustedFingerprint: 'ab'.repeat(32) })).toMatchObject({
      ok: false,
      keyTrusted: false,
      firstFault: { name: 'key' },
    });
  });

  test('is not claimed for a scope a seal does not hold', () => {
    const [first, , , last] = seals;
    if (!first || !last) throw new Error('seals were made');
    const parts = { scope: sampleId(99), first, second: last, leaves: leavesOf(chain) };
    expect(() => createConsistency(parts)).toThrow('does not hold the scope');
  });
});
