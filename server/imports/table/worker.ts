import { parentPort, workerData } from 'node:worker_threads';
import { readSeparated } from './separated.ts';
import { readSpreadsheet } from './spreadsheet.ts';

// A thread of its own: a file that was made to break its reader breaks this thread and nothing else.

export interface TableQuestion {
  readonly bytes: Uint8Array;
  readonly sheet: string | undefined;
}

export interface ReadSheet {
  readonly sheets: readonly string[];
  readonly sheet: string;
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

export type TableAnswer =
  | ReadSheet
  | { readonly refused: 'unreadable-file' | 'too-large'; readonly message: string; readonly remedy: string };

const ZIP = [0x50, 0x4b];
/** The container of older Office files (XLS, DOC). */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

async function answer({ bytes, sheet }: TableQuestion): Promise<TableAnswer> {
  const begins = (with_: readonly number[]): boolean => with_.every((byte, index) => bytes[index] === byte);
  if (begins(COMPOUND)) {
    return {
      refused: 'unreadable-file',
      message: 'This is a workbook of an older Excel, or one with a password.',
      remedy: 'Save it as “Excel workbook (.xlsx)” without a password, or as CSV.',
    };
  }
  return begins(ZIP) ? readSpreadsheet(bytes, sheet) : readSeparated(bytes);
}

const question: TableQuestion = workerData;
parentPort?.postMessage(await answer(question), []);
