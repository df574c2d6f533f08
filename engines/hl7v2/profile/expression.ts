/** What a place without a value means for a comparison. */
export type Absent = 'pass' | 'fail' | 'inconclusive';

interface OfValues {
  /** Relative to the context, as NIST writes it: `5[2].7[1]`, `*` for every one, `.` for the context itself. */
  readonly path: string;
  readonly absent: Absent;
  /** One match is enough; else all values have to match. */
  readonly atLeastOnce?: boolean;
}

export type Operator = 'EQ' | 'NE' | 'LT' | 'LE' | 'GT' | 'GE';

/** A condition or an assertion, after the constraint language of the NIST validation schemas. */
export type Expression =
  | { readonly kind: 'and' | 'or' | 'xor' | 'exist' | 'forall'; readonly of: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'imply'; readonly condition: Expression; readonly assertion: Expression }
  | { readonly kind: 'presence'; readonly path: string }
  | ({ readonly kind: 'text'; readonly text: string; readonly ignoreCase: boolean } & OfValues)
  | ({ readonly kind: 'list'; readonly values: readonly string[]; readonly ignoreCase: boolean } & OfValues)
  | ({ readonly kind: 'numbers'; readonly values: readonly number[] } & OfValues)
  | ({ readonly kind: 'format'; readonly pattern: string } & OfValues)
  | ({ readonly kind: 'value'; readonly operator: Operator; readonly value: string } & OfValues)
  | {
      readonly kind: 'compare';
      readonly left: string;
      readonly right: string;
      readonly operator: Operator;
      readonly absent: Absent;
      readonly leftMode: 'all' | 'one';
      readonly rightMode: 'all' | 'one';
    }
  /** The value is the number of the context among its kind, from 1. */
  | { readonly kind: 'sequence'; readonly path: string }
  /** Values at a path of the message are all the same, where another path of the same segment has no value. */
  | { readonly kind: 'same'; readonly path: string; readonly unless?: string }
  /** Something that cannot be evaluated here, and why. */
  | { readonly kind: 'unknown'; readonly what: string };
