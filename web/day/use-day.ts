import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../composition.ts';

const AGAIN_MS = 30_000;

const COUNT_MS = 60_000;

/** How much is new; a project's stream says at once when that changes, elsewhere it is asked again. */
export function useUnread(): number {
  const api = useApi();
  const options = api.day.unread.queryOptions({ refetchInterval: COUNT_MS, refetchOnWindowFocus: true });
  return useQuery(options).data?.unread ?? 0;
}

/**
 * What waits and what is new; asked again while somebody looks.
 * @param as one of a demonstration’s people, whose day is looked at.
 */
export function useDay(as: string | undefined) {
  const input = as === undefined ? {} : { as };
  return useQuery(
    useApi().day.get.queryOptions({
      input,
      refetchInterval: AGAIN_MS,
      refetchOnWindowFocus: true,
      placeholderData: keepPreviousData,
    }),
  );
}
