import { createHl7Stream, HL7_PROBLEMS, readHl7 } from '@callosum/hl7v2';
import type { Hl7File, Hl7Stream, LongPart, StreamPart } from '@callosum/hl7v2';
import { createReadStream } from 'node:fs';
import { readWhole, withEachFile } from './each-file.ts';
import type { Unread } from './each-file.ts';
import { tellLine } from './store.ts';
import { createProgressBar } from './terminal.ts';
import { sizeOf, unreadable } from './user-files.ts';

/** Files beyond this are cut before they are read. */
const MAX_BYTES = 512 * 1_024 * 1_024;

/** A file that is too large to be read at once. */
class TooLargeError extends Error {
  readonly remedy = 'Cut it into files of fewer messages.';
}

/** Works on each file of messages in their order; one that cannot be read is told, and the rest goes on. */
export async function withEachHl7<T>(
  files: readonly string[],
  work: (file: string, read: Hl7File) => T | Promise<T>,
): Promise<(T | Unread)[]> {
  return withEachFile(
    files,
    async (file) => {
      const tooLarge = (): Error => new TooLargeError(`${file} has more than ${MAX_BYTES} bytes.`);
      return work(file, readHl7(await readWhole(file, MAX_BYTES, tooLarge)));
    },
    (error) =>
      error instanceof TooLargeError ? { code: 'too-large', message: error.message, remedy: error.remedy } : undefined,
  );
}

/** A file that is read part by part. */
export interface Hl7Parts {
  readonly size: number;
  /** Its parts in their order; together they are the whole file. They are read once, each before the next. */
  readonly parts: AsyncIterable<StreamPart>;
  /** What is wrong with the file, when all parts were read. */
  readonly problems: Hl7Stream['problems'];
}

/** Works on each file of messages in their order, with the memory of one message; one that cannot be read is told, and the rest goes on. */
export async function withEachStream<T>(
  files: readonly string[],
  step: string,
  work: (file: string, read: Hl7Parts) => Promise<T>,
): Promise<(T | Unread)[]> {
  return withEachFile(files, async (file) => work(file, await openHl7(file, step)));
}

/** Opens a file of messages, to be read part by part. @param step what is done with it, as progress tells it @throws FileError, now or while it is read */
export async function openHl7(file: string, step: string): Promise<Hl7Parts> {
  const size = await sizeOf(file);
  const stream = createHl7Stream();
  const parts = async function* (): AsyncGenerator<StreamPart> {
    const progress = createProgressBar();
    let done = 0;
    try {
      for await (const piece of piecesOf(file)) {
        done += piece.length;
        progress.show(`${step} ${file}`, done, size);
        yield* stream.push(piece);
      }
      yield* stream.end();
    } finally {
      progress.end();
    }
  };
  return { size, parts: parts(), problems: stream.problems };
}

/** A file piece by piece. @throws FileError when it cannot be read */
export async function* piecesOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file)) {
      const piece: Uint8Array = chunk;
      yield piece;
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Tells a message that is longer than is read. */
export function tooLong(file: string, { start, end, line }: LongPart): Unread {
  return {
    file,
    error: {
      code: 'message-too-long',
      message: `The message at byte ${start}, line ${line}, has ${end - start} bytes and was not read.`,
      remedy: HL7_PROBLEMS['message-too-long'].remedy.key,
      line,
    },
  };
}

/** Says on standard error what could not be read. */
export function sayUnread({ file, error }: Unread): void {
  tellLine(`${file}: ${error.message} ${error.remedy ?? ''}`.trimEnd());
}
