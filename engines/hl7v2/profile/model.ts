import type { Expression } from './expression.ts';

/**
 * How an element is to be used (HL7 v2.8 chapter 2.B.7.5): required, required but may be empty, conditional, optional, not
 * supported, and in standards backward compatible and withdrawn.
 */
export type UsageCode = 'R' | 'RE' | 'C' | 'CE' | 'O' | 'X' | 'B' | 'W';

export interface Usage {
  readonly code: UsageCode;
  /** Of C(a/b): what the element is while its condition is met, and while it is not. */
  readonly whenTrue?: UsageCode;
  readonly whenFalse?: UsageCode;
  /** When it is met; without it nothing can be said of a conditional element. */
  readonly condition?: Condition;
}

export interface Condition {
  readonly text: string;
  readonly expression: Expression;
}

/** How often: `max` null is without limit. */
export interface Cardinality {
  readonly min: number;
  readonly max: number | null;
}

/** Codes that a value is taken from. */
export interface Binding {
  /** Name of the table; of several one is enough. */
  readonly tables: readonly string[];
  /** Required, suggested or undetermined: only a required one makes a code wrong. */
  readonly strength: 'R' | 'S' | 'U';
  /** Where the code may stand, one of them is enough; none for the value itself. */
  readonly locations?: readonly CodeLocation[];
}

/** Components of a coded element, from 1: the code, and the name of the coding system that it is from. */
export interface CodeLocation {
  readonly code: number;
  readonly system?: number;
}

/** The same for a place further in, by its path: `25[*].2[*]` of a segment. */
export interface PlacedBinding extends Binding {
  readonly path: string;
}

/** Another description of some occurrences of a place; of several the first that fits counts. */
export interface Slice {
  /** A key of {@link Profile.segments}, or of {@link Profile.datatypes} where it is about a field. */
  readonly use: string;
  /** The occurrence that it is about, from 1; without it the condition decides. */
  readonly occurrence?: number;
  readonly condition?: Condition;
}

interface ElementProfile {
  readonly name: string;
  readonly usage: Usage;
  /** A key of {@link Profile.datatypes}. */
  readonly datatype: string;
  /** In characters, of a value without parts. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** The only value that is right. */
  readonly constant?: string;
  readonly bindings?: readonly Binding[];
  readonly note?: string;
  /** It was learnt from values that a de-identification had replaced: these say nothing of its length and its codes. */
  readonly deidentified?: true;
}

export interface FieldProfile extends ElementProfile, Cardinality {
  readonly slices?: readonly Slice[];
}

export type ComponentProfile = ElementProfile;

export interface DatatypeProfile {
  /** What it is a kind of: CX for CX_01. */
  readonly name: string;
  readonly description: string;
  /** None for a type without parts. */
  readonly components: readonly ComponentProfile[];
  readonly rules?: readonly Rule[];
  readonly bindings?: readonly PlacedBinding[];
}

/** The type of a field that depends on another one: OBX-5 on OBX-2. */
export interface DynamicType {
  readonly field: number;
  readonly reference: number;
  /** Type by value of the reference; without it the value is the name of the type. */
  readonly types?: Readonly<Record<string, string>>;
  /** The same under the first component of another field. */
  readonly second?: { readonly reference: number; readonly types: Readonly<Record<string, string>> };
}

export interface SegmentProfile {
  readonly name: string;
  readonly description: string;
  readonly fields: readonly FieldProfile[];
  readonly dynamic?: readonly DynamicType[];
  readonly rules?: readonly Rule[];
  readonly bindings?: readonly PlacedBinding[];
}

export type StructureNode = SegmentRef | GroupProfile;

export interface SegmentRef extends Cardinality {
  readonly kind: 'segment';
  /** Name in the message; of a choice, all names that may stand here. */
  readonly names: readonly string[];
  /** Keys of {@link Profile.segments}, as the names. */
  readonly segments: readonly string[];
  readonly usage: Usage;
  readonly slices?: readonly Slice[];
  readonly note?: string;
}

export interface GroupProfile extends Cardinality {
  readonly kind: 'group';
  readonly name: string;
  readonly usage: Usage;
  readonly note?: string;
  readonly children: readonly StructureNode[];
  readonly rules?: readonly Rule[];
  readonly bindings?: readonly PlacedBinding[];
}

export interface MessageProfile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly event: string;
  readonly structure: string;
  readonly children: readonly StructureNode[];
  readonly rules?: readonly Rule[];
  readonly bindings?: readonly PlacedBinding[];
  readonly coConstraints?: readonly CoConstraintTable[];
}

/**
 * What has to be so of segments that stand side by side, each told by its contents: of the results in a report, the one that says the height has a number in centimetres. After the
 * co-constraint tables of NIST IGAMT. All paths are as rules write them.
 */
export interface CoConstraintTable {
  /** From the message to the groups that are looked at, `.` for the message itself. */
  readonly context: string;
  /** Name of the segments, and the way to them from there. */
  readonly segment: string;
  readonly path: string;
  /** Without it the table always counts. */
  readonly condition?: Condition;
  /** Where a segment names the set that it belongs to; the first with a value counts. */
  readonly sets: readonly string[];
  readonly rows: readonly CoConstraint[];
  readonly groups: readonly CoConstraintGroup[];
}

export interface CoConstraint extends Cardinality {
  readonly required: boolean;
  /** What tells segments of this row; all of it has to fit. */
  readonly when: readonly CoConstraintCell[];
  /** What has to be so in each of them. */
  readonly holds: readonly CoConstraintCell[];
}

/** Rows that hold for segments of one set; a segment that fits the first row begins a set. */
export interface CoConstraintGroup extends Cardinality {
  readonly name: string;
  readonly required: boolean;
  readonly primary: CoConstraint;
  readonly rows: readonly CoConstraint[];
}

/** One place and what it holds; a place without a value is right where it has to be so, and tells nothing. */
export type CoConstraintCell = { readonly name: string; readonly path: string } & (
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'code'; readonly code: string; readonly system: string; readonly locations: readonly CodePaths[] }
  | { readonly kind: 'tables'; readonly bindings: readonly Binding[] }
);

/** Where a code and its system may stand, from the place of the cell. */
export interface CodePaths {
  readonly code: string;
  readonly system: string;
}

/** Something that has to be so. */
export interface Rule {
  readonly id: string;
  readonly text: string;
  readonly strength: 'SHALL' | 'SHOULD' | 'MAY';
  readonly expression: Expression;
}

export interface Table {
  readonly name: string;
  readonly description: string;
  /** Whether other codes may be added to it. */
  readonly extensible: boolean;
  readonly codes: readonly Code[];
}

export interface Code {
  readonly value: string;
  readonly text: string;
  readonly system?: string;
  /** Excluded codes are known but not allowed. */
  readonly excluded?: boolean;
  /** A regular expression; the value is then a description of it. */
  readonly pattern?: string;
}

/** What messages of an interface look like, or what a version of the standard says. Plain data. */
export interface Profile {
  readonly format: typeof PROFILE_FORMAT;
  readonly name: string;
  /** Version of HL7 that it builds on. */
  readonly version: string;
  /** Where it comes from, for people. */
  readonly source: string;
  readonly messages: readonly MessageProfile[];
  readonly segments: Readonly<Record<string, SegmentProfile>>;
  readonly datatypes: Readonly<Record<string, DatatypeProfile>>;
  readonly tables: Readonly<Record<string, Table>>;
}

export const PROFILE_FORMAT = 'callosum-hl7-profile/1';
