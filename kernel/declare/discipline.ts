import type { BoundCommand } from './command.ts';
import type { DocumentDeclaration, DocumentPart } from './document.ts';
import type { Fact } from './fact.ts';
import type { Kind } from './kind.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { Board, Forecast, GateDefinition } from '../readiness/gate.ts';
import type { Moment } from './moment.ts';
import type { ScopeType } from './scope.ts';
import type { Templates } from './template.ts';
import type { View } from './view.ts';

/**
 * Commands that keep a scope's own record, which has the id of the scope. `create` takes { id, key, title, zone, parent },
 * `move` takes { parent }: the record's field `parent` holds the key of the scope above, so that any past moment finds it.
 */
export interface ScopeCommands {
  readonly create: string;
  readonly move?: string;
}

/** Who holds an office, as a page shows it. */
export interface OfficeHolder {
  /** Record it rests on. */
  readonly appointment: string;
  readonly office: string;
  readonly label: string;
  readonly holder: string;
  /** The account the holder signs in with, when there is one. */
  readonly account?: string;
  /** Last day in office. */
  readonly until?: string;
}

/** A legal hold that covers a record: nothing of it may be erased. */
export interface Hold {
  readonly id: string;
  /** `HLD-2` with its matter, as a sentence names it. */
  readonly name: string;
}

/** A record that need not be kept any longer. */
export interface Disposable {
  readonly record: string;
  readonly kind: string;
  readonly number: number;
  readonly title: string;
  /** The last day it had to be kept. */
  readonly keptUntil: string;
  /** The class of records whose time it is. */
  readonly rule: string;
  readonly hold?: Hold;
}

/** What a discipline of health-IT delivery brings: its kinds, the commands only it has, and what it can prove. */
export interface Discipline {
  readonly name: string;
  readonly label: string;
  readonly kinds: readonly Kind[];
  readonly commands: readonly BoundCommand[];
  readonly facts: readonly Fact[];
  /** Reads the gates of a scope out of its records; the one discipline that owns gates gives it. */
  readonly gates?: (graph: GraphReader) => readonly GateDefinition[];
  /** The newest frozen gate decision: what “since the last board” is measured from. */
  readonly board?: (graph: GraphReader) => Board | undefined;
  /** How scopes of a type are made and moved; one discipline per type gives it. */
  readonly scopes?: Partial<Readonly<Record<ScopeType, ScopeCommands>>>;
  /** What projects may begin with; the one discipline that keeps projects gives it. */
  readonly templates?: Templates;
  /** Who holds which office in a scope, its parents included. */
  readonly offices?: (graph: GraphReader, at: Moment) => readonly OfficeHolder[];
  /**
   * Offices an account holds in a scope at a moment (`privacyOfficer`, …), out of the records the scope sees; the one
   * discipline that keeps appointments gives it. Permissions may ask for an office as they ask for a role.
   */
  readonly appointments?: (graph: GraphReader, account: string, at: Moment) => readonly string[];
  /** The legal hold that covers a record of the scope, if one does. */
  readonly heldBy?: (graph: GraphReader, record: string, at: Moment) => Hold | undefined;
  /** Records of the scope whose time to be kept is over. */
  readonly disposal?: (graph: GraphReader, at: Moment) => readonly Disposable[];
  /** When go-live is planned and expected. */
  readonly forecast?: (graph: GraphReader, at: Moment) => Forecast;
  /** Command without input that works out what the discipline keeps of its records: run when a project has begun from a template. */
  readonly reckons?: string;
  /** Looks across registers. */
  readonly views?: readonly View[];
  /** What it can put on paper. */
  readonly documents?: readonly DocumentDeclaration[];
  /** What it adds to the documents of others. */
  readonly documentParts?: readonly DocumentPart[];
}
