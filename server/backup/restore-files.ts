import { refusal, say } from '@callosum/kernel';
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ObjectStore } from '../files/object-store.ts';

export interface FileRestore {
  /** Writes one file; it lies in its place, whole and on disk, when this returns. */
  readonly add: (hash: string, content: AsyncIterable<Buffer>) => Promise<void>;
  readonly count: () => number;
  /** Removes what was not there before. */
  readonly undo: () => Promise<void>;
}

/**
 * @param store where files go.
 * @param incoming folder on the local disk for what is on its way.
 */
export function createFileRestore(store: ObjectStore, incoming: string): FileRestore {
  const made: string[] = [];
  let count = 0;
  return {
    add: async (hash, content) => {
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      const temporary = join(incoming, randomUUID());
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
        if (!(await store.has(hash))) made.push(hash);
        await store.keep(hash, temporary);
        count += 1;
      } finally {
        await rm(temporary, { force: true });
      }
    },
    count: () => count,
    undo: async () => {
      for (const hash of made) await store.remove(hash);
    },
  };
}

/** Somebody wrote to the archive between the check and the restore. */
export function changed(): Error {
  return refusal('unreadable-file', say`The archive was changed while it was being restored: nothing was kept.`, {
    remedy: say`Restore again from a copy that nobody writes to.`,
  });
}
