import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Connection } from '../postgres/index.ts';
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

/** Connections shared by reads and writes; `log` hears of connections that broke while idle. */
export function createPool(connection: Connection, log: (line: string) => void): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(connection), max: 20 });
  // Without a listener a PostgreSQL restart would end the process.
  pool.on('error', (error) => log(`A database connection broke: ${error.message}`));
  return pool;
}

/** Typed queries over the pool. */
export function createQueries(pool: pg.Pool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
