import type { FieldsOf, GraphReader, Row } from '@callosum/kernel';
import { codeMap } from './kinds/code-map.ts';
import { mapping } from './kinds/mapping.ts';

export interface MapsOf {
  readonly mappings: readonly Row<FieldsOf<typeof mapping>>[];
  readonly codeMaps: readonly Row<FieldsOf<typeof codeMap>>[];
}

/** Mappings of an interface that stand, and the code maps that are for it or that one of these uses; by number. */
export function mapsOf(graph: GraphReader, id: string): MapsOf {
  const standing = <R extends Row>(rows: readonly R[]): R[] =>
    rows.filter(({ state, withdrawn }) => state !== 'superseded' && !withdrawn).sort((a, b) => a.number - b.number);
  const mappings = standing(graph.in(id, 'mapping.for').flatMap(({ from }) => graph.get(mapping, from) ?? []));
  const used = mappings.flatMap((one) => graph.out(one.id, 'mapping.uses').map(({ to }) => to));
  const ids = new Set([...graph.in(id, 'codeMap.for').map(({ from }) => from), ...used]);
  return { mappings, codeMaps: standing([...ids].flatMap((one) => graph.get(codeMap, one) ?? [])) };
}
