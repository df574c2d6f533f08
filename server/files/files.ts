import { type Refusal, refusal } from '@callosum/kernel';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Pool } from 'pg';
import { storeRefusal } from '../write/transaction.ts';

export interface StoredFile {
  readonly hash: string;
  readonly size: number;
}

/** Content-addressed files on the local disk: the name is the SHA-256 of the content. */
export interface Files {
  readonly put: (content: Readable, account: string) => Promise<StoredFile>;
  /** A file's content. @throws Refusal `not-found`. */
  readonly read: (hash: string) => Promise<Readable>;
  readonly path: (hash: string) => string;
}

/** @param limit bytes beyond which a file is refused. */
export function createFiles(root: string, pool: Pool, limit: number): Files {
  const path = (hash: string): string => join(root, hash.slice(0, 2), hash);
  return {
    path,
    put: async (content, account) => {
      const incoming = join(root, 'incoming');
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      const temporary = join(incoming, randomUUID());
      try {
        const { hash, size } = await receive(content, temporary, limit);
        await mkdir(join(root, hash.slice(0, 2)), { recursive: true, mode: 0o700 });
        await rename(temporary, path(hash));
        await pool.query(
          `insert into file (hash, size, created, created_by) values ($1, $2, now(), $3) on conflict (hash) do nothing`,
          [hash, size, account],
        );
        return { hash, size };
      } catch (error) {
        if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) {
          throw refusal('store-full', 'The disk is full: the file was not kept.', {
            remedy: 'Free space, then try again.',
          });
        }
        throw storeRefusal(error);
      } finally {
        await rm(temporary, { force: true });
      }
    },
    read: async (hash) => {
      const found = /^[0-9a-f]{64}$/.test(hash) && (await stat(path(hash)).catch(() => undefined));
      if (!found) throw refusal('not-found', 'That file is not here.', { remedy: 'Upload it again.' });
      return createReadStream(path(hash));
    },
  };
}

async function receive(content: Readable, target: string, limit: number): Promise<StoredFile> {
  const digest = createHash('sha256');
  const file = await open(target, 'wx', 0o600);
  let size = 0;
  try {
    // Destroying the request would cut the connection, and the answer would not arrive.
    for await (const chunk of content.iterator({ destroyOnReturn: false })) {
      const bytes: unknown = chunk;
      if (!(bytes instanceof Uint8Array)) throw new TypeError('An upload is read as bytes');
      size += bytes.length;
      if (size > limit) throw tooLarge(limit);
      digest.update(bytes);
      await file.writeFile(bytes);
    }
    await file.sync();
  } finally {
    await file.close();
    // Whatever is still on its way is read and dropped.
    content.resume();
  }
  return { hash: digest.digest('hex'), size };
}

function tooLarge(limit: number): Refusal {
  return refusal('too-large', `The file is larger than ${Math.round(limit / 1_048_576)} MiB; nothing was kept.`, {
    remedy: 'Leave out time-phased data when saving, or split the plan.',
  });
}
