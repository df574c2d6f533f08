import { type Graph, lineOf, Refusal, type Registry, refusal, say, Problem } from '@callosum/kernel';
import type { PoolClient } from 'pg';

/** Enough to see what ties a project to where it was. */
const MOST_NAMED = 10;

/**
 * Hangs a project under another programme, or under the organisation. The caller holds its lock and those of both lines.
 * @throws Refusal `refused` when links of the project end in what would no longer be seen from it.
 */
export async function moveScope(client: PoolClient, registry: Registry, graph: Graph, to: Graph): Promise<void> {
  if (graph.scope.type !== 'project' || to.scope.type === 'project') {
    throw refusal('refused', say`Only a project can be moved, and only under a programme or the organisation.`, {
      path: ['parent'],
    });
  }
  const seen = new Set([graph, ...lineOf(to)].map(({ scope }) => scope.id));
  const cut = [...registry.links.keys()].flatMap((type) =>
    [...graph.edges(type)].filter((edge) => graph.owns(edge.id) && !seen.has(graph.scopeOf(edge.to)?.id ?? '')),
  );
  if (cut.length > 0) {
    throw new Refusal(
      cut.slice(0, MOST_NAMED).map(
        (edge) =>
          new Problem({
            code: 'refused',
            message: say`${nameOf(registry, graph, edge.from)} “${registry.links.get(edge.type)?.label ?? edge.type}” ${nameOf(registry, graph, edge.to)}, which ${to.scope.key} does not see.`,
            path: ['parent'],
            remedy: say`Remove the link first.`,
          }),
      ),
    );
  }
  await client.query('update scope set parent = $2 where id = $1', [graph.scope.id, to.scope.id]);
  // Roles of those above reach down, so rights have changed.
  await client.query(`select pg_notify('access', '')`);
}

function nameOf(registry: Registry, graph: Graph, id: string): string {
  const row = graph.find(id);
  return row ? `${registry.kinds.get(row.kind)?.prefix}-${row.number}` : id;
}
