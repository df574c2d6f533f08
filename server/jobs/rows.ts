import type { Problem, ProblemForm } from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';
import type { Limits } from '../identity/caller.ts';
import type { JobOutcome } from './job.ts';

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** A job as the store holds it. */
export interface JobRow {
  readonly id: string;
  readonly name: string;
  readonly scope: string | null;
  readonly account: string | null;
  readonly limits: Limits | null;
  readonly input: unknown;
  readonly state: JobState;
  readonly attempt: number;
  readonly fraction: number;
  readonly word: string | null;
  readonly cancelling: boolean;
  readonly result: JobOutcome | null;
  readonly problems: readonly ProblemForm[] | null;
  readonly created: Date;
  readonly finished: Date | null;
}

export type Queryable = Pick<Pool | PoolClient, 'query'>;

const COLUMNS = `id, name, scope, account, limits, input, state, attempt, fraction, word, cancelling, result, problems, created, finished`;

/** Tells every node, at the commit, that something about a job is new. */
const TELL = `pg_notify('job', json_build_object('id', id, 'name', name, 'account', account, 'state', state, 'cancelling', cancelling)::text)`;

async function one(db: Queryable, statement: string, values: readonly unknown[]): Promise<JobRow | undefined> {
  const { rows } = await db.query<JobRow>(statement, [...values]);
  return rows[0];
}

function changing(set: string, where: string): string {
  return `with changed as (update job set ${set} where ${where} returning *)
    select ${COLUMNS}, ${TELL} from changed`;
}

/** @returns whether it is new; under a known key there is one already. */
export async function insertJob(
  db: Queryable,
  job: Pick<JobRow, 'id' | 'name' | 'scope' | 'account' | 'limits' | 'input'> & {
    key: string | null;
    notBefore: Date | null;
  },
): Promise<boolean> {
  const { rows } = await db.query(
    `with made as (insert into job (id, name, scope, account, limits, key, input, not_before)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (key) do nothing returning *)
     select ${TELL} from made`,
    [
      job.id,
      job.name,
      job.scope,
      job.account,
      job.limits && JSON.stringify(job.limits),
      job.key,
      JSON.stringify(job.input),
      job.notBefore,
    ],
  );
  return rows.length > 0;
}

export function findJob(db: Queryable, id: string): Promise<JobRow | undefined> {
  return one(db, `select ${COLUMNS} from job where id = $1`, [id]);
}

export function findByKey(db: Queryable, key: string): Promise<JobRow | undefined> {
  return one(db, `select ${COLUMNS} from job where key = $1`, [key]);
}

/** The first job of a name with such an input that is not finished. */
export function findUnderway(db: Queryable, name: string, input: unknown): Promise<JobRow | undefined> {
  return one(
    db,
    `select ${COLUMNS} from job where name = $1 and input = $2 and finished is null order by created, id limit 1`,
    [name, JSON.stringify(input)],
  );
}

/** The latest that an account started, newest first. */
export async function jobsOf(db: Queryable, account: string, most: number): Promise<JobRow[]> {
  const { rows } = await db.query<JobRow>(
    `select ${COLUMNS} from job where account = $1 order by created desc, id desc limit $2`,
    [account, most],
  );
  return rows;
}

/** Takes a job for a new attempt; nothing when it is finished or being cancelled. Whoever had it before has lost it. */
export function claim(db: Queryable, id: string): Promise<JobRow | undefined> {
  return one(
    db,
    changing(
      `state = 'running', attempt = attempt + 1, fraction = 0, word = null, problems = null, seen = now()`,
      `id = $1 and finished is null and not cancelling`,
    ),
    [id],
  );
}

/** Notes how far an attempt is. @returns the job, unless the attempt is no longer the one that counts. */
export function touch(
  db: Queryable,
  { id, attempt, fraction, word }: Pick<JobRow, 'id' | 'attempt' | 'fraction' | 'word'>,
): Promise<JobRow | undefined> {
  return one(db, changing(`seen = now(), fraction = $3, word = $4`, `id = $1 and attempt = $2 and state = 'running'`), [
    id,
    attempt,
    fraction,
    word,
  ]);
}

/** Still at it, with nothing new to tell. @returns whether the attempt counts, and whether it is to be cancelled. */
export async function stillHere(
  db: Queryable,
  { id, attempt }: Pick<JobRow, 'id' | 'attempt'>,
): Promise<{ cancelling: boolean } | undefined> {
  const { rows } = await db.query<{ cancelling: boolean }>(
    `update job set seen = now() where id = $1 and attempt = $2 and state = 'running' returning cancelling`,
    [id, attempt],
  );
  return rows[0];
}

export function finish(
  db: Queryable,
  { id, attempt }: Pick<JobRow, 'id' | 'attempt'>,
  end: { state: 'done' | 'failed' | 'cancelled'; result?: JobOutcome; problems?: readonly Problem[] },
): Promise<JobRow | undefined> {
  return one(
    db,
    changing(
      `state = $3, result = $4, problems = $5, finished = now(), fraction = case when $3 = 'done' then 1 else fraction end`,
      `id = $1 and attempt = $2 and state = 'running'`,
    ),
    [
      id,
      attempt,
      end.state,
      end.result ? JSON.stringify(end.result) : null,
      end.problems ? JSON.stringify(end.problems) : null,
    ],
  );
}

/** Back to the queue, to be tried again. */
export function postpone(
  db: Queryable,
  { id, attempt }: Pick<JobRow, 'id' | 'attempt'>,
  problems: readonly Problem[],
): Promise<JobRow | undefined> {
  return one(db, changing(`state = 'waiting', problems = $3`, `id = $1 and attempt = $2 and state = 'running'`), [
    id,
    attempt,
    JSON.stringify(problems),
  ]);
}

/** Ends one that waits; asks the node that runs it to stop. Nothing when it is finished. */
export function cancel(db: Queryable, id: string): Promise<JobRow | undefined> {
  return one(
    db,
    changing(
      `cancelling = true, state = case when state = 'waiting' then 'cancelled' else state end,
       finished = case when state = 'waiting' then now() end`,
      `id = $1 and finished is null`,
    ),
    [id],
  );
}

/** All that are to be done, of the named kinds. */
export async function unfinished(
  db: Queryable,
  names: readonly string[],
): Promise<(JobRow & { notBefore: Date | null })[]> {
  const { rows } = await db.query<JobRow & { notBefore: Date | null }>(
    `select ${COLUMNS}, not_before as "notBefore" from job where finished is null and name = any ($1) order by id`,
    [names],
  );
  return rows;
}

/**
 * Ends those whose node has not been heard of, and that must not be tried, or were tried in vain.
 * @param most how often each kind of job is tried again; of others nothing is known here, and they are left alone.
 */
export async function failAbandoned(
  db: Queryable,
  most: Readonly<Record<string, number>>,
  problem: Problem,
  silentSeconds: number,
): Promise<void> {
  await db.query(
    changing(
      `state = case when cancelling then 'cancelled' else 'failed' end, finished = now(),
       problems = case when cancelling then problems else $2 end`,
      `state = 'running' and $1::jsonb ? name and seen < now() - make_interval(secs => $3)
         and (cancelling or attempt > ($1::jsonb ->> name)::integer or seen < now() - interval '10 minutes')`,
    ),
    [JSON.stringify(most), JSON.stringify([problem]), silentSeconds],
  );
}

/** Forgets what is long done: sooner what nobody started, never what was made by those to be kept. */
export async function purge(db: Queryable, kept: readonly string[]): Promise<void> {
  await db.query(
    `delete from job where (finished < now() - interval '30 days' and not (state = 'done' and name = any ($1)))
       or (account is null and finished < now() - interval '1 day' and state <> 'failed')`,
    [kept],
  );
}

/** What was done in a scope by jobs of a name, newest first. */
export async function doneIn(db: Queryable, scope: string, name: string, most: number): Promise<JobRow[]> {
  const { rows } = await db.query<JobRow>(
    `select ${COLUMNS} from job where scope = $1 and name = $2 and state = 'done' order by finished desc, id desc limit $3`,
    [scope, name, most],
  );
  return rows;
}
