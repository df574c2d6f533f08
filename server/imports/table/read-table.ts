import { MOST_TABLE_COLUMNS, MOST_TABLE_ROWS, refusal, say, type Sentence, sentenceOf } from '@callosum/kernel';
import { readCell } from '@callosum/kernel/report';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { begins, COMPOUND, ZIP } from './begins.ts';
import { readSeparated } from './separated.ts';
import type { TableAnswer, TableQuestion } from './worker.ts';

/** A sheet or file of separated values, every cell as text. */
export interface Table {
  /** Names of the sheets; one without a name for separated values. */
  readonly sheets: readonly string[];
  readonly sheet: string;
  /** Texts of the first row that says anything. */
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** The name of the only sheet there is of separated values. */
const SEPARATED = '';
const MEBIBYTE = 1_048_576;
/** Separated values of this size are read sooner than a thread is ready to read them. */
const SMALL = MEBIBYTE / 4;
const MOST_BYTES = 64 * MEBIBYTE;
/** A table that is unpacked takes memory; beyond this the reader is stopped, not the server. */
const MOST_HEAP_MB = 1_024;
const MOST_MS = 60_000;

/**
 * Reads a spreadsheet (XLSX) or separated values (CSV), all but short ones in a thread of its own, which is stopped when the
 * file asks for too much time or memory. Cells come as people write them: dates as 2026-11-22, yes and no, numbers without separators.
 * @param sheet a sheet's name; the first that begins with a row of headings when left out.
 * @throws Refusal `unreadable-file` or `too-large`, with what to do.
 */
export async function readTable(content: Readable, name: string, sheet?: string): Promise<Table> {
  const bytes = await wholeOf(content, name);
  const isPlain = bytes.length <= SMALL && !begins(bytes, ZIP) && !begins(bytes, COMPOUND);
  const answer = isPlain ? readSeparated(bytes) : await inThread({ bytes, sheet });
  if ('refused' in answer)
    throw refusal(answer.refused, say`${name}: ${sentenceOf(answer.message)}`, {
      path: ['file'],
      remedy: sentenceOf(answer.remedy),
    });
  const { sheets } = answer;
  const rows = answer.sheet === SEPARATED ? answer.rows.map(unescaped) : answer.rows;
  const [header, ...rest] = rows;
  if (!header) {
    throw refusal('unreadable-file', say`${name}: The sheet “${answer.sheet}” is empty.`, {
      path: ['sheet'],
      remedy: say`Choose another sheet, or a file with a row of headings.`,
    });
  }
  if (header.cells.length > MOST_TABLE_COLUMNS)
    throw tooLarge(name, `${header.cells.length} columns`, `${MOST_TABLE_COLUMNS} columns`);
  if (rest.length > MOST_TABLE_ROWS) throw tooLarge(name, `${rest.length} rows`, `${MOST_TABLE_ROWS} rows`);
  return { sheets, sheet: answer.sheet, header: distinct(header.cells), rows: rest };
}

function unescaped<T extends { readonly cells: readonly string[] }>(row: T) {
  return { ...row, cells: row.cells.map(readCell) };
}

/** Headings by which each column can be told: an empty one is named by its place, a second of a name is its second. */
function distinct(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((text, index) => {
    const name = text === '' ? `Column ${index + 1}` : text;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

async function wholeOf(content: Readable, name: string): Promise<Uint8Array> {
  let size = 0;
  content.on('data', (chunk: Uint8Array) => {
    size += chunk.length;
    if (size > MOST_BYTES) content.destroy(tooLarge(name, 'more', `${MOST_BYTES / MEBIBYTE} MB`));
  });
  return buffer(content);
}

function tooLarge(name: string, has: string, most: string) {
  return refusal('too-large', say`${name} has ${has}; a table may have ${most}.`, {
    path: ['file'],
    remedy: say`Divide it into several files.`,
  });
}

function inThread(question: TableQuestion): Promise<TableAnswer> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
  });
  const tooMuch = (message: Sentence): TableAnswer => ({
    refused: 'too-large',
    message: message.toJSON(),
    remedy: say`Save only the sheet that is to be imported in a file of its own.`.toJSON(),
  });
  return new Promise<TableAnswer>((resolve, reject) => {
    const clock = setTimeout(() => resolve(tooMuch(say`Reading it was stopped: it took too long.`)), MOST_MS);
    worker.on('message', resolve);
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        resolve(tooMuch(say`Reading it was stopped: it needs too much memory.`));
      else reject(error);
    });
    worker.on('exit', () => clearTimeout(clock));
  }).finally(() => void worker.terminate());
}
