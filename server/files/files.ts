import { type Refusal, refusal, say, type Sentence } from '@callosum/kernel';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { finished, type Readable } from 'node:stream';
import type { Pool } from 'pg';
import { storeRefusal } from '../write/transaction.ts';
import { type Declared, HEAD_BYTES, judgeFile } from './judge.ts';
import type { Borrowed, ObjectStore } from './object-store.ts';
import type { FileSettings } from './settings.ts';

export interface StoredFile {
  readonly hash: string;
  readonly size: number;
}

/** A file that was judged by its name and content. */
export interface JudgedFile extends StoredFile {
  readonly type: string;
}

/** Content-addressed files: the name is the SHA-256 of the content, which is verified whenever a file is read. */
export interface Files {
  /** Keeps what an import will read. Whole and scanned, or not at all. */
  readonly put: (content: Readable, account: string) => Promise<StoredFile>;
  /** Keeps what will belong to a record: its kind must be accepted, and its content what its name says. */
  readonly attach: (content: Readable, account: string, declared: Declared) => Promise<JudgedFile>;
  /** A file's content, verified. @throws Refusal `not-found`, or `unreadable-file` when it is damaged. */
  readonly read: (hash: string) => Promise<Readable>;
  /** Removes the files that redactions left to nobody. @returns how many; those the store cannot reach now wait for the next time. */
  readonly removeErased: () => Promise<number>;
  /** The file as it lies in the store, for whoever verifies it himself. */
  readonly borrow: (hash: string) => Promise<Borrowed | undefined>;
}

interface Parts {
  /** Folder on the local disk for what is on its way. */
  readonly incoming: string;
  readonly store: ObjectStore;
  readonly pool: Pool;
  /** Bytes a file to be imported may have. */
  readonly importLimit: number;
  readonly settings: FileSettings;
}

const SCANNED = `insert into file (hash, size, created, created_by, type, scanned) values ($1, $2, now(), $3, $4, $5)
  on conflict (hash) do update set erased = null, type = coalesce(file.type, excluded.type), scanned = coalesce(excluded.scanned, file.scanned)`;

export function createFiles({ incoming, store, pool, importLimit, settings }: Parts): Files {
  const keep = async (
    content: Readable,
    account: string,
    limit: Limit,
    judge: (head: Uint8Array) => string | undefined,
  ): Promise<StoredFile & { type: string | undefined }> => {
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    const temporary = join(incoming, randomUUID());
    try {
      const { hash, size, head } = await receive(content, temporary, limit);
      const type = judge(head);
      await settings.scanner?.scan(temporary);
      await store.keep(hash, temporary);
      const scanned = settings.scanner ? new Date() : null;
      await pool.query(SCANNED, [hash, size, account, type ?? null, scanned]);
      return { hash, size, type };
    } catch (error) {
      throw keepingFailed(error);
    } finally {
      await rm(temporary, { force: true });
    }
  };
  return {
    put: async (content, account) => {
      const limit = { bytes: importLimit, remedy: say`Leave out time-phased data when saving, or split the plan.` };
      const { hash, size } = await keep(content, account, limit, () => undefined);
      return { hash, size };
    },
    attach: async (content, account, declared) => {
      const limit = {
        bytes: settings.attachmentLimit,
        remedy: say`Attach a smaller file, or a link to where it lies.`,
      };
      const judge = (head: Uint8Array): string => judgeFile(declared, head, settings.extensions);
      const { type = '', ...stored } = await keep(content, account, limit, judge);
      return { ...stored, type };
    },
    read: async (hash) => {
      const borrowed = isHash(hash) ? await store.borrow(hash).catch(readingFailed) : undefined;
      if (!borrowed) throw refusal('not-found', say`That file is not here.`, { remedy: say`Upload it again.` });
      try {
        if ((await hashOf(borrowed.path)) !== hash) throw damaged(hash);
      } catch (error) {
        await borrowed.release();
        throw error;
      }
      const content = createReadStream(borrowed.path);
      finished(content, () => void borrowed.release());
      return content;
    },
    removeErased: async () => {
      const { rows } = await pool.query<{ hash: string }>('select hash from file where erased is not null');
      for (const { hash } of rows) {
        await store.remove(hash);
        await pool.query('delete from file where hash = $1 and erased is not null', [hash]);
      }
      return rows.length;
    },
    borrow: (hash) => store.borrow(hash),
  };
}

/** Removes uploads that a process now dead left half-written: nothing younger than this process, which may be somebody's upload. */
export async function clearIncoming(incoming: string, before: number = performance.timeOrigin): Promise<void> {
  const names = await readdir(incoming).catch(() => []);
  for (const name of names) {
    const path = join(incoming, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() && found.mtimeMs < before) await rm(path, { force: true });
  }
}

interface Limit {
  readonly bytes: number;
  readonly remedy: Sentence;
}

async function receive(content: Readable, target: string, limit: Limit): Promise<StoredFile & { head: Uint8Array }> {
  const digest = createHash('sha256');
  const file = await open(target, 'wx', 0o600);
  let size = 0;
  let head = Buffer.alloc(0);
  try {
    // Destroying the request would cut the connection, and the answer would not arrive.
    for await (const chunk of content.iterator({ destroyOnReturn: false })) {
      const bytes: unknown = chunk;
      if (!(bytes instanceof Uint8Array)) throw new TypeError('An upload is read as bytes');
      size += bytes.length;
      if (size > limit.bytes) throw tooLarge(limit);
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, bytes.subarray(0, HEAD_BYTES - head.length)]);
      digest.update(bytes);
      await file.writeFile(bytes);
    }
    await file.sync();
  } finally {
    await file.close();
    // Whatever is still on its way is read and dropped.
    content.resume();
  }
  return { hash: digest.digest('hex'), size, head };
}

function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

async function hashOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path)) {
    const bytes: Buffer = chunk;
    digest.update(bytes);
  }
  return digest.digest('hex');
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function keepingFailed(error: unknown): unknown {
  if (!isDiskFull(error)) return storeRefusal(error);
  return refusal('store-full', say`The disk is full: the file was not kept.`, {
    remedy: say`Free space, then try again.`,
  });
}

function readingFailed(error: unknown): never {
  if (!isDiskFull(error)) throw error;
  throw refusal('store-full', say`The disk is full: the file cannot be fetched from the file store.`, {
    remedy: say`Free space, then try again.`,
  });
}

function damaged(hash: string): Refusal {
  return refusal('unreadable-file', say`The file ${hash.slice(0, 12)}… is damaged: it is not what was stored.`, {
    remedy: say`Tell whoever runs this installation: it can be brought back from a back-up.`,
  });
}

function tooLarge({ bytes, remedy }: Limit): Refusal {
  return refusal('too-large', say`The file is larger than ${Math.round(bytes / 1_048_576)} MiB; nothing was kept.`, {
    remedy,
  });
}
