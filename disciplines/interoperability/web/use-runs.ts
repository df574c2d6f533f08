import { toldShape } from '@callosum/kernel/contract';
import { useAsk, useProject } from '@callosum/web/views';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { z } from 'zod';

const run = z.object({
  id: z.string(),
  ran: z.string(),
  account: z.string(),
  way: z.string(),
  passed: z.number(),
  failed: z.number(),
  restsOn: z.record(z.string(), z.string()),
  cases: z.array(z.object({ name: z.string(), passed: z.boolean(), faults: z.array(toldShape), answer: z.string() })),
});
export type Run = z.infer<typeof run>;

const LOOK_EVERY_MS = 500;
const underway = z.object({ done: z.number(), all: z.number() }).nullable();

/** How many cases are through, while somebody waits for them. */
export function useUnderway(test: string) {
  const project = useProject();
  const ask = useAsk('interoperability');
  return useQuery({
    queryKey: ['interoperability', 'progress', project.key, test],
    gcTime: 0,
    refetchInterval: LOOK_EVERY_MS,
    queryFn: async ({ signal }) => underway.parse(await ask('progress', { test }, signal)),
  });
}

/** Runs of a test, newest first. @param asOf asked for anew when it turns */
export function useRuns(test: string, asOf: string) {
  const project = useProject();
  const ask = useAsk('interoperability');
  return useQuery({
    queryKey: ['interoperability', 'runs', project.key, test, asOf],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => z.array(run).parse(await ask('runs', { test }, signal)),
  });
}
