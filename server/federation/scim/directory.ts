import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../write/transaction.ts';
import { ScimError } from './problem.ts';

/** The directory that speaks, and the address its resources lie below. */
export interface Directory {
  readonly pool: Pool;
  readonly provider: string;
  readonly base: string;
}

/** One change at a time for a directory: its groups and people refer to each other. */
export function change<T>({ pool, provider }: Directory, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [provider]);
    return work(client);
  });
}

/** @throws ScimError 412 when the resource is not in the state the directory saw (If-Match). */
export function requireVersion({ version }: { readonly version: number }, expected: string | undefined): void {
  if (expected === undefined || expected === '*' || expected.replace(/^W\//, '') === `"${version}"`) return;
  throw new ScimError(412, 'It has been changed meanwhile; read it again.');
}
