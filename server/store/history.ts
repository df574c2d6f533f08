import { type Graph, lineOf, type Row, type Sight, SPINE } from '@callosum/kernel';
import { signatureSchema, statementSchema } from '@callosum/kernel/ledger';
import type { historyEntry } from '@callosum/kernel/contract';
import type { Pool } from 'pg';
import type { z } from 'zod';
import { headerOf, type StoredRow } from './events.ts';

export type HistoryEntry = z.infer<typeof historyEntry>;

const OF_RECORD = `select e.sequence, e.text, e.hash, v."values", count(*) over () as total
  from event e join value v using (scope, sequence)
  where e.scope = any ($1::uuid[]) and e.subject = any ($2::uuid[])
  order by e.recorded desc, e.scope, e.sequence desc offset $3 limit $4`;

const LATEST = `select e.sequence, e.text, e.hash, v."values"
  from event e join value v using (scope, sequence)
  where e.scope = $1 and e.sequence < $2 order by e.sequence desc limit $3`;

/** What happened to a record and the links that touch it now, newest first, without the fields that are not seen. */
export async function historyOf(
  pool: Pool,
  graph: Graph,
  sight: Sight,
  subjects: readonly string[],
  page: { offset: number; limit: number },
): Promise<{ total: number; events: HistoryEntry[] }> {
  const { rows } = await pool.query<StoredRow & { total: number }>(OF_RECORD, [
    lineOf(graph).map(({ scope }) => scope.id),
    subjects,
    page.offset,
    page.limit,
  ]);
  return { total: rows[0]?.total ?? 0, events: rows.map((row) => present(row, graph, sight)) };
}

/**
 * The newest events of a scope before a sequence, as far as they are seen. Those that are not are passed over, so that
 * a page is short only at the ledger's beginning.
 */
export async function latestEvents(
  pool: Pool,
  graph: Graph,
  sight: Sight,
  scope: string,
  before: number | undefined,
  limit: number,
): Promise<HistoryEntry[]> {
  const found: HistoryEntry[] = [];
  let next = before ?? Number.MAX_SAFE_INTEGER;
  while (found.length < limit && next > 1) {
    const { rows } = await pool.query<StoredRow>(LATEST, [scope, next, PASS]);
    for (const row of rows) {
      if (found.length < limit && sight.event(headerOf(row))) found.push(present(row, graph, sight));
    }
    if (rows.length < PASS) break;
    next = rows.at(-1)?.sequence ?? 1;
  }
  return found;
}

/** Events read at a time; whoever sees few of them causes many passes. */
const PASS = 500;

function present(row: StoredRow, graph: Graph, sight: Sight): HistoryEntry {
  const event = headerOf(row);
  const subject = graph.find(event.subject.id);
  const values: HistoryEntry['values'] = {};
  for (const [name, opening] of Object.entries(row.values)) {
    if ((subject && sight.hides(subject, name)) || SIGNED.has(name)) continue;
    values[name] = 'value' in opening ? { value: opening.value } : { redactedBy: opening.redactedBy };
  }
  return {
    scope: lineOf(graph).find(({ scope }) => scope.id === event.scope)?.scope.key ?? '',
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
    signature: readOr(signatureSchema, row, SPINE.signature),
    statement: showsStatement(sight, subject) ? readOr(statementSchema, row, SPINE.statement) : null,
    title: titleOf(subject ?? (event.link && graph.find(event.link.from))),
    hash: row.hash.toString('hex'),
  };
}

const SIGNED: ReadonlySet<string> = new Set([SPINE.signature, SPINE.statement]);

/** What was signed sums up several records: it is shown to those who see all of the kind, with every field. */
export function showsStatement(sight: Sight, subject: Row | undefined): boolean {
  return subject !== undefined && sight.whole(subject.kind);
}

function readOr<T>(schema: z.ZodType<T>, { values }: StoredRow, name: string): T | null {
  const opening = values[name];
  const read = opening && 'value' in opening ? schema.safeParse(opening.value) : undefined;
  return read?.success ? read.data : null;
}

function titleOf(row: Row | undefined): string {
  const title = row?.fields.title;
  return typeof title === 'string' ? title : '';
}
