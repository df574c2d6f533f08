import type { Json } from '../declare/json.ts';
import type { GraphReader } from './reader.ts';

/** What was worked out, by a text that tells whether it came to something else. */
export interface Derived {
  readonly text: string;
}

/** Something worked out about a record that many ask for. */
export interface Derivation {
  readonly name: string;
  readonly derive: (graph: GraphReader, id: string) => Derived;
}

/** Stands for what is derived of a record. */
export function derivedKey({ name }: Derivation, id: string): string {
  return `${id} =${name}`;
}

/**
 * Declares something that is worked out of the graph about one record and that many judgements rest on, such as who uses a product in a
 * unit. An evaluator works it out once for all of them, notes what it reads, and judges them again only when it comes to something else; any
 * other reader works it out whenever it is asked.
 * @param derive a pure function of the graph, whatever the moment.
 */
export function defineDerived<T extends Json>(
  name: string,
  derive: (graph: GraphReader, id: string) => T,
): (graph: GraphReader, id: string) => T {
  // Whoever keeps it holds a token, so that nobody else needs to know its shape.
  const values = new WeakMap<Derived, { readonly of: T }>();
  const derivation: Derivation = {
    name,
    derive: (graph, id) => {
      const of = derive(graph, id);
      const made = { text: JSON.stringify(of) };
      values.set(made, { of });
      return made;
    },
  };
  return (graph, id) => {
    const kept = graph.derived && values.get(graph.derived(derivation, id));
    return kept ? kept.of : derive(graph, id);
  };
}
