import { type Json, type Mention, mentionOf, type Row, type ViewContext } from '@callosum/kernel';

/** What a fact says of a record, in the fact's own reasons. */
export interface Told {
  readonly on: Mention;
  readonly fact: string;
  readonly ok: boolean;
  readonly reason: string;
  readonly details: Readonly<Record<string, Json>>;
  readonly value?: number;
}

/** Judges a record by a fact; undefined when the question is none for it. */
export function tell({ graph, at, registry }: ViewContext, fact: string, row: Row): Told | undefined {
  const judged = registry.facts.get(fact)?.judge(row, graph, at, registry);
  if (!judged) return undefined;
  const { ok, reason, details = {}, value } = judged;
  return { on: mentionOf(graph, row), fact, ok, reason, details, ...(value === undefined ? {} : { value }) };
}
