import { createReplay, type Graph, type GraphChange, lineOf, type Registry } from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';
import { readEvents, toHistory } from './events.ts';
import { parentOf } from './line.ts';
import { loadGraph } from './load-graph.ts';

/** Keeps the graphs of the scopes in use, each mounted on that of the scope above it, loaded once and fed by the ledger. */
export interface Graphs {
  /** The graph of a scope with those above mounted, loaded when it is not in memory. */
  readonly of: (scope: string) => Promise<Graph>;
  /** Brings a graph to a position of its own ledger that other nodes may have written. */
  readonly bringTo: (graph: Graph, sequence: number, client: Pool | PoolClient) => Promise<void>;
  /** The graph if it is in memory or on its way there. */
  readonly loaded: (scope: string) => Promise<Graph> | undefined;
  /** Leaves a graph, and those mounted on it, out of memory and tells whoever watches: it cannot be kept up to date. */
  readonly drop: (scope: string) => void;
  /** Takes over the graph of a scope that was just created. */
  readonly adopt: (graph: Graph) => void;
  /** How much is in memory. */
  readonly size: () => { readonly scopes: number; readonly entries: number };
  /** Scopes in memory. */
  readonly scopes: () => readonly string[];
  /**
   * Hears of everything applied to a scope or above it, by this node or another; the graph stays in memory until stopped.
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

interface Entry {
  readonly promise: Promise<Graph>;
  /** Set once it is loaded. */
  graph?: Graph;
}

/** @param budget records and links kept in memory over all scopes. */
export function createGraphs(pool: Pool, registry: Registry, budget: number = BUDGET): Graphs {
  /** Least recently used first: a map keeps the order of insertion. */
  const entries = new Map<string, Entry>();
  const watched = new Map<string, Set<() => void>>();

  const remove = (scope: string): void => {
    entries.get(scope)?.graph?.close();
    entries.delete(scope);
  };
  const isMounted = (graph: Graph): boolean => [...entries.values()].some((entry) => entry.graph?.parent === graph);
  const evict = (keep: string): void => {
    let total = [...entries.values()].reduce((sum, { graph }) => sum + (graph?.size() ?? 0), 0);
    for (const [scope, { graph }] of entries) {
      if (total <= budget) return;
      if (!graph || scope === keep || watched.has(scope) || isMounted(graph)) continue;
      total -= graph.size();
      remove(scope);
    }
  };
  const load = async (scope: string): Promise<Graph> => {
    const above = await parentOf(pool, scope);
    const parent = above === null ? undefined : await of(above);
    const loaded = await loadGraph(pool, registry, scope, parent);
    // What was mounted may have left memory in the meantime, or the scope moved: nobody would follow for this one.
    if (loaded === undefined || (parent && entries.get(parent.scope.id)?.graph !== parent)) return load(scope);
    const heads = new Map(loaded.above.map(({ scope: id, sequence }) => [id, sequence]));
    for (const one of parent ? lineOf(parent) : []) await bringTo(one, heads.get(one.scope.id) ?? 0, pool);
    return loaded.graph;
  };
  const of = (scope: string): Promise<Graph> => {
    const known = entries.get(scope);
    if (known) {
      entries.delete(scope);
      entries.set(scope, known);
      return known.promise;
    }
    const promise = load(scope).then(
      (graph) => {
        if (entries.get(scope) === entry) {
          entry.graph = graph;
          evict(scope);
        }
        return graph;
      },
      (error: unknown) => {
        if (entries.get(scope) === entry) entries.delete(scope);
        throw error;
      },
    );
    const entry: Entry = { promise };
    entries.set(scope, entry);
    return promise;
  };
  const bringTo = async (graph: Graph, sequence: number, client: Pool | PoolClient): Promise<void> => {
    if (graph.sequence() >= sequence) return;
    const { id } = graph.scope;
    let replay = createReplay(registry, graph);
    let left = graph.sequence();
    let touchedItself = false;
    for await (const event of readEvents(client, id, { after: left, upTo: sequence })) {
      // Writers of several scopes may bring the same graph above them to its head at once, and its own writer as well.
      if (event.sequence <= graph.sequence()) continue;
      if (graph.sequence() !== left) replay = createReplay(registry, graph);
      const change = replay.next(toHistory(event));
      graph.apply(change ? [change] : [], event.sequence);
      left = event.sequence;
      touchedItself ||= change !== undefined && 'row' in change && change.row.id === id;
    }
    if (touchedItself && (await parentOf(client, id)) !== (graph.parent?.scope.id ?? null)) drop(id);
  };
  const drop = (scope: string): void => {
    const gone = [...entries].filter(
      ([id, { graph }]) => id === scope || (graph && lineOf(graph).some((one) => one.scope.id === scope)),
    );
    for (const [id] of gone) remove(id);
    for (const [id] of gone) for (const lost of watched.get(id) ?? []) lost();
  };
  return {
    of,
    bringTo,
    drop,
    loaded: (scope) => entries.get(scope)?.promise,
    adopt: (graph) => {
      entries.set(graph.scope.id, { promise: Promise.resolve(graph), graph });
      evict(graph.scope.id);
    },
    size: () => ({
      scopes: entries.size,
      entries: [...entries.values()].reduce((sum, { graph }) => sum + (graph?.size() ?? 0), 0),
    }),
    scopes: () => [...entries.keys()],
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
