/**
 * A key for one attempt of a person: sent again after a lost answer, it does nothing twice.
 * `crypto.randomUUID` is missing on plain http pages of a local network, random bytes are not.
 */
export function attemptKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
