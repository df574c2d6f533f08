import { statSync } from 'node:fs';
import { totalmem } from 'node:os';

import { socketPort } from './runtime.ts';

/** The name of the database and of the account inside PostgreSQL that owns it. */
export const databaseName = 'callosum';

const identMap = 'callosum';

/**
 * Settings written into the new cluster's postgresql.conf: sized for a machine that Node shares, and free to be edited there.
 * PostgreSQL keeps an eighth of the memory for pages, a gigabyte at most: with its own 128 MB, a million records are read from the
 * system's cache again and again.
 * @param memory what the machine, or the container, has, in bytes.
 */
export const startingSettings = (memory: number): Readonly<Record<string, string>> => ({
  max_connections: '150',
  shared_buffers: `${megabytes(memory / 8, 128, 1_024)}MB`,
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: `${megabytes(memory / 2, 512, 65_536)}MB`,
  max_wal_size: '512MB',
  max_worker_processes: '4',
  max_parallel_workers: '2',
  max_parallel_workers_per_gather: '1',
  autovacuum_max_workers: '2',
  max_wal_senders: '4',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  default_text_search_config: 'pg_catalog.simple',
});

const MEGABYTE = 1_048_576;

const megabytes = (bytes: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, Math.floor(bytes / MEGABYTE)));

/** What this process may count on, in bytes: of a container its limit, which the system's total does not know. */
export function memoryHere(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** Settings given with every start, so that nothing in the cluster's files weakens what the product promises. */
export function fixedSettings(
  cluster: string,
  socketDirectory: string,
  durable: boolean,
): Readonly<Record<string, string>> {
  const kept = durable ? 'on' : 'off';
  return {
    listen_addresses: '',
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: '0700',
    port: String(socketPort),
    fsync: kept,
    full_page_writes: kept,
    synchronous_commit: kept,
    hba_file: `${cluster}/callosum.hba.conf`,
    ident_file: `${cluster}/callosum.ident.conf`,
    cluster_name: clusterTitle(cluster),
    logging_collector: 'on',
    log_destination: 'stderr',
    log_directory: 'log',
    log_filename: 'postgresql-%Y%m%d-%H%M%S.log',
    log_file_mode: '0600',
    log_rotation_size: '5MB',
    log_rotation_age: '1d',
    log_line_prefix: '%m [%p] ',
  };
}

/** How the server's processes call themselves in the process table; the inode tells clusters at the same path apart. */
export function clusterTitle(cluster: string): string {
  const { dev, ino } = statSync(cluster);
  return `callosum-${dev.toString(36)}-${ino.toString(36)}`;
}

/** Who may connect: local accounts admitted by the map, proved by the operating system, so that there is no password. */
export const hostRules = [`local all all peer map=${identMap}`, `local replication all peer map=${identMap}`, ''].join(
  '\n',
);

/** The map: the account that starts the server, and root, who could read the files anyway. */
export function identRules(name: string): string {
  const names = [...new Set([name, 'root'])];
  return names.map((each) => `${identMap} "${each.replaceAll('"', '""')}" ${databaseName}\n`).join('');
}
