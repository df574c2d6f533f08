import { refusal, say } from '@callosum/kernel';
import type { jobView } from '@callosum/kernel/contract';
import type { Pool } from 'pg';
import type { z } from 'zod';
import type { Access } from '../identity/access.ts';
import type { Asking } from '../identity/caller.ts';
import { describeFailure } from '../operation/failure.ts';
import { newId } from '../store/new-id.ts';
import { inTransaction, storeRefusal } from '../write/transaction.ts';
import type { BoundJob, JobFile } from './job.ts';
import { type Queue } from './queue.ts';
import {
  cancel,
  doneIn,
  failAbandoned,
  findByKey,
  findJob,
  findUnderway,
  insertJob,
  type JobRow,
  jobsOf,
  purge,
  type Queryable,
  unfinished,
} from './rows.ts';
import { CUT_OFF, type Leaving, runJob, type Runs } from './run.ts';

export type JobView = z.infer<typeof jobView>;

export interface StartRequest {
  readonly name: string;
  readonly input: unknown;
  /** The project, or other scope, in which its starter's rights count and whose owners may see it. */
  readonly scope?: string;
  /** Who starts it; the server itself when left out. */
  readonly asking?: Asking;
  /** Started again under the same key, it is the same job. */
  readonly key?: string;
  readonly notBefore?: Date;
}

export interface Jobs {
  /**
   * Starts a job. @param client a transaction that it belongs to: it begins when that is committed, and never otherwise.
   * @throws Refusal `invalid` when the input is not what the job takes.
   */
  readonly start: (request: StartRequest, client?: Queryable) => Promise<string>;
  /** Whether there is such work in this installation. */
  readonly has: (name: string) => boolean;
  /** The latest an account started, newest first. */
  readonly list: (asking: Asking) => Promise<JobView[]>;
  /** @throws Refusal `not-found` for anybody but who started it and owners of its scope. */
  readonly get: (asking: Asking, id: string) => Promise<JobView>;
  readonly cancel: (asking: Asking, id: string) => Promise<JobView>;
  /** How far the job of a name with such an input is, from 0 to 1, for whoever may see what it works at; undefined when there is none underway. */
  readonly fractionOf: (name: string, input: unknown) => Promise<number | undefined>;
  /** Hears that a job of a name has ended, on whichever node, or may have; returns how to stop. */
  readonly onEnded: (names: readonly string[], listener: () => void) => () => void;
  /** What jobs of a name have done in a scope, as far as one may see it, newest first. */
  readonly finishedIn: (asking: Asking, scope: string, name: string) => Promise<JobRow[]>;
  /** The file a finished job left. @throws Refusal `not-found`. */
  readonly file: (asking: Asking, id: string) => Promise<JobFile>;
  /** Hears of everything that becomes of an account's jobs, on whichever node they run; returns how to stop. */
  readonly watch: (asking: Asking, listener: (job: JobView) => void) => () => void;
  /** What the channel `job` said; empty when something may have been missed. */
  readonly onTold: (payload: string) => void;
  /** Declares what there is to do, and when this process shall do it, begins. Takes up what was left. */
  readonly begin: (declared: readonly BoundJob[], work: boolean) => Promise<void>;
  /** Lets go of what runs: after a moment of grace it is told to stop. */
  readonly close: () => Promise<void>;
}

interface Parts {
  readonly pool: Pool;
  readonly access: Access;
  readonly queue: Queue;
  readonly log: (line: string) => void;
}

interface Watcher {
  readonly asking: Asking;
  readonly listener: (job: JobView) => void;
}

const MOST_LISTED = 30;
const MOST_FINISHED = 200;
const SWEEP_EVERY_MS = 15_000;
const SILENT_SECONDS = 60;
const GRACE_MS = 3_000;

export function createJobs(parts: Parts): Jobs {
  const { pool, access, queue, log } = parts;
  const declared = new Map<string, BoundJob>();
  const watchers = new Map<string, Set<Watcher>>();
  const endings = new Set<(name: string | undefined) => void>();
  const runs: Runs = { pool, access, log, running: new Map<string, (why: Leaving) => void>() };
  let sweeping: NodeJS.Timeout | undefined;

  const start: Jobs['start'] = async (request, client) => {
    const job = declared.get(request.name);
    if (!job) throw new Error(`No job “${request.name}” is declared`);
    job.check(request.input);
    const row = {
      id: newId(),
      name: request.name,
      scope: request.scope ?? null,
      account: request.asking?.id ?? null,
      limits: request.asking?.limits ?? null,
      input: request.input,
      key: request.key ?? null,
      notBefore: request.notBefore ?? null,
    };
    const put = async (db: Queryable): Promise<string> => {
      if (await insertJob(db, row)) {
        await queue.send(job, { id: row.id, attempt: 0 }, row.notBefore, db);
        return row.id;
      }
      const known = await findByKey(db, row.key ?? '');
      if (!known)
        throw refusal('conflict', say`${job.label} was just started by somebody else.`, { remedy: say`Try again.` });
      return known.id;
    };
    return client ? put(client) : inTransaction(pool, put);
  };

  /** One's own, as far as a token reaches; and those of the scopes one owns. */
  const maySee = async (asking: Asking, { account, scope }: JobRow): Promise<boolean> => {
    const isMine = account === asking.id;
    if (isMine && !asking.limits) return true;
    const roles = scope === null ? [] : (await access.actorIn(asking, scope)).roles;
    return isMine ? roles.length > 0 : roles.includes('owner');
  };
  const visible = async (asking: Asking, id: string): Promise<JobRow> => {
    const row = await findJob(pool, id).catch((error: unknown) => {
      throw storeRefusal(error);
    });
    if (row && (await maySee(asking, row))) return row;
    throw refusal('not-found', say`There is no such job, or you may not see it.`);
  };

  const present = (row: JobRow): JobView => {
    const job = declared.get(row.name);
    return {
      id: row.id,
      name: row.name,
      label: job?.label ?? row.name,
      state: row.cancelling && row.state === 'running' ? 'cancelling' : row.state,
      fraction: row.fraction,
      word: row.word === null ? null : { key: row.word, text: job?.words[row.word] ?? row.word },
      file: row.result?.file ? { name: row.result.file.name, size: row.result.file.size } : null,
      value: row.result?.value ?? null,
      problems: [...(row.problems ?? [])],
      created: row.created.toISOString(),
      finished: row.finished?.toISOString() ?? null,
    };
  };

  const tellWatchers = async (account: string, id: string | undefined): Promise<void> => {
    const listeners = watchers.get(account);
    if (!listeners) return;
    const row = id === undefined ? undefined : await findJob(pool, id);
    const rows = id === undefined ? await jobsOf(pool, account, MOST_LISTED) : row ? [row] : [];
    for (const { asking, listener } of listeners) {
      for (const one of rows) if (await maySee(asking, one)) listener(present(one));
    }
  };
  const told = async (account: string, id?: string): Promise<void> =>
    tellWatchers(account, id).catch((error: unknown) => log(`Telling about a job failed: ${describeFailure(error)}`));

  const sweep = async (): Promise<void> => {
    const most = Object.fromEntries([...declared.values()].map(({ name, retries }) => [name, retries?.most ?? 0]));
    await failAbandoned(pool, most, CUT_OFF, SILENT_SECONDS);
    await purge(
      pool,
      [...declared.values()].filter(({ keep }) => keep).map(({ name }) => name),
    );
  };
  const sweepQuietly = (): Promise<void> =>
    sweep().catch((error: unknown) => log(`Looking after jobs failed: ${describeFailure(error)}`));

  /** After a crash or a restore the queue may not know of what the table says is to be done. */
  const takeUp = async (): Promise<void> => {
    for (const { notBefore, ...row } of await unfinished(pool, [...declared.keys()])) {
      const job = declared.get(row.name);
      const mayRun = row.state === 'waiting' || job?.retries !== undefined;
      if (job && mayRun && !row.cancelling) await queue.send(job, row, notBefore);
    }
  };

  return {
    start,
    has: (name) => declared.has(name),
    list: async (asking) => {
      const rows = await jobsOf(pool, asking.id, MOST_LISTED);
      const seen = await Promise.all(rows.map((row) => maySee(asking, row)));
      return rows.filter((_, index) => seen[index]).map(present);
    },
    get: async (asking, id) => present(await visible(asking, id)),
    cancel: async (asking, id) => {
      const row = await visible(asking, id);
      if (asking.limits?.readOnly) throw refusal('not-allowed', say`This token may read, but not stop anything.`);
      return present((await cancel(pool, row.id)) ?? row);
    },
    fractionOf: async (name, input) => (await findUnderway(pool, name, input))?.fraction,
    onEnded: (names, listener) => {
      const hear = (name: string | undefined): void => {
        if (name === undefined || names.includes(name)) listener();
      };
      endings.add(hear);
      return () => void endings.delete(hear);
    },
    finishedIn: async (asking, scope, name) => {
      const rows = await doneIn(pool, scope, name, MOST_FINISHED);
      const seen = await Promise.all(rows.map((row) => maySee(asking, row)));
      return rows.filter((_, index) => seen[index]);
    },
    file: async (asking, id) => {
      const { result } = await visible(asking, id);
      if (result?.file) return result.file;
      throw refusal('not-found', say`This job left no file.`);
    },
    watch: (asking, listener) => {
      const watcher = { asking, listener };
      const listeners = watchers.get(asking.id) ?? new Set();
      watchers.set(asking.id, listeners.add(watcher));
      return () => {
        listeners.delete(watcher);
        if (listeners.size === 0) watchers.delete(asking.id);
      };
    },
    onTold: (payload) => {
      const message = readTold(payload);
      if (!message) {
        for (const account of watchers.keys()) void told(account);
        for (const hear of endings) hear(undefined);
        return;
      }
      if (message.state === 'waiting') queue.wake(message.name);
      if (message.cancelling) runs.running.get(message.id)?.('cancelled');
      if (message.account !== null) void told(message.account, message.id);
      if (message.state !== 'waiting' && message.state !== 'running') for (const hear of endings) hear(message.name);
    },
    begin: async (list, work) => {
      for (const job of list) {
        declared.set(job.name, job);
        await queue.declare(job);
      }
      if (!work) return;
      await takeUp();
      for (const job of list) await queue.work(job, (id) => runJob(runs, job, id));
      await sweepQuietly();
      sweeping = setInterval(() => void sweepQuietly(), SWEEP_EVERY_MS);
    },
    close: async () => {
      clearInterval(sweeping);
      const grace = setTimeout(() => {
        for (const leave of runs.running.values()) leave('stopping');
      }, GRACE_MS);
      await queue.close();
      clearTimeout(grace);
    },
  };
}

interface Told {
  readonly id: string;
  readonly name: string;
  readonly account: string | null;
  readonly state: string;
  readonly cancelling: boolean;
}

function isTold(value: unknown): value is Told {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value && 'account' in value;
}

function readTold(payload: string): Told | undefined {
  if (payload === '') return undefined;
  const read: unknown = JSON.parse(payload);
  return isTold(read) ? read : undefined;
}
