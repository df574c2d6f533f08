import { daysBetween, type Moment } from '../declare/moment.ts';
import type { Registry } from '../declare/registry.ts';
import type { Graph, GraphChange } from '../graph/graph.ts';
import type { GraphReader } from '../graph/reader.ts';
import { type Audience, createAudience } from './audience.ts';
import { createDerivedTable, type KnownDerived } from './derived-table.ts';
import type { Knowledge } from './fact-state.ts';
import { createJudge, type Judge, type MovingJudge } from './judge.ts';
import { byFact, type Touched, touchedBy } from './touched.ts';

/** Computes facts over one graph at one moment, by difference: after a change only what it touched is judged again. */
export interface Evaluator extends Judge {
  /**
   * The same graph judged on a day to come, at the same time of day; itself on a day that is not to come, since what was known on
   * another day is another graph.
   */
  readonly on: (day: string) => Judge;
  /** Judges for another moment from now on. */
  readonly moveTo: (at: Moment) => void;
  /**
   * The same facts over the graph of another moment, by difference as well: what was judged here is judged again only where it is
   * touched, or where it looked at the day.
   * @param changes what differs between the two graphs.
   */
  readonly fork: (graph: Evaluated, at: Moment, changes: readonly GraphChange[]) => Evaluator;
  /** Stops following the graph. */
  readonly close: () => void;
}

/** Days to come that are kept judged: those of a project’s gates. */
const MOST_DAYS_AHEAD = 16;
const DAY_MS = 86_400_000;

/** A graph to be followed, or a reader of one that does not change while it is asked (a command deciding). */
export type Evaluated = GraphReader & Partial<Pick<Graph, 'subscribe'>>;

/**
 * @param graph followed from now on until `close`, when it can be.
 * @param at the moment facts are asked for.
 * @returns an evaluator that judges a fact's rows when it is first asked for.
 */
export function createEvaluator(graph: Evaluated, registry: Registry, at: Moment): Evaluator {
  return evaluatorOver(graph, registry, [{ at, known: new Map() }]);
}

/** What is known of facts as of a moment. */
interface Known {
  readonly at: Moment;
  readonly known: ReadonlyMap<string, Knowledge>;
}

/** What was derived over a graph nearby, which facts read what there, and what was touched since. */
interface Before {
  readonly derived: KnownDerived;
  readonly audience: Audience;
  readonly touched: Touched;
}

/** @param known what to begin with: as of the moment it is for, and then as of other days. */
function evaluatorOver(
  graph: Evaluated,
  registry: Registry,
  [first, ...others]: readonly [Known, ...Known[]],
  before?: Before,
): Evaluator {
  const days = new Map<string, MovingJudge>();
  /** Whoever is asked about a fact for the first time goes on from what the nearest other day knows of it. */
  const elsewhere = (day: string, fact: string): Knowledge | undefined => {
    for (const judge of byDistance(day, [now, ...days.values()])) {
      const knowledge = judge.knows(fact);
      if (knowledge) return knowledge;
    }
    return undefined;
  };
  const audience = before?.audience ?? createAudience();
  const tell = (touched: Touched): void => {
    const ofFacts = byFact(touched, audience);
    for (const judge of all()) judge.touch(ofFacts);
  };
  const turned = (key: string): void => tell({ own: new Map(), reads: new Set([key]) });
  const table = createDerivedTable(graph, turned, before?.derived);
  const judgeOf = ({ at, known }: Known): MovingJudge =>
    createJudge({ graph, registry, table, audience }, at, known, (fact) => elsewhere(at.today, fact));
  const now = judgeOf(first);
  const all = (): readonly MovingJudge[] => [now, ...days.values()];
  const touch = (touched: Touched): void => {
    table.touch(touched);
    tell(touched);
  };
  for (const other of others) {
    if (other.at.today > first.at.today) days.set(other.at.today, judgeOf(other));
    else now.take(other.known);
  }
  if (before) touch(before.touched);
  const unsubscribe = graph.subscribe?.((changes) => touch(touchedBy(changes, graph)));

  const self: Evaluator = {
    value: now.value,
    rows: now.rows,
    prepare: now.prepare,
    on: (day) => {
      if (day <= now.at().today) return self;
      const found = days.get(day) ?? judgeOf({ at: onDay(now.at(), day), known: new Map() });
      // Asked for last, so forgotten last.
      days.delete(day);
      days.set(day, found);
      const [oldest] = days.keys();
      if (days.size > MOST_DAYS_AHEAD && oldest !== undefined) days.delete(oldest);
      return found;
    },
    moveTo: (next) => {
      now.moveTo(next);
      for (const [day, judge] of days) {
        if (day > next.today) {
          judge.moveTo(onDay(next, day));
          continue;
        }
        days.delete(day);
        now.take(judge.known());
      }
    },
    fork: (other, then, differences) => {
      const ahead = Array.from(days, ([day, judge]) => ({ at: onDay(then, day), known: judge.known() }));
      const known: [Known, ...Known[]] = [{ at: then, known: now.known() }, ...ahead];
      const touched = touchedBy(differences, other);
      return evaluatorOver(other, registry, known, { derived: table.copy(), audience: audience.copy(), touched });
    },
    close: () => unsubscribe?.(),
  };
  return self;
}

/** The judge of the nearest day first. */
function byDistance(day: string, judges: readonly MovingJudge[]): readonly MovingJudge[] {
  const distance = (judge: MovingJudge): number => Math.abs(daysBetween(day, judge.at().today));
  return judges.toSorted((a, b) => distance(a) - distance(b));
}

/** The moment on another day at the same time of day. */
function onDay({ instant, today }: Moment, day: string): Moment {
  const shifted = new Date(Date.parse(instant) + daysBetween(today, day) * DAY_MS);
  return { instant: shifted.toISOString(), today: day };
}
