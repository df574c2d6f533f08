import { addDays, type Registry, seesWhole } from '@callosum/kernel';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { dayOf } from '../collaboration/day.ts';
import type { Services } from '../http/context.ts';
import { stateOf } from '../identity/account-state.ts';
import { type BoundJob, defineJob } from '../jobs/job.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { presentChanges } from '../readiness/changes.ts';
import { presentReadiness } from '../readiness/present.ts';
import { allScopes, todayIn } from '../store/scopes.ts';
import { inTransaction } from '../write/transaction.ts';
import { mailReadiness, publicAddress } from './address.ts';
import type { DeliveryParts } from './delivery.ts';
import { NOTICE_POLICY, preferencesOf } from './preferences.ts';
import { nextDigest } from './when.ts';
import { type Week, weekLetter } from './week-letter.ts';

export type WeekParts = Pick<Services, 'db' | 'readiness'> &
  Pick<DeliveryParts, 'pool' | 'registry' | 'graphs' | 'access' | 'settings' | 'mail' | 'links' | 'trustedOrigins'>;

/** Once a week each person is told what his projects came to, and what lies before him. */
export interface Weekly {
  /** Begins the letters that are due. */
  readonly sweep: (now?: Date) => Promise<void>;
}

const JOB = 'week';
const RETRIES = { most: 8, firstPauseSeconds: 5, longestPauseSeconds: 1_800 };
const WEEK_DAYS = 7;
/** Gates are told of this long before their day. */
const GATE_DAYS = 28;
const DECIDED = new Set(['passed', 'conditional', 'refused']);

const MEMBERS = `select distinct account from membership`;
const KNOWN = `select due from week_letter where account = $1 for update`;
const PLAN = `insert into week_letter (account, due) values ($1, $2) on conflict (account) do update set due = excluded.due`;
const PERSON = `select name, email from "user" where id = $1`;

export function createWeekly(parts: WeekParts & { readonly jobs: Jobs }): Weekly {
  const { pool, jobs } = parts;
  const plan = async (client: PoolClient, account: string, now: Date): Promise<void> => {
    const { rows } = await client.query<{ due: Date }>(KNOWN, [account]);
    const due = rows[0]?.due;
    if (due && due > now) return;
    const { quiet, digest, zone } = (await preferencesOf(client, [account]))(account);
    const next = nextDigest(now, { quiet, digest: { ...digest, every: 'week' }, zone: zone ?? 'UTC' });
    await client.query(PLAN, [account, next]);
    // The first time it is only planned; what was due begins in the same transaction, so that no node begins it twice.
    if (due) await jobs.start({ name: JOB, input: { account } }, client);
  };
  return {
    sweep: async (now = new Date()) => {
      if ((await mailReadiness(parts)) !== 'ready') return;
      const { rows } = await pool.query<{ account: string }>(MEMBERS);
      for (const { account } of rows) await inTransaction(pool, (client) => plan(client, account, now));
    },
  };
}

export function weekJob(parts: WeekParts): BoundJob {
  return defineJob({
    name: JOB,
    label: 'Your week',
    words: {},
    input: z.object({ account: z.string() }),
    retries: RETRIES,
    run: async ({ account }, { id, signal }) => {
      const { pool, settings, mail, links } = parts;
      const { mail: mailed, week } = (await preferencesOf(pool, [account]))(account);
      const address = await publicAddress(parts);
      const [person] = (await pool.query<{ name: string; email: string }>(PERSON, [account])).rows;
      // Asked now, and not when it was planned.
      if (!week || !mailed.on || !person || address === undefined) return {};
      if ((await stateOf(pool, account)) !== 'active') return {};
      const weeks = await weeksOf(parts, account);
      const [first, ...rest] = weeks;
      if (!first) return {};
      signal.throwIfAborted();
      const { titles } = await settings.read(NOTICE_POLICY);
      const leave = links.tokenOf({ account, week: true });
      const { sent, final } = await mail.send(
        weekLetter([first, ...rest], { to: person.email, name: person.name, address, titles, leave, id }),
      );
      if (!sent && !final) throw new Error('The mail server did not take the letter');
      return {};
    },
  });
}

/** What the last week came to for somebody in each of his projects where there is something to tell. */
async function weeksOf(parts: WeekParts, account: string): Promise<readonly Week[]> {
  const asking = { id: account };
  const { waiting } = await dayOf(parts, asking);
  const found: Week[] = [];
  for (const scope of await allScopes(parts.db)) {
    const actor = await parts.access.actorIn(asking, scope.id);
    if (actor.roles.length === 0 || scope.type !== 'project') continue;
    const today = todayIn(scope);
    const { title, gates } = await presentReadiness(parts, scope, actor);
    const { turned } = seesWhole(actor.roles)
      ? await presentChanges(parts, scope, actor, { from: addDays(today, -WEEK_DAYS) })
      : { turned: [] };
    const his = waiting.filter(
      ({ project, until }) => project.key === scope.key && until !== null && until <= addDays(today, WEEK_DAYS),
    );
    const week: Week = {
      project: { key: scope.key, title },
      turned: turned.filter(({ before, after }) => before !== after),
      waiting: his.map(({ record, until }) => ({
        id: record.id,
        reference: nameOf(parts.registry, record),
        title: record.title,
        until,
      })),
      next: gates.flatMap(({ key, title: name, date, state, criteria }) => {
        if (date === null || date < today || date > addDays(today, GATE_DAYS) || DECIDED.has(state)) return [];
        const open = criteria.filter((one) => one.state === 'unmet' || one.state === 'unknown').length;
        return [{ key, title: name, date, open, of: criteria.length }];
      }),
    };
    if (week.turned.length + week.waiting.length + week.next.length > 0) found.push(week);
  }
  return found;
}

function nameOf(registry: Registry, { kind, number }: { readonly kind: string; readonly number: number }): string {
  return `${registry.kinds.get(kind)?.prefix ?? kind}-${number}`;
}
