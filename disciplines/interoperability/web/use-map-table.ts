import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { MapTable } from '../bench/map-table.ts';
import type { MapAsked } from './protocol.ts';
import type { Bench } from './use-bench.ts';

/**
 * What the messages that the worker holds make of the rows.
 * @param version another number whenever the worker holds other messages
 */
export function useMapTable(
  bench: Bench,
  asked: MapAsked,
  version: number,
  mapping: string,
): { readonly table: MapTable | undefined; readonly problem: string | undefined } {
  const { rows, codes } = asked;
  const { data, error } = useQuery({
    queryKey: ['interoperability', 'map-table', mapping, version, rows, codes],
    gcTime: 0,
    structuralSharing: false,
    placeholderData: keepPreviousData,
    queryFn: () => bench.ask('mapTable', asked),
  });
  if (error) return { table: undefined, problem: error.message };
  return data && 'problem' in data ? { table: undefined, problem: data.problem } : { table: data, problem: undefined };
}
