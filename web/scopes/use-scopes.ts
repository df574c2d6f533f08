import type { Role } from '@callosum/kernel';
import { useQuery } from '@tanstack/react-query';
import type { ScopeNode } from '../api/shapes.ts';
import { useApi } from '../composition.ts';

/** Organisation, programmes and projects one may see; empty until they are here. */
export function useScopes(): readonly ScopeNode[] {
  return useQuery(useApi().scopes.list.queryOptions()).data ?? [];
}

const STARTERS: ReadonlySet<Role> = new Set(['owner', 'manager']);

/** Whether one may start or move projects in a scope. */
export function mayStartIn(node: Pick<ScopeNode, 'roles' | 'type'>): boolean {
  return node.type !== 'project' && node.roles.some((role) => STARTERS.has(role));
}

/** A scope before those below it, each with how deep it lies. */
export function inTree(nodes: readonly ScopeNode[]): readonly { readonly node: ScopeNode; readonly depth: number }[] {
  const below = Map.groupBy(nodes, ({ parent }) => parent);
  const walk = (parent: string | null, depth: number): { node: ScopeNode; depth: number }[] =>
    (below.get(parent) ?? []).flatMap((node) => [{ node, depth }, ...walk(node.key, depth + 1)]);
  return walk(null, 0);
}
