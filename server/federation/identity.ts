/** Whom a provider says somebody is. */
export interface FoundIdentity {
  /** The provider's own unchanging name for him. */
  readonly subject: string;
  /** Lower case; null when it gives none. */
  readonly email: string | null;
  /** What the provider says of the address: checked, not checked, or nothing. */
  readonly verified: boolean | null;
  readonly name: string | null;
  readonly groups: readonly string[];
}

/** Why somebody was not let in; the sign-in page has words for each. */
export const REFUSED = [
  'stale',
  'declined',
  'unreachable',
  'answer',
  'no-email',
  'unverified',
  'strength',
  'domain',
  'not-invited',
  'not-linked',
  'taken',
  'off',
  'gone',
] as const;
export type RefusedReason = (typeof REFUSED)[number];

/** A sign-in through a provider that ends without a session; told to the person in words of the sign-in page. */
export class NotLetIn extends Error {
  readonly reason: RefusedReason;

  constructor(reason: RefusedReason, options?: ErrorOptions) {
    super(`Not let in: ${reason}`, options);
    this.reason = reason;
  }
}

/**
 * Holds what a provider says of how somebody signed in against what an owner wants; saying nothing is not enough then.
 * @throws NotLetIn `strength`.
 */
export function requireStrength(wanted: readonly string[], said: readonly string[]): void {
  if (wanted.length > 0 && !said.some((one) => wanted.includes(one))) throw new NotLetIn('strength');
}

/** The values of a claim or an attribute that may be one text, several, or missing. */
export function textsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === 'string').filter((one) => one !== '');
}
