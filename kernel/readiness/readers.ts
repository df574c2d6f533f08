import { LayeredMap } from '../graph/layered-map.ts';

/** Which judged rows read something that is not their own, by what was read. */
export interface Readers {
  readonly of: (read: string) => Iterable<string>;
  /** What was read by anybody, or once was. */
  readonly reads: () => Iterable<string>;
  readonly add: (read: string, reader: string) => void;
  readonly remove: (read: string, reader: string) => void;
  /** The same, to be changed on its own: what neither changes both keep once. */
  readonly copy: () => Readers;
}

const NOBODY: ReadonlySet<string> = new Set();

export function createReaders(): Readers {
  return readersOf(new LayeredMap(), undefined);
}

/** @param own sets that nobody else has; all of them while nothing was copied. */
function readersOf(byRead: LayeredMap<Set<string>>, own: Set<Set<string>> | undefined): Readers {
  let mine = own;
  const writable = (read: string, known: Set<string>): Set<string> => {
    if (!mine || mine.has(known)) return known;
    const copy = new Set(known);
    mine.add(copy);
    byRead.set(read, copy);
    return copy;
  };
  return {
    of: (read) => byRead.get(read) ?? NOBODY,
    reads: () => byRead.keys(),
    add: (read, reader) => {
      const known = byRead.get(read);
      if (known?.has(reader)) return;
      if (known) {
        writable(read, known).add(reader);
        return;
      }
      const made = new Set([reader]);
      mine?.add(made);
      byRead.set(read, made);
    },
    remove: (read, reader) => {
      const known = byRead.get(read);
      if (known?.has(reader)) writable(read, known).delete(reader);
    },
    copy: () => {
      mine = new Set();
      return readersOf(byRead.copy(), new Set());
    },
  };
}
