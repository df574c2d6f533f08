import { Refusal, refusal, say } from '@callosum/kernel';
import { DatabaseError, type Pool, type PoolClient } from 'pg';

const DISK_FULL = '53100';
const OUT_OF_CONNECTIONS = '53300';
const UNIQUE_VIOLATION = '23505';
/** Text that PostgreSQL cannot hold: a NUL, or half of a surrogate pair. */
const UNSTORABLE = new Set(['22021', '22P05']);

/**
 * Runs work in one transaction: all of it is kept, or nothing. Store errors become refusals with a clear word.
 * @param begin what the transaction begins with, in one round trip.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  begin = 'begin',
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw storeRefusal(error);
  });
  let broken: Error | undefined;
  let committing = false;
  try {
    await client.query(begin);
    const result = await work(client);
    committing = true;
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    const told = storeRefusal(error);
    throw committing && told instanceof Refusal && told.code === 'store-unavailable' ? unsure() : told;
  } finally {
    // A connection that could not even roll back is not given to the next one.
    client.release(broken);
  }
}

/** What a store error means to a user; other errors pass unchanged. */
export function storeRefusal(error: unknown): unknown {
  if (error instanceof DatabaseError) {
    if (error.code === DISK_FULL) return storeFull();
    if (UNSTORABLE.has(error.code ?? '')) {
      return refusal('invalid', say`The request holds a character that cannot be stored; nothing was written.`, {
        remedy: say`Remove control characters from the text.`,
      });
    }
    if (error.code === OUT_OF_CONNECTIONS || error.code?.startsWith('57P') || error.code?.startsWith('08'))
      return unavailable();
    if (error.code === UNIQUE_VIOLATION && error.constraint === 'record_scope_source_external_id_key') {
      return refusal('conflict', say`A record with the same external id is in this project already.`);
    }
    // PostgreSQL reports a full disk while extending a file or the log under several codes; its text is always the system's.
    return /No space left on device/i.test(error.message) ? storeFull() : error;
  }
  return error instanceof Error && isLost(error) ? unavailable() : error;
}

const LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);

/** Whether the connection to the database is gone, or none was to be had. */
function isLost(error: Error): boolean {
  if ('code' in error && LOST.has(String(error.code))) return true;
  if ('syscall' in error && error.syscall === 'connect') return true;
  return /Connection terminated|connection timeout|when trying to connect|not queryable|Client was closed/i.test(
    error.message,
  );
}

/** The connection was lost between asking to keep the work and hearing that it is kept. */
function unsure(): Error {
  return refusal('store-unavailable', say`The database went away while this was being saved: it may be saved or not.`, {
    remedy: say`Try again in a moment; sent again with the same idempotency key, it is not done twice.`,
  });
}

function storeFull(): Error {
  return refusal('store-full', say`The disk is full: nothing was written. Reading goes on.`, {
    remedy: say`Free space on the disk that holds the data directory, then try again.`,
  });
}

function unavailable(): Error {
  return refusal('store-unavailable', say`The database does not answer: nothing was written.`, {
    remedy: say`Try again in a moment.`,
  });
}
