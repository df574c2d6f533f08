import { refusal, type Role, ROLES, say } from '@callosum/kernel';
import type { ApiToken } from '@callosum/kernel/contract';
import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { newId } from '../store/new-id.ts';
import { stateOf } from './account-state.ts';
import type { Caller } from './caller.ts';
import { recordSecurity } from './security-log.ts';

/** Marks a token as ours, so that scanners find one that slipped into a repository. */
const PREFIX = 'callosum_';
const TOKEN_BYTES = 32;
const LONGEST_DAYS = 366;
/** The store is told at most this often that a token is in use. */
const USE_NOTED = '1 minute';

export interface TokenRequest {
  readonly name: string;
  readonly scope: string | null;
  readonly roles: readonly Role[] | null;
  readonly readOnly: boolean;
  readonly days: number;
}

/** Makes a token. @returns it in the clear, once; the store keeps its hash. */
export async function makeToken(pool: Pool, account: string, request: TokenRequest) {
  if (request.days < 1 || request.days > LONGEST_DAYS) {
    throw refusal('invalid', say`A token lasts 1 to ${LONGEST_DAYS} days.`, { path: ['days'] });
  }
  const token = PREFIX + randomBytes(TOKEN_BYTES).toString('base64url');
  const id = newId();
  await pool.query(
    `insert into api_token (id, hash, account, name, scope, roles, read_only, created, expires)
     values ($1, $2, $3, $4, $5, $6, $7, now(), now() + make_interval(days => $8))`,
    [id, hashOf(token), account, request.name, request.scope, request.roles, request.readOnly, request.days],
  );
  await recordSecurity(pool, { event: 'token-made', account, scope: request.scope ?? undefined, details: { id } });
  return { id, token };
}

interface TokenRow {
  id: string;
  account: string;
  name: string;
  email: string;
  scope: string | null;
  roles: string[] | null;
  read_only: boolean;
}

/** Whose token this is and what it leaves of his rights; undefined when it is unknown, too old or revoked. */
export async function callerOfToken(pool: Pool, token: string): Promise<Caller | undefined> {
  if (!token.startsWith(PREFIX)) return undefined;
  const { rows } = await pool.query<TokenRow>(
    `select t.id, t.account, u.name, u.email, t.scope, t.roles, t.read_only from api_token t join "user" u on u.id = t.account
     where t.hash = $1 and t.revoked is null and t.expires > now()`,
    [hashOf(token)],
  );
  const found = rows[0];
  if (!found || (await stateOf(pool, found.account)) !== 'active') return undefined;
  await pool.query(
    `update api_token set last_used = now()
     where id = $1 and (last_used is null or last_used < now() - interval '${USE_NOTED}')`,
    [found.id],
  );
  const { account: id, name, email, scope, read_only: readOnly } = found;
  const roles = found.roles && ROLES.filter((role) => found.roles?.includes(role));
  return { id, name, email, limits: { scope, roles, readOnly } };
}

/** The tokens of an account that still work, and those that ended within the last month. */
export async function tokensOf(pool: Pool, account: string): Promise<ApiToken[]> {
  const { rows } = await pool.query<{
    id: string;
    name: string;
    key: string | null;
    roles: string[] | null;
    read_only: boolean;
    created: Date;
    expires: Date;
    last_used: Date | null;
    revoked: Date | null;
  }>(
    `select t.id, t.name, s.key, t.roles, t.read_only, t.created, t.expires, t.last_used, t.revoked
     from api_token t left join scope s on s.id = t.scope
     where t.account = $1 and coalesce(t.revoked, t.expires) > now() - interval '30 days' order by t.created desc`,
    [account],
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    project: row.key,
    roles: row.roles && ROLES.filter((role) => row.roles?.includes(role)),
    readOnly: row.read_only,
    created: row.created.toISOString(),
    expires: row.expires.toISOString(),
    lastUsed: row.last_used?.toISOString() ?? null,
    ended: row.revoked !== null || row.expires <= new Date(),
  }));
}

export async function revokeToken(pool: Pool, account: string, id: string): Promise<void> {
  const { rowCount } = await pool.query(
    'update api_token set revoked = now() where id = $1 and account = $2 and revoked is null',
    [id, account],
  );
  if (rowCount === 0) throw refusal('not-found', say`There is no such token, or it ended already.`);
  await recordSecurity(pool, { event: 'token-revoked', account, details: { id } });
  await pool.query(`select pg_notify('access', '')`);
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
