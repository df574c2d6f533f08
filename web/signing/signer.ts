import type { Statement } from '@callosum/kernel/ledger';
import { createContext, useContext } from 'react';
import type { Trouble } from '../api/problems.ts';

/** What came of a command. */
export type Outcome =
  | { readonly ok: true; readonly result: unknown; readonly events: number }
  | { readonly ok: false; readonly problems: readonly Trouble[] };

/** What is sent along with a command that is signed. */
export interface Signing {
  readonly statement: Statement;
  readonly proof: string;
}

/** A command the server will not carry out unsigned. */
export interface Unsigned {
  /** What has to be signed, as it would be decided now. */
  readonly read: () => Promise<Statement | null>;
  readonly send: (signing: Signing) => Promise<Outcome>;
}

/** The same, with what was read first. */
export interface Stated extends Unsigned {
  readonly statement: Statement;
}

/** Shows what is signed, asks whether it is still he who sits there, and sends. Nothing happens when he would not. */
export type Sign = (unsigned: Stated) => Promise<Outcome>;

const SignContext = createContext<Sign>(() => Promise.resolve({ ok: false, problems: [] }));
export const SignatureProvider = SignContext.Provider;
export const useSign = (): Sign => useContext(SignContext);
