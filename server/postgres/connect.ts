import { Client } from 'pg';

import { codeOf, DatabaseError, lineOf } from './error.ts';
import { databaseName } from './settings.ts';

/** What `new pg.Pool(...)` needs to connect. */
export type Connection =
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string }
  | { readonly connectionString: string };

export interface Answer {
  /** As PostgreSQL counts: major * 10000 + minor. */
  readonly version: number;
}

const oldestVersion = 150_000;

/** Asks the embedded server, and makes the product's database when the cluster is new. */
export async function askEmbedded(host: string, port: number): Promise<Answer> {
  const connection = { host, port, user: databaseName, database: databaseName };
  try {
    return await ask(connection);
  } catch (error) {
    if (codeOf(error) !== '3D000') throw error;
    await createDatabase(connection);
    return ask(connection);
  }
}

/** Checks a PostgreSQL server that is not ours: it answers, admits us, and is recent enough. */
export async function checkExternal(connectionString: string): Promise<Answer> {
  const place = placeOf(connectionString);
  const answer = await ask({ connectionString }).catch((error: unknown) => {
    throw externalError(error, place);
  });
  refuseOld(answer.version, place);
  return answer;
}

export function refuseOld(version: number, place: string): void {
  if (version >= oldestVersion) return;
  throw new DatabaseError(
    'external-too-old',
    place,
    `The PostgreSQL server at ${place} is version ${versionText(version)}, older than ${oldestVersion / 10_000}.`,
    `Upgrade it to PostgreSQL ${oldestVersion / 10_000} or later, or leave DATABASE_URL out to use the built-in database.`,
  );
}

export function versionText(version: number): string {
  return version >= 100_000 ? `${Math.floor(version / 10_000)}.${version % 10_000}` : String(version);
}

async function ask(connection: Connection): Promise<Answer> {
  return withClient(connection, async (client) => {
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    return { version: rows[0]?.version ?? 0 };
  });
}

async function createDatabase(connection: { host: string; port: number; user: string }): Promise<void> {
  await withClient({ ...connection, database: 'postgres' }, async (client) => {
    await client.query(`create database ${databaseName}`).catch((error: unknown) => {
      // Already there: another process was first.
      if (codeOf(error) !== '42P04' && codeOf(error) !== '23505') throw error;
    });
  });
}

async function withClient<Result>(connection: Connection, use: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function placeOf(connectionString: string): string {
  try {
    const client = new Client({ connectionString });
    return `${client.host}:${client.port}/${client.database ?? ''}`;
  } catch (error) {
    throw new DatabaseError(
      'external-invalid',
      'DATABASE_URL',
      `DATABASE_URL is not an address of a PostgreSQL database: ${lineOf(error)}.`,
      'Write it as postgresql://user:password@host:5432/database',
    );
  }
}

function externalError(error: unknown, place: string): DatabaseError {
  const said = lineOf(error);
  if (/^(28|3D|42501)/.test(codeOf(error))) {
    return new DatabaseError(
      'external-refused',
      place,
      `The PostgreSQL server at ${place} refused: ${said}.`,
      'Check user, password and database name in DATABASE_URL, and that the database exists.',
    );
  }
  return new DatabaseError(
    'external-unreachable',
    place,
    `The PostgreSQL server at ${place} does not answer: ${said}.`,
    'Check that it runs and that DATABASE_URL names its host and port; nothing was started instead.',
  );
}
