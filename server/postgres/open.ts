import { join } from 'node:path';

import { openAlone } from './alone.ts';
import { clusterDirectory } from './cluster.ts';
import { checkExternal } from './connect.ts';
import type { Connection } from './connect.ts';
import { fileError } from './error.ts';
import { prepareDataDirectory } from './running.ts';
import type { Running, Site } from './running.ts';
import { databaseName } from './settings.ts';
import { openShared } from './shared.ts';

export interface DatabaseOptions {
  /** Holds the embedded cluster and the lock; made when missing. Not touched when `databaseUrl` is given. */
  readonly dataDir: string;
  /** Address of a PostgreSQL server (15 or later) to use instead of the embedded one. */
  readonly databaseUrl?: string | undefined;
  readonly log: (line: string) => void;
  /** For commands, which may run beside a live server and beside each other: join what runs, and stop it only as the last one out. */
  readonly shared?: boolean;
  /** False gives up safety at power loss for speed. For tests only. */
  readonly durable?: boolean;
  /** Called when the embedded PostgreSQL ends although nobody stopped it; the argument starts it again at the same address. */
  readonly onExit?: (restart: () => Promise<void>) => void;
}

export interface Database {
  /** What `new pg.Pool` needs. */
  readonly connection: Connection;
  /** Whether `stop` may stop PostgreSQL; false for somebody else's. */
  readonly owned: boolean;
  /** Whether it was found running. */
  readonly adopted: boolean;
  /** Where it writes its data and its log; none for a server elsewhere. */
  readonly directories: readonly string[];
  /** As PostgreSQL counts: major * 10000 + minor. */
  readonly version: number;
  /** Leaves, and stops PostgreSQL if it is ours and nobody else uses it. May be called twice. */
  readonly stop: () => Promise<void>;
}

/**
 * Opens the database: the external one when an address is given, otherwise the embedded one in the data directory.
 * @throws {DatabaseError} with a code, one line that says what happened, and one that says what to do.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.databaseUrl) {
    const { version } = await checkExternal(options.databaseUrl);
    const connection = { connectionString: options.databaseUrl };
    return { connection, owned: false, adopted: false, directories: [], version, stop: () => Promise.resolve() };
  }
  const site: Site = {
    dataDir: prepareDataDirectory(options.dataDir),
    durable: options.durable ?? true,
    log: options.log,
  };
  try {
    if (!options.shared) {
      const { running, stop } = await openAlone(site, options.onExit);
      return describe(site, running, true, stop);
    }
    const { running, owned, stop } = await openShared(site);
    return describe(site, running, owned, stop);
  } catch (error) {
    throw fileError(error, site.dataDir);
  }
}

function describe(site: Site, running: Running, owned: boolean, stop: () => Promise<void>): Database {
  const { host, port, adopted, version } = running;
  const cluster = clusterDirectory(site.dataDir);
  let stopping: Promise<void> | undefined;
  return {
    connection: { host, port, user: databaseName, database: databaseName },
    owned,
    adopted,
    directories: [cluster, join(cluster, 'pg_wal')],
    version,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}
