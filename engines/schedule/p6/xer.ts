import { PlanFileError, planWarning } from '../errors.ts';
import type { PlanWarning } from '../errors.ts';
import type { Plan } from '../plan.ts';
import { say } from '../say.ts';
import { parseCalendarData } from './calendar-data.ts';
import { planOfTables } from './to-plan.ts';
import type { P6Calendar, P6Row } from './tables.ts';

export interface XerOptions {
  /** Encoding of the file, by its WHATWG label; guessed unless given, for XER does not say. */
  readonly encoding?: string;
  readonly maxBytes?: number;
  readonly maxRows?: number;
}

const MAX_BYTES = 512 * 1024 * 1024;
const MAX_ROWS = 10_000_000;
const READ = new Set(['PROJECT', 'SCHEDOPTIONS', 'CALENDAR', 'PROJWBS', 'TASK', 'TASKPRED', 'RSRC', 'TASKRSRC']);

/**
 * Reads a Primavera P6 XER export: `%T` names a table, `%F` its columns, `%R` a row, all separated by tabs, `%E` ends the file.
 * @throws PlanFileError if it is no XER, not complete, too large, or not in the encoding given
 */
export function readXer(bytes: Uint8Array, options: XerOptions = {}): { plan: Plan; warnings: readonly PlanWarning[] } {
  const { maxBytes = MAX_BYTES, maxRows = MAX_ROWS } = options;
  if (bytes.length > maxBytes)
    throw new PlanFileError('too-large', say`It has more than ${maxBytes} bytes.`, { byte: maxBytes });
  const { text, warnings: assumed } = decode(bytes, options.encoding);
  const { tables, warnings } = rowsOf(text, maxRows);
  const of = (name: string): P6Row[] => tables.get(name) ?? [];
  const { plan, warnings: odd } = planOfTables({
    format: 'xer',
    projects: of('PROJECT'),
    options: of('SCHEDOPTIONS'),
    calendars: of('CALENDAR').map((row): P6Calendar => ({
      ...row,
      ...parseCalendarData(row.values.get('clndr_data') ?? ''),
    })),
    wbs: of('PROJWBS'),
    activities: of('TASK'),
    relationships: of('TASKPRED'),
    resources: of('RSRC'),
    assignments: of('TASKRSRC'),
  });
  return { plan, warnings: [...assumed, ...warnings, ...odd] };
}

function rowsOf(text: string, maxRows: number): { tables: Map<string, P6Row[]>; warnings: PlanWarning[] } {
  const lines = text.split(/\r?\n/);
  if (!lines[0]?.startsWith('ERMHDR\t'))
    throw new PlanFileError(text.trim() === '' ? 'empty' : 'not-xer', undefined, { line: 1, column: 1 });
  const tables = new Map<string, P6Row[]>();
  const warnings: PlanWarning[] = [];
  let rows: P6Row[] | undefined;
  let columns: readonly string[] = [];
  let count = 0;
  let ended = false;
  for (const [index, content] of lines.entries()) {
    const line = index + 1;
    if (content.startsWith('%E')) {
      ended = true;
      break;
    }
    if (content.startsWith('%T')) {
      const name = content.slice(3).trim();
      rows = READ.has(name) ? (tables.get(name) ?? []) : undefined;
      if (rows !== undefined) tables.set(name, rows);
      columns = [];
    } else if (content.startsWith('%F'))
      columns = content
        .split('\t')
        .slice(1)
        .map((column) => column.trim());
    else if (content.startsWith('%R') && rows !== undefined) {
      if (columns.length === 0)
        throw new PlanFileError('malformed', say`A row stands before the names of its columns.`, { line, column: 1 });
      if (++count > maxRows)
        throw new PlanFileError('too-many-rows', say`The limit is ${maxRows} rows.`, { line, column: 1 });
      const cells = content.split('\t').slice(1);
      if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell !== '')) {
        const message = say`The row has ${cells.length} values for ${columns.length} columns.`;
        warnings.push(planWarning('row-too-long', message, { line }));
      }
      rows.push({ line, values: new Map(columns.map((column, at) => [column, cells[at] ?? ''])) });
    }
  }
  if (!ended) throw new PlanFileError('truncated', say`It has no %E at its end.`, { line: lines.length, column: 1 });
  return { tables, warnings };
}

/** Above this share of letters beyond ASCII that stand next to another, text is Cyrillic: Western words have single ones. */
const CYRILLIC_SHARE = 0.6;

function decode(bytes: Uint8Array, label: string | undefined): { text: string; warnings: PlanWarning[] } {
  const marked =
    bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
      ? 'utf-8'
      : bytes[0] === 0xff && bytes[1] === 0xfe
        ? 'utf-16le'
        : undefined;
  const stated = label ?? marked;
  if (stated !== undefined) return { text: strictly(bytes, stated), warnings: [] };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), warnings: [] };
  } catch {
    const guess = looksCyrillic(bytes) ? 'windows-1251' : 'windows-1252';
    const message = say`The file does not say its encoding and is not UTF-8; it was read as ${guess}.`;
    const warnings = [planWarning('encoding-assumed', message, { line: 1 })];
    return { text: new TextDecoder(guess).decode(bytes), warnings };
  }
}

function strictly(bytes: Uint8Array, label: string): string {
  let decoder;
  try {
    decoder = new TextDecoder(label, { fatal: true });
  } catch {
    throw new PlanFileError('encoding-unknown', say`It is called "${label}".`);
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw new PlanFileError('encoding-broken', say`Some bytes do not fit ${label}.`);
  }
}

function looksCyrillic(bytes: Uint8Array): boolean {
  let high = 0;
  let paired = 0;
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0xc0) continue;
    high += 1;
    if ((bytes[at - 1] ?? 0) >= 0xc0 || (bytes[at + 1] ?? 0) >= 0xc0) paired += 1;
  }
  return high > 0 && paired / high >= CYRILLIC_SHARE;
}
