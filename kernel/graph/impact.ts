import type { Registry } from '../declare/registry.ts';
import type { GraphReader, Row } from './reader.ts';

/** A record that rests on another one, directly or through those in between. */
export interface Impacted {
  readonly row: Row;
  /** How many steps away it is, by the shortest way. */
  readonly steps: number;
  /** Type of the link it rests by, and the record at its other end, one step nearer. */
  readonly link: string;
  readonly through: string;
}

/** So far it is followed; what lies further away is no surprise to anybody. */
const MOST_STEPS = 8;

/**
 * Everything that has to be looked at again when a record changes: what pins it for a review or rests on it as evidence, what
 * counts on it, and so on, each once and by the shortest way.
 * @param most records told; `more` says whether there are others.
 */
export function impactOf(
  start: string,
  graph: GraphReader,
  registry: Registry,
  most: number,
): { readonly found: readonly Impacted[]; readonly more: boolean } {
  const links = [...registry.links.values()];
  const known = new Set([start]);
  const found: Impacted[] = [];
  let nearer = [start];
  for (let steps = 1; steps <= MOST_STEPS && nearer.length > 0; steps += 1) {
    const next: string[] = [];
    for (const through of nearer) {
      for (const { type, pins, counted } of links) {
        const resting = [
          ...(pins ? graph.in(through, type).map(({ from }) => from) : []),
          ...(counted ? graph.out(through, type).map(({ to }) => to) : []),
        ];
        for (const id of resting) {
          const row = graph.find(id);
          if (known.has(id) || !row || row.withdrawn) continue;
          if (found.length === most) return { found, more: true };
          known.add(id);
          next.push(id);
          found.push({ row, steps, link: type, through });
        }
      }
    }
    nearer = next;
  }
  return { found, more: false };
}
