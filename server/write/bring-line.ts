import { type Graph, lineOf } from '@callosum/kernel';
import type { PoolClient } from 'pg';
import type { Graphs } from '../store/graphs.ts';
import { readLine } from '../store/line.ts';

/**
 * Brings the graphs above one to the heads of their ledgers; their locks are held, so they stay there.
 * @returns when the last of them was recorded; undefined when the scope no longer lies where its graph says.
 */
export async function bringLine(
  graphs: Graphs,
  graph: Graph,
  client: PoolClient,
): Promise<{ recorded: string } | undefined> {
  const above = lineOf(graph).slice(1);
  if (above.length === 0) return { recorded: '' };
  const heads = (await readLine(client, graph.scope.id)).slice(1);
  if (heads.length !== above.length || heads.some(({ id }, level) => id !== above[level]?.scope.id)) return undefined;
  let recorded = '';
  for (const [level, one] of above.entries()) {
    const head = heads[level];
    if (!head) continue;
    await graphs.bringTo(one, head.sequence, client);
    if (head.sequence > 0 && head.recorded.toISOString() > recorded) recorded = head.recorded.toISOString();
  }
  return { recorded };
}
