import type { RichText } from '../declare/rich-text/model.ts';

/** What a document says, whatever it is printed as. Pure data, without a clock. */

/** The four states, each with its shape: met ●, unmet ▲, unknown ○, waived ◐. */
export type Tone = 'met' | 'unmet' | 'unknown' | 'waived';

/** Something in a table's cell. Numbers and dates stay what they are, so that a spreadsheet can count with them. */
export type Cell =
  | string
  | null
  | { readonly number: number; readonly unit?: string }
  /** A calendar date, YYYY-MM-DD. */
  | { readonly date: string }
  /** A state as shape and word. */
  | { readonly tone: Tone; readonly word: string };

export interface Column {
  readonly title: string;
  /** Its share of the width against the other columns; 1 unless given. */
  readonly share?: number;
}

export interface Table {
  readonly type: 'table';
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Rows that belong here but may not be seen by whoever asked for the document. */
  readonly notShown?: number;
  /** What to say instead of a table without rows. */
  readonly whenEmpty?: string;
}

/** A picture, and the same as a table for those who cannot see it and for formats without pictures. */
export interface Figure {
  readonly type: 'figure';
  /** A whole `<svg>` with viewBox, without script, style sheet or link; text in the font of the document. */
  readonly svg: string;
  /** What it shows, in a sentence. */
  readonly caption: string;
  readonly table: Table;
}

export interface Paragraph {
  readonly type: 'paragraph';
  readonly text: string;
  /** Set apart: what the reader must not miss. */
  readonly tone?: Tone;
}

/** Terms with what they are. */
export interface Definitions {
  readonly type: 'definitions';
  readonly items: readonly (readonly [term: string, what: Cell])[];
}

export interface List {
  readonly type: 'list';
  readonly items: readonly string[];
}

/** What somebody wrote, with its headings, lists and tables. */
export interface Prose {
  readonly type: 'prose';
  readonly text: RichText;
}

export type Block = Paragraph | Prose | List | Definitions | Table | Figure;

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly sections?: readonly Section[];
}

/** The content of a document, as a discipline composes it. */
export interface Report {
  readonly title: string;
  /** Of what: the project, the gate. */
  readonly subtitle?: string;
  readonly sections: readonly Section[];
}

/** Where in the ledger a document stands, printed on each of its pages. */
export interface Stamp {
  /** Key and title of the project. */
  readonly project: { readonly key: string; readonly title: string };
  /** The day it speaks of, and the instant its evidence was read at (UTC, ISO 8601). */
  readonly asOf: { readonly today: string; readonly instant: string };
  /** Ledger position, and the hash of the event there. */
  readonly sequence: number;
  readonly head: string;
  /** For whom it was made: others may see more or less. */
  readonly reader: string;
}

export const PAGE_SIZES = ['A4', 'Letter'] as const;

/** How documents of the organisation look. */
export interface HouseStyle {
  /** Name of the organisation; empty while nobody gave one. */
  readonly name: string;
  /** #rrggbb, dark enough to be read on white. */
  readonly accent: string;
  readonly font: 'sans' | 'serif';
  readonly page: (typeof PAGE_SIZES)[number];
  /** A PNG, base64; null for none. */
  readonly logo: string | null;
  /** Stands at the foot of each page: who is answerable, how far it may go. Empty for none. */
  readonly footer: string;
}

export const DEFAULT_STYLE: HouseStyle = {
  name: '',
  accent: '#0f5c63',
  font: 'sans',
  page: 'A4',
  logo: null,
  footer: '',
};

/** All that a printer needs. */
export interface PrintedReport {
  readonly report: Report;
  readonly stamp: Stamp;
  readonly style: HouseStyle;
}

/** Formats that documents come in. */
export const FORMATS = ['pdf', 'docx', 'xlsx', 'html'] as const;
export type Format = (typeof FORMATS)[number];
