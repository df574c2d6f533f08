import { say, type SentenceForm } from '@callosum/kernel/say';
import { parentPort, workerData } from 'node:worker_threads';
import { begins, COMPOUND, ZIP } from './begins.ts';

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
  | {
      readonly refused: 'unreadable-file' | 'too-large';
      readonly message: SentenceForm;
      readonly remedy: SentenceForm;
    };

async function answer({ bytes, sheet }: TableQuestion): Promise<TableAnswer> {
  if (begins(bytes, COMPOUND)) {
    return {
      refused: 'unreadable-file',
      message: say`This is a workbook of an older Excel, or one with a password.`.toJSON(),
      remedy: say`Save it as “Excel workbook (.xlsx)” without a password, or as CSV.`.toJSON(),
    };
  }
  // Most of what a thread costs is loading what it reads with.
  if (begins(bytes, ZIP)) return (await import('./spreadsheet.ts')).readSpreadsheet(bytes, sheet);
  return (await import('./separated.ts')).readSeparated(bytes);
}

const question: TableQuestion = workerData;
parentPort?.postMessage(await answer(question), []);
