import { useWords } from '@callosum/web/views';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { MapTable } from '../bench/map-table.ts';
import type { MapAsked } from './protocol.ts';
import { type Bench, BenchError } from './use-bench.ts';

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
  const { sentence, told } = useWords();
  const { rows, codes } = asked;
  const { data, error } = useQuery({
    queryKey: ['interoperability', 'map-table', mapping, version, rows, codes],
    gcTime: 0,
    structuralSharing: false,
    placeholderData: keepPreviousData,
    queryFn: () => bench.ask('mapTable', asked),
  });
  if (error) {
    return { table: undefined, problem: error instanceof BenchError ? told(error.failed) : error.message };
  }
  return data && 'problem' in data
    ? { table: undefined, problem: sentence(data.problem) }
    : { table: data, problem: undefined };
}
