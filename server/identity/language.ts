import { languageTag } from '@callosum/kernel/contract';
import type { Pool } from 'pg';
import type { Sessions } from './sessions.ts';
import type { Setting, Settings } from './settings.ts';

/** The language of everybody who has chosen none; null: what their browsers say. */
export const COMMON_LANGUAGE: Setting<string | null> = {
  name: 'language',
  schema: languageTag.nullable(),
  standard: null,
};

/** The language that somebody has chosen to read in. */
export async function ownLanguage(pool: Pool, account: string): Promise<string | null> {
  const { rows } = await pool.query<{ language: string | null }>('select language from "user" where id = $1', [
    account,
  ]);
  return rows[0]?.language ?? null;
}

export async function setOwnLanguage(pool: Pool, account: string, language: string | null): Promise<void> {
  await pool.query('update "user" set language = $2 where id = $1', [account, language]);
}

/** What was chosen for whoever opens a page: by himself, or else for everybody. */
export async function chosenLanguage(
  { pool, sessions, settings }: { readonly pool: Pool; readonly sessions: Sessions; readonly settings: Settings },
  cookie: string | undefined,
): Promise<string | null> {
  const caller = await sessions.find(cookie);
  const own = caller ? await ownLanguage(pool, caller.id) : null;
  return own ?? settings.read(COMMON_LANGUAGE);
}
