import type { Filter } from '../declare/filter.ts';
import type { Moment } from '../declare/moment.ts';
import { scopedRegistry } from '../declare/scoped.ts';
import { createFactState, type FactState, type Ground, type JudgedRow, type Knowledge } from './fact-state.ts';
import type { FactValue } from './tally.ts';
import type { TouchedOfFacts } from './touched.ts';

/** Facts over one graph as of one moment. */
export interface Judge {
  readonly value: (fact: string, filter: Filter) => FactValue;
  /** The rows behind the number, those not ok first. */
  readonly rows: (fact: string, filter: Filter) => readonly JudgedRow[];
  /**
   * Judges the rows of a fact that were not judged yet, one for each step: whoever drives it may let other work, changes of
   * the graph among it, go first between two steps. Without it the first question judges all rows at once.
   */
  readonly prepare: (fact: string) => Iterable<void>;
}

/** One that can be moved on, and tells what it knows. */
export interface MovingJudge extends Judge {
  readonly at: () => Moment;
  readonly moveTo: (at: Moment) => void;
  readonly touch: (touched: TouchedOfFacts) => void;
  /** Takes over facts that were not asked about here yet. */
  readonly take: (known: ReadonlyMap<string, Knowledge>) => void;
  /** What is known of a fact, to be gone on from elsewhere; undefined while nothing or not all is. */
  readonly knows: (fact: string) => Knowledge | undefined;
  /** The same of all facts that were asked about. */
  readonly known: () => ReadonlyMap<string, Knowledge>;
}

/**
 * @param known what was judged over a graph nearby.
 * @param elsewhere asked for a fact that is in demand for the first time: somebody else may know it as of another moment, so that
 *   only what lies between has to be judged.
 */
export function createJudge(
  ground: Ground,
  at: Moment,
  known: ReadonlyMap<string, Knowledge>,
  elsewhere: (fact: string) => Knowledge | undefined,
): MovingJudge {
  const { graph, registry, table } = ground;
  const states = new Map<string, FactState>();
  let moment = at;
  const stateOf = (name: string, inherited?: Knowledge): FactState | undefined => {
    const before = states.get(name);
    if (before) return before;
    const fact = registry.facts.get(name);
    if (!fact) return undefined;
    const kindNow = () => scopedRegistry(registry, graph).kinds.get(fact.kind);
    const made = createFactState(ground, fact, kindNow, moment, inherited ?? elsewhere(name));
    states.set(name, made);
    return made;
  };
  const take = (facts: ReadonlyMap<string, Knowledge>): void => {
    for (const [name, knowledge] of facts) stateOf(name, knowledge);
  };
  take(known);
  return {
    take,
    value: (fact, filter) => {
      table.freshen();
      return stateOf(fact)?.value(filter) ?? unknownFact(fact);
    },
    rows: (fact, filter) => {
      table.freshen();
      return stateOf(fact)?.rows(filter) ?? [];
    },
    prepare: (fact) => {
      table.freshen();
      return stateOf(fact)?.prepare() ?? [];
    },
    at: () => moment,
    moveTo: (next) => {
      moment = next;
      for (const state of states.values()) state.moveTo(next);
    },
    touch: (touched) => {
      for (const state of states.values()) state.touch(touched);
    },
    knows: (fact) => states.get(fact)?.knowledge(),
    known: () =>
      new Map(
        [...states].flatMap(([name, state]) => {
          const knowledge = state.knowledge();
          return knowledge ? [[name, knowledge] as const] : [];
        }),
      ),
  };
}

/** A criterion may name a fact that nobody declares (any more): nothing is proved, and the gate says so. */
function unknownFact(fact: string): FactValue {
  return { fact, value: undefined, unit: '', total: 0, failing: 0 };
}
