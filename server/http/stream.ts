import {
  type Actor,
  createSight,
  type Graph,
  type GraphChange,
  type Position,
  type Registry,
  type Sight,
} from '@callosum/kernel';
import { windowName } from '@callosum/kernel/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { COME_BACK, type Draining } from './draining.ts';
import type { Pool } from 'pg';
import { headerOf, type StoredRow } from '../store/events.ts';
import { describeFailure } from '../operation/failure.ts';
import type { Metrics } from '../operation/metrics.ts';
import type { Graphs } from '../store/graphs.ts';
import type { Presence } from '../collaboration/presence.ts';
import { createTeller, type Message } from './stream-message.ts';

interface Parts {
  readonly pool: Pool;
  readonly registry: Registry;
  readonly graphs: Graphs;
  readonly onAccessChanged: (listener: () => void) => () => void;
  readonly log: (line: string) => void;
  readonly draining: Draining;
  readonly metrics: Metrics;
  readonly presence: Presence;
  readonly onNotice: (listener: (account: string) => void) => () => void;
}

const HEARTBEAT_MS = 15_000;
/** More missed events than this and the reader is told to fetch everything anew. */
const MOST_MISSED = 1_000;

const MISSED = `select e.sequence, e.text
  from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as seen (scope, after, up_to)
  join event e on e.scope = seen.scope and e.sequence > seen.after and e.sequence <= seen.up_to limit ${MOST_MISSED + 1}`;

/**
 * Streams what happens to a scope, and above it, as server-sent events. The id of each message says how far each of their
 * ledgers was seen, the scope's own first (12.7.3), so a reader that was cut off resumes without a gap (Last-Event-ID).
 * Beside the ledger it says that something is new for the reader (`news`), and at which record people came or went (`presence`).
 * A reader may name his window (`?window=`): what he said of it holds while the stream is open.
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
  const moved = new Set<string>();
  const waiting: { changes: readonly GraphChange[]; place: readonly Position[] }[] = [];
  const tell = (changes: readonly GraphChange[], place: readonly Position[], graph: Graph): void => {
    const message = teller(sightOf(reader, graph), changes, place[0]?.sequence ?? 0, graph);
    if (message) reply.raw.write(format(message, place));
  };
  const settle = (graph: Graph): void => {
    unsettled -= 1;
    if (unsettled > 0) return;
    for (const { changes, place } of waiting.splice(0)) tell(changes, place, graph);
    for (const record of moved) {
      if (sightOf(reader, graph).row(record)) reply.raw.write(whisper('presence', { record }));
    }
    moved.clear();
  };
  const hear = (changes: readonly GraphChange[], graph: Graph): void => {
    const place = graph.position();
    if (unsettled > 0) waiting.push({ changes, place });
    else tell(changes, place, graph);
  };
  const stop = await parts.graphs.watch(scope, hear, () => reply.raw.end());
  if (reply.raw.destroyed) {
    stop();
    return;
  }
  const graph = await parts.graphs.of(scope);
  const head = graph.position();
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
  const unnotice = parts.onNotice((account) => {
    if (account === reader.account) reply.raw.write(whisper('news', {}));
  });
  const unmove = parts.presence.listen((record) => {
    moved.add(record);
    unsettled += 1;
    settle(graph);
  });
  const asked = z.object({ window: windowName }).safeParse(request.query);
  const leave = asked.success ? parts.presence.attach(reader.account, asked.data.window) : undefined;
  const undrain = parts.draining.onBegin(() => reply.raw.end(COME_BACK));
  parts.metrics.streams.opened();
  reply.raw.on('close', () => {
    clearInterval(heartbeat);
    unhear();
    unnotice();
    unmove();
    leave?.();
    undrain();
    parts.metrics.streams.closed();
    stop();
  });
  try {
    reply.raw.write(await beginning(parts, sightOf(reader, graph), graph, lastSeen(request), head));
    settle(graph);
  } catch (error) {
    // The answer has begun, so there is no other way left to say it; the reader comes back.
    parts.log(`A stream ended early: ${describeFailure(error)}`);
    reply.raw.end();
  }
}

const tellers = new WeakMap<Registry, ReturnType<typeof createTeller>>();

function tellerOf(registry: Registry): ReturnType<typeof createTeller> {
  const teller = tellers.get(registry) ?? createTeller(registry);
  tellers.set(registry, teller);
  return teller;
}

/** How far each ledger was seen, as the reader says; undefined when it says nothing, empty when it makes no sense. */
function lastSeen(request: FastifyRequest): readonly number[] | undefined {
  const header = request.headers['last-event-id'];
  if (typeof header !== 'string' || header === '') return undefined;
  return /^\d{1,15}(\.\d{1,15})*$/.test(header) ? header.split('.').map(Number) : [];
}

/** A first connection learns where the ledgers stand; one that claims to know the future, or other ledgers, starts anew. */
async function beginning(
  parts: Parts,
  sight: Sight,
  graph: Graph,
  seen: readonly number[] | undefined,
  head: readonly Position[],
): Promise<string> {
  if (seen === undefined) return named('hello', head);
  const known = seen.length === head.length && head.every(({ sequence }, level) => (seen[level] ?? 0) <= sequence);
  if (!known) return named('reset', head);
  const { rows } = await parts.pool.query<Pick<StoredRow, 'sequence' | 'text'>>(MISSED, [
    head.map(({ scope }) => scope),
    seen,
    head.map(({ sequence }) => sequence),
  ]);
  if (rows.length > MOST_MISSED) return named('reset', head);
  const touched = rows.flatMap((row): GraphChange[] => {
    const event = headerOf(row);
    const ids = event.link ? [event.link.from, event.link.to] : [event.subject.id];
    return ids.flatMap((id) => graph.find(id) ?? []).map((found) => ({ row: found }));
  });
  const message = tellerOf(parts.registry)(sight, touched, head[0]?.sequence ?? 0, graph);
  return message ? format(message, head) : named('hello', head);
}

function named(event: 'hello' | 'reset', place: readonly Position[]): string {
  return `id: ${idOf(place)}\nevent: ${event}\ndata: {}\n\n`;
}

/** Without an id: it is no part of the ledger, and nothing is resumed from it. */
function whisper(event: 'news' | 'presence', data: { readonly record?: string }): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

function idOf(place: readonly Position[]): string {
  return place.map(({ sequence }) => sequence).join('.');
}

function format(message: Message, place: readonly Position[]): string {
  return `id: ${idOf(place)}\ndata: ${JSON.stringify(message)}\n\n`;
}
