import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from './hash.ts';
import { storedLevels } from './merkle.ts';
import { createProof, type EventProof, verifyProof } from './proof.ts';
import { headOf, leavesOf, sampleChain, sampleId, sampleSealer } from './testing.ts';

const changes = Array.from({ length: 11 }, (_, index) => ({
  fields: { title: `Hazard ${index}`, severity: index % 5 },
}));
const chain = sampleChain(changes);
const sealer = sampleSealer();
const others = [4, 7, 9].map((number) => headOf(chain.slice(0, number), sampleId(number)));
const seal = sealer.seal([headOf(chain), ...others]);

function proofOf(sequence: number, withValues = true): EventProof {
  const event = chain[sequence - 1];
  if (!event) throw new Error('no such event');
  const values = Object.fromEntries(
    Object.entries(event.values).flatMap(([field, opening]) => ('salt' in opening ? [[field, opening]] : [])),
  );
  return createProof({ text: event.text, leaves: leavesOf(chain), seal, ...(withValues && { values }) });
}

describe('the proof of an event', () => {
  test('holds offline for every event, step by step', () => {
    for (const { sequence } of chain) {
      const result = verifyProof(proofOf(sequence), { trustedFingerprint: sealer.fingerprint });
      expect(result).toMatchObject({ ok: true, keyTrusted: true });
      expect(result.steps.map((step) => step.name)).toEqual([
        'document',
        'event',
        'values',
        'scope-inclusion',
        'signature',
        'seal-inclusion',
        'key',
      ]);
    }
  });

  test('holds as the text of a file', () => {
    expect(verifyProof(JSON.stringify(proofOf(3), undefined, 2)).ok).toBe(true);
  });

  test('is the same from stored levels of the tree', () => {
    const { text } = chain[4] ?? { text: '' };
    expect(createProof({ text, leaves: storedLevels(leavesOf(chain)), seal })).toEqual(proofOf(5, false));
  });

  test('shows only the values its holder chose', () => {
    const { values, ...rest } = proofOf(3);
    const partly = { ...rest, values: { title: values?.['title'] } };
    expect(verifyProof(partly).ok).toBe(true);
    expect(JSON.stringify(proofOf(3, false))).not.toContain('Hazard');
  });

  test('does not vouch for a key nobody compared', () => {
    const result = verifyProof(proofOf(3));
    expect(result).toMatchObject({ ok: true, keyTrusted: false });
    expect(result.steps.at(-1)?.detail).toContain(sealer.fingerprint);
  });

  test('made by another key does not hold against the trusted one', () => {
    const stranger = sampleSealer(2);
    const forged = createProof({
      text: chain[0]?.text ?? '',
      leaves: leavesOf(chain),
      seal: stranger.seal([headOf(chain)]),
    });
    expect(verifyProof(forged, { trustedFingerprint: sealer.fingerprint })).toMatchObject({
      ok: false,
      keyTrusted: false,
      firstFault: { name: 'key' },
    });
    const either = [sealer.fingerprint, stranger.fingerprint.toUpperCase()];
    expect(verifyProof(forged, { trustedFingerprint: either })).toMatchObject({ ok: true, keyTrusted: true });
  });
});

describe('a proof with anything changed does not hold', () => {
  test('any character of any text in it', () => {
    const whole = JSON.stringify(proofOf(6));
    const options = { trustedFingerprint: sealer.fingerprint };
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('0', '1', 'a', 'f', 'Z', '"', ',', ' '), (pick, char) => {
        const at = pick % whole.length;
        const text = whole.slice(0, at) + char + whole.slice(at + 1);
        fc.pre(text !== whole);
        expect(verifyProof(text, options).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  const good = proofOf(6);
  const other = proofOf(7);
  test.each<[string, object, string]>([
    ['the text of another event', { ...good, event: { ...other.event, hash: good.event.hash } }, 'event'],
    ['another event', { ...good, event: other.event, values: {} }, 'scope-inclusion'],
    ['the path of another event', { ...good, path: other.path }, 'scope-inclusion'],
    ['a value of another event', { ...good, values: other.values }, 'values'],
    ['a value nobody committed to', { ...good, values: { toString: good.values?.['title'] } }, 'values'],
    ['another size', changed({ head: { ...good.sealed.head, size: 12 } }), 'seal-inclusion'],
    ['another head', changed({ head: { ...good.sealed.head, head: 'ab'.repeat(32) } }), 'seal-inclusion'],
    ['another scope', changed({ head: { ...good.sealed.head, scope: sampleId(4) } }), 'scope-inclusion'],
    ['another place in the seal', changed({ inclusion: { ...good.sealed.inclusion, index: 1 } }), 'seal-inclusion'],
    ['another signature', changed({ seal: { ...good.sealed.seal, signature: '00'.repeat(64) } }), 'signature'],
    ['another key', changed({ publicKey: toHex(sampleSealer(2).publicKey) }), 'signature'],
  ])('%s', (_, document, name) => {
    const result = verifyProof(document, { trustedFingerprint: sealer.fingerprint });
    expect(result).toMatchObject({ ok: false, keyTrusted: false, firstFault: { name } });
  });

  function changed(part: Partial<EventProof['sealed']>): object {
    return { ...good, sealed: { ...good.sealed, ...part } };
  }
});

describe('what is no proof is refused in plain words', () => {
  const good = proofOf(2);

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'the whole'],
    ['a number', 7, 'the whole'],
    ['text that is no JSON', '{"format":', 'the whole'],
    ['another format', { ...good, format: 'callosum-proof/2' }, 'format'],
    ['an unknown member', { ...good, note: 'trust me' }, 'note'],
    ['a missing member', { ...good, path: undefined }, 'path'],
    ['a path longer than any tree', { ...good, path: Array(65).fill('ab'.repeat(32)) }, 'path'],
    ['a hash in upper case', { ...good, path: ['AB'.repeat(32)] }, 'path.0'],
    ['a text beyond the limit', { ...good, event: { ...good.event, text: 'x'.repeat((1 << 20) + 1) } }, 'event.text'],
    ['a document beyond the limit', ' '.repeat((1 << 24) + 1), 'the whole'],
    ['a salt of another length', { ...good, values: { title: { salt: 'ab', value: 1 } } }, 'values.title.salt'],
    ['a value left out', { ...good, values: { title: { salt: 'ab'.repeat(16) } } }, 'values.title.value'],
  ])('%s', (_, document, place) => {
    const { ok, firstFault } = verifyProof(document);
    expect([ok, firstFault?.name]).toEqual([false, 'document']);
    expect(firstFault?.detail).toMatch(/^This is not a document of the form callosum-proof\/1\./);
    expect(firstFault?.detail).toContain(place);
  });

  test('a value nested to exhaust the stack is a value that does not match', () => {
    const nested = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const text = JSON.stringify(good).replace('"Hazard 1"', nested);
    expect(verifyProof(text)).toMatchObject({ ok: false, firstFault: { name: 'values' } });
  });
});

describe('no proof is made', () => {
  test.each<[string, () => unknown, string]>([
    ['of an event after the seal', () => early(9, 8), 'no leaf with the index 8'],
    [
      'from a seal without the scope',
      () => createProof({ ...partsOf(1), seal: sealer.seal(others) }),
      'does not hold the scope',
    ],
    ['from a tree of another size than was sealed', () => early(2, 8, seal), 'do not prove the event'],
    ['of a text that is no event', () => createProof({ ...partsOf(1), text: '{}' }), 'not an event'],
    [
      'from a seal that names another last event',
      () => createProof({ ...partsOf(11), seal: sealer.seal([{ ...headOf(chain), head: 'ab'.repeat(32) }]) }),
      'do not prove the event',
    ],
    [
      'with a value the event does not have',
      () => createProof({ ...partsOf(1), values: chosen() }),
      'Not what the event',
    ],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  function partsOf(sequence: number) {
    return { text: chain[sequence - 1]?.text ?? '', leaves: leavesOf(chain), seal };
  }

  function early(sequence: number, size: number, from = sealer.seal([headOf(chain.slice(0, size))])) {
    return createProof({ text: chain[sequence - 1]?.text ?? '', leaves: leavesOf(chain.slice(0, size)), seal: from });
  }

  function chosen() {
    return { title: { salt: '00'.repeat(16), value: 'x' } };
  }
});
