import type { Cell } from './report.ts';

/** What a register shows, as a table. */
export interface Sheet {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Spreadsheets run a text that begins so as a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const KEPT = /^'[=+\-@\t\r]/;

/** CSV as RFC 4180 has it, with the mark by which spreadsheets know UTF-8. A text is never run as a formula. */
export function csvOf({ headings, rows }: Sheet): string {
  return `\uFEFF${[headings, ...rows].map((row) => `${row.map(written).join(',')}\r\n`).join('')}`;
}

/** The text of a cell as it was before `csvOf` kept it from being run. */
export function readCell(text: string): string {
  return KEPT.test(text) ? text.slice(1) : text;
}

function written(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return 'number' in cell ? String(cell.number) : 'date' in cell ? cell.date : cell.word;
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
