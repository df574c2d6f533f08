import { english, say, type Said } from './say.ts';

/**
 * Why a plan file cannot be read at all. Each code has one meaning and one remedy; the message of an error adds
 * what was found and where.
 */
export const PLAN_FILE_ERRORS = {
  empty: {
    meaning: say`The file holds nothing.`,
    remedy: say`Export the plan again and check that the download was completed.`,
  },
  mpp: {
    meaning: say`The file is a Microsoft Project document (MPP), whatever its name says.`,
    remedy: say`Open it in Microsoft Project and save it as "XML Format (*.xml)".`,
  },
  archive: {
    meaning: say`The file is an archive or an Office document (ZIP, XLSX, gzip).`,
    remedy: say`Unpack it and take the XML file inside, or save the plan as "XML Format (*.xml)".`,
  },
  mpx: {
    meaning: say`The file is in the old Microsoft Project exchange format (MPX).`,
    remedy: say`Open it in Microsoft Project and save it as "XML Format (*.xml)".`,
  },
  xer: {
    meaning: say`The file is a Primavera P6 XER export.`,
    remedy: say`Import it as XER, or export the plan as Microsoft Project XML.`,
  },
  pmxml: {
    meaning: say`The file is a Primavera P6 XML export.`,
    remedy: say`Import it as P6 XML, or export the plan as Microsoft Project XML.`,
  },
  json: {
    meaning: say`The file is JSON.`,
    remedy: say`Export the plan as Microsoft Project XML.`,
  },
  html: {
    meaning: say`The file is a web page, perhaps a login page saved in place of the download.`,
    remedy: say`Sign in where the plan comes from and download it again.`,
  },
  'not-xml': {
    meaning: say`The file does not begin like XML.`,
    remedy: say`Save the plan in Microsoft Project as "XML Format (*.xml)".`,
  },
  'not-xer': {
    meaning: say`The file does not begin like a Primavera P6 XER export.`,
    remedy: say`Export the plan again in Primavera P6 as "Primavera PM - (XER)".`,
  },
  'not-plan-json': {
    meaning: say`The file is JSON, but no plan that Callosum wrote.`,
    remedy: say`Choose a file that was written by “callosum plan convert”, or export the plan as Microsoft Project XML.`,
  },
  'wrong-root': {
    meaning: say`The file is XML, but its outermost element is not a Microsoft Project.`,
    remedy: say`Choose the file that was saved as "XML Format (*.xml)" in Microsoft Project.`,
  },
  'wrong-namespace': {
    meaning: say`The outermost element is called Project, but not in the namespace of Microsoft Project.`,
    remedy: say`Choose the file that was saved in Microsoft Project; a build file may look similar.`,
  },
  'encoding-unknown': {
    meaning: say`The file declares a character encoding that cannot be read.`,
    remedy: say`Save the file as UTF-8.`,
  },
  'encoding-mismatch': {
    meaning: say`The declared character encoding contradicts the bytes of the file.`,
    remedy: say`Save the file as UTF-8 with encoding="UTF-8" in its first line.`,
  },
  'encoding-broken': {
    meaning: say`Some bytes are not valid in the character encoding of the file.`,
    remedy: say`Correct the encoding in the first line, or save the file as UTF-8.`,
  },
  doctype: {
    meaning: say`The file contains a DOCTYPE, which may hide entities or outside references. It is never read.`,
    remedy: say`Export the plan again; Microsoft Project writes no DOCTYPE.`,
  },
  entity: {
    meaning: say`The file uses an entity that XML does not define.`,
    remedy: say`Export the plan again, or write the character itself in place of the entity.`,
  },
  malformed: {
    meaning: say`The file is not well-formed XML.`,
    remedy: say`Export the plan again, or correct the place named in the message.`,
  },
  truncated: {
    meaning: say`The file ends before the plan is complete.`,
    remedy: say`Copy or download the file again.`,
  },
  'too-large': {
    meaning: say`The file has more bytes than allowed.`,
    remedy: say`Split the plan, remove what is not needed, or raise the limit.`,
  },
  'too-deep': {
    meaning: say`Elements are nested deeper than any plan needs.`,
    remedy: say`Check where the file comes from; it is not an ordinary plan.`,
  },
  'text-too-long': {
    meaning: say`One piece of text, a name, a comment or an attribute is longer than allowed.`,
    remedy: say`Shorten the text (often a note with an embedded object), or raise the limit.`,
  },
  'too-many-attributes': {
    meaning: say`One element has more attributes than any plan needs.`,
    remedy: say`Check where the file comes from; it is not an ordinary plan.`,
  },
  'too-many-rows': {
    meaning: say`The plan has more tasks or other rows than allowed.`,
    remedy: say`Split the plan or raise the limit.`,
  },
} as const satisfies Record<string, { meaning: Said; remedy: Said }>;

export type PlanFileErrorCode = keyof typeof PLAN_FILE_ERRORS;

/** A place in a file: lines from 1, columns in characters, byte from 0. */
export interface Place {
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly byte?: number | undefined;
}

/** The file cannot be read; nothing was kept. */
export class PlanFileError extends Error {
  readonly code: PlanFileErrorCode;
  readonly remedy: string;
  /** Message and remedy for other languages, without the place. */
  readonly sentences: { readonly message: Said; readonly remedy: Said };
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly byte: number | undefined;

  /** @param detail what was found, as a sentence of its own. */
  constructor(code: PlanFileErrorCode, detail?: Said, place: Place = {}) {
    const { meaning, remedy } = PLAN_FILE_ERRORS[code];
    const message = detail === undefined ? meaning : say`${meaning} ${detail}`;
    const where = place.line === undefined ? '' : ` (line ${place.line}, column ${place.column ?? 0})`;
    super(`${english(message)}${where}`);
    this.name = 'PlanFileError';
    this.code = code;
    this.remedy = english(remedy);
    this.sentences = { message, remedy };
    this.line = place.line;
    this.column = place.column;
    this.byte = place.byte;
  }
}

/** What may be odd in a file that is read all the same, and what was done about it. */
export const PLAN_WARNINGS = {
  'unreadable-date': 'A date is not a date; it counts as absent.',
  'adjusted-date': 'A date carries a zone or parts of a second; its wall-clock time to the second was kept.',
  'unreadable-duration': 'A duration is not a duration; it counts as absent.',
  'unreadable-number': 'A number is not a number or out of range; it counts as absent.',
  'unreadable-flag': 'A yes/no value is neither; the default of the format was taken.',
  'unknown-code': 'A code is not one the format defines; the default of the format was taken.',
  'repeated-element': 'A value is stated twice; the first was kept.',
  'missing-uid': 'A row has no readable UID, so nothing can refer to it; the row was left out.',
  'duplicate-uid': 'Two rows share a UID; the first was kept.',
  'outline-jump': 'A task is more than one level below the row above; it hangs on the nearest row above it.',
  'outline-mismatch': 'The outline number contradicts row order and level; row order and level were followed.',
  'summary-mismatch': 'A task with rows below it is not marked as summary; it was made one.',
  'constraint-without-date': 'A constraint needs a date and has none; the constraint was kept as it is.',
  'link-end-missing': 'A link starts at a task the file does not hold; the link was left out.',
  'self-link': 'A task is linked to itself; the link was left out.',
  'assignment-task-missing': 'An assignment belongs to a task the file does not hold; it was left out.',
  'assignment-resource-missing': 'An assignment names a resource the file does not hold; it was left out.',
  'calendar-missing': 'A row refers to a calendar the file does not hold; the reference was removed.',
  'calendar-base-missing': 'A calendar is based on one the file does not hold; it stands alone.',
  'calendar-base-circular': 'Calendars are based on each other in a circle; the circle was cut here.',
  'working-time-unusable': 'A working time ends before it starts or cannot be read; it was left out.',
  'working-time-assumed': 'A working day states no hours; 08:00-12:00 and 13:00-17:00 were taken.',
  'working-time-rounded': 'A working time has seconds; it was rounded to the minute.',
  'unusable-exception': 'A calendar exception or work week has no readable dates; it was left out.',
  'unusable-day': 'A day of a calendar week has no readable day number; it was left out.',
  'baseline-unusable': 'A baseline has no number from 0 to 10, or the number occurs twice; it was left out.',
  'encoding-assumed': 'A file does not say in which encoding it is; one was assumed.',
  'row-too-long': 'A row has more values than its table has columns; the rest was left out.',
  'wbs-missing': 'An activity belongs to a work package the file does not hold; it stands at the top.',
  'no-place': 'The format that is written has no place for it; something near to it was written.',
  'level-of-effort': 'An activity lasts as long as others do; it is reckoned like any other.',
  'more-warnings': 'There were more oddities than are listed.',
} as const satisfies Record<string, string>;

export type PlanWarningCode = keyof typeof PLAN_WARNINGS;

export interface PlanWarning {
  readonly code: PlanWarningCode;
  /** In English. */
  readonly message: string;
  /** The same for other languages. */
  readonly sentences: { readonly message: Said };
  /** Line on which the row starts. */
  readonly line?: number | undefined;
  /** UID of the task, calendar, resource or assignment concerned. */
  readonly uid?: number | undefined;
}

/** A warning as it is told. */
export function planWarning(code: PlanWarningCode, message: Said, at: Pick<PlanWarning, 'line' | 'uid'>): PlanWarning {
  return { code, message: english(message), sentences: { message }, ...at };
}
