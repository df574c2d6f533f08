import { say } from '@callosum/kernel/say';
import { parse } from 'csv-parse/sync';
import type { TableAnswer } from './worker.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
/** Text of which the delimiter is guessed. */
const PROBE = 64_000;
const MOST_CELL = 1_000_000;

/** Reads separated values: the delimiter is found by looking, quotes may hold line breaks. */
export function readSeparated(bytes: Uint8Array): TableAnswer {
  const text = textOf(bytes);
  if (text === undefined) {
    return {
      refused: 'unreadable-file',
      message: say`This is neither a spreadsheet nor text.`.toJSON(),
      remedy: say`Save the table as “Excel workbook (.xlsx)” or as CSV in UTF-8.`.toJSON(),
    };
  }
  try {
    const delimiter = delimiterOf(text);
    const rows: { line: number; cells: string[] }[] = [];
    parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: MOST_CELL,
      trim: true,
      on_record: (cells: string[], { lines }) => {
        rows.push({ line: lines, cells });
        return null;
      },
    });
    return { sheets: [''], sheet: '', rows };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return {
      refused: 'unreadable-file',
      message: say`The values cannot be told apart. ${said}.`.toJSON(),
      remedy: say`Look for a quotation mark that is opened and never closed.`.toJSON(),
    };
  }
}

/** UTF-8 or UTF-16 by its mark, UTF-8 when it is that, and what Excel of the West writes otherwise. */
function textOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const utf16 =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  if (!utf16 && bytes.includes(0)) return undefined;
  try {
    return new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return utf16 ? undefined : new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The delimiter that gives the first lines most columns, the same number in each. */
function delimiterOf(text: string): string {
  const probe = text.slice(0, PROBE);
  const whole = probe.length < text.length ? probe.slice(0, probe.lastIndexOf('\n') + 1) || probe : probe;
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, score: score(whole, delimiter) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.delimiter;
}

function score(text: string, delimiter: string): number {
  try {
    const rows: string[][] = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true, to: 50 });
    const columns = rows[0]?.length ?? 0;
    if (columns < 2) return 0;
    return columns * (rows.filter((row) => row.length === columns).length / rows.length);
  } catch {
    return 0;
  }
}
