import type { Fact, Judgement } from '../declare/fact.ts';
import { type BoundClause, type Filter, passes, readClauses } from '../declare/filter.ts';
import type { Kind } from '../declare/kind.ts';
import { LayeredMap } from '../graph/layered-map.ts';
import type { Row } from '../graph/reader.ts';
import { type FactValue, Tally } from './tally.ts';

/** A selection of a fact's rows that was asked about, followed from there. */
interface Selection {
  readonly clauses: readonly BoundClause[];
  /** The kind its filter was read by; undefined without a filter. */
  readonly kind: Kind | undefined;
  /** Judgements of the rows in it. */
  readonly judgements: LayeredMap<Judgement>;
  readonly tally: Tally;
}

/** By filter. */
export type Followed = ReadonlyMap<string, Selection>;

/** What a fact comes to for each filter it was asked with. */
export interface Selections {
  readonly value: (filter: Filter) => FactValue;
  /** A row is judged otherwise, for the first time, or no longer. @param row as it is now. */
  readonly turn: (
    id: string,
    row: Row | undefined,
    before: Judgement | undefined,
    after: Judgement | undefined,
  ) => void;
  /** The same, to be followed on its own. @param all the copy of all judgements. */
  readonly copy: (all: LayeredMap<Judgement>) => Followed;
}

/** Filters that are followed: a gate’s day is part of one, and moves. */
const MOST_FOLLOWED = 32;

/**
 * @param all every judgement of the fact, as it stands.
 * @param kindNow the fact's kind, with the fields the scope has given it by now.
 * @param known what was followed over a graph nearby.
 */
export function createSelections(
  fact: Fact,
  all: LayeredMap<Judgement>,
  kindNow: () => Kind | undefined,
  find: (id: string) => Row | undefined,
  known: Followed,
): Selections {
  const followed = new Map(known);

  const select = (filter: Filter): Selection => {
    if (filter.length === 0)
      return { clauses: [], kind: undefined, judgements: all, tally: new Tally(fact, all.values()) };
    const kind = kindNow();
    const clauses = kind ? readClauses(kind, filter) : [];
    const judgements = new LayeredMap<Judgement>();
    for (const [id, judgement] of all.entries()) {
      const row = find(id);
      if (row && passes(clauses, row)) judgements.set(id, judgement);
    }
    return { clauses, kind, judgements, tally: new Tally(fact, judgements.values()) };
  };

  return {
    value: (filter) => {
      const key = JSON.stringify(filter);
      const before = followed.get(key);
      const isSame = before && (filter.length === 0 || before.kind === kindNow());
      const selection = isSame ? before : select(filter);
      // Asked for last, so forgotten last.
      followed.delete(key);
      followed.set(key, selection);
      const [oldest] = followed.keys();
      if (followed.size > MOST_FOLLOWED && oldest !== undefined) followed.delete(oldest);
      return selection.tally.value(() => selection.judgements.values());
    },
    turn: (id, row, before, after) => {
      for (const { clauses, judgements, tally } of followed.values()) {
        if (judgements === all) {
          tally.turn(before, after);
          continue;
        }
        const now = after && row && passes(clauses, row) ? after : undefined;
        const was = judgements.get(id);
        tally.turn(was, now);
        if (now === was) continue;
        if (now) judgements.set(id, now);
        else judgements.delete(id);
      }
    },
    copy: (copyOfAll) =>
      new Map(
        Array.from(followed, ([key, { clauses, kind, judgements, tally }]) => [
          key,
          { clauses, kind, judgements: judgements === all ? copyOfAll : judgements.copy(), tally: tally.copy() },
        ]),
      ),
  };
}
