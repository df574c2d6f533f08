import { refusal, say } from '@callosum/kernel';
import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const FORMAT = 'callosum-redactions/1';

const line = z.strictObject({
  format: z.literal(FORMAT),
  at: z.iso.datetime(),
  scope: z.uuid(),
  /** The record whose fields were erased. */
  subject: z.uuid(),
  fields: z.array(z.string().min(1).max(128)).min(1),
  /** The event that erased them. */
  event: z.int(),
  /** Every value that went: the event it belonged to, and its salted commitment, which tells nothing of it. */
  erased: z.array(
    z.strictObject({ event: z.int(), field: z.string(), commitment: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});

/** What one event of redaction erased, without a word of it. */
export type ErasedLine = z.infer<typeof line>;

/** The list's name, in the data directory and beside archives. */
export const REDACTIONS_FILE = 'redactions.ndjson';

/** What was erased, kept apart from the store, so that an archive from before does not bring it back. */
export interface RedactionLog {
  /** On disk when this returns. @throws Refusal: then nothing may be erased. */
  readonly append: (lines: readonly Omit<ErasedLine, 'format'>[]) => Promise<void>;
  readonly read: () => Promise<readonly ErasedLine[]>;
}

const NEWLINE = 10;

export function createRedactionLog(dataDir: string): RedactionLog {
  const path = join(dataDir, REDACTIONS_FILE);
  return {
    append: async (lines) => {
      try {
        await append(path, lines.map((one) => `${JSON.stringify({ format: FORMAT, ...one })}\n`).join(''));
      } catch {
        throw refusal(
          'store-unavailable',
          say`${REDACTIONS_FILE} in the data directory cannot be written: nothing was erased.`,
          {
            remedy: say`Check the disk and who may write there, then erase again.`,
          },
        );
      }
    },
    read: () => readRedactions(path),
  };
}

async function append(path: string, text: string): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    // A line that a crash cut off belongs to a redaction that was not kept.
    const last = Buffer.alloc(1);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    await file.appendFile(size > 0 && last[0] !== NEWLINE ? `\n${text}` : text);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncDirectory(dirname(path));
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/**
 * The lines of a list; none when there is no such file.
 * @throws Refusal `unreadable-file` naming the line that is none.
 */
export async function readRedactions(path: string): Promise<readonly ErasedLine[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw refusal('unreadable-file', say`${path} cannot be read.`, {
      remedy: say`Check its name and who may read it.`,
    });
  });
  const lines = text.split('\n');
  // What follows the last newline was cut off by a crash, before its redaction was kept.
  lines.pop();
  return lines.flatMap((one, index) => {
    if (one === '') return [];
    const read = line.safeParse(parsed(one));
    if (read.success) return [read.data];
    throw refusal('unreadable-file', say`Line ${index + 1} of ${path} is no redaction of the form ${FORMAT}.`, {
      remedy: say`Use another copy of the list. A line that was cut off half-way may be removed.`,
    });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Brings what a list lacks into it, whole or not at all. @returns how many lines were added. */
export async function mergeRedactions(into: string, lines: readonly ErasedLine[]): Promise<number> {
  const there = await readRedactions(into);
  const known = new Set(there.map(keyOf));
  const added = lines.filter((one) => !known.has(keyOf(one)));
  if (added.length === 0) return 0;
  const temporary = join(dirname(into), `.${REDACTIONS_FILE}.${randomUUID()}`);
  try {
    await append(temporary, [...there, ...added].map((one) => `${JSON.stringify(one)}\n`).join(''));
    await rename(temporary, into);
  } finally {
    await rm(temporary, { force: true });
  }
  return added.length;
}

function keyOf({ scope, subject, event, erased }: ErasedLine): string {
  return JSON.stringify([scope, subject, event, erased]);
}
