import { join } from 'node:path';
import { createDiskStore } from './disk-store.ts';
import type { ObjectStore } from './object-store.ts';
import { createS3Store, type S3Settings } from './s3-store.ts';

/** The installation's object store: the one it names, otherwise its data directory. */
export function openObjectStore(dataDir: string, s3: S3Settings | undefined): ObjectStore {
  const root = join(dataDir, 'files');
  return s3 ? createS3Store(s3, join(root, 'incoming')) : createDiskStore(root);
}
