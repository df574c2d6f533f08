import {
  type Actor,
  type BoundCommand,
  createGraph,
  type Graph,
  type Json,
  mayCall,
  momentAt,
  Refusal,
  refusal,
  type Registry,
  resolveChanges,
  seenGraph,
  type Write,
} from '@callosum/kernel';
import { ZERO_HASH } from '@callosum/kernel/ledger';
import type { Pool, PoolClient } from 'pg';
import type { Graphs } from '../store/graphs.ts';
import { forgetErased } from '../store/erase.ts';
import { newId } from '../store/new-id.ts';
import { type Head, writeBatch } from '../store/write-batch.ts';
import { answerKey, answerKeys, authorOf } from './author.ts';
import { requestHash, savedResponse, saveResponse } from './command-key.ts';
import { checkVersions } from './conflict.ts';
import type { Lanes } from './lane.ts';
import { lockHead, type LockedHead, refuseOldNode } from './lock-head.ts';
import { inTransaction } from './transaction.ts';

/** One command as asked for. */
export interface CommandRequest {
  readonly command: string;
  readonly input: unknown;
}

export interface ExecuteRequest {
  readonly scope: string;
  readonly actor: Actor;
  /** More than one succeed or fail together; each sees what those before it decided. */
  readonly commands: readonly CommandRequest[];
  /** Record id → version the user saw. */
  readonly versions?: Readonly<Record<string, number>> | undefined;
  readonly idempotencyKey?: string | undefined;
  /** When it holds from, for imports and demonstrations that say so. */
  readonly effective?: string;
  /** The scope is made by the same transaction. */
  readonly create?: { readonly parent: string; readonly key: string; readonly zone: string };
  /** Decide and check, write nothing. */
  readonly dryRun?: boolean;
  /** Called by the server's own routes: internal commands are allowed. */
  readonly internal?: boolean;
}

export interface Executed {
  readonly sequence: number;
  readonly events: number;
  /** What the last command answered. */
  readonly result: Json;
}

export interface WritePath {
  /** Authorise → validate → lock → decide → write → notify → apply. */
  readonly execute: (request: ExecuteRequest) => Promise<Executed>;
}

interface Parts {
  readonly pool: Pool;
  readonly registry: Registry;
  readonly graphs: Graphs;
  readonly lanes: Lanes;
}

/** The one way anything is written. */
export function createWritePath(parts: Parts): WritePath {
  return {
    execute: async (request) => {
      const commands = request.commands.map(({ command }) => authorise(parts.registry, request, command));
      if (request.create) requireZone(request.create.zone);
      return parts.lanes.run(request.scope, () => run(parts, request, commands));
    },
  };
}

/** Finds the command and checks that the actor's roles may call it. */
function authorise({ commands }: Registry, request: ExecuteRequest, name: string): BoundCommand {
  const command = commands.get(name);
  if (!command || (command.internal && !request.internal)) {
    throw refusal('not-found', `There is no command called “${name}”.`);
  }
  if (request.actor.roles.length === 0) throw refusal('not-found', 'There is no such project.');
  if (request.actor.readOnly) throw refusal('not-allowed', 'This token may only read; nothing was written.');
  requireCall(command, request.actor);
  return command;
}

/** @throws Refusal `not-allowed` when neither a role nor an appointment opens the command. */
function requireCall(command: BoundCommand, actor: Actor): void {
  if (mayCall(command, actor)) return;
  const lacking = command.office === undefined ? 'role does' : 'role or appointment does';
  throw refusal('not-allowed', `Your ${lacking} not allow “${command.label}”.`, {
    remedy: 'Ask an owner of the project.',
  });
}

async function run(parts: Parts, request: ExecuteRequest, commands: readonly BoundCommand[]): Promise<Executed> {
  if (request.dryRun) {
    const graph = request.create ? createGraph() : await parts.graphs.of(request.scope);
    const { writes, result } = decide(parts, request, commands, graph, new Date().toISOString(), 'UTC');
    return { sequence: graph.sequence(), events: writes.length, result };
  }
  // Loaded before a connection is held: were it loaded over a second one, enough writers would wait for each other for ever.
  const loaded = request.create ? createGraph() : await parts.graphs.of(request.scope);
  const done = await inTransaction(parts.pool, (client) => write(parts, request, commands, loaded, client));
  if ('saved' in done) return done.saved;
  const { graph, writes, head, result } = done;
  graph.apply(
    writes.map(({ change }) => change),
    head.sequence,
  );
  if (request.create) parts.graphs.adopt(request.scope, graph);
  // Erased already for everybody who asks; the pages they lay on follow when they can.
  if (writes.some(({ action }) => action === 'redact')) void forgetErased(parts.pool).catch(() => undefined);
  return { sequence: head.sequence, events: writes.length, result };
}

type Done =
  | { readonly saved: Executed }
  | { readonly graph: Graph; readonly writes: readonly Write[]; readonly head: Head; readonly result: Json };

async function write(
  parts: Parts,
  request: ExecuteRequest,
  commands: readonly BoundCommand[],
  graph: Graph,
  client: PoolClient,
): Promise<Done> {
  const locked = request.create
    ? await createScope(client, parts.registry, request)
    : await lockHead(client, request.scope, parts.registry);
  const hash = request.idempotencyKey === undefined ? undefined : requestHash(request.commands);
  if (request.idempotencyKey !== undefined && hash) {
    const saved = await savedResponse(
      client,
      request.scope,
      answerKeys(request.actor.account, request.idempotencyKey),
      hash,
    );
    if (saved) return { saved };
  }
  await parts.graphs.bringTo(graph, request.scope, locked.sequence, client);
  checkVersions(seenGraph(parts.registry, graph, request.actor), request.versions ?? {});

  const recorded = laterOf(locked.recorded, new Date().toISOString());
  const { writes, result } = decide(parts, request, commands, graph, locked.pinned ?? recorded, locked.zone);
  const stamp = {
    scope: request.scope,
    command: { id: newId(), name: commands.at(-1)?.name ?? '' },
    account: authorOf(parts.registry, writes, request.actor.account),
    recorded,
    effective: request.effective ?? recorded,
  };
  const head = await writeBatch(client, writes, stamp, locked);
  if (request.idempotencyKey !== undefined && hash) {
    const response = { sequence: head.sequence, events: writes.length, result };
    await saveResponse(client, request.scope, answerKey(stamp.account, request.idempotencyKey), hash, response);
  }
  return { graph, writes, head, result };
}

function decide(
  { registry }: Parts,
  request: ExecuteRequest,
  commands: readonly BoundCommand[],
  graph: Graph,
  now: string,
  zone: string,
): { writes: readonly Write[]; result: Json } {
  const scratch = commands.length > 1 ? overlay(graph) : graph;
  const writes: Write[] = [];
  let result: Json = null;
  // As they stand at the head: an appointment that ended a moment ago opens nothing any more.
  const at = momentAt(now, zone);
  const { account, offices } = request.actor;
  const held = offices.length === 0 ? [] : registry.appointments(graph, account, at);
  const actor: Actor = { ...request.actor, offices: offices.filter((office) => held.includes(office)) };
  commands.forEach((command, index) => {
    requireCall(command, actor);
    // By his own rights one decides on what one sees.
    const known = command.allow === 'kinds' ? seenGraph(registry, scratch, actor) : scratch;
    const decision = command.run(known, request.commands[index]?.input, {
      actor,
      at,
      registry,
      newId,
    });
    if ('problems' in decision) throw new Refusal(decision.problems);
    const resolved = resolveChanges(scratch, registry, decision.changes, command.allow === 'kinds' ? actor : undefined);
    if ('problems' in resolved) throw new Refusal(resolved.problems);
    // One by one: spread into a call, the writes of a large plan would not fit on the stack.
    for (const one of resolved.writes) writes.push(one);
    if (scratch !== graph)
      scratch.apply(
        resolved.writes.map(({ change }) => change),
        scratch.sequence(),
      );
    result = toJson(decision.result);
  });
  return { writes, result };
}

/** Several commands in one transaction work on a graph of their own; only a scope that is being made has few enough records. */
function overlay(graph: Graph): Graph {
  if (graph.sequence() > 0) throw new Error('Several commands at once are for a scope that is being created');
  return createGraph();
}

function toJson(value: unknown): Json {
  const read: Json = value === undefined ? null : JSON.parse(JSON.stringify(value));
  return read;
}

/** @throws Refusal `invalid` for a zone that no calendar knows. */
function requireZone(zone: string): void {
  try {
    momentAt(new Date().toISOString(), zone);
  } catch {
    throw refusal('invalid', `There is no time zone “${zone}”.`, {
      path: ['zone'],
      remedy: 'Write it as America/Chicago.',
    });
  }
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}

async function createScope(
  client: PoolClient,
  registry: Registry,
  { scope, create }: ExecuteRequest,
): Promise<LockedHead> {
  if (!create) throw new Error('createScope needs a scope to create');
  await refuseOldNode(client, registry);
  const now = new Date().toISOString();
  const made = await client.query(
    `insert into scope (id, parent, type, key, zone, created) values ($1, $2, 'project', $3, $4, $5)
     on conflict (key) do nothing`,
    [scope, create.parent, create.key, create.zone, now],
  );
  if (made.rowCount === 0) {
    throw refusal('conflict', `The project key ${create.key} is taken.`, {
      path: ['key'],
      remedy: 'Choose another key.',
    });
  }
  await client.query(`insert into head (scope, sequence, hash, recorded) values ($1, 0, $2, $3)`, [
    scope,
    Buffer.from(ZERO_HASH, 'hex'),
    now,
  ]);
  return { sequence: 0, hash: ZERO_HASH, recorded: now, zone: create.zone, pinned: null };
}
