import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { countRows } from './copy-text.ts';
import type { BackupEntry } from './format.ts';
import { archiveSeal } from './archive-seal.ts';

export interface ArchiveWriter {
  /** Adds an entry of a known size, hashed on its way. @param table counts its rows. */
  readonly add: (name: string, size: number, content: AsyncIterable<Buffer>, table?: boolean) => Promise<BackupEntry>;
  readonly addText: (name: string, text: string) => Promise<BackupEntry>;
  /** Ends the archive; it is on disk when this returns. */
  readonly finish: () => Promise<void>;
  readonly abandon: (error: unknown) => Promise<void>;
}

/** Faster than the default at a few per cent more size: most of a ledger is hashes, which nothing makes smaller. */
const GZIP_LEVEL = 4;
const CHUNK = 64 * 1024;

/** Writes an archive as a stream; never more of it in memory than a few pieces. @param path a file that is not there yet. */
export function createArchive(path: string, created: Date): ArchiveWriter {
  const tar = pack();
  const written = pipeline(
    tar,
    createGzip({ level: GZIP_LEVEL, chunkSize: CHUNK }),
    sealed,
    createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
  );
  const failure = written.then(
    () => undefined,
    (error: unknown) => error,
  );
  const add = async (
    name: string,
    size: number,
    content: AsyncIterable<Buffer>,
    table = false,
  ): Promise<BackupEntry> => {
    const digest = createHash('sha256');
    let rows = 0;
    const entry = tar.entry({ name, size, mode: 0o600, mtime: created });
    const look = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        digest.update(chunk);
        if (table) rows += countRows(chunk);
        yield chunk;
      }
    };
    try {
      await pipeline(content, look, entry);
    } catch (error) {
      // The disk's complaint says more than that the stream it broke has ended early.
      tar.destroy(error instanceof Error ? error : new Error(String(error)));
      throw (await failure) ?? error;
    }
    return { name, size, sha256: digest.digest('hex'), ...(table ? { rows } : {}) };
  };
  return {
    add,
    addText: (name, text) => {
      const bytes = Buffer.from(text, 'utf8');
      return add(name, bytes.length, Readable.from([bytes]));
    },
    finish: async () => {
      tar.finalize();
      await written;
    },
    abandon: async (error) => {
      tar.destroy(error instanceof Error ? error : new Error(String(error)));
      await failure;
    },
  };
}

async function* sealed(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const digest = createHash('sha256');
  for await (const chunk of chunks) {
    digest.update(chunk);
    yield chunk;
  }
  yield archiveSeal(digest.digest('hex'));
}
