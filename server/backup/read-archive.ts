import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { SealedArchive } from './archive-seal.ts';
import { copyFields, copyLines } from './copy-text.ts';
import { type BackupFormat, damaged, tableEntry } from './format.ts';

export interface ArchiveEntry {
  readonly name: string;
  readonly size: number;
  /** To be read before the next entry is asked for; what is left of it is skipped. */
  readonly content: AsyncIterable<Buffer>;
}

const CHUNK = 64 * 1024;

/** The entries of an archive in their order. @param onBytes hears how much of the file was read. */
export async function* readEntries(
  { path, size }: SealedArchive,
  onBytes?: (done: number) => void,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const file = createReadStream(path, { end: size - 1, highWaterMark: CHUNK });
  const tar = extract();
  const feeding = pipeline(file, createGunzip({ chunkSize: CHUNK }), tar).then(
    () => undefined,
    (error: unknown) => error,
  );
  try {
    for await (const entry of tar) {
      yield {
        name: entry.header.name,
        size: entry.header.size,
        content: bytesOf(entry, () => onBytes?.(file.bytesRead)),
      };
      entry.resume();
    }
    const failure = await feeding;
    if (failure) throw failure;
  } catch (error) {
    throw error instanceof Error && 'problems' in error ? error : damaged(path, `${String(error)}.`);
  } finally {
    tar.destroy();
    file.destroy();
  }
}

/** The archive library says of its pieces only that they are something. */
async function* bytesOf(content: AsyncIterable<unknown>, onPiece: () => void): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of content) {
    onPiece();
    if (piece instanceof Uint8Array) yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  }
}

/** The whole of a small entry as text. */
export async function readText(path: string, entry: ArchiveEntry, limit: number): Promise<string> {
  if (entry.size > limit) throw damaged(path, `${entry.name} is larger than it can be.`);
  const pieces: Buffer[] = [];
  for await (const piece of entry.content) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

/** The rows of one table of an archive, only the columns asked for; null reads as an empty text. */
export async function* readTable(
  archive: SealedArchive,
  format: BackupFormat,
  table: string,
  columns: readonly string[],
): AsyncGenerator<string[], void, undefined> {
  for await (const entry of readEntries(archive)) {
    if (entry.name !== tableEntry(table)) continue;
    yield* rowsOf(archive.path, format, table, columns, entry.content);
    return;
  }
}

/** The rows of a table from its content. @throws Refusal when the archive's table lacks a column. */
export async function* rowsOf(
  path: string,
  { tables }: BackupFormat,
  table: string,
  columns: readonly string[],
  content: AsyncIterable<Buffer>,
): AsyncGenerator<string[], void, undefined> {
  const known = tables.find(({ name }) => name === table)?.columns ?? [];
  const places = columns.map((column) => known.indexOf(column));
  const missing = columns.find((_column, index) => places[index] === -1);
  if (missing !== undefined) throw damaged(path, `its table ${table} has no column ${missing}.`);
  for await (const line of copyLines(content)) {
    const fields = copyFields(line);
    if (fields.length !== known.length) {
      throw damaged(path, `a row of its table ${table} has ${fields.length} columns in place of ${known.length}.`);
    }
    yield places.map((place) => fields[place] ?? '');
  }
}
