import { type Actor, type GraphReader, may, type Registry } from '@callosum/kernel';

/** What an event is about: a record, or a link with its two ends. */
export interface EventSubject {
  readonly subject: { readonly id: string };
  readonly link?: { readonly from: string; readonly to: string } | null;
}

/** An event may be read by whoever may read what it is about; that of a link, by whoever may read both ends. */
export function mayReadEvent(
  registry: Registry,
  graph: GraphReader,
  actor: Actor,
  { subject, link }: EventSubject,
): boolean {
  return (link ? [link.from, link.to] : [subject.id]).every((id) => {
    const row = graph.find(id);
    const kind = row && registry.kinds.get(row.kind);
    return row !== undefined && kind !== undefined && may(kind.permissions, 'read', actor, row);
  });
}
