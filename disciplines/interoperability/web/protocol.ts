import type { CodeMapping, FieldMapping, GapAnalysis, MapRow, Profile } from '@callosum/hl7v2';
import type { SentenceForm } from '@callosum/kernel/say';
import type { Followed, Laboratory, TripKept } from '../bench/laboratory.ts';
import type { ToldStation } from '../laboratory/round-trip.ts';
import type { MessageDifference } from '../bench/compare-messages.ts';
import type { CodeTable, MapTable } from '../bench/map-table.ts';
import type { OpenMessage, PlaceHelp } from '../bench/open-message.ts';
import type { BundleResult } from '../bench/read-bundle.ts';
import type { SampleLine, Untaken } from '../bench/sample.ts';
import type { Derived, Dropped, FindingGroup, Progress, Received, ReplacedGroup, TakeMode } from '../bench/samples.ts';
import type { Suite } from '../suite/model.ts';
import type { Proposed, Wished } from '../suite/propose.ts';
import type { CaseResult } from '../suite/run.ts';

/** What the worker knows after each change of what it holds. */
export interface Holding {
  readonly lines: readonly SampleLine[];
  readonly findings: readonly FindingGroup[];
  readonly replaced: readonly ReplacedGroup[];
}

/** The two ends of a mapping and its rows, with the code maps that rows name. */
export interface MapAsked {
  /** Profiles as they are kept. */
  readonly source: string;
  readonly target: string;
  readonly rows: readonly MapRow[];
  readonly codes: Readonly<Record<string, CodeMapping>>;
}

/** Why there is no answer: in English, and what other languages need where it is known. */
export interface Failed {
  readonly message: string;
  readonly sentences?: { readonly message: SentenceForm };
}

/** What the page can ask of its worker, and what it is answered. */
export interface Calls {
  take: {
    in: { readonly files: readonly Dropped[]; readonly mode: TakeMode; readonly asOf: number };
    out: Holding & { readonly untaken: readonly Untaken[] };
  };
  stop: { in: null; out: null };
  clear: { in: null; out: Holding };
  /** The text of a profile; null for the standard alone. */
  holdAgainst: { in: string | null; out: Holding };
  /** A message that the server has scanned and judged; null when it is none. */
  receive: { in: Received; out: number | null };
  /** Several of them at once. */
  receiveAll: { in: readonly Received[]; out: Holding };
  search: { in: string; out: readonly number[] };
  open: { in: number; out: OpenMessage | null };
  help: { in: { readonly id: number; readonly path: string }; out: PlaceHelp | null };
  compare: { in: { readonly left: number; readonly right: number }; out: readonly MessageDifference[] };
  derive: { in: { readonly sender: string; readonly name: string }; out: Derived & { readonly written: string } };
  readBundle: { in: readonly Dropped[]; out: BundleResult };
  readProfile: { in: string; out: Profile };
  writeProfile: { in: Profile; out: string };
  gaps: { in: { readonly source: string; readonly target: string }; out: GapAnalysis };
  /** Rows that cannot be are told with their place, and nothing is tried with them. */
  mapTable: { in: MapAsked; out: MapTable | { readonly problem: SentenceForm } };
  mapCodes: { in: MapAsked & { readonly map: string }; out: CodeTable };
  readMapping: { in: string; out: FieldMapping };
  readCodes: { in: string; out: CodeMapping };
  writeMapping: { in: readonly MapRow[]; out: string };
  writeCodes: { in: CodeMapping; out: string };
  laboratory: { in: null; out: Laboratory };
  follow: { in: Followed; out: readonly ToldStation[] };
  trip: { in: Followed; out: TripKept | undefined };
  proposeCases: { in: CasesWished; out: readonly Proposed[] };
  /** Runs them through the engine, as the server would without a network. */
  tryCases: { in: { readonly profile: string | null; readonly cases: Suite['cases'] }; out: readonly CaseResult[] };
  readCases: { in: string; out: Suite['cases'] };
}

/** What cases are made from: texts of files, as they are kept. */
export interface CasesWished extends Wished {
  /** Null for the standard alone. */
  readonly profile: string | null;
  readonly messages: string | null;
  readonly mapping: { readonly rows: string; readonly codes: Readonly<Record<string, string>> } | null;
}

export type CallName = keyof Calls;

export type Asked = {
  [Name in CallName]: { readonly id: number; readonly name: Name; readonly input: Calls[Name]['in'] };
}[CallName];

/** What comes back: how far it is, what came of it, or why nothing did. */
export type Answer<Name extends CallName = CallName> =
  | { readonly id: number; readonly progress: Progress }
  | { readonly id: number; readonly out: Calls[Name]['out'] }
  | { readonly id: number; readonly failed: Failed };
