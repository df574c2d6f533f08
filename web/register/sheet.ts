/** A cell as a spreadsheet knows it. */
export type SheetCell = string | number | boolean | null;

/** What a register shows, ready to be written in any form of a table. */
export interface Sheet {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
}

/** Spreadsheets run a text that begins so as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** CSV as RFC 4180 has it, with the mark by which spreadsheets know UTF-8. A text is never run as a formula. */
export function csvOf({ headings, rows }: Sheet): string {
  return `\uFEFF${[headings, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`;
}

function cellOf(cell: SheetCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
