import { createSight, type Graph, type Registry, type Actor } from '@callosum/kernel';
import type { LedgerEvent } from '@callosum/kernel/ledger';
import type { Webhook } from './rows.ts';

/** The id of what is told of an event: the same however often it is sent, so that a receiver knows what it has. */
export const messageId = (webhook: string, sequence: number): string => `msg_${webhook}_${sequence}`;

/** What is told of an event: ids, where it stands, and by which command; no text of any record, and nobody's name. */
export function messageBody(event: LedgerEvent, scope: string): string {
  const { subject, action, command, sequence, link, version, recorded } = event;
  return JSON.stringify({
    type: `${subject.type}.${action}`,
    timestamp: recorded,
    data: {
      scope,
      sequence,
      command,
      subject: { type: subject.type, id: subject.id, kind: subject.kind, version },
      ...(link ? { link } : {}),
    },
  });
}

/** Whether a webhook asks for an event. */
export function asksFor({ kinds, commands }: Pick<Webhook, 'kinds' | 'commands'>, event: LedgerEvent): boolean {
  return (
    (kinds.length === 0 || kinds.includes(event.subject.kind)) &&
    (commands.length === 0 || commands.includes(event.command.name))
  );
}

/** Whether somebody sees an event: its subject, and of a change to a record at least one of the fields it changed. */
export function isSeen(registry: Registry, graph: Graph, actor: Actor, event: LedgerEvent): boolean {
  const sight = createSight(registry, graph, actor);
  if (!sight.event(event)) return false;
  const row = event.subject.type === 'record' ? graph.find(event.subject.id) : undefined;
  if (!row || event.action !== 'update') return true;
  const hidden = sight.hidden(row);
  return hidden.size === 0 || Object.keys(event.commitments).some((name) => !hidden.has(name));
}
