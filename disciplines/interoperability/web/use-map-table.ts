import { useWords } from '@callosum/web/views';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MapRow } from '@callosum/hl7v2';
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
): {
  readonly table: MapTable | undefined;
  readonly problem: string | undefined;
  /** Why other rows would be no mapping; nothing where they are one. */
  readonly faultOf: (rows: readonly MapRow[]) => Promise<string | undefined>;
} {
  const { sentence, told } = useWords();
  const { rows, codes } = asked;
  const cache = useQueryClient();
  const keyOf = (some: readonly MapRow[]) => ['interoperability', 'map-table', mapping, version, some, codes];
  const { data, error } = useQuery({
    queryKey: keyOf(rows),
    gcTime: 0,
    structuralSharing: false,
    placeholderData: keepPreviousData,
    queryFn: () => bench.ask('mapTable', asked),
  });
  const faultOf = async (some: readonly MapRow[]): Promise<string | undefined> => {
    try {
      const answer = await bench.ask('mapTable', { ...asked, rows: some });
      if ('problem' in answer) return sentence(answer.problem);
      // What was worked out is shown next.
      cache.setQueryData(keyOf(some), answer);
      return undefined;
    } catch (fault) {
      if (fault instanceof BenchError) return told(fault.failed);
      throw fault;
    }
  };
  if (error) {
    return { faultOf, table: undefined, problem: error instanceof BenchError ? told(error.failed) : error.message };
  }
  return data && 'problem' in data
    ? { faultOf, table: undefined, problem: sentence(data.problem) }
    : { faultOf, table: data, problem: undefined };
}
