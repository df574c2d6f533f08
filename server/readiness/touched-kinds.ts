import type { Graph, Row, Sight } from '@callosum/kernel';
import type { Timeline } from '../store/timeline.ts';

/** Counts what events are about, by kind. */
export interface TouchedKinds {
  /**
   * Records that the events of a ledger after a sequence up to another are about, each once, as far as somebody sees them.
   * @param graph of the scope, as it is now.
   */
  readonly count: (timeline: Timeline, graph: Graph, range: Touching, sight: Sight) => ReadonlyMap<string, number>;
}

export interface Touching {
  readonly after: number;
  readonly upTo: number;
}

/** What an event is about that is no record: a link, whose ends are told by themselves. */
const NO_RECORD = 1;
const FIRST_KIND = 2;

/**
 * There may be tens of thousands of events since a board, and the gates are asked for with every step of a slider. What kind a record is of never
 * changes, so it is looked up once for each event; who sees all of a kind is not asked about each of its records.
 */
export function createTouchedKinds(): TouchedKinds {
  const learnt = new WeakMap<Timeline, Uint16Array>();
  const names: string[] = [];
  const codes = new Map<string, number>();

  const codeOf = (graph: Graph, subject: string): number => {
    if (!graph.owns(subject)) return 0;
    const row = graph.find(subject);
    if (!row) return NO_RECORD;
    const known = codes.get(row.kind) ?? FIRST_KIND + names.length;
    if (!codes.has(row.kind)) names.push(row.kind);
    codes.set(row.kind, known);
    return known;
  };
  const roomFor = (timeline: Timeline): Uint16Array => {
    const before = learnt.get(timeline);
    const events = timeline.subjects.length;
    if (before && before.length >= events) return before;
    const made = new Uint16Array(Math.max(events, 2 * (before?.length ?? 0)));
    if (before) made.set(before);
    learnt.set(timeline, made);
    return made;
  };
  return {
    count: (timeline, graph, { after, upTo }, sight) => {
      const { subjects, previous } = timeline;
      const kinds = roomFor(timeline);
      const counts = new Map<number, number>();
      const isWhole = new Map<number, boolean>();
      const seesAll = (kind: number): boolean => {
        const known = isWhole.get(kind) ?? sight.whole(names[kind - FIRST_KIND] ?? '');
        isWhole.set(kind, known);
        return known;
      };
      const isSeen = (row: Row | undefined): boolean => row !== undefined && sight.sees(row);
      for (let place = after; place < Math.min(upTo, subjects.length); place += 1) {
        // Of several events about the same it is told by the first.
        if ((previous[place] ?? -1) >= after) continue;
        const subject = subjects[place] ?? '';
        // A link that has gone is not known as one any more, and is looked for again.
        const kind = kinds[place] || codeOf(graph, subject);
        kinds[place] = kind;
        if (kind < FIRST_KIND) continue;
        if (seesAll(kind) || isSeen(graph.find(subject))) counts.set(kind, (counts.get(kind) ?? 0) + 1);
      }
      return new Map(Array.from(counts, ([kind, count]) => [names[kind - FIRST_KIND] ?? '', count]));
    },
  };
}
