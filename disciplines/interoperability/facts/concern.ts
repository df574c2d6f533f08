import type { FieldsOf, GraphReader, Row } from '@callosum/kernel';
import type { interfaceKind } from '../kinds/interface.ts';
import type { system } from '../kinds/system.ts';

/** Links by which work of a scope leans on a system. */
const LEANS_ON = ['interface.source', 'interface.target', 'interface.through', 'environment.of', 'queue.in'];

/**
 * Whether a system is this scope's business: it is kept here, or something here leans on it. The organisation keeps systems that a
 * project has nothing to do with.
 */
export function concerns(graph: GraphReader, { id, state }: Row<FieldsOf<typeof system>>): boolean {
  if (state === 'retired') return false;
  return graph.owns(id) || LEANS_ON.some((type) => graph.in(id, type).some(({ from }) => stands(graph, from)));
}

/** Whether a record is there and not withdrawn. */
export function stands(graph: GraphReader, id: string): boolean {
  const row = graph.find(id);
  return row !== undefined && !row.withdrawn;
}

/** Interfaces that somebody still counts on. */
export function inScope({ state }: Row<FieldsOf<typeof interfaceKind>>): boolean {
  return state !== 'retired';
}

/** What the interface lists, one to a line; a name counts once however it is written. */
export function triggersOf(listed: string | undefined): string[] {
  const names = (listed ?? '')
    .split(/[\n,;]/)
    .map(triggerName)
    .filter((name) => name !== '');
  return [...new Set(names)];
}

/** A trigger as it is compared: “oru_r01 ” is ORU^R01. */
export function triggerName(written: string | undefined): string {
  return (written ?? '').trim().toUpperCase().replaceAll('_', '^');
}
