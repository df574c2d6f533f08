import { randomBytes } from 'node:crypto';
import pg from 'pg';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for what files of tests share; it is removed in the end. */
    scratch: string;
    /** Address of the cluster in which tests make their databases. */
    cluster: string;
  }
}

export interface TestDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** Makes an empty database in the test cluster. @param cluster what vitest's `inject('cluster')` gives. */
export async function createDatabase(cluster: string): Promise<TestDatabase> {
  const name = `callosum_${randomBytes(6).toString('hex')}`;
  await run(cluster, `create database ${name}`);
  return { url: withDatabase(cluster, name), drop: () => run(cluster, `drop database if exists ${name} with (force)`) };
}

/** A connection for a test that looks into or damages the store behind the server's back; the caller ends it. */
export async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function run(url: string, statement: string): Promise<void> {
  const client = await connectTo(url);
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(cluster: string, name: string): string {
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return url.href;
}
