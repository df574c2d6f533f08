import { plainText } from '@callosum/kernel';
import {
  singularOf,
  INK_SOFT,
  TONE_COLORS,
  stampItems,
  writtenCell,
  writtenNotShown,
  type Block,
  type Cell,
  type PrintedReport,
  type Section,
  type Table,
} from '@callosum/kernel/report';
import writeXlsxFile, { type Row, type SheetData } from 'write-excel-file/node';
import { settleArchive } from './archive.ts';
import { sheetFoot } from './sheet-foot.ts';
import { xmlText } from './xml-text.ts';

const LONGEST_SHEET_NAME = 31;
/** Characters a spreadsheet cell can hold; what is longer is cut, and says so. */
const LONGEST_CELL = 32_000;
const WIDTH_PER_SHARE = 18;

/** What one sheet holds: a table, or all that is not a table. */
interface Sheet {
  readonly name: string;
  readonly rows: SheetData;
  readonly widths: readonly number[];
  /** Rows that stay in sight. */
  readonly sticky: number;
}

/**
 * The document as a workbook: a cover with all that is text and says which sheet holds what, and a sheet for each table. Text is text, whatever it begins with:
 * no cell is ever a formula.
 */
export async function renderXlsx(printed: PrintedReport): Promise<Buffer> {
  const { report, stamp, style } = printed;
  const names = new Set(['document']);
  const tables = tablesOf(report.sections).map(({ table, section }) => ({ table, name: unique(section.title, names) }));
  const cover: Sheet = {
    name: 'Document',
    rows: [
      [{ value: clean(report.title), type: String, fontWeight: 'bold', fontSize: 16, textColor: style.accent }],
      ...(report.subtitle === undefined ? [] : [[text(report.subtitle)]]),
      ...stampItems(stamp).map(([term, what]): Row => [text(term, INK_SOFT), text(what)]),
      [],
      ...contentsRows(tables),
      ...report.sections.flatMap((section) => coverRows(section)),
    ],
    widths: [30, 90],
    sticky: 0,
  };
  const sheets = [cover, ...tables.map(({ table, name }) => tableSheet(table, name))];
  const file = writeXlsxFile(
    sheets.map(({ name, rows, widths, sticky }) => ({
      sheet: name,
      data: rows,
      columns: widths.map((width) => ({ width })),
      ...(sticky > 0 ? { stickyRowsCount: sticky } : {}),
    })),
    { fontFamily: 'Calibri', fontSize: 11, features: [sheetFoot(printed)] },
  );
  return settleArchive(await file.toBuffer(), stamp.asOf.instant);
}

function tablesOf(sections: readonly Section[]): { table: Table; section: Section }[] {
  return sections.flatMap((section) => [
    ...section.blocks.flatMap((block) => {
      if (block.type === 'table') return [{ table: block, section }];
      return block.type === 'figure' ? [{ table: block.table, section }] : [];
    }),
    ...tablesOf(section.sections ?? []),
  ]);
}

/** Which sheet holds what; one alone is found without. */
function contentsRows(tables: readonly { readonly table: Table; readonly name: string }[]): Row[] {
  if (tables.length < 2) return [];
  const heading: Row = [{ value: 'Contents', type: String, fontWeight: 'bold' }];
  const rows = tables.map(({ table, name }): Row => [text(name), text(`${table.caption} (${table.rows.length})`)]);
  return [heading, ...rows, []];
}

function coverRows(section: Section): Row[] {
  const title: Row = [{ value: clean(section.title), type: String, fontWeight: 'bold' }];
  return [title, ...section.blocks.flatMap(coverBlock), ...(section.sections ?? []).flatMap(coverRows)];
}

function coverBlock(block: Block): Row[] {
  switch (block.type) {
    case 'paragraph':
      return [[null, block.tone === undefined ? text(block.text) : cellOf({ tone: block.tone, word: block.text })]];
    case 'prose':
      return [[null, text(plainText(block.text))]];
    case 'list':
      return block.items.map((item): Row => [null, text(item)]);
    case 'definitions':
      return block.items.map(([term, what]): Row => [text(term, INK_SOFT), cellOf(what)]);
    case 'table':
      return [[null, text(`${block.caption} (${block.rows.length})`)]];
    case 'figure':
      return [[null, text(block.caption)]];
  }
}

function tableSheet({ columns, rows, notShown }: Table, name: string): Sheet {
  const head = columns.map(({ title }) => ({
    value: clean(title),
    type: String,
    fontWeight: 'bold' as const,
    bottomBorderStyle: 'thin' as const,
  }));
  const rest = writtenNotShown(notShown);
  return {
    name,
    rows: [
      head,
      ...rows.map((row): Row => columns.map((_, index) => cellOf(row[index] ?? null))),
      ...(rest === undefined ? [] : [[text(rest, INK_SOFT)]]),
    ],
    widths: columns.map(({ share = 1 }) => Math.min(80, Math.max(10, share * WIDTH_PER_SHARE))),
    sticky: 1,
  };
}

function cellOf(cell: Cell) {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'string') return text(cell);
  if ('tone' in cell) return { ...text(writtenCell(cell)), textColor: TONE_COLORS[cell.tone] };
  if ('date' in cell) return { value: new Date(`${cell.date}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
  return {
    value: cell.number,
    type: Number,
    ...(cell.unit === undefined ? {} : { format: unitFormat(cell.unit.replaceAll('"', '')) }),
  };
}

function text(value: string, color?: string) {
  return {
    value: clean(value),
    type: String,
    wrap: true,
    alignVertical: 'top' as const,
    ...(color ? { textColor: color } : {}),
  };
}

/** Without the characters that XML cannot hold. */
function clean(value: string): string {
  const kept = xmlText(value);
  return kept.length > LONGEST_CELL ? `${kept.slice(0, LONGEST_CELL)}… (cut)` : kept;
}

/** A name a sheet may have, that no other has. */
function unique(title: string, taken: Set<string>): string {
  const base =
    clean(title)
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'|'$/g, ' ')
      .trim() || 'Table';
  for (let index = 1; ; index += 1) {
    const suffix = index === 1 ? '' : ` (${index})`;
    const name = `${base.slice(0, LONGEST_SHEET_NAME - suffix.length)}${suffix}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

/** A number with what it counts behind it, one of which has a name of its own. */
function unitFormat(unit: string): string {
  const one = singularOf(unit);
  const many = `General" ${unit}"`;
  return one === unit ? many : `[=1]General" ${one}";${many}`;
}
