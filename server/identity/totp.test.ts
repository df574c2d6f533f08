import { describe, expect, test } from 'vitest';
import { matchingStep, newTotpSecret, stepAt, totpAddress, totpCode } from './totp.ts';

/** “12345678901234567890” of RFC 6238, appendix B, in base 32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a time-based code', () => {
  // The last six digits of the eight that RFC 6238, appendix B, prints for SHA-1.
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %i is %s, as published', (second, code) => {
    expect(totpCode(SECRET, stepAt(new Date(second * 1000)))).toBe(code);
  });

  const now = new Date('2026-11-26T10:00:00Z');
  const step = stepAt(now);

  test.each([-1, 0, 1])('of a clock %i steps off is taken', (off) => {
    expect(matchingStep(SECRET, totpCode(SECRET, step + off), now, 0)).toBe(step + off);
  });

  test.each([-2, 2, 100])('of a clock %i steps off is not', (off) => {
    expect(matchingStep(SECRET, totpCode(SECRET, step + off), now, 0)).toBeUndefined();
  });

  test('is taken once, and none before it', () => {
    expect(matchingStep(SECRET, totpCode(SECRET, step), now, step)).toBeUndefined();
    expect(matchingStep(SECRET, totpCode(SECRET, step - 1), now, step)).toBeUndefined();
    expect(matchingStep(SECRET, totpCode(SECRET, step + 1), now, step)).toBe(step + 1);
  });

  test('may be written in two groups; anything else is none', () => {
    const code = totpCode(SECRET, step);
    expect(matchingStep(SECRET, `${code.slice(0, 3)} ${code.slice(3)}`, now, 0)).toBe(step);
    for (const none of ['', '12345', `${code}0`, 'abcdef', '１２３４５６'])
      expect(matchingStep(SECRET, none, now, 0)).toBeUndefined();
  });

  test('comes from a secret of 160 bits that an authenticator can scan', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const address = new URL(totpAddress(secret, 'ada+ward@example.org'));
    expect(address.protocol).toBe('otpauth:');
    expect(Object.fromEntries(address.searchParams)).toMatchObject({ secret, issuer: 'Callosum', digits: '6' });
  });
});
