import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { refusal, say } from '@callosum/kernel';
import { damaged, type Progress } from './format.ts';

// An archive ends with an empty gzip member (RFC 1952) whose comment is the SHA-256 of everything before it. Ordinary tools skip it;
// we see any altered byte, even in the places that gzip itself does not protect, before anything is read out of the archive.
const HEAD = Buffer.from('1f8b08100000000000ff', 'hex');
const TAIL = Buffer.from('0003000000000000000000', 'hex');
const DIGITS = 64;
const LENGTH = HEAD.length + DIGITS + TAIL.length;

/** The last bytes of an archive. @param digest SHA-256 of everything before, in hexadecimal. */
export function archiveSeal(digest: string): Buffer {
  return Buffer.concat([HEAD, Buffer.from(digest, 'latin1'), TAIL]);
}

export interface SealedArchive {
  readonly path: string;
  /** Bytes before the seal. */
  readonly size: number;
  /** SHA-256 of these. */
  readonly sha256: string;
}

/** Whether a file begins as gzip does. @throws Error of the file system when it cannot be read. */
export async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.equals(HEAD.subarray(0, 2));
  } finally {
    await file.close();
  }
}

/**
 * Reads the whole file once and compares it with its seal.
 * @throws Refusal `unreadable-file` when the file cannot be read, was cut short, altered, or is something else.
 */
export async function checkArchiveSeal(path: string, onProgress?: Progress): Promise<SealedArchive> {
  const { size, seal } = await readSeal(path);
  const digest = createHash('sha256');
  let done = 0;
  if (size > 0) {
    for await (const chunk of createReadStream(path, { end: size - 1, highWaterMark: 1 << 18 })) {
      const bytes: Buffer = chunk;
      digest.update(bytes);
      done += bytes.length;
      onProgress?.('Reading the archive', done, size);
    }
  }
  const sha256 = digest.digest('hex');
  if (size > 0 && seal.equals(archiveSeal(sha256))) return { path, size, sha256 };
  throw damaged(path, 'it was cut short or altered, or is something else.');
}

async function readSeal(path: string): Promise<{ size: number; seal: Buffer }> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const size = Math.max(0, (await file.stat()).size - LENGTH);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LENGTH), 0, LENGTH, size);
    return { size, seal: buffer.subarray(0, bytesRead) };
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    await file.close();
  }
}

function unreadable(path: string, error: unknown): Error {
  const said = error instanceof Error ? error.message.replace(/, \w+( '.*')?$/, '') : String(error);
  return refusal('unreadable-file', say`${path} cannot be read (${said}).`, {
    remedy: say`Check the name of the file.`,
  });
}
