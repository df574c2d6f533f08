import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Found } from '../api/shapes.ts';
import { useApi } from '../composition.ts';

/** One letter begins too much to be worth a question. */
const SHORTEST = 2;
const PAUSE_MS = 150;
const IN_PALETTE = 8;

/** Records for what is being typed, asked for when the typing pauses. */
export function useFound(typed: string): { readonly asks: boolean; readonly hits: Found['hits'] } {
  const api = useApi();
  const [q] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const asks = q.length >= SHORTEST && typed.trim().length >= SHORTEST;
  const { data } = useQuery({
    ...api.search.find.queryOptions({ input: { q, offset: 0, limit: IN_PALETTE } }),
    enabled: asks,
    placeholderData: keepPreviousData,
  });
  return { asks: typed.trim().length >= SHORTEST, hits: asks ? (data?.hits ?? []) : [] };
}
