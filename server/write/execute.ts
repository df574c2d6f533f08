import {
  type Actor,
  type BoundCommand,
  createGraph,
  type Graph,
  type Json,
  lineOf,
  mayCall,
  type Moment,
  momentAt,
  Refusal,
  refusal,
  type Registry,
  resolveChanges,
  scopedRegistry,
  seenGraph,
  type Write,
  say,
} from '@callosum/kernel';
import type { Statement } from '@callosum/kernel/ledger';
import type { Pool, PoolClient } from 'pg';
import type { Files } from '../files/files.ts';
import type { Graphs } from '../store/graphs.ts';
import type { RedactionLog } from '../redactions/log.ts';
import { eraseRedacted, forgetErased } from '../store/erase.ts';
import { newId } from '../store/new-id.ts';
import type { Room } from '../store/room.ts';
import { type Head, writeBatch } from '../store/write-batch.ts';
import { answerKey, answerKeys, authorOf } from './author.ts';
import { requestHash, savedResponse, saveResponse } from './command-key.ts';
import { checkVersions } from './conflict.ts';
import type { Lanes } from './lane.ts';
import { createScope, type NewScope } from './create-scope.ts';
import { bringLine } from './bring-line.ts';
import { clockOf, lockHead } from './lock-head.ts';
import { beginLocked } from './lock-line.ts';
import { readFiles } from './from-files.ts';
import { moveClock } from './move-clock.ts';
import { moveScope } from './move-scope.ts';
import { actingBy, type Decided, type Signing, signWrites, stateFor } from './sign.ts';
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
  /** When it holds from, for imports and demonstrations that say so; what a demonstration's clock says, or else now, unless given. */
  readonly effective?: string;
  /** A demonstration's clock goes on to this moment by the same transaction. */
  readonly clock?: string;
  /** Signed by the person who asks: what he was shown, and how he shows that it is he. */
  readonly signing?: Signing | undefined;
  /** The scope is made by the same transaction. */
  readonly create?: NewScope;
  /** The scope is hung under another one by the same transaction. */
  readonly moveTo?: string;
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
  /** What each command answered; not kept for whoever sends a request again. */
  readonly results?: readonly Json[];
}

export interface WritePath {
  /** Authorise → read files → validate → lock → decide → write → notify → apply. */
  readonly execute: (request: ExecuteRequest) => Promise<Executed>;
  /** What has to be signed with a command, as it would be decided now; undefined when it needs no signature. */
  readonly state: (request: ExecuteRequest) => Promise<Statement | undefined>;
  /** What would be written, as it would be decided now. */
  readonly preview: (request: ExecuteRequest) => Promise<readonly Write[]>;
}

interface Parts {
  readonly pool: Pool;
  readonly registry: Registry;
  readonly graphs: Graphs;
  readonly lanes: Lanes;
  readonly files: Pick<Files, 'read'>;
  readonly room: Room;
  /** What is erased is noted there before it is gone for good. */
  readonly redactions: RedactionLog;
  /** Something was redacted: files that nobody speaks of any more can go. */
  readonly onErased: () => void;
}

/** The one way anything is written. */
export function createWritePath(parts: Parts): WritePath {
  const called = (request: ExecuteRequest): readonly BoundCommand[] =>
    request.commands.map(({ command }) => authorise(parts.registry, request, command));
  const decideNow = async (request: ExecuteRequest): Promise<Decided> => {
    const commands = await readFiles(parts, request, called(request));
    const graph = await parts.graphs.of(request.scope);
    const { zone, pinned } = await clockOf(parts.pool, request.scope);
    return decide(parts, request, commands, graph, pinned ?? new Date().toISOString(), zone);
  };
  return {
    execute: async (request) => {
      const commands = await readFiles(parts, request, called(request));
      if (request.create) requireZone(request.create.zone);
      return parts.lanes.run(request.scope, () => run(parts, request, commands));
    },
    state: async (request) => {
      const { stated } = await decideNow(request);
      return stated && stateFor(stated, { scope: request.scope, command: request.commands.at(-1)?.command ?? '' });
    },
    preview: async (request) => (await decideNow(request)).writes,
  };
}

/** Finds the command and checks that the actor's roles may call it. */
function authorise({ commands }: Registry, request: ExecuteRequest, name: string): BoundCommand {
  const command = commands.get(name);
  if (!command || (command.internal && !request.internal)) {
    throw refusal('not-found', say`There is no command called “${name}”.`);
  }
  if (request.actor.roles.length === 0) throw refusal('not-found', say`There is no such project.`);
  if (request.actor.readOnly) throw refusal('not-allowed', say`This token may only read; nothing was written.`);
  requireCall(command, request.actor);
  return command;
}

/** @throws Refusal `not-allowed` when neither a role nor an appointment opens the command. */
function requireCall(command: BoundCommand, actor: Actor): void {
  if (mayCall(command, actor)) return;
  const lacking = command.office === undefined ? 'role does' : 'role or appointment does';
  throw refusal('not-allowed', say`Your ${lacking} not allow “${command.label}”.`, {
    remedy: say`Ask an owner of the project.`,
  });
}

/** Enough for somebody who moves the scope again and again while we try. */
const MOST_TRIES = 3;

async function run(parts: Parts, request: ExecuteRequest, commands: readonly BoundCommand[]): Promise<Executed> {
  for (let left = MOST_TRIES; ; left -= 1) {
    const done = await attempt(parts, request, commands);
    if (done !== 'moved') return done;
    parts.graphs.drop(request.scope);
    if (left === 0) throw refusal('conflict', say`The project is being moved just now.`, { remedy: say`Try again.` });
  }
}

/** @returns `moved` when the scope lies elsewhere than the graph in memory says; nothing was written. */
async function attempt(
  parts: Parts,
  request: ExecuteRequest,
  commands: readonly BoundCommand[],
): Promise<Executed | 'moved'> {
  // Loaded before a connection is held: were it loaded over a second one, enough writers would wait for each other for ever.
  const graph = request.create
    ? await newGraph(parts, request.scope, request.create)
    : await parts.graphs.of(request.scope);
  if (request.dryRun) {
    const { writes, result, results } = decide(parts, request, commands, graph, new Date().toISOString(), 'UTC');
    return { sequence: graph.sequence(), events: writes.length, result, results };
  }
  const to = request.moveTo === undefined ? undefined : await parts.graphs.of(request.moveTo);
  const alone = graph.scope.type !== 'project' || to ? [request.scope] : [];
  const rests = request.create ? lineOf(graph).slice(1, 2) : [graph];
  const begin = beginLocked(to ? [...rests, to] : rests, new Set(alone));
  const done = await inTransaction(
    parts.pool,
    (client) => write(parts, request, commands, { graph, to }, client),
    begin,
  );
  if ('moved' in done) return 'moved';
  if ('saved' in done) return done.saved;
  const { writes, head, result, results, erased } = done;
  // A writer below may have brought the graph this far already.
  if (graph.sequence() < head.sequence) {
    graph.apply(
      writes.map(({ change }) => change),
      head.sequence,
    );
  }
  if (request.create) parts.graphs.adopt(graph);
  // Erased already for everybody who asks; the pages they lay on follow when they can.
  if (erased) {
    void forgetErased(parts.pool).catch(() => undefined);
    parts.onErased();
  }
  if (to) parts.graphs.drop(request.scope);
  return { sequence: head.sequence, events: writes.length, result, results };
}

async function newGraph(parts: Parts, id: string, { parent, type, key }: NewScope): Promise<Graph> {
  return createGraph({ id, type, key }, await parts.graphs.of(parent));
}

type Done =
  | { readonly saved: Executed }
  | { readonly moved: true }
  | {
      readonly writes: readonly Write[];
      readonly head: Head;
      readonly result: Json;
      readonly results: readonly Json[];
      /** Something was redacted. */
      readonly erased: boolean;
    };

async function write(
  parts: Parts,
  request: ExecuteRequest,
  commands: readonly BoundCommand[],
  { graph, to }: { graph: Graph; to: Graph | undefined },
  client: PoolClient,
): Promise<Done> {
  const found = request.create
    ? await createScope(client, parts.registry, request.scope, request.create)
    : await lockHead(client, request.scope, parts.registry);
  const locked = await moveClock(client, request, found);
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
  const above = await bringLine(parts.graphs, graph, client);
  if (!above) return { moved: true };
  await parts.graphs.bringTo(graph, locked.sequence, client);
  checkVersions(seenGraph(parts.registry, graph, request.actor), request.versions ?? {});

  // Never before what it rests on, whichever node's clock recorded that.
  const recorded = [locked.recorded, above.recorded].reduce(laterOf, new Date().toISOString());
  const decided = decide(parts, request, commands, graph, locked.pinned ?? recorded, locked.zone);
  const { result, results } = decided;
  const stamp = {
    scope: request.scope,
    command: { id: newId(), name: commands.at(-1)?.name ?? '' },
    account: authorOf(parts.registry, decided.writes, request.actor.account),
    recorded,
    effective: request.effective ?? locked.pinned ?? recorded,
  };
  const writes = await signWrites(client, request.signing, decided, {
    scope: request.scope,
    command: stamp.command.name,
    recorded,
  });
  const head = await writeBatch(client, parts.registry, writes, stamp, locked, parts.room);
  const erased = await eraseRedacted(client, request.scope, writes, locked.sequence, (gone) =>
    parts.redactions.append(
      gone.map((one) => ({ at: recorded, ...one, fields: [...one.fields], erased: [...one.erased] })),
    ),
  );
  if (to) await moveScope(client, parts.registry, graph, to);
  if (request.idempotencyKey !== undefined && hash) {
    const response = { sequence: head.sequence, events: writes.length, result };
    await saveResponse(client, request.scope, answerKey(stamp.account, request.idempotencyKey), hash, response);
  }
  return { writes, head, result, results, erased };
}

function decide(
  { registry }: Parts,
  request: ExecuteRequest,
  commands: readonly BoundCommand[],
  graph: Graph,
  now: string,
  zone: string,
): Decided {
  const scratch = commands.length > 1 ? overlay(graph) : graph;
  const writes: Write[] = [];
  const results: Json[] = [];
  let stated: Decided['stated'];
  const scoped = scopedRegistry(registry, graph);
  const at = momentAt(now, zone);
  const actor = withOffices(registry, request.actor, graph, at);
  commands.forEach((command, index) => {
    requireCall(command, actor);
    // By his own rights one decides on what one sees.
    const known = command.allow === 'kinds' ? seenGraph(registry, scratch, actor) : scratch;
    const decision = command.run(known, request.commands[index]?.input, {
      actor,
      at,
      registry: scoped,
      newId,
    });
    if ('problems' in decision) throw new Refusal(decision.problems);
    if (decision.stated) {
      if (commands.length > 1) throw new Error(`“${command.name}” is signed, so it is run by itself`);
      stated = { ...decision.stated, meaning: decision.stated.meaning ?? command.signs ?? command.label };
    }
    const resolved = resolveChanges(scratch, scoped, decision.changes, command.allow === 'kinds' ? actor : undefined);
    if ('problems' in resolved) throw new Refusal(resolved.problems);
    // One by one: spread into a call, the writes of a large plan would not fit on the stack.
    for (const one of resolved.writes) writes.push(one);
    if (scratch !== graph)
      scratch.apply(
        resolved.writes.map(({ change }) => change),
        scratch.sequence(),
      );
    results.push(toJson(decision.result));
  });
  return { writes, result: results.at(-1) ?? null, results, stated, by: actingBy(commands.at(-1), actor) };
}

/** Offices as they stand at the head: an appointment that ended a moment ago opens nothing any more. */
function withOffices(registry: Registry, actor: Actor, graph: Graph, at: Moment): Actor {
  if (actor.offices.length === 0) return actor;
  const held = registry.appointments(graph, actor.account, at);
  return { ...actor, offices: actor.offices.filter((office) => held.includes(office)) };
}

/** Several commands in one transaction work on a graph of their own; only a scope that is being made has few enough records. */
function overlay(graph: Graph): Graph {
  if (graph.sequence() > 0) throw new Error('Several commands at once are for a scope that is being created');
  return createGraph(graph.scope, graph.parent);
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
    throw refusal('invalid', say`There is no time zone “${zone}”.`, {
      path: ['zone'],
      remedy: say`Write it as America/Chicago.`,
    });
  }
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}
