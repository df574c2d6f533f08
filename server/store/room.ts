import { refusal, say } from '@callosum/kernel';
import { stat, statfs } from 'node:fs/promises';

/** Says before a write whether the disk has room for it. */
export interface Room {
  /** @throws Refusal `store-full` when less would be left than PostgreSQL needs to live on. */
  readonly require: (bytes: number) => Promise<void>;
}

const MEBIBYTE = 1_048_576;
/**
 * Three segments of PostgreSQL's own log. When it cannot make the next one it ends at once, and cannot start again either: then
 * reading is over as well. So we stop writing before.
 */
const RESERVE = 48 * MEBIBYTE;
/** A byte written becomes so many: event, value, record and index entries, and each of them in PostgreSQL's log. */
const GROWTH = 6;

/**
 * @param directories where PostgreSQL writes, each perhaps on a disk of its own; none for a server elsewhere, whose disks
 * its own keepers watch.
 */
export async function createRoom(directories: readonly string[]): Promise<Room> {
  const disks = new Map<number, string>();
  for (const directory of directories) disks.set((await stat(directory)).dev, directory);
  return {
    require: async (bytes) => {
      for (const directory of disks.values()) {
        const { bavail, bsize } = await statfs(directory);
        if (bavail * bsize < RESERVE + GROWTH * bytes) throw full();
      }
    },
  };
}

function full(): Error {
  return refusal('store-full', say`The disk is nearly full: nothing was written. Reading goes on.`, {
    remedy: say`Free space on the disk that holds the data directory, ${RESERVE / MEBIBYTE} MiB at least, then try again.`,
  });
}
