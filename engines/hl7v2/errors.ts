/**
 * What can be wrong with a file, a message or what was asked of it. Each code has one meaning and one remedy; the text of a
 * problem adds what was found.
 */
export const HL7_PROBLEMS = {
  empty: {
    meaning: 'There is nothing to read.',
    remedy: 'Export the messages again and check that the download was completed.',
  },
  'no-message': {
    meaning: 'There is no HL7 v2 message here: no line begins with MSH.',
    remedy: 'Give a file in which each message begins with its MSH segment at the start of a line.',
  },
  noise: {
    meaning: 'There is text that belongs to no message.',
    remedy: 'Remove what stands before, between or after the messages, such as log lines.',
  },
  'charset-unknown': {
    meaning: 'The character set that MSH-18 declares is not one that can be read.',
    remedy: 'Declare a character set of HL7 table 0211, such as UNICODE UTF-8 or 8859/1.',
  },
  'charset-broken': {
    meaning: 'There are bytes that are not valid in the declared character set.',
    remedy: 'Correct MSH-18, or send the text in the character set that it declares.',
  },
  'charset-assumed': {
    meaning: 'There are bytes beyond ASCII, but no character set is declared for them.',
    remedy: 'Declare the character set in MSH-18.',
  },
  'delimiters-missing': {
    meaning:
      'The header does not say which characters separate components, repetitions and subcomponents; ^~\\& were taken.',
    remedy: 'Begin the message with MSH, the field separator and the encoding characters, such as MSH|^~\\&|.',
  },
  'delimiters-repeated': {
    meaning: 'One character has two roles as a delimiter; only its first role was kept.',
    remedy: 'Use a different character for each of the delimiters in MSH-1 and MSH-2.',
  },
  'stray-line': {
    meaning: 'A line does not begin with the name of a segment; it was read as the rest of the segment before it.',
    remedy: 'Send line breaks inside a value as \\X0D\\ or \\.br\\, and end segments with a carriage return only.',
  },
  'path-malformed': {
    meaning: 'This is not a path to a place in a message.',
    remedy: 'Write segment, field, component and subcomponent like PID-3[2].1, with repetitions in brackets, from 1.',
  },
  'path-missing': {
    meaning: 'The message has no such place, and it cannot be made.',
    remedy: 'Add what comes before it first.',
  },
  'delimiters-fixed': {
    meaning: 'MSH-1 and MSH-2 say how the message is read and cannot be set.',
    remedy: 'Write the message anew with other delimiters.',
  },
  'delimiter-in-value': {
    meaning: 'The text would break out of its place: it holds a delimiter or a line break of a higher level.',
    remedy: 'Give it as a value, so that it is escaped, or set the higher level.',
  },
  'delimiter-not-declared': {
    meaning: 'The message declares no delimiter for this level.',
    remedy: 'Declare all encoding characters in MSH-2.',
  },
  'value-not-encodable': {
    meaning: 'The character set of the message has no place for a character of the text.',
    remedy: 'Declare UNICODE UTF-8 in MSH-18 first, or use other characters.',
  },
  'mapping-malformed': {
    meaning: 'This is no mapping, or no code map.',
    remedy: 'Correct what is named, or give a file that the workbench keeps.',
  },
  'profile-malformed': {
    meaning: 'This is not a profile.',
    remedy: 'Give a file that “callosum hl7 profile” wrote, or the folder of a conformance profile of NIST IGAMT.',
  },
} as const satisfies Record<string, { meaning: string; remedy: string }>;

export type Hl7ProblemCode = keyof typeof HL7_PROBLEMS;

/** Where something is: byte from 0, line and column (in characters) from 1, in what was read. */
export interface Place {
  readonly byte: number;
  readonly line: number;
  readonly column: number;
}

export interface Hl7Problem {
  readonly code: Hl7ProblemCode;
  readonly text: string;
  readonly remedy: string;
  readonly place?: Place;
}

/** What was asked for, or why not. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Hl7Problem };

/** @param detail what was found, as a sentence of its own */
export function problem(code: Hl7ProblemCode, detail = '', place?: Place): Hl7Problem {
  const { meaning, remedy } = HL7_PROBLEMS[code];
  return { code, text: detail === '' ? meaning : `${meaning} ${detail}`, remedy, ...(place ? { place } : {}) };
}

export function refuse(code: Hl7ProblemCode, detail = ''): { readonly ok: false; readonly error: Hl7Problem } {
  return { ok: false, error: problem(code, detail) };
}
