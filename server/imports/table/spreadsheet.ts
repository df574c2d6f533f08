import { say } from '@callosum/kernel/say';
import { unzipSync } from 'fflate';
import readWorkbook, { type CellValue } from 'read-excel-file/node';
import type { TableAnswer } from './worker.ts';

/** A workbook may unpack to this many bytes; real ones with 100,000 rows stay far below. */
const MOST_UNPACKED = 512 * 1_048_576;
const MOST_PARTS = 5_000;

/** Reads a sheet of an XLSX workbook: formulas by the values they had when it was saved, merged cells at their first. */
export async function readSpreadsheet(bytes: Uint8Array, wanted: string | undefined): Promise<TableAnswer> {
  const unpacked = unpackedSize(bytes);
  if (unpacked === undefined) return notAWorkbook();
  if (unpacked > MOST_UNPACKED) {
    return {
      refused: 'too-large',
      message: say`The workbook unpacks to more than half a gigabyte.`.toJSON(),
      remedy: say`Save only the sheet that is to be imported in a file of its own.`.toJSON(),
    };
  }
  try {
    const workbook = await readWorkbook(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { trim: true });
    const sheets = workbook.map(({ sheet }) => sheet);
    const found =
      wanted === undefined
        ? (workbook.find(({ data }) => isTable(data)) ?? workbook[0])
        : workbook.find(({ sheet }) => sheet === wanted);
    if (!found) {
      return {
        refused: 'unreadable-file',
        message: (wanted === undefined
          ? say`The workbook has no sheet.`
          : say`There is no sheet “${wanted}”.`
        ).toJSON(),
        remedy: say`Choose one of: ${sheets.join(', ')}.`.toJSON(),
      };
    }
    const rows = found.data.flatMap((row, index) => {
      const cells = row.map(textOf);
      return cells.some((cell) => cell !== '') ? [{ line: index + 1, cells }] : [];
    });
    return { sheets, sheet: found.sheet, rows };
  } catch {
    return notAWorkbook();
  }
}

/** A cover, such as our own exports have it, begins with a title and not with a row of headings. */
function isTable(rows: readonly (readonly (CellValue | null)[])[]): boolean {
  const head = rows.find((row) => row.some((cell) => textOf(cell) !== '')) ?? [];
  return head.filter((cell) => textOf(cell) !== '').length > 1;
}

function notAWorkbook(): TableAnswer {
  return {
    refused: 'unreadable-file',
    message: say`This is a packed file, but no workbook that can be read.`.toJSON(),
    remedy: say`Open it in a spreadsheet program and save it as “Excel workbook (.xlsx)”.`.toJSON(),
  };
}

/** What the archive says it unpacks to, without unpacking anything; undefined when it is none. */
function unpackedSize(bytes: Uint8Array): number | undefined {
  let size = 0;
  let parts = 0;
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        size += originalSize;
        parts += 1;
        return false;
      },
    });
  } catch {
    return undefined;
  }
  return parts > MOST_PARTS ? Number.POSITIVE_INFINITY : size;
}

const MIDNIGHT = 'T00:00:00.000Z';

/** A cell as a person would write it. */
function textOf(value: CellValue | null): string {
  if (value === null) return '';
  if (value instanceof Date) {
    const written = value.toISOString();
    return written.endsWith(MIDNIGHT) ? written.slice(0, 10) : written.slice(0, 16).replace('T', ' ');
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}
