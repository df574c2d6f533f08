import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ObjectStore } from './object-store.ts';

/** Files in a folder of the data directory. */
export function createDiskStore(root: string): ObjectStore {
  const pathOf = (hash: string): string => join(root, hash.slice(0, 2), hash);
  const has = async (hash: string): Promise<boolean> =>
    (await stat(pathOf(hash)).catch(() => undefined))?.isFile() ?? false;
  return {
    has,
    keep: async (hash, path) => {
      const target = pathOf(hash);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await rename(path, target);
      await syncDirectory(dirname(target));
    },
    borrow: async (hash) => ((await has(hash)) ? { path: pathOf(hash), release: () => Promise.resolve() } : undefined),
    remove: (hash) => rm(pathOf(hash), { force: true }),
  };
}

/** A name is safe at power loss when its directory is. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
