import { comment, createSight, type Graph, holds, mentionsIn, type Registry, type Row } from '@callosum/kernel';
import type { Reason } from '@callosum/kernel/contract';
import type { LedgerEvent } from '@callosum/kernel/ledger';
import type { Pool } from 'pg';
import type { Access } from '../identity/access.ts';
import type { StoredRow } from '../store/events.ts';
import { headerOf } from '../store/events.ts';
import { followersOf } from './followers.ts';

/** What is new for whom. */
export interface News {
  readonly account: string;
  readonly sequence: number;
  readonly record: string;
  readonly reason: Reason;
  /** Its kind says that it must not wait. */
  readonly urgent: boolean;
}

interface Parts {
  readonly pool: Pool;
  readonly registry: Registry;
  readonly access: Access;
}

/** A command that touches more records than this is an import: what it did is no news about each of them. */
const MOST_OF_COMMAND = 50;

/** What events of a scope are to whom, as far as each may see it now. Nobody is told of what he did himself. */
export async function newsOf(parts: Parts, graph: Graph, scope: string, rows: readonly StoredRow[]): Promise<News[]> {
  const sizes = new Map<string, number>();
  const events = rows.map((row) => ({ row, event: headerOf(row) }));
  for (const { event } of events) sizes.set(event.command.id, (sizes.get(event.command.id) ?? 0) + 1);
  const news: News[] = [];
  for (const { row, event } of events) {
    const isBulk = (sizes.get(event.command.id) ?? 0) > MOST_OF_COMMAND;
    const told = isBulk ? undefined : await toldBy(parts.pool, graph, event, row);
    if (!told) continue;
    for (const [account, reason] of told.people) {
      if (account === event.account) continue;
      const actor = await parts.access.actorIn({ id: account }, scope);
      const sight = createSight(parts.registry, graph, actor);
      if (
        !sight.row(told.about.id) ||
        !touchesSeen(row, sight.hidden(told.about), told.about.id === event.subject.id)
      ) {
        continue;
      }
      const wanted = parts.registry.kinds.get(told.about.kind)?.urgent;
      const urgent = wanted !== undefined && holds(wanted, told.about, actor, graph);
      news.push({ account, sequence: event.sequence, record: told.about.id, reason, urgent });
    }
  }
  return news;
}

/** Whether an event changed anything that is there for the reader. */
function touchesSeen({ values }: StoredRow, hidden: ReadonlySet<string>, own: boolean): boolean {
  const names = Object.keys(values);
  return !own || names.length === 0 || names.some((name) => !hidden.has(name));
}

interface Told {
  readonly about: Row;
  readonly people: ReadonlyMap<string, Reason>;
}

async function toldBy(pool: Pool, graph: Graph, event: LedgerEvent, row: StoredRow): Promise<Told | undefined> {
  if (event.link)
    return event.link.type === 'share.of' && event.action === 'create' ? sharedBy(graph, event.link) : undefined;
  const subject = graph.find(event.subject.id);
  if (!subject || subject.kind === 'share' || event.action === 'redact') return undefined;
  if (subject.kind === comment.name) return saidBy(pool, graph, subject, event);
  const people = new Map<string, Reason>();
  const owner = row.values['owner'];
  if (owner && 'value' in owner && typeof owner.value === 'string') people.set(owner.value, 'assigned');
  if (event.action !== 'create') {
    for (const [account, why] of await followersOf(pool, graph, subject)) {
      if (!people.has(account)) people.set(account, why);
    }
  }
  return { about: subject, people };
}

function sharedBy(graph: Graph, { from, to }: { readonly from: string; readonly to: string }): Told | undefined {
  const about = graph.find(to);
  const person = graph.find(from)?.fields['person'];
  return about && typeof person === 'string' ? { about, people: new Map([[person, 'shared']]) } : undefined;
}

async function saidBy(pool: Pool, graph: Graph, said: Row, { action }: LedgerEvent): Promise<Told | undefined> {
  const about = graph.find(graph.out(said.id, 'comment.on')[0]?.to ?? '');
  if (!about || said.withdrawn || (action !== 'create' && action !== 'update')) return undefined;
  const people = new Map<string, Reason>();
  const text = said.fields['text'];
  for (const account of typeof text === 'string' ? mentionsIn(text) : []) people.set(account, 'mentioned');
  // A word mended is not said anew; whoever it names by now hears of it.
  if (action === 'create') {
    for (const [account, why] of await followersOf(pool, graph, about)) {
      if (!people.has(account)) people.set(account, why);
    }
  }
  return { about, people };
}
