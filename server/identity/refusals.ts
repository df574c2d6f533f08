import type { RefusedAccess } from '@callosum/kernel/contract';
import type { Pool } from 'pg';
import { describeFailure } from '../operation/failure.ts';

/** One request that was refused, without anything that was sent with it. */
export interface RefusedRequest {
  /** Who asked; undefined when nobody was signed in. */
  readonly account: string | undefined;
  /** The route or operation, with the command where it is one. */
  readonly operation: string;
  readonly reason: RefusedAccess['reason'];
  /** Key of a project as it stood in the address; none that there is: written down without. */
  readonly project: string | undefined;
}

/** What was refused to whom. It is counted here and written down now and then, so that whoever asks without end fills nothing. */
export interface Refusals {
  readonly note: (one: RefusedRequest) => void;
  /** Writes down what was counted so far. */
  readonly flush: () => Promise<void>;
  /** The newest first. */
  readonly list: () => Promise<RefusedAccess[]>;
}

const WRITE_AFTER_MS = 5_000;
/** Beyond this many different ones at once, projects are not told apart. */
const MOST_AT_ONCE = 2_000;
const SHOWN = 500;
const KEPT_DAYS = 90;

const ADD = `insert into refusal (hour, account, operation, reason, scope, count, last)
  select date_trunc('hour', one.last, 'UTC'), one.account, one.operation, one.reason, coalesce(s.id::text, ''),
    sum(one.count), max(one.last)
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::timestamptz[])
    as one (account, operation, reason, project, count, last)
  left join scope s on s.key = one.project
  group by 1, 2, 3, 4, 5
  on conflict (hour, account, operation, reason, scope)
    do update set count = refusal.count + excluded.count, last = greatest(refusal.last, excluded.last)`;
const NEWEST = `select r.account, r.operation, r.reason, s.key as project, r.count, r.last
  from refusal r left join scope s on s.id::text = r.scope order by r.last desc, r.account, r.operation limit $1`;

interface Counted extends RefusedRequest {
  count: number;
  last: Date;
}

export function createRefusals(pool: Pool, log: (line: string) => void): Refusals {
  let counted = new Map<string, Counted>();
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const all = [...counted.values()];
    counted = new Map();
    if (all.length > 0) {
      writing = writing
        .then(() => add(pool, all))
        .catch((error: unknown) => log(`Refusals could not be written down: ${describeFailure(error)}`));
    }
    return writing;
  };
  return {
    note: (one) => {
      const kept = counted.size < MOST_AT_ONCE ? one : { ...one, project: undefined };
      const key = [kept.account, kept.operation, kept.reason, kept.project].join('\n');
      const before = counted.get(key);
      counted.set(key, { ...kept, count: (before?.count ?? 0) + 1, last: new Date() });
      timer ??= setTimeout(() => void flush(), WRITE_AFTER_MS).unref();
    },
    flush,
    list: async () => {
      await flush();
      const { rows } = await pool.query<Omit<RefusedAccess, 'last' | 'account'> & { account: string; last: Date }>(
        NEWEST,
        [SHOWN],
      );
      return rows.map(({ account, last, ...row }) => ({
        ...row,
        account: account === '' ? null : account,
        last: last.toISOString(),
      }));
    },
  };
}

async function add(pool: Pool, all: readonly Counted[]): Promise<void> {
  await pool.query(ADD, [
    all.map(({ account }) => account ?? ''),
    all.map(({ operation }) => operation),
    all.map(({ reason }) => reason),
    all.map(({ project }) => project ?? ''),
    all.map(({ count }) => count),
    all.map(({ last }) => last),
  ]);
}

/** Those long past say nothing any more. */
export async function forgetRefusals(pool: Pool): Promise<void> {
  await pool.query('delete from refusal where hour < now() - make_interval(days => $1)', [KEPT_DAYS]);
}
