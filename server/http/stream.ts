import { type Actor, createSight, type Graph, type GraphChange, type Registry, type Sight } from '@callosum/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { headerOf, type StoredRow } from '../store/events.ts';
import type { Graphs } from '../store/graphs.ts';
import { createTeller, type Message } from './stream-message.ts';

interface Parts {
  readonly pool: Pool;
  readonly registry: Registry;
  readonly graphs: Graphs;
  readonly onAccessChanged: (listener: () => void) => () => void;
  readonly log: (line: string) => void;
}

const HEARTBEAT_MS = 15_000;
/** More missed events than this and the reader is told to fetch everything anew. */
const MOST_MISSED = 1_000;

const MISSED = `select sequence, text from event where scope = $1 and sequence > $2 and sequence <= $3 order by sequence limit ${MOST_MISSED + 1}`;

/**
 * Streams what happens to a scope as server-sent events. The id of each message is the ledger's sequence, so a
 * reader that was cut off resumes without a gap (Last-Event-ID).
 * @param actor asked at each heartbeat and whenever rights or sessions changed; the stream ends when nobody is left.
 */
export async function streamScope(
  parts: Parts,
  scope: string,
  actor: () => Promise<Actor | undefined>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const first = await actor();
  if (!first) return;
  const teller = tellerOf(parts.registry);
  const sightOf = (actor: Actor, graph: Graph): Sight => createSight(parts.registry, graph, actor);
  let reader = first;
  // While it is not settled what was missed or who may read, what happens is kept and told afterwards.
  let unsettled = 1;
  const waiting: { changes: readonly GraphChange[]; sequence: number }[] = [];
  const tell = (changes: readonly GraphChange[], sequence: number, graph: Graph): void => {
    const message = teller(sightOf(reader, graph), changes, sequence, graph);
    if (message) reply.raw.write(format(message));
  };
  const settle = (graph: Graph): void => {
    unsettled -= 1;
    if (unsettled > 0) return;
    for (const { changes, sequence } of waiting.splice(0)) tell(changes, sequence, graph);
  };
  const hear = (changes: readonly GraphChange[], graph: Graph): void => {
    const sequence = graph.sequence();
    if (unsettled > 0) waiting.push({ changes, sequence });
    else tell(changes, sequence, graph);
  };
  const stop = await parts.graphs.watch(scope, hear, () => reply.raw.end());
  if (reply.raw.destroyed) {
    stop();
    return;
  }
  const graph = await parts.graphs.of(scope);
  const head = graph.sequence();
  // What was heard up to here is part of what the beginning tells.
  waiting.length = 0;
  reply.hijack();
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const check = async (): Promise<void> => {
    unsettled += 1;
    const now = await actor().catch(() => undefined);
    if (!now) {
      reply.raw.end();
      return;
    }
    reader = now;
    settle(graph);
  };
  const heartbeat = setInterval(() => {
    reply.raw.write(': still here\n\n');
    void check();
  }, HEARTBEAT_MS);
  const unhear = parts.onAccessChanged(() => void check());
  reply.raw.on('close', () => {
    clearInterval(heartbeat);
    unhear();
    stop();
  });
  try {
    const seen = lastSeen(request);
    const isMissing = seen !== undefined && seen <= head;
    reply.raw.write(
      isMissing ? await catchUp(parts, scope, sightOf(reader, graph), graph, seen, head) : opening(head, seen),
    );
    settle(graph);
  } catch (error) {
    // The answer has begun, so there is no other way left to say it; the reader comes back.
    parts.log(`A stream ended early: ${String(error)}`);
    reply.raw.end();
  }
}

const tellers = new WeakMap<Registry, ReturnType<typeof createTeller>>();

function tellerOf(registry: Registry): ReturnType<typeof createTeller> {
  const teller = tellers.get(registry) ?? createTeller(registry);
  tellers.set(registry, teller);
  return teller;
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
  sight: Sight,
  graph: Graph,
  seen: number,
  head: number,
): Promise<string> {
  const { rows } = await parts.pool.query<Pick<StoredRow, 'sequence' | 'text'>>(MISSED, [scope, seen, head]);
  if (rows.length > MOST_MISSED) return reset(head);
  const touched = rows.flatMap((row): GraphChange[] => {
    const event = headerOf(row);
    const ids = event.link ? [event.link.from, event.link.to] : [event.subject.id];
    return ids.flatMap((id) => graph.find(id) ?? []).map((found) => ({ row: found }));
  });
  const message = tellerOf(parts.registry)(sight, touched, head, graph);
  return message ? format(message) : `id: ${head}\nevent: hello\ndata: {}\n\n`;
}

function format(message: Message): string {
  return `id: ${message.sequence}\ndata: ${JSON.stringify(message)}\n\n`;
}
