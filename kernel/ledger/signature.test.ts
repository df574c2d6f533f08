import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkSignature,
  SIGNATURE_FIELD,
  signatureOf,
  type Statement,
  STATEMENT_FIELD,
  statementHash,
} from './signature.ts';

const ID = '00000000-0000-7000-8000-000000000001';
const SIGNED = '2026-11-26T10:00:00.000Z';
const statement: Statement = {
  format: 'callosum-statement/1',
  scope: ID,
  command: 'gate.decide',
  meaning: 'decides the gate',
  title: 'Go at T-60',
  lines: [
    { label: 'Rationale', text: 'All is in order' },
    { label: 'Decided on', date: '2026-11-26' },
  ],
  rests: [{ id: ID, name: 'GTE-3', version: 4 }],
  nonce: '0'.repeat(32),
};
const signature = signatureOf(statement, {
  account: ID,
  name: 'Ada Ward',
  signed: SIGNED,
  factor: 'passkey',
  shown: SIGNED,
  roles: ['manager'],
  offices: ['sponsor'],
});
const event = { account: ID, recorded: SIGNED };
const values = { [SIGNATURE_FIELD]: signature, [STATEMENT_FIELD]: statement };

describe('a signature', () => {
  test('says who signed what, by which factor and right', () => {
    expect(checkSignature(event, values)).toEqual({
      ok: true,
      detail:
        'Signed by Ada Ward on 2026-11-26T10:00:00.000Z, “decides the gate”, with a passkey, as manager, sponsor. What was signed is in the document, and has the hash that was signed.',
    });
  });

  test('holds without the statement, and is absent where nobody signed', () => {
    expect(checkSignature(event, { [SIGNATURE_FIELD]: signature })).toMatchObject({
      ok: true,
      detail: expect.stringContaining('is not in the document'),
    });
    expect(checkSignature(event, { title: 'x' })).toBeUndefined();
  });

  test('does not hold for another account, time or form', () => {
    expect(checkSignature({ ...event, account: 'console' }, values)?.ok).toBe(false);
    expect(checkSignature({ ...event, recorded: '2026-11-26T10:00:00.001Z' }, values)?.ok).toBe(false);
    expect(checkSignature(event, { ...values, [SIGNATURE_FIELD]: { ...signature, more: 1 } })?.ok).toBe(false);
  });

  test('does not hold for a statement in which a single character differs', () => {
    const text = JSON.stringify(statement);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('a', '7', 'Z', ' '), (at, sign) => {
        const changed = text.slice(0, at) + sign + text.slice(at + 1);
        let other: unknown;
        try {
          other = JSON.parse(changed);
        } catch {
          return;
        }
        fc.pre(JSON.stringify(other) !== text);
        expect(checkSignature(event, { ...values, [STATEMENT_FIELD]: other })?.ok).toBe(false);
      }),
    );
  });

  test('does not depend on the order of members, and depends on the nonce', () => {
    const { nonce, ...rest } = statement;
    const turned: Statement = { nonce, ...rest };
    expect(statementHash(turned)).toBe(signature.statement);
    expect(statementHash({ ...statement, nonce: '1'.repeat(32) })).not.toBe(signature.statement);
  });
});
