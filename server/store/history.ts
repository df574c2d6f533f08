import { type Graph, type Row } from '@callosum/kernel';
import type { historyEntry } from '@callosum/kernel/contract';
import type { Pool } from 'pg';
import type { z } from 'zod';
import { headerOf, type StoredRow } from './events.ts';

export type HistoryEntry = z.infer<typeof historyEntry>;

const OF_RECORD = `select e.sequence, e.text, e.hash, v."values", count(*) over () as total
  from event e join value v using (scope, sequence)
  where e.scope = $1 and e.subject = any ($2::uuid[])
  order by e.sequence desc offset $3 limit $4`;

const LATEST = `select e.sequence, e.text, e.hash, v."values"
  from event e join value v using (scope, sequence)
  where e.scope = $1 and e.sequence < $2 order by e.sequence desc limit $3`;

/** What happened to a record and the links that touch it now, newest first. */
export async function historyOf(
  pool: Pool,
  graph: Graph,
  scope: string,
  subjects: readonly string[],
  page: { offset: number; limit: number },
): Promise<{ total: number; events: HistoryEntry[] }> {
  const { rows } = await pool.query<StoredRow & { total: number }>(OF_RECORD, [
    scope,
    subjects,
    page.offset,
    page.limit,
  ]);
  return { total: rows[0]?.total ?? 0, events: rows.map((row) => present(row, graph)) };
}

/** The newest events of a scope before a sequence. */
export async function latestEvents(
  pool: Pool,
  graph: Graph,
  scope: string,
  before: number | undefined,
  limit: number,
): Promise<HistoryEntry[]> {
  const { rows } = await pool.query<StoredRow>(LATEST, [scope, before ?? Number.MAX_SAFE_INTEGER, limit]);
  return rows.map((row) => present(row, graph));
}

function present(row: StoredRow, graph: Graph): HistoryEntry {
  const event = headerOf(row);
  const values: HistoryEntry['values'] = {};
  for (const [name, opening] of Object.entries(row.values)) {
    values[name] = 'value' in opening ? { value: opening.value } : { redactedBy: opening.redactedBy };
  }
  return {
    sequence: event.sequence,
    recorded: event.recorded,
    effective: event.effective,
    account: event.account,
    command: event.command.name,
    subject: event.subject,
    action: event.action,
    version: event.version,
    link: event.link ?? null,
    values,
    title: titleOf(graph.find(event.subject.id) ?? (event.link && graph.find(event.link.from))),
    hash: row.hash.toString('hex'),
  };
}

function titleOf(row: Row | undefined): string {
  const title = row?.fields.title;
  return typeof title === 'string' ? title : '';
}
