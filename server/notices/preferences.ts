import { refusal, say } from '@callosum/kernel';
import { type NoticePreferences, noticePreferences } from '@callosum/kernel/contract';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import type { Setting } from '../identity/settings.ts';

/** What holds until somebody says otherwise: what speaks to one at once, the rest once a day. */
export const STANDARD: NoticePreferences = {
  zone: null,
  quiet: null,
  urgent: true,
  digest: { every: 'day', weekday: 1, hour: 7 },
  mail: {
    on: true,
    reasons: {
      mentioned: 'now',
      assigned: 'now',
      shared: 'now',
      owner: 'digest',
      watching: 'digest',
      takesPart: 'digest',
      author: 'digest',
    },
  },
  week: true,
  push: {
    titles: false,
    reasons: {
      mentioned: 'now',
      assigned: 'now',
      shared: 'now',
      owner: 'never',
      watching: 'never',
      takesPart: 'never',
      author: 'never',
    },
  },
};

/** Whether titles of records may leave the house, in e-mails and to browsers. */
export const NOTICE_POLICY: Setting<{ titles: boolean }> = {
  name: 'notices',
  schema: z.object({ titles: z.boolean() }),
  standard: { titles: true },
};

const READ = `select account, value from notice_preference where account = any ($1)`;
const WRITE = `insert into notice_preference (account, value) values ($1, $2)
  on conflict (account) do update set value = excluded.value, changed = now()`;

/** What each of some accounts prefers. */
export async function preferencesOf(
  db: Pool | PoolClient,
  accounts: readonly string[],
): Promise<(account: string) => NoticePreferences> {
  const { rows } = await db.query<{ account: string; value: object }>(READ, [accounts]);
  const known = new Map(rows.map(({ account, value }) => [account, parsed(value)]));
  return (account) => known.get(account) ?? STANDARD;
}

/** What was kept before browsers could be told says nothing of them. */
function parsed(value: object): NoticePreferences | undefined {
  const whole = noticePreferences.safeParse(value);
  return whole.success ? whole.data : noticePreferences.safeParse({ ...value, push: STANDARD.push }).data;
}

/** @throws Refusal `invalid` for a zone that no clock knows. */
export async function writePreferences(
  db: Pool | PoolClient,
  account: string,
  preferences: NoticePreferences,
): Promise<void> {
  if (preferences.zone !== null && !isZone(preferences.zone)) {
    throw refusal('invalid', say`There is no time zone called “${preferences.zone}”.`, {
      path: ['zone'],
      remedy: say`Choose one such as Europe/Berlin.`,
    });
  }
  await db.query(WRITE, [account, JSON.stringify(preferences)]);
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
