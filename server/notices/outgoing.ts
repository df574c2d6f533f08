import type { Reason } from '@callosum/kernel/contract';
import type { Pool, PoolClient } from 'pg';

/** E-mail; any other way is the id of a browser that is told. */
export const BY_MAIL = 'mail';

/** What became of a notice on its way. */
export type Outcome = 'sent' | 'read' | 'unwanted' | 'unseen' | 'refused';

/** A notice that is to go some way, at some time. */
export interface Planned {
  readonly notice: string;
  readonly way: string;
  readonly account: string;
  readonly urgent: boolean;
  readonly due: Date;
}

/** A notice taken to be sent, as it was written. */
export interface Claimed {
  readonly notice: string;
  readonly urgent: boolean;
  readonly scope: string;
  readonly key: string;
  readonly record: string;
  readonly reason: Reason;
  readonly read: Date | null;
  readonly sequence: number;
  readonly text: string;
  /** Left by choice since. */
  readonly left: boolean;
}

/** Whoever took notices and was not heard of for so long has died with them. */
const LEASE = `interval '5 minutes'`;
const FREE = `done is null and (claimed is null or claimed < now() - ${LEASE})`;

const PLAN = `insert into outgoing (notice, way, account, urgent, due)
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[], $5::timestamptz[])
  on conflict do nothing`;
const CLAIM = `with taken as (
    update outgoing set claimed = now() where account = $1 and way = $2 and due <= now() and ${FREE}
    returning notice, urgent
  )
  select t.notice, t.urgent, n.scope, s.key, n.record, n.reason, n.read, e.sequence, e.text,
    exists (select from watch w where w.account = n.account and w.record = n.record and not w.watching) as "left"
  from taken t join notice n on n.id = t.notice join scope s on s.id = n.scope
  join event e on e.scope = n.scope and e.sequence = n.sequence order by n.made, n.sequence`;
const SETTLE = `update outgoing set done = now(), outcome = $3 where way = $1 and notice = any ($2)`;
const RELEASE = `update outgoing set claimed = null where way = $1 and notice = any ($2) and done is null`;
const GIVE_UP = `update outgoing set done = now(), outcome = 'old' where done is null and due < now() - interval '7 days'`;
const STRANDED = `select distinct account, way from outgoing o
  where due < now() - interval '1 minute' and ${FREE} and not exists (
    select from job j where j.name = $1 and j.finished is null and (j.not_before is null or j.not_before <= now())
      and j.input ->> 'account' = o.account and j.input ->> 'way' = o.way)`;
const PENDING = `select o.notice, o.way, o.urgent, n.reason, s.zone from outgoing o
  join notice n on n.id = o.notice join scope s on s.id = n.scope where o.account = $1 and ${FREE}`;
const MOVE = `update outgoing o set due = t.due from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as t (notice, way, due)
  where o.notice = t.notice and o.way = t.way and o.done is null`;

type Queryable = Pool | PoolClient;

/** Writes down what is to be sent; what stands there already stays as it is. */
export async function plan(db: Queryable, planned: readonly Planned[]): Promise<void> {
  if (planned.length === 0) return;
  await db.query(PLAN, [
    planned.map(({ notice }) => notice),
    planned.map(({ way }) => way),
    planned.map(({ account }) => account),
    planned.map(({ urgent }) => urgent),
    planned.map(({ due }) => due),
  ]);
}

/** Takes what is due for somebody, so that nobody else sends it meanwhile. */
export async function claim(db: Queryable, account: string, way: string): Promise<Claimed[]> {
  return (await db.query<Claimed>(CLAIM, [account, way])).rows;
}

/** It is over with these notices. */
export async function settle(db: Queryable, way: string, ids: readonly string[], outcome: Outcome): Promise<void> {
  if (ids.length > 0) await db.query(SETTLE, [way, ids, outcome]);
}

/** They were not sent; they may be taken again. */
export async function release(db: Queryable, way: string, ids: readonly string[]): Promise<void> {
  await db.query(RELEASE, [way, ids]);
}

/** Who waits for what is overdue, and no job of that name is about to send; what is too old to be news is given up. */
export async function stranded(db: Queryable, job: string): Promise<{ account: string; way: string }[]> {
  await db.query(GIVE_UP);
  return (await db.query<{ account: string; way: string }>(STRANDED, [job])).rows;
}

export interface Pending {
  readonly notice: string;
  readonly way: string;
  readonly urgent: boolean;
  readonly reason: Reason;
  readonly zone: string;
}

/** What is still to be sent to somebody. */
export async function pendingOf(db: Queryable, account: string): Promise<Pending[]> {
  return (await db.query<Pending>(PENDING, [account])).rows;
}

/** Sets other times for what is still to be sent. */
export async function move(db: Queryable, moved: readonly Pick<Planned, 'notice' | 'way' | 'due'>[]): Promise<void> {
  if (moved.length === 0) return;
  await db.query(MOVE, [moved.map(({ notice }) => notice), moved.map(({ way }) => way), moved.map(({ due }) => due)]);
}
