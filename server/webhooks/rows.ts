import type { SentenceForm } from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';
import { newId } from '../store/new-id.ts';
import type { Outcome } from './send.ts';

export interface Webhook {
  readonly id: string;
  readonly scope: string;
  readonly address: string;
  readonly kinds: readonly string[];
  readonly commands: readonly string[];
  readonly secret: string;
  readonly secret_before: string | null;
  readonly secret_before_until: Date | null;
  readonly created_by: string;
  readonly created: Date;
  readonly position: number;
  readonly tries: number;
  readonly failing_since: Date | null;
  readonly due: Date;
  readonly paused: Date | null;
  readonly paused_why: string | null;
}

export interface AttemptRow {
  readonly id: string;
  readonly message: string;
  readonly made: Date;
  readonly delivered: boolean;
  readonly status: number | null;
  readonly why: string | null;
  /** The same for other languages; null in what an earlier version kept. */
  readonly sentence: SentenceForm | null;
  readonly milliseconds: number;
}

type Db = Pool | PoolClient;

const ALL = `id, scope, address, kinds, commands, secret, secret_before, secret_before_until, created_by, created, position,
  tries, failing_since, due, paused, paused_why`;
/** A node that was silent for so long has died, or was cut off; what it sent may be sent again under the same id. */
const CLAIM_SECONDS = 60;
const MOST_ATTEMPTS = 200;

export async function webhooksOf(db: Db, scope: string): Promise<(Webhook & { behind: number })[]> {
  const { rows } = await db.query<Webhook & { behind: number }>(
    `select ${ALL.replaceAll(/\b(scope|position)\b/g, 'w.$1')}, h.sequence - w.position as behind
     from webhook w join head h on h.scope = w.scope where w.scope = $1 order by created`,
    [scope],
  );
  return rows;
}

export async function findWebhook(db: Db, scope: string, id: string): Promise<Webhook | undefined> {
  return (await db.query<Webhook>(`select ${ALL} from webhook where id = $2 and scope = $1`, [scope, id])).rows[0];
}

/** Begins with what happens from now on. */
export async function insertWebhook(
  db: Db,
  row: Pick<Webhook, 'id' | 'scope' | 'address' | 'kinds' | 'commands' | 'secret' | 'created_by'>,
): Promise<void> {
  await db.query(
    `insert into webhook (id, scope, address, kinds, commands, secret, created_by, position)
     select $1, $2, $3, $4, $5, $6, $7, sequence from head where scope = $2`,
    [row.id, row.scope, row.address, row.kinds, row.commands, row.secret, row.created_by],
  );
}

export const replaceSecret = (db: Db, id: string, secret: string) =>
  db.query(
    `update webhook set secret_before = secret, secret_before_until = now() + interval '1 day', secret = $2 where id = $1`,
    [id, secret],
  );

export const removeWebhook = (db: Db, id: string) => db.query('delete from webhook where id = $1', [id]);

export const pauseWebhook = (db: Db, id: string, why: string) =>
  db.query('update webhook set paused = now(), paused_why = $2 where id = $1 and paused is null', [id, why]);

export const resumeWebhook = (db: Db, id: string) =>
  db.query(
    `update webhook set paused = null, paused_why = null, tries = 0, failing_since = null, due = now() where id = $1`,
    [id],
  );

/** Those with something to look at, of a scope or of all. */
export async function dueWebhooks(db: Db, scope?: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select w.id from webhook w join head h on h.scope = w.scope
     where w.paused is null and w.due <= now() and h.sequence > w.position and ($1::uuid is null or w.scope = $1)`,
    [scope ?? null],
  );
  return rows.map(({ id }) => id);
}

/** Takes one for this node, when it is still due and no other has it. */
export async function claimWebhook(db: Db, id: string): Promise<Webhook | undefined> {
  const { rows } = await db.query<Webhook>(
    `update webhook set claimed = now() where id = $1 and paused is null and due <= now()
       and (claimed is null or claimed < now() - interval '${CLAIM_SECONDS} seconds') returning ${ALL}`,
    [id],
  );
  return rows[0];
}

/** Still at it. @returns whether it stands and is not paused. */
export async function keepClaim(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query('update webhook set claimed = now() where id = $1 and paused is null', [id]);
  return rowCount === 1;
}

export const releaseWebhook = (db: Db, id: string) => db.query('update webhook set claimed = null where id = $1', [id]);

export const movedOn = (db: Db, id: string, position: number) =>
  db.query(
    `update webhook set position = greatest(position, $2), tries = 0, failing_since = null, due = now() where id = $1`,
    [id, position],
  );

export const failedAgain = (db: Db, id: string, pauseMs: number) =>
  db.query(
    `update webhook set tries = tries + 1, failing_since = coalesce(failing_since, now()),
       due = now() + $2 * interval '1 millisecond' where id = $1`,
    [id, pauseMs],
  );

export async function keepAttempt(db: Db, webhook: string, message: string, outcome: Outcome): Promise<AttemptRow> {
  const { delivered, status, why, sentence, milliseconds } = outcome;
  const { rows } = await db.query<AttemptRow>(
    `insert into webhook_attempt (id, webhook, message, delivered, status, why, sentence, milliseconds)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     returning id, message, made, delivered, status, why, sentence, milliseconds`,
    [
      newId(),
      webhook,
      message,
      delivered,
      status,
      why,
      sentence === null ? null : JSON.stringify(sentence),
      milliseconds,
    ],
  );
  const [row] = rows;
  if (!row) throw new Error('The attempt was not written down');
  return row;
}

export async function attemptsOf(db: Db, webhook: string): Promise<AttemptRow[]> {
  const { rows } = await db.query<AttemptRow>(
    `select id, message, made, delivered, status, why, sentence, milliseconds from webhook_attempt where webhook = $1
     order by made desc, id desc limit ${MOST_ATTEMPTS}`,
    [webhook],
  );
  return rows;
}

/** Older attempts than a month tell nobody anything. */
export async function forgetOldAttempts(db: Db): Promise<void> {
  await db.query(`delete from webhook_attempt where made < now() - interval '30 days'`);
}
