import type { GraphChange } from '../graph/graph.ts';
import type { GraphReader } from '../graph/reader.ts';
import { linksKey } from '../graph/tracking.ts';
import type { Audience } from './audience.ts';

/** What changes of a graph touch, worked out once for all facts that follow it. */
export interface Touched {
  /** Records that are themselves others than before, or have other links, by their kind. */
  readonly own: ReadonlyMap<string, ReadonlySet<string>>;
  /** What judgements of other records may have read, in the words of `Reads`. */
  readonly reads: ReadonlySet<string>;
}

/** The same as each fact is told of it: only what some judgement of its own has read. */
export interface TouchedOfFacts {
  readonly own: Touched['own'];
  readonly reads: ReadonlyMap<string, readonly string[]>;
}

/** What of that concerns which fact. */
export function byFact({ own, reads }: Touched, audience: Pick<Audience, 'of'>): TouchedOfFacts {
  const found = new Map<string, string[]>();
  for (const read of reads) {
    for (const fact of audience.of(read)) {
      const known = found.get(fact);
      if (known) known.push(read);
      else found.set(fact, [read]);
    }
  }
  return { own, reads: found };
}

export function touchedBy(changes: readonly GraphChange[], graph: Pick<GraphReader, 'find'>): Touched {
  const own = new Map<string, Set<string>>();
  const reads = new Set<string>();
  const mark = (id: string, kind: string | undefined): void => {
    // An end that is not there was told by a change of its own, when it went.
    if (kind === undefined) return;
    const known = own.get(kind);
    if (known) known.add(id);
    else own.set(kind, new Set([id]));
  };
  for (const change of changes) {
    if ('row' in change) {
      const { id, kind } = change.row;
      mark(id, kind);
      reads.add(id).add(kind);
    } else {
      const { type, from, to } = 'edge' in change ? change.edge : change.gone;
      for (const end of [from, to]) {
        mark(end, graph.find(end)?.kind);
        reads.add(linksKey(end, type));
      }
      reads.add(type);
    }
  }
  return { own, reads };
}
