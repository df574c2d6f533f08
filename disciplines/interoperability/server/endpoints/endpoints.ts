import { Vault } from '@callosum/deid';
import { ControlIds } from '@callosum/hl7v2';
import { say, type Sentence } from '@callosum/kernel';
import { CONSOLE, type PartServices } from '@callosum/server';
import { newMessageId } from '../ids.ts';
import type { OwnConnections } from '../own-connections.ts';
import { whyNotListening } from '../../commands/endpoints.ts';
import { countedQueue } from '../../commands/observe-queue.ts';
import { testEndpoint } from '../../kinds/test-endpoint.ts';
import { limits } from '../../limits.ts';
import { listen, type Listener, type Received } from '../mllp/listener.ts';
import type { Verdict } from '../mllp/answers.ts';
import { judge, whyInvalid } from './judge.ts';
import { definitionOf, type HeldAgainst, profileIn } from './profile.ts';
import { countMessages, forgetMessages, insertMessage, type Wanted, wantedEndpoints } from './rows.ts';
import type { EndpointSettings } from './settings.ts';

/** How an endpoint does in this process. */
export interface EndpointStatus {
  readonly port: number | undefined;
  /** Why it does not listen. */
  readonly problem: Sentence | undefined;
  /** Senders that are connected now. */
  readonly connected: number;
  readonly received: number;
  readonly rejected: number;
  readonly problems: number;
}

export interface Endpoints {
  /** Opens and closes ports as the records say. */
  readonly sync: () => Promise<void>;
  readonly onWritten: () => void;
  readonly statusOf: (id: string) => EndpointStatus | undefined;
  readonly tidy: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Open {
  readonly wanted: Wanted;
  readonly port: number | undefined;
  readonly listener?: Listener;
  readonly problem?: Sentence;
  vault: Vault;
  /** Messages since the vault was new. */
  taken: number;
  /** When the port was opened; what follows counts from then. */
  readonly since: Date;
  /** Messages that were stored and are acknowledged, and those that are in work. */
  delivered: number;
  working: number;
  /** Control ids that came in. */
  readonly ids: ControlIds;
  counting?: NodeJS.Timeout | undefined;
}

const NOT_STORED = say`The message could not be de-identified, so it was not stored.`;

/** Records are counted that long after the last message. */
const COUNT_AFTER_MS = 1_000;
const SYNC_AFTER_MS = 50;
/** Control ids of so many messages are remembered, to see when one comes again. */
const IDS_REMEMBERED = 100_000;
/** A vault remembers everybody it has met; after so many messages it begins anew. */
const VAULT_MESSAGES = 20_000;

/** The listeners of this process. @param own connections by which this installation itself sends */
export function createEndpoints(
  services: PartServices,
  settings: EndpointSettings,
  own: Pick<OwnConnections, 'runAt'>,
): Endpoints {
  const { pool, graphs, writes, files, log } = services;
  const open = new Map<string, Open>();
  const profiles = new Map<string, HeldAgainst>();
  let turn: Promise<void> = Promise.resolve();
  let waking: NodeJS.Timeout | undefined;
  let closed = false;

  /** The profile of an interface as it is now; read once for each of its states. */
  const heldAgainst = async ({ scope, id }: Wanted): Promise<HeldAgainst | undefined> => {
    const graph = await graphs.of(scope);
    const [of] = graph.out(id, 'testEndpoint.of');
    const hash = of && definitionOf(graph, of.to);
    if (hash === undefined) return undefined;
    const known = profiles.get(hash) ?? (await profileIn(files, hash));
    profiles.set(hash, known);
    return known;
  };

  /** Enters what came in on the record of the endpoint, and on that of the queue it counts for. */
  const count = async (one: Open): Promise<void> => {
    const { scope, id } = one.wanted;
    const held = await heldAgainst({ scope, id });
    const profile = held?.hash ?? null;
    const { counts, last } = await countMessages(pool, id, profile);
    const graph = await graphs.of(scope);
    const enter = (command: string, input: object) =>
      writes.execute({ scope, actor: CONSOLE, internal: true, commands: [{ command, input }] });
    if (last) await enter('testEndpoint.count', { id, lastAt: last.toISOString(), profile, counts });
    if (countedQueue(graph, id)) await enter('queue.observe', { endpoint: id, ...observed(one) });
  };

  const take = async (one: Open, received: Received): Promise<Verdict> => {
    one.working += 1;
    clearTimeout(one.counting);
    try {
      const verdict = await judged(one, received);
      if (verdict.ok) one.delivered += 1;
      return verdict;
    } finally {
      one.working -= 1;
      // What is finished after the port was closed was counted then.
      if (open.get(one.wanted.id) === one) one.counting = setTimeout(() => void counted(one), COUNT_AFTER_MS);
    }
  };

  const judged = async (one: Open, { message, peer }: Received): Promise<Verdict> => {
    const { wanted } = one;
    const held = await heldAgainst(wanted);
    one.taken += 1;
    if (one.taken % VAULT_MESSAGES === 0) one.vault = new Vault();
    const received = new Date();
    const found = await judge(message, { profile: held?.profile, vault: one.vault, asOf: received.getUTCFullYear() });
    if (!found) {
      return { ok: false, kind: 'reject', text: NOT_STORED.text };
    }
    const row = (await graphs.of(wanted.scope)).get(testEndpoint, wanted.id);
    const good = found.valid || row?.fields.answers !== 'valid';
    const again = one.ids.take(message, `the message of ${received.toISOString()}`, found.safe);
    await insertMessage(pool, {
      ...found,
      findings: again ? [again, ...found.findings] : found.findings,
      ...wanted,
      id: newMessageId(),
      endpoint: wanted.id,
      bytes: message.bytes.length,
      answer: good ? 'AA' : 'AE',
      profile: held?.hash ?? null,
      run: await own.runAt(peer),
    });
    return good ? { ok: true } : { ok: false, kind: 'error', text: whyInvalid(found.findings, held !== undefined) };
  };

  const counted = async (one: Open): Promise<void> => {
    one.counting = undefined;
    await count(one).catch((error: unknown) => log(`Counting messages failed: ${messageOf(error)}`));
  };

  const begin = async (wanted: Wanted, port: number | undefined, why: Sentence | undefined): Promise<void> => {
    const problem = why ?? notAllowed(port, settings);
    const fresh = {
      wanted,
      port,
      vault: new Vault(),
      taken: 0,
      since: new Date(),
      delivered: 0,
      working: 0,
      ids: new ControlIds(IDS_REMEMBERED),
    };
    if (problem !== undefined || port === undefined) {
      open.set(wanted.id, { ...fresh, ...(problem === undefined ? {} : { problem }) });
      return;
    }
    const one: Open = fresh;
    try {
      const listener = await listen({
        host: settings.host,
        port,
        ...(settings.tls ? { tls: settings.tls } : {}),
        work: (received) => take(open.get(wanted.id) ?? one, received),
      });
      open.set(wanted.id, { ...one, listener });
    } catch (error) {
      open.set(wanted.id, {
        ...one,
        problem: say`The port cannot be opened: ${messageOf(error)}. Give the endpoint another one, or free this one.`,
      });
    }
  };

  const end = async (id: string): Promise<void> => {
    const one = open.get(id);
    if (!one) return;
    await one.listener?.close();
    open.delete(id);
    if (one.counting === undefined) return;
    clearTimeout(one.counting);
    await counted(one);
  };

  const syncNow = async (): Promise<void> => {
    const wanted = closed ? [] : await wantedEndpoints(pool);
    for (const id of open.keys()) if (!wanted.some((one) => one.id === id)) await end(id);
    for (const one of wanted) {
      const graph = await graphs.of(one.scope);
      const why = whyNotListening(graph, one.id)?.message;
      const port = graph.get(testEndpoint, one.id)?.fields.port;
      const now = open.get(one.id);
      if (now && now.port === port && (now.listener !== undefined) === (why === undefined) && now.listener) continue;
      await end(one.id);
      await begin(one, port, why);
    }
  };
  const sync = (): Promise<void> => {
    turn = turn
      .then(syncNow)
      .catch((error: unknown) => log(`Test endpoints could not be brought up to date: ${messageOf(error)}`));
    return turn;
  };

  return {
    sync,
    onWritten: () => {
      clearTimeout(waking);
      if (!closed) waking = setTimeout(() => void sync(), SYNC_AFTER_MS);
    },
    statusOf: (id) => {
      const one = open.get(id);
      if (!one) return undefined;
      const { connected = 0, received = 0, rejected = 0, problems = 0 } = one.listener?.counts() ?? {};
      return { port: one.listener?.port, problem: one.problem, connected, received, rejected, problems };
    },
    tidy: async () => void (await forgetMessages(pool, limits.messagesKeptDays, limits.messagesKept)),
    close: async () => {
      closed = true;
      clearTimeout(waking);
      await sync();
    },
  };
}

/** What an endpoint has seen since its port was opened. Each figure is counted where it happens, so that what goes missing in between shows. */
function observed({ since, delivered, working, listener }: Open) {
  const { received = 0, rejected = 0 } = listener?.counts() ?? {};
  const at = new Date().toISOString();
  return { since: since.toISOString(), at, sent: received, delivered, rejected, queued: working };
}

/** Why this installation does not open a port; undefined when it does. */
function notAllowed(port: number | undefined, { ports }: EndpointSettings): Sentence | undefined {
  if (!ports) return say`This installation opens no ports for tests: whoever runs it sets CALLOSUM_MLLP_PORTS.`;
  const [first, last] = ports;
  if (port !== undefined && port >= first && port <= last) return undefined;
  return say`This installation opens the ports ${String(first)} to ${String(last)} for tests.`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
