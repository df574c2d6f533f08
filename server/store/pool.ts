import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Connection } from '../postgres/index.ts';
import { describeFailure } from '../operation/failure.ts';
import type { Schema } from './schema.ts';

const INT8 = 20;
const DATE = 1082;

/** Sequences and sizes fit in a JavaScript number, or reading them fails loudly. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a number`);
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    const type: number = oid;
    if (type === INT8 && format !== 'binary') return safeInteger;
    // A date has no zone; node-postgres would make it midnight in the zone of the process.
    if (type === DATE && format !== 'binary') return (text: string) => text;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  },
};

/** How every connection of ours is opened, pooled or not. */
export function clientConfig(connection: Connection): pg.ClientConfig {
  return { ...connection, types, application_name: 'callosum' };
}

const PATIENCE_MS = 10_000;

/**
 * Connections shared by reads and writes; `log` hears of connections that broke while idle.
 * @param patience milliseconds to wait for a connection: when all are taken, an error is better than a queue without end.
 */
export function createPool(
  connection: Connection,
  log: (line: string) => void,
  patience: number = PATIENCE_MS,
): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(connection), max: 20, connectionTimeoutMillis: patience });
  // Without a listener a PostgreSQL restart would end the process.
  pool.on('error', (error) => {
    // One that is being closed may hear first that PostgreSQL stops as well.
    if (!pool.ending) log(`A database connection broke: ${describeFailure(error)}`);
  });
  // The pool listens to idle connections only. One that breaks in somebody's hands, between two statements, is told by the next.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Typed queries over the pool. */
export function createQueries(pool: pg.Pool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
