import type { Moment } from '../declare/moment.ts';
import type { Registry } from '../declare/registry.ts';
import type { Graph } from '../graph/graph.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { Sight } from '../graph/sight.ts';
import { followTypes, noteTypes, type TypesRead, type TypesTouched } from '../graph/types-read.ts';

/** What is to be told of a graph. */
export interface Telling {
  readonly graph: Graph;
  readonly at: Moment;
  readonly registry: Registry;
  readonly sight: Sight;
  /** The same for the same question, whoever asks. */
  readonly question: string;
  /** A pure function of what it reads, as far as its reader sees that. */
  readonly tell: (graph: GraphReader, at: Moment) => unknown;
}

export interface ToldModel {
  readonly model: unknown;
  /** How far the ledger was seen when it was told; it is the same since. */
  readonly since: number;
}

/** What views have told, kept until something of a kind that it was read from is touched. */
export interface KeptModels {
  readonly of: (telling: Telling) => ToldModel;
}

interface Kept extends ToldModel {
  readonly read: TypesRead;
  /** Types of links of which whoever was told first sees every one. Of the others each was looked at, so that the kinds at its ends were read. */
  readonly wholeLinks: readonly string[];
  readonly registry: Registry;
  /** What had happened to the graph by then. */
  readonly asOf: number;
  /** Until when it holds, in milliseconds since 1970; for ever where nobody has looked at the time of day. */
  readonly until: number;
}

interface OfGraph {
  readonly touched: TypesTouched;
  /** By question, what was asked for last at the end. */
  readonly models: Map<string, Kept>;
}

/** Models kept of each graph. */
const MOST_KEPT = 16;
/** What is told by the time of day is no older than this. */
const BY_CLOCK_MS = 30_000;

/**
 * Pages ask for the same view again and again: twenty people in a meeting, and each of them anew whenever something happens anywhere in the project.
 * What one was told holds for all others who see every record it was read from, whoever they are.
 */
export function createKeptModels(): KeptModels {
  const graphs = new WeakMap<Graph, OfGraph>();
  const keptOf = (graph: Graph): OfGraph => {
    const known = graphs.get(graph) ?? { touched: followTypes(graph), models: new Map<string, Kept>() };
    graphs.set(graph, known);
    return known;
  };
  return {
    of: ({ graph, at, registry, sight, question, tell }) => {
      const { touched, models } = keptOf(graph);
      const key = `${at.today} ${question}`;
      const kept = models.get(key);
      models.delete(key);
      const isSeen = ({ kinds }: TypesRead, links: readonly string[]): boolean =>
        [...kinds, ...links].every((type) => sight.whole(type));
      const holds = kept?.registry === registry && kept.until > Date.now() && !touched.since(kept.asOf, kept.read);
      if (kept && holds) {
        models.set(key, kept);
        if (isSeen(kept.read, kept.wholeLinks)) return kept;
      }
      const asOf = touched.now();
      const clock = watched(at);
      const { reader, ...read } = noteTypes(graph);
      const model = tell(reader, clock.moment);
      const sequence = graph.sequence();
      // What has changed though the own ledger has not, a change above say, is news to whoever has seen all of that.
      const told = { model, since: kept?.since === sequence ? Number.POSITIVE_INFINITY : sequence };
      if (isSeen(read, []) && !read.onHead()) {
        const wholeLinks = [...read.links].filter((type) => sight.whole(type));
        const until = clock.wasRead() ? Date.now() + BY_CLOCK_MS : Number.POSITIVE_INFINITY;
        models.set(key, { ...told, read, wholeLinks, registry, asOf, until });
        const [oldest] = models.keys();
        if (models.size > MOST_KEPT && oldest !== undefined) models.delete(oldest);
      }
      return told;
    },
  };
}

/** A moment that notes whether its time of day was looked at. */
function watched({ instant, today }: Moment): { moment: Moment; wasRead: () => boolean } {
  let isRead = false;
  const moment = {
    today,
    get instant() {
      isRead = true;
      return instant;
    },
  };
  return { moment, wasRead: () => isRead };
}
