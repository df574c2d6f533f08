import type { Registry } from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import type { News } from '../collaboration/news.ts';
import type { Access } from '../identity/access.ts';
import type { Settings } from '../identity/settings.ts';
import { type BoundJob, defineJob } from '../jobs/job.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Mail } from '../mail/mail.ts';
import type { FieldEncryption } from '../secrets/field-encryption.ts';
import type { Graphs } from '../store/graphs.ts';
import type { Inside } from '../webhooks/send.ts';
import type { Lanes } from '../write/lane.ts';
import { inTransaction } from '../write/transaction.ts';
import { mailReadiness } from './address.ts';
import { deviceIdsOf } from './devices.ts';
import type { LeaveLinks } from './leave.ts';
import { BY_MAIL, claim, move, pendingOf, plan, type Planned, release, settle, stranded } from './outgoing.ts';
import { preferencesOf } from './preferences.ts';
import { dueOf } from './schedule.ts';
import { send } from './send.ts';
import { sift } from './sift.ts';
import type { PushKeys } from './vapid.ts';

export interface DeliveryParts {
  readonly pool: Pool;
  readonly registry: Registry;
  readonly graphs: Graphs;
  readonly lanes: Lanes;
  readonly access: Access;
  readonly settings: Settings;
  readonly mail: Mail;
  readonly jobs: Jobs;
  readonly links: LeaveLinks;
  readonly fields: FieldEncryption;
  readonly pushKeys: () => Promise<PushKeys>;
  /** Push services within this server's own network. */
  readonly pushInside: Inside;
  readonly trustedOrigins: readonly string[];
}

/** Brings notices out of the house: to whom, when and how each prefers, each once. */
export interface Delivery {
  /** Plans what becomes of fresh notices, in the transaction that writes them. */
  readonly plan: (client: PoolClient, zone: string, news: readonly (News & { readonly id: string })[]) => Promise<void>;
  /** Somebody prefers otherwise: what was not sent yet is planned anew. */
  readonly replan: (account: string) => Promise<void>;
  /** Takes up what no job is about to send. */
  readonly sweep: () => Promise<void>;
}

const JOB = 'notices';
/** A mail server that is away for an hour is waited for by one job; after that the sweep begins another. */
const RETRIES = { most: 12, firstPauseSeconds: 2, longestPauseSeconds: 900 };
const PARALLEL = 3;

/** One job sends all that is due for one person on one way. */
export function deliveryJob(parts: Omit<DeliveryParts, 'jobs'>): BoundJob {
  return defineJob({
    name: JOB,
    label: 'Notices',
    words: {},
    input: z.object({ account: z.string(), way: z.string() }),
    retries: RETRIES,
    parallel: PARALLEL,
    run: async ({ account, way }, { signal }) => {
      const taken = await claim(parts.pool, account, way);
      try {
        const { tellings, over } = await sift(parts, account, way, taken);
        for (const [outcome, ids] of over) await settle(parts.pool, way, ids, outcome);
        const [first, ...rest] = tellings;
        if (!first) return {};
        // Nothing is sent by a node that is about to stop: it might not live to write it down.
        signal.throwIfAborted();
        const outcome = await send(parts, account, way, [first, ...rest]);
        const ids = tellings.map(({ notice }) => notice);
        await settle(parts.pool, way, ids, outcome);
        return {};
      } catch (error) {
        const ids = taken.map(({ notice }) => notice);
        await release(parts.pool, way, ids);
        throw error;
      }
    },
  });
}

export function createDelivery(parts: DeliveryParts): Delivery {
  const { pool, jobs } = parts;
  /** One job for each person, way and time. */
  const startFor = async (planned: readonly Planned[], now: Date, client?: PoolClient): Promise<void> => {
    const meetings = new Map(planned.map((one) => [`${one.way} ${one.account} ${one.due.toISOString()}`, one]));
    for (const [meeting, { account, way, due }] of meetings) {
      // What is due at once gets a job of its own: one under the same key may have run already.
      const later = due > now ? { key: `${JOB} ${meeting}`, notBefore: due } : {};
      await jobs.start({ name: JOB, input: { account, way }, ...later }, client);
    }
  };
  return {
    plan: async (client, zone, news) => {
      const byMail = (await mailReadiness(parts)) === 'ready' ? [BY_MAIL] : [];
      const accounts = [...new Set(news.map(({ account }) => account))];
      const prefers = await preferencesOf(client, accounts);
      const devices = await deviceIdsOf(client, accounts);
      const now = new Date();
      const planned = news.flatMap(({ id: notice, account, reason, urgent }) =>
        [...byMail, ...(devices.get(account) ?? [])].flatMap((way): Planned[] => {
          const due = dueOf(prefers(account), way, { reason, urgent, zone }, now);
          return due ? [{ notice, way, account, urgent, due }] : [];
        }),
      );
      await plan(client, planned);
      await startFor(planned, now, client);
    },
    replan: (account) =>
      inTransaction(pool, async (client) => {
        const preferences = (await preferencesOf(client, [account]))(account);
        const now = new Date();
        const moved = (await pendingOf(client, account)).flatMap(({ notice, way, urgent, reason, zone }): Planned[] => {
          const due = dueOf(preferences, way, { reason, urgent, zone }, now);
          // What is not wanted any more is found out when it would be sent.
          return due ? [{ notice, way, account, urgent, due }] : [];
        });
        await move(client, moved);
        await startFor(moved, now, client);
      }),
    sweep: async () => {
      for (const { account, way } of await stranded(pool, JOB)) {
        await jobs.start({ name: JOB, input: { account, way } });
      }
    },
  };
}
