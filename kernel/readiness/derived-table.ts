import { type Derivation, type Derived, derivedKey } from '../graph/derived.ts';
import { LayeredMap } from '../graph/layered-map.ts';
import type { GraphReader } from '../graph/reader.ts';
import { type Derive, readIn, type Reads, trackReads } from '../graph/tracking.ts';
import { createReaders, type Readers } from './readers.ts';
import type { Touched } from './touched.ts';

interface Entry {
  readonly derivation: Derivation;
  readonly id: string;
  readonly derived: Derived;
  readonly reads: Reads;
}

/** What was derived over one graph, and what it rests on. */
export interface KnownDerived {
  readonly entries: LayeredMap<Entry>;
  /** Entries by what they read. */
  readonly readers: Readers;
  /** Entries that may come to something else by now. */
  readonly stale: Set<string>;
}

/** What judgements share, worked out once and again only when something it read is touched. */
export interface DerivedTable {
  readonly derive: Derive;
  readonly touch: (touched: Pick<Touched, 'reads'>) => void;
  /** Works out again what is stale, so that whoever read what has turned is told. */
  readonly freshen: () => void;
  /** What something derived rests on. */
  readonly readsOf: (key: string) => Reads | undefined;
  /** The same, to be gone on from over another graph. */
  readonly copy: () => KnownDerived;
}

/** @param onTurn told the key of what has come to something else. @param known what was derived over a graph nearby. */
export function createDerivedTable(
  graph: GraphReader,
  onTurn: (key: string) => void,
  known: KnownDerived | undefined,
): DerivedTable {
  const { entries, readers, stale } = known ?? {
    entries: new LayeredMap<Entry>(),
    readers: createReaders(),
    stale: new Set<string>(),
  };
  const work = (derivation: Derivation, id: string, key: string): Derived => {
    const before = entries.get(key);
    const tracked = trackReads(graph, '', derive);
    const derived = derivation.derive(tracked.reader, id);
    stale.delete(key);
    for (const read of before ? readIn(before.reads) : []) readers.remove(read, key);
    const reads = tracked.reads();
    for (const read of readIn(reads)) readers.add(read, key);
    const isSame = before?.derived.text === derived.text;
    // The old token goes on standing for the same, so that what was worked out is held once.
    entries.set(key, { derivation, id, derived: isSame ? before.derived : derived, reads });
    if (before && !isSame) {
      for (const reader of readers.of(key)) stale.add(reader);
      onTurn(key);
    }
    return derived;
  };
  const derive: Derive = (derivation, id) => {
    const key = derivedKey(derivation, id);
    const entry = stale.has(key) ? undefined : entries.get(key);
    return entry?.derived ?? work(derivation, id, key);
  };
  return {
    derive,
    touch: (touched) => {
      for (const read of touched.reads) for (const key of readers.of(read)) stale.add(key);
    },
    freshen: () => {
      for (const key of stale) {
        const entry = entries.get(key);
        if (entry) work(entry.derivation, entry.id, key);
        else stale.delete(key);
      }
    },
    readsOf: (key) => entries.get(key)?.reads,
    copy: () => ({ entries: entries.copy(), readers: readers.copy(), stale: new Set(stale) }),
  };
}
