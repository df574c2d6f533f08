import { useQuery } from '@tanstack/react-query';
import { useApi } from '../composition.ts';

const AGAIN_MS = 30_000;

/** What waits and what is new; asked again while somebody looks. */
export function useDay() {
  return useQuery(useApi().day.get.queryOptions({ refetchInterval: AGAIN_MS, refetchOnWindowFocus: true }));
}
