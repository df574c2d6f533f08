import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Json } from '../declare/json.ts';
import { canonical } from './canonical.ts';
import { createChainVerifier, type EventIndex, type Fault, type StoredEvent } from './chain.ts';
import type { EventValues } from './commitment.ts';
import { eventHash } from './event.ts';
import { readEvent } from './event-reader.ts';
import { fromHex, ZERO_HASH } from './hash.ts';
import { sampleChain, type SampleEvent, sampleId, SAMPLE_SCOPE } from './testing.ts';

const chain = sampleChain([
  { fields: { title: 'Wrong patient', severity: 4, state: 'open' }, action: 'create' },
  { fields: { severity: 5, evidence: { runs: [1, 2.5, null], ok: true } } },
  { fields: {}, action: 'withdraw' },
  { fields: { title: 'Wrong patient – größer', state: 'closed' }, record: 1, action: 'create' },
  { fields: { state: 'open' } },
]);

function verify(events: readonly StoredEvent[], scope = SAMPLE_SCOPE): readonly Fault[] {
  const verifier = createChainVerifier(scope);
  for (const event of events) verifier.next(event);
  return verifier.finish();
}

function changed(place: number, change: (event: SampleEvent) => StoredEvent): StoredEvent[] {
  return chain.map((event, index) => (index === place ? change(event) : event));
}

describe('an unchanged chain', () => {
  test('has no fault, and its head is its last event', () => {
    const verifier = createChainVerifier(SAMPLE_SCOPE);
    for (const event of chain) expect(verifier.next(event)).toBeUndefined();
    expect(verifier.finish()).toEqual([]);
    expect(verifier.head()).toEqual({ sequence: 5, hash: chain[4]?.hash, recorded: '2026-01-01T00:00:05.000Z' });
  });

  test('may come with its hashes as bytes', () => {
    expect(verify(chain.map((event) => ({ ...event, hash: fromHex(event.hash) ?? '' })))).toEqual([]);
  });

  test('may come without its values', () => {
    expect(verify(chain.map(({ sequence, text, hash }) => ({ sequence, text, hash })))).toEqual([]);
  });

  test('has no fault under a native SHA-256 either', () => {
    let hashed = 0;
    const sha256 = (bytes: Uint8Array) => {
      hashed += 1;
      return createHash('sha256').update(bytes).digest();
    };
    const verifier = createChainVerifier(SAMPLE_SCOPE, { sha256 });
    for (const event of chain) expect(verifier.next(event)).toBeUndefined();
    // Five texts and eight values.
    expect(hashed).toBe(13);
  });

  test('may be taken up after a head that is already proven', () => {
    const first = createChainVerifier(SAMPLE_SCOPE);
    for (const event of chain.slice(0, 2)) first.next(event);
    const second = createChainVerifier(SAMPLE_SCOPE, { after: first.head() });
    for (const event of chain.slice(2)) expect(second.next(event)).toBeUndefined();
    expect(second.head().sequence).toBe(5);
  });

  test('without any event stands at zero', () => {
    const verifier = createChainVerifier(SAMPLE_SCOPE);
    expect([verifier.head(), verifier.finish()]).toEqual([{ sequence: 0, hash: ZERO_HASH, recorded: '' }, []]);
  });
});

describe('any single byte of a stored event changed is found and named', () => {
  const place = fc.nat({ max: chain.length - 1 });
  const bits = fc.integer({ min: 1, max: 255 });

  test('in its text', () => {
    fc.assert(
      fc.property(place, fc.nat(), bits, (index, at, mask) => {
        const events = changed(index, (event) => ({ ...event, text: flipText(event.text, at, mask) }));
        expect(verify(events)).toMatchObject([{ sequence: index + 1, code: 'hash-mismatch' }]);
      }),
      { numRuns: 500 },
    );
  });

  test('in its hash, as bytes and as hexadecimal', () => {
    fc.assert(
      fc.property(place, fc.nat(), bits, (index, at, mask) => {
        const asBytes = changed(index, (event) => ({ ...event, hash: flipBytes(fromHex(event.hash), at, mask) }));
        const asText = changed(index, (event) => ({ ...event, hash: flipText(event.hash, at, mask) }));
        const fault = [{ sequence: index + 1, code: 'hash-mismatch' }];
        expect([verify(asBytes), verify(asText)]).toMatchObject([fault, fault]);
      }),
      { numRuns: 500 },
    );
  });

  test('in its values: salt, value, or name of the field', () => {
    let judged = 0;
    fc.assert(
      fc.property(place, fc.nat(), bits, (index, at, mask) => {
        const text = canonical(chain[index]?.values);
        const values = parse(flipText(text, at, mask));
        // Another spelling of the same values is no change, and what is no JSON object no store gives back.
        fc.pre(isValues(values) && canonical(values) !== text);
        judged += 1;
        const [fault] = verify(changed(index, (event) => ({ ...event, values })));
        expect(fault?.sequence).toBe(index + 1);
        expect(fault?.code).toMatch(/^(commitment-mismatch|value-missing|value-extra)$/);
      }),
      { numRuns: 300 },
    );
    expect(judged).toBeGreaterThan(100);
  });

  test('in the columns that stand beside its text', () => {
    const indexed = chain.map((event) => ({ ...event, index: indexOf(event.text) }));
    expect(verify(indexed)).toEqual([]);
    fc.assert(
      fc.property(
        place,
        fc.constantFrom('subject' as const, 'command' as const, 'recorded' as const, 'effective' as const),
        fc.nat(),
        bits,
        (at, column, character, mask) => {
          const events = indexed.map((event, index) =>
            index === at
              ? { ...event, index: { ...event.index, [column]: flipText(event.index[column], character, mask) } }
              : event,
          );
          expect(verify(events)).toMatchObject([{ sequence: at + 1, code: 'index-mismatch' }]);
        },
      ),
    );
  });

  test('in its sequence', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: -3, max: 300 }), (index, sequence) => {
        fc.pre(sequence !== index + 1);
        const events = changed(index, (event) => ({ ...event, sequence }));
        expect(verify(events)).toMatchObject([{ sequence: index + 1, code: 'sequence-gap' }]);
      }),
    );
  });
});

describe('a change that keeps its own hash right is found', () => {
  function rewritten(index: number, change: (text: string) => string): StoredEvent[] {
    return changed(index, (event) => rehash({ ...event, text: change(event.text) }));
  }

  test.each<[string, readonly StoredEvent[], number, string]>([
    ['an event left out', chain.toSpliced(1, 1), 2, 'sequence-gap'],
    ['the first event left out', chain.slice(1), 1, 'sequence-gap'],
    ['an event twice', chain.toSpliced(1, 0, ...chain.slice(0, 1)), 2, 'sequence-gap'],
    ['two events exchanged', [...chain.slice(0, 2).toReversed(), ...chain.slice(2)], 1, 'sequence-gap'],
    [
      'an event left out and the others renumbered beside their texts',
      chain.toSpliced(1, 1).map((event, index) => ({ ...event, sequence: index + 1 })),
      2,
      'sequence-gap',
    ],
    ['another actor', rewritten(1, (text) => text.replace(sampleId(3), sampleId(4))), 3, 'chain-broken'],
    ['another scope', rewritten(1, (text) => text.replace(SAMPLE_SCOPE, sampleId(9))), 2, 'wrong-scope'],
    ['white space', rewritten(1, (text) => text.replace(',', ' ,')), 2, 'not-canonical'],
    ['an unknown member', rewritten(1, (text) => text.replace(':1,', ':1,"note":"x",')), 2, 'unreadable'],
    ['no JSON', rewritten(1, (text) => text.slice(1)), 2, 'unreadable'],
    [
      'a first event that names a predecessor',
      rewritten(0, (text) => text.replace(ZERO_HASH, 'ab'.repeat(32))),
      1,
      'chain-broken',
    ],
  ])('%s', (_, events, sequence, code) => {
    expect(verify(events)).toMatchObject([{ scope: SAMPLE_SCOPE, sequence, code }]);
  });

  test('the chain of another scope', () => {
    expect(verify(chain, sampleId(9))).toMatchObject([{ sequence: 1, code: 'wrong-scope' }]);
  });

  test('an event recorded before its predecessor', () => {
    const times = ['2026-01-02T00:00:00.000Z', '2026-01-02T00:00:00.000Z', '2026-01-01T23:59:59.999Z'];
    const events = sampleChain(times.map((recorded) => ({ fields: { a: 1 }, recorded })));
    expect(verify(events)).toMatchObject([{ sequence: 3, code: 'time-backwards' }]);
  });

  test('nothing after a fault is called good', () => {
    const verifier = createChainVerifier(SAMPLE_SCOPE);
    const found = changed(1, (event) => ({ ...event, hash: ZERO_HASH })).map((event) => verifier.next(event)?.sequence);
    expect(found).toEqual([undefined, 2, 2, 2, 2]);
    expect(verifier.head().sequence).toBe(1);
  });
});

describe('a stored value at fault is named with its field', () => {
  const salt = '00'.repeat(16);

  test.each<[string, StoredEvent['values'], string, string]>([
    ['none stored', {}, 'value-missing', 'state'],
    ['one too many', { ...chain[4]?.values, owner: { salt, value: 1 } }, 'value-extra', 'owner'],
    ['one with another salt', { state: { salt, value: 'open' } }, 'commitment-mismatch', 'state'],
  ])('%s', (_, values, code, field) => {
    expect(verify(changed(4, (event) => ({ ...event, values })))).toMatchObject([{ sequence: 5, code, field }]);
  });
});

describe('a redacted value', () => {
  const history = sampleChain([
    { fields: { title: 'A name that slipped in', state: 'open' } },
    { fields: { title: 'The same name again' } },
    { fields: { title: null }, action: 'redact' },
    { fields: { title: null }, action: 'redact', record: 1 },
    { fields: { state: 'closed' }, action: 'redact' },
    { fields: { title: 'x' } },
  ]);

  function redacted(index: number, redactedBy: number): StoredEvent[] {
    return history.map((event, at) =>
      at === index ? { ...event, values: { ...event.values, title: { redactedBy } } } : event,
    );
  }

  test('is accepted when a later event redacted that field of that record', () => {
    expect([verify(redacted(0, 3)), verify(redacted(1, 3))]).toEqual([[], []]);
  });

  test.each([
    ['an event of another record', 4],
    ['an event that redacted another field', 5],
    ['an event that redacted nothing', 6],
    ['an event that does not exist', 7],
    ['the event itself', 1],
    ['an event before', 0],
    ['no event at all', Number.NaN],
  ])('is not accepted when it names %s', (_, redactedBy) => {
    expect(verify(redacted(0, redactedBy))).toMatchObject([
      { sequence: 1, code: 'redaction-unproven', field: 'title' },
    ]);
  });

  test('is not accepted when it names an earlier redaction', () => {
    expect(verify(redacted(5, 3))).toMatchObject([{ sequence: 6, code: 'redaction-unproven' }]);
  });

  test('every unproven redaction is named, in order', () => {
    const twice = redacted(1, 99).map((event, at) => (at === 0 ? (redacted(0, 4)[0] ?? event) : event));
    expect(verify(twice).map((fault) => fault.sequence)).toEqual([1, 2]);
  });
});

function rehash(event: StoredEvent): StoredEvent {
  return { ...event, hash: eventHash(event.text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const openingShape = z.union([
  z.strictObject({ salt: z.string(), value: z.custom<Json>((value) => value !== undefined) }),
  z.strictObject({ redactedBy: z.number() }),
]);

function isValues(value: unknown): value is EventValues {
  return z.record(z.string(), openingShape).safeParse(value).success;
}

function flipText(text: string, at: number, mask: number): string {
  const index = at % text.length;
  const flipped = String.fromCharCode(text.charCodeAt(index) ^ mask);
  return text.slice(0, index) + flipped + text.slice(index + 1);
}

function flipBytes(bytes: Uint8Array | undefined, at: number, mask: number): Uint8Array {
  return (bytes ?? new Uint8Array(1)).map((byte, index) => (index === at % (bytes?.length ?? 1) ? byte ^ mask : byte));
}

function indexOf(text: string): EventIndex {
  const reading = readEvent(text);
  if (!reading.ok) throw new Error(reading.detail.text);
  const { subject, command, recorded, effective } = reading.event;
  return { subject: subject.id, command: command.id, recorded, effective };
}
