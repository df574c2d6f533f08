import { refusal } from '@callosum/kernel';
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export interface FileRestore {
  /** Writes one file; it lies in its place, whole and on disk, when this returns. */
  readonly add: (hash: string, content: AsyncIterable<Buffer>) => Promise<void>;
  readonly count: () => number;
  /** Removes what was not there before. */
  readonly undo: () => Promise<void>;
}

/** @param root the folder of content-addressed files. */
export function createFileRestore(root: string): FileRestore {
  const made: string[] = [];
  let count = 0;
  return {
    add: async (hash, content) => {
      const path = join(root, hash.slice(0, 2), hash);
      const temporary = join(root, 'incoming', randomUUID());
      await mkdir(dirname(temporary), { recursive: true, mode: 0o700 });
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const digest = createHash('sha256');
      try {
        await pipeline(
          content,
          async function* (chunks: AsyncIterable<Buffer>) {
            for await (const chunk of chunks) {
              digest.update(chunk);
              yield chunk;
            }
          },
          createWriteStream(temporary, { mode: 0o600, flush: true }),
        );
        if (digest.digest('hex') !== hash) throw changed();
        if (!existsSync(path)) made.push(path);
        await rename(temporary, path);
        count += 1;
      } finally {
        await rm(temporary, { force: true });
      }
    },
    count: () => count,
    undo: async () => {
      for (const path of made) await rm(path, { force: true });
    },
  };
}

/** Somebody wrote to the archive between the check and the restore. */
export function changed(): Error {
  return refusal('unreadable-file', 'The archive was changed while it was being restored: nothing was kept.', {
    remedy: 'Restore again from a copy that nobody writes to.',
  });
}
