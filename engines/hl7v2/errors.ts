import { english, say, type Said } from './say.ts';

/**
 * What can be wrong with a file, a message or what was asked of it. Each code has one meaning and one remedy; the text of a
 * problem adds what was found.
 */
export const HL7_PROBLEMS = {
  empty: {
    meaning: say`There is nothing to read.`,
    remedy: say`Export the messages again and check that the download was completed.`,
  },
  'no-message': {
    meaning: say`There is no HL7 v2 message here: no line begins with MSH.`,
    remedy: say`Give a file in which each message begins with its MSH segment at the start of a line.`,
  },
  noise: {
    meaning: say`There is text that belongs to no message.`,
    remedy: say`Remove what stands before, between or after the messages, such as log lines.`,
  },
  'batch-count': {
    meaning: say`The trailer of a batch states another number than there is.`,
    remedy: say`Export the file again: part of it is missing, or something was put into it.`,
  },
  'batch-unpaired': {
    meaning: say`A batch or a file lacks its header or its trailer.`,
    remedy: say`Export the file again: it may have been cut off, or put together from parts.`,
  },
  'message-too-long': {
    meaning: say`A message is longer than is read.`,
    remedy: say`Look for what grew in it, such as an enclosed document, and send that by reference.`,
  },
  'charset-unknown': {
    meaning: say`The character set that MSH-18 declares is not one that can be read.`,
    remedy: say`Declare a character set of HL7 table 0211, such as UNICODE UTF-8 or 8859/1.`,
  },
  'charset-broken': {
    meaning: say`There are bytes that are not valid in the declared character set.`,
    remedy: say`Correct MSH-18, or send the text in the character set that it declares.`,
  },
  'charset-assumed': {
    meaning: say`There are bytes beyond ASCII, but no character set is declared for them.`,
    remedy: say`Declare the character set in MSH-18.`,
  },
  'delimiters-missing': {
    meaning: say`The header does not say which characters separate components, repetitions and subcomponents; ^~\\& were taken.`,
    remedy: say`Begin the message with MSH, the field separator and the encoding characters, such as MSH|^~\\&|.`,
  },
  'delimiters-repeated': {
    meaning: say`One character has two roles as a delimiter; only its first role was kept.`,
    remedy: say`Use a different character for each of the delimiters in MSH-1 and MSH-2.`,
  },
  'stray-line': {
    meaning: say`A line does not begin with the name of a segment; it was read as the rest of the segment before it.`,
    remedy: say`Send line breaks inside a value as \\X0D\\ or \\.br\\, and end segments with a carriage return only.`,
  },
  'path-malformed': {
    meaning: say`This is not a path to a place in a message.`,
    remedy: say`Write segment, field, component and subcomponent like PID-3[2].1, with repetitions in brackets, from 1.`,
  },
  'path-missing': {
    meaning: say`The message has no such place, and it cannot be made.`,
    remedy: say`Add what comes before it first.`,
  },
  'delimiters-fixed': {
    meaning: say`MSH-1 and MSH-2 say how the message is read and cannot be set.`,
    remedy: say`Write the message anew with other delimiters.`,
  },
  'delimiter-in-value': {
    meaning: say`The text would break out of its place: it holds a delimiter or a line break of a higher level.`,
    remedy: say`Give it as a value, so that it is escaped, or set the higher level.`,
  },
  'delimiter-not-declared': {
    meaning: say`The message declares no delimiter for this level.`,
    remedy: say`Declare all encoding characters in MSH-2.`,
  },
  'value-not-encodable': {
    meaning: say`The character set of the message has no place for a character of the text.`,
    remedy: say`Declare UNICODE UTF-8 in MSH-18 first, or use other characters.`,
  },
  'mapping-malformed': {
    meaning: say`This is no mapping, or no code map.`,
    remedy: say`Correct what is named, or give a file that the workbench keeps.`,
  },
  'profile-malformed': {
    meaning: say`This is not a profile.`,
    remedy: say`Give a file that “callosum hl7 profile” wrote, or the folder of a conformance profile of NIST IGAMT.`,
  },
} as const satisfies Record<string, { meaning: Said; remedy: Said }>;

export type Hl7ProblemCode = keyof typeof HL7_PROBLEMS;

/** Where something is: byte from 0, line and column (in characters) from 1, in what was read. */
export interface Place {
  readonly byte: number;
  readonly line: number;
  readonly column: number;
}

export interface Hl7Problem {
  readonly code: Hl7ProblemCode;
  /** In English. */
  readonly text: string;
  readonly remedy: string;
  readonly place?: Place;
  /** The same for other languages. */
  readonly sentences: { readonly text: Said; readonly remedy: Said };
}

/** What was asked for, or why not. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Hl7Problem };

/** @param detail what was found, as a sentence of its own */
export function problem(code: Hl7ProblemCode, detail?: Said, place?: Place): Hl7Problem {
  const { meaning, remedy } = HL7_PROBLEMS[code];
  const text = detail ? say`${meaning} ${detail}` : meaning;
  return {
    code,
    text: english(text),
    remedy: english(remedy),
    ...(place ? { place } : {}),
    sentences: { text, remedy },
  };
}

export function refuse(code: Hl7ProblemCode, detail?: Said): { readonly ok: false; readonly error: Hl7Problem } {
  return { ok: false, error: problem(code, detail) };
}
