import type { Actor, Registry } from '@callosum/kernel';
import type { Pool } from 'pg';
import type { Access } from '../identity/access.ts';
import type { Mail } from '../mail/mail.ts';
import { describeFailure } from '../operation/failure.ts';
import type { FieldEncryption } from '../secrets/field-encryption.ts';
import { headerOf, type StoredRow } from '../store/events.ts';
import type { Graphs } from '../store/graphs.ts';
import { newId } from '../store/new-id.ts';
import type { Lanes } from '../write/lane.ts';
import { PATIENCE_MS, pauseAfter } from './backoff.ts';
import { asksFor, isSeen, messageBody, messageId } from './message.ts';
import * as rows from './rows.ts';
import { checkedAddress, type Inside, type Outcome, send } from './send.ts';
import { newWebhookSecret, sign } from './signature.ts';

export interface NewWebhook {
  readonly scope: string;
  readonly address: string;
  readonly kinds: readonly string[];
  readonly commands: readonly string[];
  readonly createdBy: string;
}

/** Tells others of what happens, in the order of each scope's ledger. */
export interface Webhooks {
  /** @throws Refusal for an address that may not be used. */
  readonly create: (webhook: NewWebhook) => Promise<{ id: string; secret: string }>;
  readonly rotate: (id: string) => Promise<{ id: string; secret: string }>;
  /** Sends something that is no event. */
  readonly ping: (webhook: rows.Webhook, scopeKey: string) => Promise<rows.AttemptRow>;
  /** Something was written in a scope. */
  readonly wake: (scope: string) => void;
  readonly close: () => Promise<void>;
}

interface Parts {
  readonly pool: Pool;
  readonly registry: Registry;
  readonly graphs: Graphs;
  readonly lanes: Lanes;
  readonly access: Access;
  readonly mail: Mail;
  readonly fields: FieldEncryption;
  /** Hosts inside that may be told. */
  readonly inside: Inside;
  readonly log: (line: string) => void;
}

const SWEEP_MS = 5_000;
const PAGE = 200;
const EVENTS = `select e.sequence, e.text, s.key from event e join scope s on s.id = e.scope
  where e.scope = $1 and e.sequence > $2 order by e.sequence limit ${PAGE}`;

type Event = Pick<StoredRow, 'sequence' | 'text'> & { readonly key: string };

/** Roles that may have others told; whoever loses them tells no more. */
export const TELLERS: ReadonlySet<string> = new Set(['owner', 'manager']);
export const mayTell = ({ roles }: Actor): boolean => roles.some((role) => TELLERS.has(role));

const secretPlace = (id: string): string => `secret of webhook ${id}`;

/** @param work whether this process delivers; a command only writes down what is to be told. */
export function createWebhooks(parts: Parts, work: boolean): Webhooks {
  const { pool, fields, log } = parts;
  const closing = new AbortController();
  const running = new Map<string, Promise<void>>();

  const begin = (id: string): void => {
    if (!work || closing.signal.aborted || running.has(id)) return;
    const done = deliver(parts, id, closing.signal)
      .catch((error: unknown) => log(`Telling by webhook ${id} failed: ${describeFailure(error)}`))
      .finally(() => running.delete(id));
    running.set(id, done);
  };
  const look = (scope?: string): void => {
    rows
      .dueWebhooks(pool, scope)
      .then((due) => due.forEach(begin))
      .catch((error: unknown) => log(`Looking for webhooks failed: ${describeFailure(error)}`));
  };
  const clock = work ? setInterval(() => look(), SWEEP_MS) : undefined;
  if (work) look();
  return {
    create: async ({ scope, address, kinds, commands, createdBy }) => {
      const url = checkedAddress(address, parts.inside);
      const [id, secret] = [newId(), newWebhookSecret()];
      const sealed = fields.encrypt(secret, secretPlace(id));
      const row = { id, scope, address: url.href, kinds, commands, secret: sealed, created_by: createdBy };
      await rows.insertWebhook(pool, row);
      return { id, secret };
    },
    rotate: async (id) => {
      const secret = newWebhookSecret();
      await rows.replaceSecret(pool, id, fields.encrypt(secret, secretPlace(id)));
      return { id, secret };
    },
    ping: async (webhook, scope) => {
      const timestamp = new Date().toISOString();
      const body = JSON.stringify({ type: 'ping', timestamp, data: { scope } });
      return tell(parts, webhook, `msg_${newId()}`, body);
    },
    wake: (scope) => {
      if (work && !closing.signal.aborted) look(scope);
    },
    close: async () => {
      closing.abort();
      clearInterval(clock);
      await Promise.all(running.values());
    },
  };
}

/** Signs, sends and writes down what came of it. */
async function tell(parts: Parts, webhook: rows.Webhook, id: string, body: string): Promise<rows.AttemptRow> {
  const { fields, inside, pool } = parts;
  const place = secretPlace(webhook.id);
  const before = webhook.secret_before !== null && (webhook.secret_before_until ?? new Date(0)) > new Date();
  const sealed = [webhook.secret, ...(before && webhook.secret_before !== null ? [webhook.secret_before] : [])];
  const secrets = sealed.map((one) => fields.decrypt(one, place));
  const message = sign(id, body, secrets, Math.floor(Date.now() / 1_000));
  const outcome: Outcome = await send(webhook.address, message, inside);
  return rows.keepAttempt(pool, webhook.id, id, outcome);
}

/** Delivers what is due, one event after the other, until all is told or something does not arrive. */
async function deliver(parts: Parts, id: string, closing: AbortSignal): Promise<void> {
  const { pool } = parts;
  const webhook = await rows.claimWebhook(pool, id);
  if (!webhook) return;
  try {
    let { position } = webhook;
    for (;;) {
      const events = (await pool.query<Event>(EVENTS, [webhook.scope, position])).rows;
      const last = events.at(-1);
      if (!last) return;
      if (!(await deliverPage(parts, webhook, events, last.sequence, closing))) return;
      position = last.sequence;
      await rows.movedOn(pool, id, position);
    }
  } finally {
    await rows.releaseWebhook(pool, id);
  }
}

/** @returns whether all of them were told or passed over. */
async function deliverPage(
  parts: Parts,
  webhook: rows.Webhook,
  events: readonly Event[],
  upTo: number,
  closing: AbortSignal,
): Promise<boolean> {
  const { pool, graphs, lanes, registry, access } = parts;
  const graph = await graphs.of(webhook.scope);
  await lanes.run(webhook.scope, () => graphs.bringTo(graph, upTo, pool));
  for (const row of events) {
    const event = headerOf(row);
    if (!asksFor(webhook, event)) continue;
    if (closing.aborted || !(await rows.keepClaim(pool, webhook.id))) return false;
    // Asked each time: rights may have been taken a moment ago.
    const actor = await access.actorIn({ id: webhook.created_by }, webhook.scope);
    if (!mayTell(actor)) {
      await rows.pauseWebhook(pool, webhook.id, 'rights');
      return false;
    }
    if (!isSeen(registry, graph, actor, event)) continue;
    const { delivered } = await tell(
      parts,
      webhook,
      messageId(webhook.id, event.sequence),
      messageBody(event, row.key),
    );
    if (!delivered) {
      await keepTrying(parts, webhook);
      return false;
    }
    await rows.movedOn(pool, webhook.id, event.sequence);
  }
  return true;
}

async function keepTrying({ pool, mail, log }: Parts, { id, scope }: rows.Webhook): Promise<void> {
  const now = await rows.findWebhook(pool, scope, id);
  if (!now) return;
  await rows.failedAgain(pool, id, pauseAfter(now.tries + 1));
  if (now.failing_since === null || Date.now() - now.failing_since.getTime() < PATIENCE_MS) return;
  await rows.pauseWebhook(pool, id, 'failing');
  log(`Webhook ${id} has failed for three days and is paused.`);
  const { rows: people } = await pool.query<{ email: string }>('select email from "user" where id = $1', [
    now.created_by,
  ]);
  for (const { email } of people) {
    await mail.send({
      to: email,
      subject: 'A webhook of yours is paused',
      text: `Nothing sent to ${new URL(now.address).host} has arrived for three days. Nothing more is sent until somebody resumes the webhook in its project; then it goes on where it stopped.`,
    });
  }
}
