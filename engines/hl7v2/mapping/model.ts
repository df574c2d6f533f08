/** How the values of a place of the target come about. */
export type MapRule =
  /** As they stand at the source, byte for byte. */
  | { readonly kind: 'copy' }
  | { readonly kind: 'constant'; readonly value: string }
  /** The filled ones of several places, with a separator between them. */
  | { readonly kind: 'join'; readonly separator: string }
  /** One part of a value, from 1. */
  | { readonly kind: 'split'; readonly separator: string; readonly part: number }
  /** The code that a code map gives; of a code it does not know, what `otherwise` says. */
  | { readonly kind: 'codes'; readonly map: string; readonly otherwise: Otherwise }
  /** A moment written in another form, see `writeMoment`. */
  | { readonly kind: 'date'; readonly read: string; readonly write: string }
  /** Left behind on purpose. */
  | { readonly kind: 'drop'; readonly reason: string }
  /** Nobody knows yet: nothing is done, and it is told. */
  | { readonly kind: 'ask'; readonly question: string };

export type MapRuleKind = MapRule['kind'];

/** A code that is not in the map: kept as it is, left out, or left out and the message held. */
export type Otherwise = 'keep' | 'empty' | 'hold';

/** What one place of the target holds. Places are paths, such as `PID-3` or `OBX-3.1`. */
export interface MapRow {
  readonly to: string;
  /** Places of the source; none for a constant, what is left behind and what is asked. */
  readonly from: readonly string[];
  readonly rule: MapRule;
  /** Proposed by a program or one side, or agreed by both. */
  readonly status: 'proposed' | 'agreed';
  readonly owner?: string;
  readonly note?: string;
}

/** What becomes of the messages of one side before the other side gets them. What no row names stays as it is. */
export interface FieldMapping {
  readonly format: typeof MAPPING_FORMAT;
  readonly rows: readonly MapRow[];
}

/** What one code of the source is at the target. */
export interface CodeEntry {
  readonly from: string;
  readonly text?: string;
  /** None while it is not mapped. */
  readonly to?: string;
  readonly toText?: string;
  /** Its loss or mix-up can harm. */
  readonly critical?: boolean;
}

/** A code that messages hold. */
export interface SeenCode {
  readonly value: string;
  /** What stands beside it; may be empty. */
  readonly text: string;
  readonly count: number;
}

export interface CodeMapping {
  readonly format: typeof CODES_FORMAT;
  readonly entries: readonly CodeEntry[];
  /** How often messages held which code: what is in use. Left out while nobody has counted. */
  readonly seen?: readonly SeenCode[];
  /** Somebody has looked, and no code is critical: else nobody knows while none is marked. */
  readonly noneCritical?: true;
}

export const MAPPING_FORMAT = 'callosum-hl7-mapping/1';
export const CODES_FORMAT = 'callosum-hl7-codes/1';

/** More rows than any interface has fields. */
export const MAX_ROWS = 5_000;
export const MAX_CODES = 100_000;
/** Characters of a code, and of the text beside it. */
export const MAX_CODE_CHARACTERS = 200;
export const MAX_CODE_TEXT = 500;
