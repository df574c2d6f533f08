import { refusal } from '@callosum/kernel';
import { DatabaseError, type Pool, type PoolClient } from 'pg';

const DISK_FULL = '53100';
const OUT_OF_CONNECTIONS = '53300';
const UNIQUE_VIOLATION = '23505';

/** Runs work in one transaction: all of it is kept, or nothing. Store errors become refusals with a clear word. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw storeRefusal(error);
  });
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw storeRefusal(error);
  } finally {
    // A connection that could not even roll back is not given to the next one.
    client.release(broken);
  }
}

/** What a store error means to a user; other errors pass unchanged. */
export function storeRefusal(error: unknown): unknown {
  if (error instanceof DatabaseError) {
    if (error.code === DISK_FULL) return storeFull();
    if (error.code === OUT_OF_CONNECTIONS || error.code?.startsWith('57P') || error.code?.startsWith('08'))
      return unavailable();
    if (error.code === UNIQUE_VIOLATION && error.constraint === 'record_scope_source_external_id_key') {
      return refusal('conflict', 'A record with the same external id is in this project already.');
    }
    // PostgreSQL reports a full disk while extending a file or the log under several codes; its text is always the system's.
    return /No space left on device/i.test(error.message) ? storeFull() : error;
  }
  if (
    error instanceof Error &&
    /ECONNREFUSED|ENOENT|EPIPE|ECONNRESET|Connection terminated|timeout/i.test(error.message)
  ) {
    return unavailable();
  }
  return error;
}

function storeFull(): Error {
  return refusal('store-full', 'The disk is full: nothing was written. Reading goes on.', {
    remedy: 'Free space on the disk that holds the data directory, then try again.',
  });
}

function unavailable(): Error {
  return refusal('store-unavailable', 'The database does not answer: nothing was written.', {
    remedy: 'Try again in a moment.',
  });
}
