import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../declare/json.ts';
import { commit, type EventValues, openCommitments } from './commitment.ts';
import { sha256, toHex, utf8 } from './hash.ts';

const salt = new Uint8Array(16).fill(7);
const salts = fc.uint8Array({ minLength: 16, maxLength: 16 });
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value')),
  ),
})).value;

function opened(commitments: Record<string, string>, values: EventValues) {
  return Object.fromEntries(openCommitments({ commitments }, values));
}

describe('a commitment', () => {
  test('is SHA-256 over 0x10, the salt, and the canonical value in UTF-8', () => {
    const expected = sha256(new Uint8Array([0x10, ...salt, ...utf8('{"a":"é","b":1}')]));
    expect(toHex(commit(salt, { b: 1, a: 'é' }))).toBe(toHex(expected));
  });

  test('is opened by its salt and value, and by nothing else', () => {
    fc.assert(
      fc.property(salts, salts, json, json, (saltA, saltB, valueA, valueB) => {
        const commitments = { title: toHex(commit(saltA, valueA)) };
        const same = toHex(saltA) === toHex(saltB) && toHex(commit(saltA, valueA)) === toHex(commit(saltA, valueB));
        expect(opened(commitments, { title: { salt: toHex(saltA), value: valueA } })).toEqual({ title: 'ok' });
        expect(opened(commitments, { title: { salt: toHex(saltB), value: valueB } })).toEqual({
          title: same ? 'ok' : 'mismatch',
        });
      }),
    );
  });

  test('needs a salt of 16 bytes', () => {
    expect(() => commit(salt.subarray(1), 'x')).toThrow('A salt has 16 bytes; this one has 15.');
  });
});

describe('each field of an event', () => {
  const commitments = { title: toHex(commit(salt, 'Wrong patient')) };
  const good = { salt: toHex(salt), value: 'Wrong patient' };

  test.each<[string, EventValues, Record<string, string>]>([
    ['is ok', { title: good }, { title: 'ok' }],
    ['is missing', {}, { title: 'missing' }],
    ['is extra', { title: good, toString: good }, { title: 'ok', toString: 'extra' }],
    ['is redacted', { title: { redactedBy: 9 } }, { title: 'redacted' }],
    ['is not redacted while it is still there', { title: { ...good, redactedBy: 9 } }, { title: 'mismatch' }],
    ['does not match another value', { title: { ...good, value: 'wrong patient' } }, { title: 'mismatch' }],
    [
      'does not match with its salt in upper case',
      { title: { ...good, salt: 'AB'.repeat(16) } },
      { title: 'mismatch' },
    ],
    ['does not match a value that is not JSON', { title: { ...good, value: Number.NaN } }, { title: 'mismatch' }],
  ])('%s', (_, values, states) => {
    expect(opened(commitments, values)).toEqual(states);
  });

  test('a field named like a member of every object is missing when it is not there', () => {
    expect(opened({ constructor: commitments.title }, {})).toEqual({ constructor: 'missing' });
  });
});
