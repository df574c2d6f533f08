import type { Sentence, SentenceForm } from '@callosum/kernel';

/** A fault of a chain, of its head, or of a seal. */
export interface LedgerFault {
  /** Empty when a seal is at fault. */
  readonly scope: string;
  /** Of the event, or the number of the seal. */
  readonly sequence: number;
  readonly code: string;
  /** In English. */
  readonly detail: string;
  /** The same for other languages. */
  readonly sentences: { readonly detail: SentenceForm };
}

export function ledgerFault(scope: string, sequence: number, code: string, detail: Sentence): LedgerFault {
  return { scope, sequence, code, detail: detail.text, sentences: { detail: detail.toJSON() } };
}
