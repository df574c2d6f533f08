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

const NOBODY: readonly string[] = [];

/** Nearly everything is read by one row alone, which then stands for itself; an empty set is what nobody reads any more. */
type Known = string | Set<string>;

export function createReaders(): Readers {
  return readersOf(new LayeredMap(), undefined);
}

/** @param own sets that nobody else has; all of them while nothing was copied. */
function readersOf(byRead: LayeredMap<Known>, own: Set<Known> | undefined): Readers {
  let mine = own;
  /** The readers of something as a set that nobody else has. */
  const writable = (read: string, known: Known): Set<string> => {
    const isSet = typeof known !== 'string';
    if (isSet && (!mine || mine.has(known))) return known;
    const made = new Set(isSet ? known : [known]);
    mine?.add(made);
    byRead.set(read, made);
    return made;
  };
  return {
    of: (read) => {
      const known = byRead.get(read);
      if (known === undefined) return NOBODY;
      return typeof known === 'string' ? [known] : known;
    },
    reads: () => byRead.keys(),
    add: (read, reader) => {
      const known = byRead.get(read);
      if (known === undefined || (typeof known !== 'string' && known.size === 0)) byRead.set(read, reader);
      else if (typeof known === 'string' ? known !== reader : !known.has(reader)) writable(read, known).add(reader);
    },
    remove: (read, reader) => {
      const known = byRead.get(read);
      if (known === undefined) return;
      if (typeof known === 'string') {
        if (known === reader) byRead.delete(read);
      } else if (known.has(reader)) writable(read, known).delete(reader);
    },
    copy: () => {
      mine = new Set();
      return readersOf(byRead.copy(), new Set());
    },
  };
}
