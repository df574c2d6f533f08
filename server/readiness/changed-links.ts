import { type Edge, type Graph, type Registry, sameJson, type Sight, type Told } from '@callosum/kernel';
import type { linkChange } from '@callosum/kernel/contract';
import type { z } from 'zod';
import { titleOf } from './title.ts';

type LinkChange = z.infer<typeof linkChange>;

/** Links that are otherwise than at an earlier moment, by the record they start from. */
export type ChangedLinks = ReadonlyMap<string, readonly LinkChange[]>;

/** What a scope held under one id, then and now. */
export interface Between {
  readonly before: Told | undefined;
  readonly now: Told | undefined;
}

interface Moments {
  readonly before: Graph;
  readonly now: Graph;
  /** By which whoever asks is shown anything. */
  readonly today: Graph;
}

/**
 * What became of links between two moments, as far as somebody sees both ends today. Links that came with a new record, and those that a withdrawal took
 * away, are told by these.
 * @param between what some event between the two was about, as it was told of then and now.
 */
export function changedLinks(
  registry: Registry,
  sight: Sight,
  { before: then, now, today }: Moments,
  between: Iterable<Between>,
): ChangedLinks {
  const found = new Map<string, LinkChange[]>();
  const isThere = (graph: Graph, id: string): boolean => graph.find(id)?.withdrawn === false;
  const add = (what: LinkChange['what'], { type, from, to }: Edge): void => {
    if (!isThere(then, from) || !isThere(now, from) || !isThere(now, to)) return;
    const [one, other] = [today.find(from) ?? now.find(from), today.find(to) ?? now.find(to)];
    if (!one || !other || !sight.sees(one) || !sight.sees(other)) return;
    const { id, kind, number } = other;
    const title = sight.hidden(other).has('title') ? '' : titleOf(other);
    found.set(from, [...(found.get(from) ?? []), { what, type, other: { id, kind, number, title } }]);
  };
  for (const told of between) {
    const edge = edgeOf(told.now);
    const old = edgeOf(told.before);
    const one = edge ?? old;
    const declared = one && registry.links.get(one.type);
    // What is kept apart is no part of the record.
    if (!declared || declared.apart === true) continue;
    if (!edge) add('removed', one);
    else if (!old) add('made', edge);
    else if (old.version !== edge.version && !sameJson(old.fields, edge.fields)) add('changed', edge);
  }
  return found;
}

function edgeOf(told: Told | undefined): Edge | undefined {
  return told && 'edge' in told ? told.edge : undefined;
}
