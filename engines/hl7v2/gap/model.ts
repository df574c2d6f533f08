/** The eight questions of an interface analyst (Caristix, HL7 Survival Guide, chapter 7), in our own words. */
export const GAP_QUESTIONS = {
  messages: 'Do both sides use the same messages?',
  structure: 'Are the messages built of the same segments and groups, as often?',
  usage: 'Is the same required, optional and unused on both sides?',
  codes: 'Do both sides use the same codes?',
  lengths: 'Are values equally long on both sides?',
  own: 'Which segments of one’s own are used?',
  meaning: 'Does the same place mean the same?',
  identifiers: 'Where do data of persons stand that have to be removed for tests?',
} as const satisfies Record<string, string>;

export type GapQuestion = keyof typeof GAP_QUESTIONS;

/** One difference, or one place to look at. */
export interface GapRow {
  /** Message and place: `ADT^A01 PID-3.4`. */
  readonly path: string;
  /** What it is on either side, for people; empty for nothing. */
  readonly a: string;
  readonly b: string;
  readonly text: string;
}

export interface GapAnswer {
  readonly id: GapQuestion;
  readonly question: string;
  /** Yes: nothing to do. No: there are differences. Look: people have to judge the rows. */
  readonly answer: 'yes' | 'no' | 'look';
  readonly rows: readonly GapRow[];
}

export interface GapAnalysis {
  readonly a: string;
  readonly b: string;
  readonly questions: readonly GapAnswer[];
}
