import { SaxesParser } from 'saxes';
import { PlanFileError } from '../errors.ts';
import type { PlanFileErrorCode, PlanWarning } from '../errors.ts';
import { createByteDecoder } from '../mspdi/decode.ts';
import { minuteOfDay } from '../mspdi/lexical.ts';
import { DEFAULT_LIMITS } from '../mspdi/limits.ts';
import type { MspdiLimits } from '../mspdi/limits.ts';
import type { Plan, PlanWeekDay, WorkingTime } from '../plan.ts';
import { say, type Said } from '../say.ts';
import { xmlWords } from '../xml-words.ts';
import { planOfTables } from './to-plan.ts';
import { WEEK_DAYS } from './tables.ts';
import type { P6Calendar, P6Row } from './tables.ts';

const ROWS = new Set([
  'Project',
  'ScheduleOptions',
  'Calendar',
  'WBS',
  'Activity',
  'Relationship',
  'Resource',
  'ResourceAssignment',
]);

interface Element {
  readonly name: string;
  readonly row: OpenRow | undefined;
  text: string;
}

interface OpenRow extends P6Row {
  readonly kind: string;
  readonly values: Map<string, string>;
  readonly week: Map<string, WorkingTime[]>;
  readonly exceptions: { day: string; times: WorkingTime[] }[];
  /** The day or exception that working times belong to while they are read. */
  times: WorkingTime[];
  from: string;
}

/**
 * Reads a Primavera P6 XML export (PMXML). Baselines of the project are skipped.
 * @param limits replaces single values of `DEFAULT_LIMITS`
 * @throws PlanFileError if it is no P6 XML, not well-formed, not complete or too large
 */
export function readPmxml(
  bytes: Uint8Array,
  limits: Partial<MspdiLimits> = {},
): { plan: Plan; warnings: readonly PlanWarning[] } {
  const rows = rowsOf(bytes, { ...DEFAULT_LIMITS, ...limits });
  const of = (kind: string): OpenRow[] => rows.filter((row) => row.kind === kind);
  return planOfTables({
    format: 'pmxml',
    // A list of projects without dates may precede the projects themselves.
    projects: of('Project').filter(({ values }) => values.has('PlannedStartDate') || values.has('DataDate')),
    options: of('ScheduleOptions'),
    calendars: of('Calendar').map((row) => calendarOf(row)),
    wbs: of('WBS'),
    activities: of('Activity'),
    relationships: of('Relationship'),
    resources: of('Resource'),
    assignments: of('ResourceAssignment'),
  });
}

function calendarOf(row: OpenRow): P6Calendar {
  const week = WEEK_DAYS.map((day): PlanWeekDay => {
    const times = row.week.get(day);
    if (times === undefined) return { kind: 'inherited' };
    return times.length === 0 ? { kind: 'non-working' } : { kind: 'working', times };
  });
  return {
    line: row.line,
    values: row.values,
    week: row.week.size === 0 ? undefined : week,
    exceptions: row.exceptions,
  };
}

function rowsOf(bytes: Uint8Array, limits: MspdiLimits): OpenRow[] {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const rows: OpenRow[] = [];
  const open: Element[] = [];
  let skipped = 0;
  const refuse = (code: PlanFileErrorCode, detail?: Said): never => {
    throw new PlanFileError(code, detail, { line: parser.line, column: parser.column });
  };
  parser.on('doctype', () => refuse('doctype'));
  parser.on('error', (error) => {
    const said = error.message.replace(/^\d+:\d+: /, '');
    if (said.startsWith('undefined entity')) refuse('entity');
    refuse(/unclosed|must be|no root/i.test(said) ? 'truncated' : 'malformed', xmlWords(said));
  });
  parser.on('opentag', (tag) => {
    const name = tag.name.slice(tag.name.indexOf(':') + 1);
    if (open.length === 0 && name !== 'APIBusinessObjects')
      refuse('wrong-root', say`It is called "${name.slice(0, 80)}".`);
    if (open.length >= limits.maxDepth) refuse('too-deep', say`The limit is ${limits.maxDepth} levels.`);
    if (skipped > 0 || name === 'BaselineProject') skipped += 1;
    const around = open.at(-1);
    const isRow =
      skipped === 0 &&
      ROWS.has(name) &&
      (around?.row === undefined || around.row.kind === 'Project') &&
      open.length <= 2;
    const row: OpenRow | undefined = isRow
      ? { kind: name, line: parser.line, values: new Map(), week: new Map(), exceptions: [], times: [], from: '' }
      : around?.row;
    if (isRow && row !== undefined) {
      if (rows.length >= limits.maxRows) refuse('too-many-rows', say`The limit is ${limits.maxRows} rows.`);
      rows.push(row);
    }
    if (name === 'WorkTime' && row !== undefined) row.from = '';
    open.push({ name, row, text: '' });
  });
  const characters = (more: string): void => {
    const here = open.at(-1);
    if (here === undefined || skipped > 0) return;
    here.text += more;
    if (here.text.length > limits.maxTextLength)
      refuse('text-too-long', say`The limit is ${limits.maxTextLength} characters.`);
  };
  parser.on('text', characters);
  parser.on('cdata', characters);
  parser.on('closetag', () => {
    const here = open.pop();
    if (skipped > 0) {
      skipped -= 1;
      return;
    }
    const around = open.at(-1);
    if (here?.row === undefined || around === undefined || around.row !== here.row) return;
    closeValue(here.row, around.name, here.name, here.text.trim());
  });
  const decoder = createByteDecoder(
    limits.maxBytes,
    (text) => parser.write(text),
    () => ({ line: parser.line, column: parser.column }),
  );
  decoder.write(bytes);
  if (!decoder.end()) refuse('truncated', say`It ends within a character.`);
  parser.close();
  return rows;
}

function closeValue(row: OpenRow, around: string, name: string, text: string): void {
  if (around === row.kind) {
    if (!row.values.has(name)) row.values.set(name, text);
  } else if (row.kind === 'Calendar') closeCalendarValue(row, name, text);
}

function closeCalendarValue(row: OpenRow, name: string, text: string): void {
  if (name === 'DayOfWeek') {
    row.times = [];
    row.week.set(text, row.times);
  } else if (name === 'Date') {
    row.times = [];
    row.exceptions.push({ day: text.slice(0, 10), times: row.times });
  } else if (name === 'Start') row.from = text;
  else if (name === 'Finish') {
    const fromMinute = minuteOfDay(row.from);
    const last = minuteOfDay(text);
    if (fromMinute === undefined || last === undefined) return;
    // Primavera names the last minute that is worked: 16:59 for five o'clock.
    const toMinute = last % 10 === 9 ? last + 1 : last === 0 ? 1440 : last;
    if (fromMinute < toMinute) row.times.push({ fromMinute, toMinute });
  }
}
