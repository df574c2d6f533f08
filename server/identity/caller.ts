import type { Role } from '@callosum/kernel';

/** Somebody with an account. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** What an API token leaves of its owner's rights; the owner's rights themselves are asked anew each time. */
export interface Limits {
  /** Only this scope and those below it. */
  readonly scope: string | null;
  /** Only these of the owner's roles; null: all he holds. */
  readonly roles: readonly Role[] | null;
  readonly readOnly: boolean;
}

/** Who asks: an account, by a session of the browser or by a token that narrows what it may. */
export interface Caller extends Account {
  readonly limits?: Limits;
}

/** The part of a caller that decides about rights. Never an id alone: a token's limits must not be lost on the way. */
export type Asking = Pick<Caller, 'id' | 'limits'>;
