import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Pool } from 'pg';
import type { Follower } from '../store/follow.ts';
import type { Graphs } from '../store/graphs.ts';
import type { ExecuteRequest, WritePath } from '../write/execute.ts';
import { Refusal } from '@callosum/kernel';

/** Numbers about this process for Prometheus. None of them names a person or a project. */
export interface Metrics {
  readonly observeRequest: (operation: string, status: number, ms: number) => void;
  /** Counts event streams that are open. */
  readonly streams: { readonly opened: () => void; readonly closed: () => void };
  /** The text exposition, with what is asked of pool, graphs and ledger at this moment. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

interface Parts {
  readonly pool: Pool;
  readonly graphs: Graphs;
  readonly follower: Follower | undefined;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const JOBS = 'select state, count(*)::int as count from job group by state';
const LAG = 'select scope, sequence from head where scope = any ($1::uuid[])';

export function createMetrics({ pool, graphs, follower }: Parts, commands: CommandTimes): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  register.registerMetric(commands.histogram);
  const requests = new Histogram({
    name: 'callosum_http_request_duration_seconds',
    help: 'Time to answer a request, by operation and status.',
    labelNames: ['operation', 'status'] as const,
    buckets: SECONDS,
    registers: [register],
  });
  const streams = new Gauge({ name: 'callosum_streams', help: 'Open event streams.', registers: [register] });
  const scrapeFailures = new Counter({
    name: 'callosum_scrape_failures_total',
    help: 'Questions to the database that a scrape got no answer to.',
    registers: [register],
  });
  const jobs = new Gauge({
    name: 'callosum_jobs',
    help: 'Jobs that are kept, by state.',
    labelNames: ['state'] as const,
    registers: [register],
  });
  const connections = new Gauge({
    name: 'callosum_database_connections',
    help: 'Connections of the pool, and requests waiting for one.',
    labelNames: ['state'] as const,
    registers: [register],
  });
  const inMemory = new Gauge({
    name: 'callosum_graph_entries',
    help: 'Records and links in memory.',
    registers: [register],
  });
  const scopes = new Gauge({ name: 'callosum_graphs', help: 'Graphs in memory.', registers: [register] });
  const lag = new Gauge({
    name: 'callosum_ledger_lag_events',
    help: 'Events that the graphs in memory are behind their ledgers, the farthest of them.',
    registers: [register],
  });
  const following = new Gauge({
    name: 'callosum_ledger_follower_connected',
    help: 'Whether this process hears of what others write.',
    registers: [register],
  });
  const measure = async (): Promise<void> => {
    const { totalCount, idleCount, waitingCount } = pool;
    connections.set({ state: 'open' }, totalCount);
    connections.set({ state: 'idle' }, idleCount);
    connections.set({ state: 'waiting' }, waitingCount);
    const { entries, scopes: held } = graphs.size();
    inMemory.set(entries);
    scopes.set(held);
    following.set(follower?.isConnected() ? 1 : 0);
    try {
      lag.set(await farthestBehind(pool, graphs));
      const states = await countJobs(pool);
      jobs.reset();
      for (const { state, count } of states) jobs.set({ state }, count);
    } catch {
      scrapeFailures.inc();
    }
  };
  return {
    observeRequest: (operation, status, ms) => requests.observe({ operation, status: String(status) }, ms / 1_000),
    streams: { opened: () => streams.inc(), closed: () => streams.dec() },
    text: async () => {
      await measure();
      return register.metrics();
    },
    contentType: register.contentType,
  };
}

async function countJobs(pool: Pool): Promise<readonly { state: string; count: number }[]> {
  return (await pool.query<{ state: string; count: number }>(JOBS)).rows;
}

async function farthestBehind(pool: Pool, graphs: Graphs): Promise<number> {
  const { rows } = await pool.query<{ scope: string; sequence: number }>(LAG, [graphs.scopes()]);
  let most = 0;
  for (const { scope, sequence } of rows) {
    const graph = await graphs.loaded(scope);
    if (graph) most = Math.max(most, sequence - graph.sequence());
  }
  return most;
}

/** Times commands where they are carried out, whichever way they were asked for. */
export interface CommandTimes {
  readonly histogram: Histogram<'command' | 'outcome'>;
  readonly around: (writes: WritePath) => WritePath;
}

export function createCommandTimes(): CommandTimes {
  const histogram = new Histogram({
    name: 'callosum_command_duration_seconds',
    help: 'Time to carry out a command, by what came of it.',
    labelNames: ['command', 'outcome'] as const,
    buckets: SECONDS,
    registers: [],
  });
  const timed = async <T>(request: ExecuteRequest, work: () => Promise<T>): Promise<T> => {
    const command = request.commands.at(-1)?.command ?? '';
    const began = performance.now();
    const note = (outcome: string): void =>
      histogram.observe({ command, outcome }, (performance.now() - began) / 1_000);
    try {
      const done = await work();
      note('done');
      return done;
    } catch (error) {
      // Of a command that nobody declared the name is somebody's text, and there would be no end of them.
      if (error instanceof Refusal && error.code === 'not-found') throw error;
      note(error instanceof Refusal ? error.code : 'failed');
      throw error;
    }
  };
  return {
    histogram,
    around: (writes) => ({ ...writes, execute: (request) => timed(request, () => writes.execute(request)) }),
  };
}
