/** A fault of a chain, of its head, or of a seal. */
export interface LedgerFault {
  /** Empty when a seal is at fault. */
  readonly scope: string;
  /** Of the event, or the number of the seal. */
  readonly sequence: number;
  readonly code: string;
  readonly detail: string;
}
