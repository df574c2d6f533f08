import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Time-based one-time passwords, RFC 6238 over RFC 4226: SHA-1, six digits, steps of thirty seconds. */
const STEP_S = 30;
const DIGITS = 6;
const SECRET_BYTES = 20;
/** A clock may be one step off either way. */
const DRIFT = 1;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 160 random bits as RFC 4226 recommends, in base 32 as authenticators take them. */
export function newTotpSecret(): string {
  return toBase32(randomBytes(SECRET_BYTES));
}

/** What an authenticator scans. */
export function totpAddress(secret: string, account: string, issuer = 'Callosum'): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const query = new URLSearchParams({ secret, issuer, algorithm: 'SHA1', digits: `${DIGITS}`, period: `${STEP_S}` });
  return `otpauth://totp/${label}?${query.toString()}`;
}

export function stepAt(moment: Date): number {
  return Math.floor(moment.getTime() / 1000 / STEP_S);
}

/** The code of one step. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  const number = digest.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/**
 * The step whose code this is, around a moment and later than `after`: a code is taken once, and none before it either.
 * Every step is looked at, whichever fits.
 */
export function matchingStep(secret: string, code: string, moment: Date, after: number): number | undefined {
  const given = Buffer.from(code.replaceAll(/\s/g, ''), 'utf8');
  const now = stepAt(moment);
  let found: number | undefined;
  for (let step = now - DRIFT; step <= now + DRIFT; step += 1) {
    const right = Buffer.from(totpCode(secret, step), 'utf8');
    if (given.length === right.length && timingSafeEqual(given, right) && step > after) found ??= step;
  }
  return found;
}

const BITS = 5;

function toBase32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(new RegExp(`.{1,${BITS}}`, 'g')) ?? [];
  return groups.map((group) => BASE32[Number.parseInt(group.padEnd(BITS, '0'), 2)] ?? '').join('');
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (sign) => BASE32.indexOf(sign).toString(2).padStart(BITS, '0')).join('');
  const groups = bits.match(/.{8}/g) ?? [];
  return Buffer.from(groups.map((group) => Number.parseInt(group, 2)));
}
