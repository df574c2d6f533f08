import { type Actor, type Edge, type Graph, type GraphChange, may, type Registry, type Row } from '@callosum/kernel';
import type { streamMessage } from '@callosum/kernel/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import type { z } from 'zod';
import { headerOf, type StoredRow } from '../store/events.ts';
import type { Graphs } from '../store/graphs.ts';

type Message = z.infer<typeof streamMessage>;

interface Parts {
  readonly pool: Pool;
  readonly registry: Registry;
  readonly graphs: Graphs;
}

const HEARTBEAT_MS = 15_000;
/** More missed events than this and the reader is told to fetch everything anew. */
const MOST_MISSED = 1_000;
/** More records than this in one message and it names their kinds only. */
const MOST_RECORDS = 100;

const MISSED = `select sequence, text from event where scope = $1 and sequence > $2 and sequence <= $3 order by sequence limit ${MOST_MISSED + 1}`;

/**
 * Streams what happens to a scope as server-sent events. The id of each message is the ledger's sequence, so a
 * reader that was cut off resumes without a gap (Last-Event-ID).
 * @param stillAllowed asked at each heartbeat; the stream ends when the answer is no.
 */
export async function streamScope(
  parts: Parts,
  scope: string,
  actor: Actor,
  request: FastifyRequest,
  reply: FastifyReply,
  stillAllowed: () => Promise<boolean>,
): Promise<void> {
  const waiting: string[] = [];
  let started = false;
  const send = (text: string): void => {
    if (started) reply.raw.write(text);
    else waiting.push(text);
  };
  const stop = await parts.graphs.watch(scope, (changes, graph) => {
    const message = describe(parts.registry, actor, changes, graph);
    if (message) send(format(message));
  });
  const graph = await parts.graphs.of(scope);
  const head = graph.sequence();
  reply.hijack();
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const heartbeat = setInterval(() => {
    void beat(reply, stillAllowed);
  }, HEARTBEAT_MS);
  reply.raw.on('close', () => {
    clearInterval(heartbeat);
    stop();
  });
  const seen = lastSeen(request);
  reply.raw.write(
    seen === undefined || seen > head ? opening(head, seen) : await catchUp(parts, scope, actor, graph, seen, head),
  );
  started = true;
  for (const text of waiting) reply.raw.write(text);
}

/** Keeps the connection open for whoever may still read, and ends it for anybody else. */
async function beat(reply: FastifyReply, stillAllowed: () => Promise<boolean>): Promise<void> {
  const allowed = await stillAllowed().catch(() => false);
  if (allowed) reply.raw.write(': still here\n\n');
  else reply.raw.end();
}

function lastSeen(request: FastifyRequest): number | undefined {
  const header = request.headers['last-event-id'];
  const value = typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
  return value;
}

/** A first connection learns where the ledger stands; one that claims to know the future starts anew. */
function opening(head: number, seen: number | undefined): string {
  return seen === undefined ? `id: ${head}\nevent: hello\ndata: {}\n\n` : reset(head);
}

function reset(head: number): string {
  return `id: ${head}\nevent: reset\ndata: {}\n\n`;
}

async function catchUp(
  parts: Parts,
  scope: string,
  actor: Actor,
  graph: Graph,
  seen: number,
  head: number,
): Promise<string> {
  const { rows } = await parts.pool.query<Pick<StoredRow, 'sequence' | 'text'>>(MISSED, [scope, seen, head]);
  if (rows.length > MOST_MISSED) return reset(head);
  const touched = rows.flatMap((row): GraphChange[] => {
    const event = headerOf(row);
    const found = graph.find(event.link ? event.link.from : event.subject.id);
    return found ? [{ row: found }] : [];
  });
  const message = describe(parts.registry, actor, touched, graph);
  return message ? format({ ...message, sequence: head }) : `id: ${head}\nevent: hello\ndata: {}\n\n`;
}

function describe(
  registry: Registry,
  actor: Actor,
  changes: readonly GraphChange[],
  graph: Graph,
): Message | undefined {
  const rows = new Map<string, Row>();
  const see = (row: Row | undefined): void => {
    const kind = row && registry.kinds.get(row.kind);
    if (row && kind && may(kind.permissions, 'read', actor, row)) rows.set(row.id, row);
  };
  for (const change of changes) {
    if ('row' in change) see(change.row);
    else for (const end of endsOf('edge' in change ? change.edge : change.gone)) see(graph.find(end));
  }
  if (rows.size === 0) return undefined;
  return {
    sequence: graph.sequence(),
    kinds: [...new Set([...rows.values()].map((row) => row.kind))],
    records: rows.size > MOST_RECORDS ? [] : [...rows.keys()],
  };
}

function endsOf(edge: Edge): readonly string[] {
  return [edge.from, edge.to];
}

function format(message: Message): string {
  return `id: ${message.sequence}\ndata: ${JSON.stringify(message)}\n\n`;
}
