import { scopedRegistry } from '../declare/scoped.ts';
import { daysBetween, type Moment } from '../declare/moment.ts';
import type { Registry } from '../declare/registry.ts';
import type { Graph, GraphChange } from '../graph/graph.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { Filter } from '../declare/filter.ts';
import { createFactState, type FactState, type FactValue, type JudgedRow, type Knowledge } from './fact-state.ts';

/** Computes facts over one graph at one moment, by difference: after a change only what it touched is judged again. */
export interface Evaluator {
  readonly value: (fact: string, filter: Filter) => FactValue;
  /** The rows behind the number, those not ok first. */
  readonly rows: (fact: string, filter: Filter) => readonly JudgedRow[];
  /**
   * Judges the rows of a fact that were not judged yet, one for each step: whoever drives it may let other work, changes of
   * the graph among it, go first between two steps. Without it the first question judges all rows at once.
   */
  readonly prepare: (fact: string) => Iterable<void>;
  /**
   * The same graph judged on a day to come, at the same time of day; itself on a day that is not to come, since what was known on
   * another day is another graph.
   */
  readonly on: (day: string) => Evaluator;
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
  return evaluatorOver(graph, registry, at, { facts: new Map(), ahead: new Map(), changes: [] });
}

/** What one evaluator hands to another. */
interface Inherited {
  readonly facts: ReadonlyMap<string, Knowledge>;
  /** By days to come. */
  readonly ahead: Map<string, Evaluator>;
  /** What differs between the graph of the one and that of the other. */
  readonly changes: readonly GraphChange[];
}

function evaluatorOver(
  graph: Evaluated,
  registry: Registry,
  at: Moment,
  { facts, ahead, changes }: Inherited,
): Evaluator {
  const states = new Map<string, FactState>();
  let moment = at;
  let isClosed = false;
  const unsubscribe = graph.subscribe?.((changes) => {
    for (const state of states.values()) state.touch(changes);
  });
  const forgetDay = (day: string): void => {
    ahead.get(day)?.close();
    ahead.delete(day);
  };
  const stateOf = (name: string): FactState | undefined => {
    const known = states.get(name);
    if (known) return known;
    const fact = registry.facts.get(name);
    if (!fact) return undefined;
    const made = createFactState(
      graph,
      registry,
      fact,
      () => scopedRegistry(registry, graph).kinds.get(fact.kind),
      () => moment,
      facts.get(name),
    );
    states.set(name, made);
    return made;
  };
  for (const name of facts.keys()) stateOf(name)?.touch(changes);
  const self: Evaluator = {
    value: (fact, filter) => stateOf(fact)?.value(filter) ?? unknownFact(fact),
    rows: (fact, filter) => stateOf(fact)?.rows(filter) ?? [],
    prepare: (fact) => stateOf(fact)?.prepare() ?? [],
    on: (day) => {
      if (day <= moment.today) return self;
      const found = ahead.get(day) ?? createEvaluator(graph, registry, onDay(moment, day));
      if (isClosed) found.close();
      // Asked for last, so forgotten last.
      ahead.delete(day);
      ahead.set(day, found);
      const [oldest] = ahead.keys();
      if (ahead.size > MOST_DAYS_AHEAD && oldest !== undefined) forgetDay(oldest);
      return found;
    },
    moveTo: (next) => {
      const turns = next.today !== moment.today || next.instant < moment.instant;
      for (const state of states.values()) {
        if (turns) state.turn(next);
        else state.passTo(next);
      }
      moment = next;
      for (const [day, one] of ahead) {
        if (day <= next.today) forgetDay(day);
        else one.moveTo(onDay(next, day));
      }
    },
    fork: (other, then, differences) => {
      const known = new Map<string, Knowledge>();
      for (const [name, state] of states) {
        const knowledge = state.knowledge();
        if (knowledge) known.set(name, knowledge);
      }
      const later = [...ahead].filter(([day]) => day > then.today);
      const forked = evaluatorOver(other, registry, moment, {
        facts: known,
        ahead: new Map(later.map(([day, one]) => [day, one.fork(other, onDay(then, day), differences)])),
        changes: differences,
      });
      forked.moveTo(then);

      return forked;
    },
    close: () => {
      isClosed = true;
      unsubscribe?.();
      for (const one of ahead.values()) one.close();
    },
  };
  return self;
}

/** The moment on another day at the same time of day. */
function onDay({ instant, today }: Moment, day: string): Moment {
  const shifted = new Date(Date.parse(instant) + daysBetween(today, day) * DAY_MS);
  return { instant: shifted.toISOString(), today: day };
}

/** A criterion may name a fact that nobody declares (any more): nothing is proved, and the gate says so. */
function unknownFact(fact: string): FactValue {
  return { fact, value: undefined, unit: '', total: 0, failing: 0 };
}
