import type { External } from '../declare/change.ts';
import type { FieldValues } from '../declare/json.ts';
import type { Fields, ValuesOf } from '../declare/field.ts';
import type { Kind } from '../declare/kind.ts';
import type { ScopeType } from '../declare/scope.ts';
import type { Derivation, Derived } from './derived.ts';

/** A record as the graph holds it. Typed when asked for by its kind. */
export interface Row<Values = FieldValues> {
  readonly id: string;
  readonly kind: string;
  /** Counts per kind and scope: 12 in RSK-12. */
  readonly number: number;
  readonly version: number;
  /** The version in which it last changed in a way that matters to what was reviewed against it. */
  readonly materialVersion: number;
  readonly state: string;
  readonly withdrawn: boolean;
  readonly fields: Values;
  readonly external?: External;
}

/** A link as the graph holds it. */
export interface Edge {
  readonly id: string;
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly version: number;
  readonly fields: FieldValues;
}

/** The scope a graph holds the records of. */
export interface GraphScope {
  readonly id: string;
  readonly type: ScopeType;
  readonly key: string;
}

/** How far the ledger of a scope was seen. */
export interface Position {
  readonly scope: string;
  readonly sequence: number;
}

/**
 * Reading a scope's records and links in memory, and those of the scopes above it: the own come first, then those of
 * the nearest scope above. Withdrawn records are found by id and external id only.
 * Facts get a reader that remembers what was read, so that an event re-judges only what depends on it.
 */
export interface GraphReader {
  /** Sequence of the last event of its own scope that the graph has seen; 0 for an empty scope. */
  sequence(): number;
  /** How far each scope that is seen from here was seen, the own first. */
  position(): readonly Position[];
  /** The scope a record or link lives in; undefined when it is not to be seen from here. */
  scopeOf(id: string): GraphScope | undefined;
  /** Whether a record or link lives in the graph's own scope, where alone it can be changed. */
  owns(id: string): boolean;
  /** The record, typed; undefined when it is unknown, withdrawn or of another kind. */
  get<F extends Fields>(kind: Kind<F>, id: string): Row<ValuesOf<F>> | undefined;
  /** The record of any kind, withdrawn or not. */
  find(id: string): Row | undefined;
  byExternal(source: string, id: string): Row | undefined;
  /** All records of a kind that are not withdrawn, those of each scope in order of creation. */
  all<F extends Fields>(kind: Kind<F>): Iterable<Row<ValuesOf<F>>>;
  rows(kind: string): Iterable<Row>;
  count(kind: string): number;
  /** Links of a type that leave a record. */
  out(id: string, type: string): readonly Edge[];
  /** Links of a type that arrive at a record. */
  in(id: string, type: string): readonly Edge[];
  edge(id: string): Edge | undefined;
  edges(type: string): Iterable<Edge>;
  /** Of whoever keeps what was worked out: the same, without working it out again. Asked by what `defineDerived` made. */
  derived?(derivation: Derivation, id: string): Derived;
}
