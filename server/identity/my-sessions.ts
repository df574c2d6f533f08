import type { MySession } from '@callosum/kernel/contract';
import type { Pool } from 'pg';
import { recordSecurity } from './security-log.ts';
import type { SignedIn } from './sessions.ts';

interface SessionRow {
  id: string;
  createdAt: Date;
  active: Date | null;
  ipAddress: string | null;
  userAgent: string | null;
  method: string | null;
}

/** Where an account is signed in, the asking session first. */
export async function sessionsOf(pool: Pool, me: SignedIn): Promise<MySession[]> {
  const { rows } = await pool.query<SessionRow>(
    `select id, "createdAt", active, "ipAddress", "userAgent", method from session
     where "userId" = $1 and "expiresAt" > now() order by id = $2 desc, coalesce(active, "createdAt") desc`,
    [me.id, me.session],
  );
  return rows.map((row) => ({
    id: row.id,
    current: row.id === me.session,
    began: row.createdAt.toISOString(),
    active: (row.active ?? row.createdAt).toISOString(),
    address: row.ipAddress || null,
    browser: row.userAgent || null,
    method: row.method,
  }));
}

/** Signs an account out elsewhere: of one session, or of all but the asking one. @returns how many ended. */
export async function endSessions(pool: Pool, me: SignedIn, only?: string): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from session where "userId" = $1 and id <> $2 and ($3::text is null or id = $3)`,
    [me.id, me.session, only ?? null],
  );
  const ended = rowCount ?? 0;
  if (ended > 0) await recordSecurity(pool, { event: 'session-ended', account: me.id, details: { ended } });
  await pool.query(`select pg_notify('access', '')`);
  return ended;
}

/** Signs somebody else out everywhere. @returns how many sessions ended. */
export async function endSessionsOf(pool: Pool, account: string, by: string): Promise<number> {
  const { rowCount } = await pool.query('delete from session where "userId" = $1', [account]);
  const ended = rowCount ?? 0;
  if (ended > 0) await recordSecurity(pool, { event: 'session-ended', account, by, details: { ended } });
  await pool.query(`select pg_notify('access', '')`);
  return ended;
}
