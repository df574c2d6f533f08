import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import { chooseWatching } from '../collaboration/followers.ts';
import { preferencesOf, writePreferences } from './preferences.ts';

/** What somebody leaves by a link of an e-mail: a record he follows, or all such e-mails. */
export interface Leaving {
  readonly account: string;
  /** Left out: every e-mail about what is new. */
  readonly record?: string;
  /** The weekly letter, and nothing else. */
  readonly week?: true;
}

const payload = z.object({ a: z.string().max(100), r: z.uuid().optional(), w: z.literal(true).optional() });
const KEY_BYTES = 32;

/** Links that do one thing for one account without a sign-in, and can be made by this installation only. */
export interface LeaveLinks {
  readonly tokenOf: (leaving: Leaving) => string;
  /** Undefined for what was not signed here, or was altered. */
  readonly read: (token: string) => Leaving | undefined;
}

/** @param secret that of the sessions; the key of these links is derived from it and opens nothing else. */
export function createLeaveLinks(secret: string): LeaveLinks {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'links that leave notices', KEY_BYTES));
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  return {
    tokenOf: ({ account, record, week }) => {
      const text = Buffer.from(JSON.stringify({ a: account, r: record, w: week })).toString('base64url');
      return `${text}.${sign(text)}`;
    },
    read: (token) => {
      const [text = '', given = ''] = token.split('.');
      const [mine, theirs] = [Buffer.from(sign(text)), Buffer.from(given)];
      if (mine.length !== theirs.length || !timingSafeEqual(mine, theirs)) return undefined;
      const {
        a: account,
        r: record,
        w: week,
      } = payload.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
      return { account, ...(record === undefined ? {} : { record }), ...(week ? { week } : {}) };
    },
  };
}

/** Does what a link says. Doing it again changes nothing. */
export async function leave(pool: Pool, { account, record, week }: Leaving): Promise<void> {
  if (record !== undefined) {
    await chooseWatching(pool, account, record, false);
    return;
  }
  const before = (await preferencesOf(pool, [account]))(account);
  await writePreferences(
    pool,
    account,
    week ? { ...before, week: false } : { ...before, mail: { ...before.mail, on: false } },
  );
}
