import { LayeredMap } from '../graph/layered-map.ts';

/**
 * Which facts have judgements that read something. It may name a fact whose judgements do so no more, and never leaves one out: so whatever
 * is touched is looked up once, and not once for each fact.
 */
export interface Audience {
  readonly note: (read: string, fact: string) => void;
  readonly of: (read: string) => Iterable<string>;
  /** The same, to be changed on its own. */
  readonly copy: () => Audience;
}

/** Facts that read the same. There are few such sets, so each is made once and shared by all that is read by these. */
type Facts = ReadonlySet<string>;

const NOBODY: Facts = new Set();
const widened = new WeakMap<Facts, Map<string, Facts>>();

function withFact(facts: Facts, fact: string): Facts {
  const known = widened.get(facts) ?? new Map<string, Facts>();
  widened.set(facts, known);
  const made = known.get(fact) ?? new Set([...facts, fact]);
  known.set(fact, made);
  return made;
}

export function createAudience(): Audience {
  return audienceOf(new LayeredMap());
}

function audienceOf(byRead: LayeredMap<Facts>): Audience {
  return {
    note: (read, fact) => {
      const known = byRead.get(read) ?? NOBODY;
      if (!known.has(fact)) byRead.set(read, withFact(known, fact));
    },
    of: (read) => byRead.get(read) ?? NOBODY,
    copy: () => audienceOf(byRead.copy()),
  };
}
