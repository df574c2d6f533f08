import type { Json } from './json.ts';
import type { z } from 'zod';
import type { readiness } from '../contract/shapes.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { Signature } from '../ledger/signature.ts';
import type { Report, Section } from '../report/report.ts';
import type { Moment } from './moment.ts';
import type { Row } from '../graph/reader.ts';

/** What a document is composed from. Nothing of it comes from a clock or chance, so the same gives the same document. */
export interface DocumentContext {
  /** The scope as it stood, as far as the reader may see it. */
  readonly graph: GraphReader;
  readonly at: Moment;
  /** Gates, forecast and what turned since the last board, as the readiness page shows them. */
  readonly readiness: z.infer<typeof readiness>;
  /** Records of a kind that are there and that the reader may not see. */
  readonly notShown: (kind: string) => number;
  readonly nameOf: (account: string) => string;
  /** What a fact says of a row, in its own words. */
  readonly reasonOf: (fact: string, reason: string, details: Readonly<Record<string, Json>>) => string;
  /** The record it is about, when the declaration names a kind. */
  readonly subject?: Row;
  /** Who signed what of that record, in the ledger's order. */
  readonly signatures: readonly DocumentSignature[];
  /** Sections that other disciplines contribute, in the order of the disciplines. */
  readonly parts: readonly Section[];
}

/** A signature, and the event of the ledger that it stands on. */
export interface DocumentSignature extends Signature {
  readonly sequence: number;
}

/** A document that a discipline can produce. */
export interface DocumentDeclaration {
  /** In kebab case, such as `board-pack`. */
  readonly name: string;
  readonly label: string;
  readonly help: string;
  /** Kind of the record it is about; of the whole project when left out. */
  readonly subject?: string;
  readonly build: (context: DocumentContext) => Report;
  /**
   * Sections out of files that are attached to the record it is about; they stand first among the parts that `build` is given.
   * @param textOf a file of the record as text. @throws Refusal for a file that does not belong to it.
   */
  readonly fromFiles?: (
    context: DocumentContext,
    textOf: (hash: string) => Promise<string>,
  ) => Promise<readonly Section[]>;
}

/** What a discipline adds to a document of another. */
export interface DocumentPart {
  /** Name of the document. */
  readonly document: string;
  readonly build: (context: DocumentContext) => readonly Section[];
}
