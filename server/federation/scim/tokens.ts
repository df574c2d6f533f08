import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { recordSecurity } from '../../identity/security-log.ts';
import { inTransaction } from '../../write/transaction.ts';

/** Marks a token as ours, and as one of a directory: no API token begins like this. */
const PREFIX = 'callosum_scim_';
const TOKEN_BYTES = 32;
const VALID_DAYS = 366;

/** Makes a directory's token; the one before stops working. @returns it in the clear, once; the store keeps its hash. */
export async function makeDirectoryToken(
  pool: Pool,
  provider: string,
  by: string,
): Promise<{ token: string; expires: Date }> {
  const token = PREFIX + randomBytes(TOKEN_BYTES).toString('base64url');
  const expires = await inTransaction(pool, async (client) => {
    await client.query('delete from provider_token where provider = $1', [provider]);
    const { rows } = await client.query<{ expires: Date }>(
      `insert into provider_token (hash, provider, created, expires)
       values ($1, $2, now(), now() + make_interval(days => $3)) returning expires`,
      [hashOf(token), provider, VALID_DAYS],
    );
    await recordSecurity(client, { event: 'token-made', by, details: { provider } });
    return rows[0]?.expires ?? new Date();
  });
  return { token, expires };
}

/** The directory a token speaks for; undefined when it is unknown, too old, or its directory is switched off. */
export async function directoryOf(pool: Pool, authorization: string | undefined): Promise<string | undefined> {
  const token = /^Bearer\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1];
  if (!token?.startsWith(PREFIX)) return undefined;
  const { rows } = await pool.query<{ provider: string }>(
    `update provider_token t set last_used = now() from identity_provider p
     where t.hash = $1 and t.expires > now() and p.id = t.provider and p.enabled and p.kind = 'scim'
     returning t.provider`,
    [hashOf(token)],
  );
  return rows[0]?.provider;
}

export async function tokenStates(
  pool: Pool,
): Promise<ReadonlyMap<string, { expires: string; lastUsed: string | null }>> {
  const { rows } = await pool.query<{ provider: string; expires: Date; last_used: Date | null }>(
    'select provider, expires, last_used from provider_token',
  );
  return new Map(
    rows.map((row) => [
      row.provider,
      { expires: row.expires.toISOString(), lastUsed: row.last_used?.toISOString() ?? null },
    ]),
  );
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
