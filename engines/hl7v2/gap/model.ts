import { english, say, type Said } from '../say.ts';

/** The eight questions of an interface analyst (Caristix, HL7 Survival Guide, chapter 7), in our own words. */
export const GAP_QUESTIONS = {
  messages: say`Do both sides use the same messages?`,
  structure: say`Are the messages built of the same segments and groups, as often?`,
  usage: say`Is the same required, optional and unused on both sides?`,
  codes: say`Do both sides use the same codes?`,
  lengths: say`Are values equally long on both sides?`,
  own: say`Which segments of one’s own are used?`,
  meaning: say`Does the same place mean the same?`,
  identifiers: say`Where do data of persons stand that have to be removed for tests?`,
} as const satisfies Record<string, Said>;

export type GapQuestion = keyof typeof GAP_QUESTIONS;

/** One difference, or one place to look at. */
export interface GapRow {
  /** Message and place: `ADT^A01 PID-3.4`. */
  readonly path: string;
  /** What it is on either side, for people; empty for nothing. */
  readonly a: string;
  readonly b: string;
  /** In English. */
  readonly text: string;
  /** The same for other languages; nothing of a side that is data. */
  readonly sentences: { readonly a?: Said; readonly b?: Said; readonly text: Said };
}

/** A difference as it is told. On either side stands data or something said. */
export function gapRow(path: string, a: string | Said, b: string | Said, text: Said): GapRow {
  const sentences = { ...(typeof a === 'object' ? { a } : {}), ...(typeof b === 'object' ? { b } : {}), text };
  const plain = (side: string | Said): string => (typeof side === 'object' ? english(side) : side);
  return { path, a: plain(a), b: plain(b), text: english(text), sentences };
}

export interface GapAnswer {
  readonly id: GapQuestion;
  /** In English. */
  readonly question: string;
  /** The same for other languages. */
  readonly sentences: { readonly question: Said };
  /** Yes: nothing to do. No: there are differences. Look: people have to judge the rows. */
  readonly answer: 'yes' | 'no' | 'look';
  readonly rows: readonly GapRow[];
}

export interface GapAnalysis {
  readonly a: string;
  readonly b: string;
  readonly questions: readonly GapAnswer[];
}
