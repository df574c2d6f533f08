import {
  createGraph,
  createReplay,
  type Graph,
  type GraphChange,
  type Registry,
  Refusal,
  upgradeFields,
} from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';
import { readEvents, toHistory } from './events.ts';

/** Keeps the graphs of the scopes in use, loaded once and fed by the ledger. */
export interface Graphs {
  /** The graph of a scope, loaded when it is not in memory. */
  readonly of: (scope: string) => Promise<Graph>;
  /** Brings a graph to a ledger position that other nodes may have written. */
  readonly bringTo: (graph: Graph, scope: string, sequence: number, client: Pool | PoolClient) => Promise<void>;
  /** The graph if it is in memory or on its way there. */
  readonly loaded: (scope: string) => Promise<Graph> | undefined;
  /** Leaves a graph out of memory and tells whoever watches it: it cannot be kept up to date. */
  readonly drop: (scope: string) => void;
  /** Takes over the graph of a scope that was just created. */
  readonly adopt: (scope: string, graph: Graph) => void;
  /** Scopes in memory. */
  readonly scopes: () => readonly string[];
  /**
   * Hears of everything applied to a scope, by this node or another; the graph stays in memory until stopped.
   * @param onLost called when the graph cannot be followed any more.
   */
  readonly watch: (
    scope: string,
    listener: (changes: readonly GraphChange[], graph: Graph) => void,
    onLost?: () => void,
  ) => Promise<() => void>;
}

/** Records and links kept in memory over all scopes before the least recently used graph goes. */
const BUDGET = 2_000_000;

/** @param budget records and links kept in memory over all scopes. */
export function createGraphs(pool: Pool, registry: Registry, budget: number = BUDGET): Graphs {
  const graphs = new Map<string, Promise<Graph>>();
  const sizes = new Map<string, number>();
  const watched = new Map<string, Set<() => void>>();

  const evict = (keep: string): void => {
    let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    for (const [scope, size] of sizes) {
      if (total <= budget) return;
      if (scope === keep || watched.has(scope)) continue;
      total -= size;
      sizes.delete(scope);
      graphs.delete(scope);
    }
  };
  const keep = (scope: string, graph: Graph, size: number): void => {
    sizes.set(scope, size);
    graph.subscribe((changes) => {
      const known = sizes.get(scope);
      if (known !== undefined) sizes.set(scope, known + growth(changes));
    });
    evict(scope);
  };
  const load = async (scope: string): Promise<Graph> => {
    const { graph, size } = await loadGraph(pool, registry, scope);
    keep(scope, graph, size);
    return graph;
  };
  const of = (scope: string): Promise<Graph> => {
    const known = graphs.get(scope);
    if (known) {
      // Most recently used goes last; a map keeps the order of insertion.
      const size = sizes.get(scope);
      if (size !== undefined) {
        sizes.delete(scope);
        sizes.set(scope, size);
      }
      return known;
    }
    const loading = load(scope).catch((error: unknown) => {
      graphs.delete(scope);
      throw error;
    });
    graphs.set(scope, loading);
    return loading;
  };
  return {
    of,
    bringTo: async (graph, scope, sequence, client) => {
      if (graph.sequence() >= sequence) return;
      const replay = createReplay(registry, graph);
      for await (const event of readEvents(client, scope, { after: graph.sequence(), upTo: sequence })) {
        const change = replay.next(toHistory(event));
        graph.apply(change ? [change] : [], event.sequence);
      }
    },
    loaded: (scope) => graphs.get(scope),
    drop: (scope) => {
      graphs.delete(scope);
      sizes.delete(scope);
      for (const lost of watched.get(scope) ?? []) lost();
    },
    adopt: (scope, graph) => {
      graphs.set(scope, Promise.resolve(graph));
      keep(
        scope,
        graph,
        [...registry.kinds.keys()].reduce((sum, kind) => sum + graph.count(kind), 0),
      );
    },
    scopes: () => [...graphs.keys()],
    watch: async (scope, listener, onLost) => {
      const lost = (): void => onLost?.();
      const watchers = watched.get(scope) ?? new Set();
      watched.set(scope, watchers.add(lost));
      const release = (): void => {
        watchers.delete(lost);
        if (watchers.size === 0) watched.delete(scope);
      };
      try {
        const graph = await of(scope);
        const stop = graph.subscribe((changes) => {
          // What was written is written: a listener that fails must not make its writer believe otherwise.
          try {
            listener(changes, graph);
          } catch {
            lost();
          }
        });
        return () => {
          stop();
          release();
        };
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}

/** How many records and links more there are after a change. */
function growth(changes: readonly GraphChange[]): number {
  return changes.reduce((sum, change) => {
    if ('gone' in change) return sum - 1;
    return sum + Number(('row' in change ? change.row : change.edge).version === 1);
  }, 0);
}

interface RecordRow {
  id: string;
  kind: string;
  kind_version: number;
  number: number;
  version: number;
  state: string;
  withdrawn: boolean;
  source: string | null;
  external_id: string | null;
  fields: Record<string, never>;
}

interface LinkRow {
  id: string;
  type: string;
  from: string;
  to: string;
  version: number;
  fields: Record<string, never>;
}

const RECORDS = `select id, kind, kind_version, number, version, state, withdrawn, source, external_id, fields
  from record where scope = $1 order by id`;
const LINKS = `select id, type, from_record as "from", to_record as "to", version, fields
  from link where scope = $1 order by id`;

async function loadGraph(pool: Pool, registry: Registry, scope: string): Promise<{ graph: Graph; size: number }> {
  const client = await pool.connect();
  try {
    // Head, records and links of one moment.
    await client.query('begin isolation level repeatable read read only');
    const head = await client.query<{ sequence: number }>('select sequence from head where scope = $1', [scope]);
    const sequence = head.rows[0]?.sequence;
    if (sequence === undefined) {
      throw new Refusal([{ severity: 'error', code: 'not-found', message: 'There is no such project.' }]);
    }
    const records = await client.query<RecordRow>(RECORDS, [scope]);
    const links = await client.query<LinkRow>(LINKS, [scope]);
    await client.query('commit');
    const graph = createGraph();
    const rows = records.rows.flatMap(({ kind_version: written, source, external_id: external, ...row }) => {
      const kind = registry.kinds.get(row.kind);
      if (!kind) return [];
      const fields = upgradeFields(kind, row.fields, written);
      return [{ row: { ...row, fields, ...(source && external ? { external: { source, id: external } } : {}) } }];
    });
    graph.apply(rows, 0);
    graph.apply(
      links.rows.map((edge) => ({ edge })),
      sequence,
    );
    return { graph, size: rows.length + links.rows.length };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
