import type { FieldChanges, FieldValues } from './json.ts';

/** Where a record came from: unique per scope, so that a later import finds it again. */
export interface External {
  readonly source: string;
  readonly id: string;
}

/** What a command decided. A list of changes is written whole or not at all. */
export type Change =
  | {
      readonly action: 'create';
      readonly kind: string;
      readonly id: string;
      readonly fields: FieldValues;
      readonly state?: string;
      readonly external?: External;
    }
  | {
      readonly action: 'update';
      readonly id: string;
      readonly fields: FieldChanges;
      readonly state?: string;
      /** What another program calls the record from now on; one that came from somewhere keeps the name it has. */
      readonly external?: External;
    }
  | { readonly action: 'withdraw'; readonly id: string }
  | { readonly action: 'restore'; readonly id: string }
  /** Erases fields of a record with all their earlier values; decided by two people, never by one record command. */
  | { readonly action: 'redact'; readonly id: string; readonly fields: readonly string[] }
  | {
      readonly action: 'link';
      readonly id: string;
      /** `<kind>.<link>` */
      readonly type: string;
      readonly from: string;
      readonly to: string;
      readonly fields?: FieldValues;
    }
  | { readonly action: 'relink'; readonly id: string; readonly fields: FieldChanges }
  /** Somebody has looked again at what a link that pins ends in: it is pinned as it is now. */
  | { readonly action: 'repin'; readonly id: string }
  | { readonly action: 'unlink'; readonly id: string };
