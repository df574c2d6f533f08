import type { FieldChanges } from '../declare/json.ts';
import { SIGNATURE_FIELD, STATEMENT_FIELD } from '../ledger/signature.ts';
import type { GraphChange } from './graph.ts';

/** Names under which what is not a declared field is committed in the ledger. */
export const SPINE = {
  state: 'spine:state',
  number: 'spine:number',
  source: 'spine:source',
  externalId: 'spine:externalId',
  signature: SIGNATURE_FIELD,
  statement: STATEMENT_FIELD,
} as const;

/** One change to one record or link, checked and ready: it becomes exactly one ledger event. */
export interface Write {
  readonly subject: {
    readonly type: 'record' | 'link';
    readonly id: string;
    /** The record's kind, or the kind that declares the link. */
    readonly kind: string;
    readonly kindVersion: number;
  };
  readonly action: 'create' | 'update' | 'withdraw' | 'restore' | 'redact';
  /** Version the record or link has afterwards. */
  readonly version: number;
  readonly link?: { readonly type: string; readonly from: string; readonly to: string };
  /** Changed values only, the spine's included; null clears. */
  readonly values: FieldChanges;
  readonly change: GraphChange;
}
