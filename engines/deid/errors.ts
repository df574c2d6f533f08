/** Why an input cannot be de-identified. Nothing of it is then given back. */
export const DEID_PROBLEMS = {
  'not-text': {
    meaning: 'The input is no text: it holds bytes that no text has.',
    remedy: 'Give HL7 v2 messages, CSV or plain text; leave images and documents of word processors out.',
  },
  'quote-not-closed': {
    meaning: 'A quoted value of a table is not closed.',
    remedy: 'Close the quotation mark in the row that is named, or give the file as text.',
  },
  'piece-too-long': {
    meaning: 'One message, row or segment is longer than can be read at once.',
    remedy: 'Check that the lines of the file end as they should, or take the enclosed file out of the message.',
  },
} as const satisfies Record<string, { readonly meaning: string; readonly remedy: string }>;

export type DeidProblemCode = keyof typeof DEID_PROBLEMS;

export interface DeidProblem {
  readonly code: DeidProblemCode;
  readonly message: string;
  readonly remedy: string;
  /** Where it was met, in characters from 0. */
  readonly offset: number;
}

export function problem(code: DeidProblemCode, offset: number, detail = ''): DeidProblem {
  const { meaning, remedy } = DEID_PROBLEMS[code];
  return { code, message: `${meaning}${detail === '' ? '' : ` ${detail}`}`, remedy, offset };
}
