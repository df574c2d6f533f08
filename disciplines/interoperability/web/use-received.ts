import type { Finding } from '@callosum/hl7v2';
import { useAsk, useProject } from '@callosum/web/views';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Received } from '../bench/samples.ts';
import type { Bench } from './use-bench.ts';

const PAGE = 100;

const summary = z.object({
  id: z.string(),
  received: z.string(),
  trigger: z.string(),
  controlId: z.string(),
  version: z.string(),
  valid: z.boolean(),
  answer: z.string(),
  errors: z.number(),
  run: z.string().nullable(),
});
export type ReceivedLine = z.infer<typeof summary>;

const page = z.object({
  messages: z.array(summary),
  /** Told with the first page. */
  found: z.number().optional(),
  triggers: z
    .array(
      z.object({
        trigger: z.string(),
        received: z.number(),
        conforming: z.number(),
        ofRuns: z.number(),
        conformingOfRuns: z.number(),
      }),
    )
    .optional(),
});

/** What was kept before findings carried their sentences is said as it was written. */
const finding = z
  .custom<Omit<Finding, 'sentences'> & Partial<Pick<Finding, 'sentences'>>>(
    (value) => typeof value === 'object' && value !== null && 'path' in value,
  )
  .transform((one): Finding => {
    const written = (text: string) => ({ key: text.replaceAll('{', '{{'), values: [] });
    return { ...one, sentences: one.sentences ?? { text: written(one.text), remedy: written(one.remedy) } };
  });
const whole = summary.extend({
  body: z.string(),
  findings: z.array(finding),
  replaced: z.record(z.string(), z.number()),
});

const several = z.object({ messages: z.array(whole.pick({ trigger: true, body: true, findings: true })) });

/** Asks for the newest messages of each trigger of an endpoint, whole. */
export function useNewest(): (endpoint: string) => Promise<readonly Received[]> {
  const ask = useAsk('interoperability');
  return useCallback(
    async (endpoint) => {
      const { messages } = several.parse(await ask('newest', { endpoint }));
      return messages.map(({ trigger, body, findings }) => ({ name: trigger, text: body, findings }));
    },
    [ask],
  );
}

export interface Wanted {
  readonly endpoint: string;
  readonly find?: string | undefined;
  readonly trigger?: string | undefined;
  readonly valid?: boolean | undefined;
  readonly run?: boolean | undefined;
}

/** Messages of an endpoint, page by page as one scrolls. @param asOf asked for anew when it turns */
export function useReceived(wanted: Wanted, asOf: string) {
  const project = useProject();
  const ask = useAsk('interoperability');
  const { endpoint, find, trigger, valid, run } = wanted;
  const input = {
    endpoint,
    limit: PAGE,
    ...(find === undefined ? {} : { find }),
    ...(trigger === undefined ? {} : { trigger }),
    ...(valid === undefined ? {} : { valid }),
    ...(run === undefined ? {} : { run }),
  };
  return useInfiniteQuery({
    queryKey: ['interoperability', 'received', project.key, input, asOf],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: async ({ pageParam, signal }) =>
      page.parse(await ask('messages', pageParam === '' ? input : { ...input, before: pageParam }, signal)),
    getNextPageParam: ({ messages }) => (messages.length < PAGE ? undefined : messages.at(-1)?.id),
  });
}

/** Brings a message into the worker, once; it never changes. @returns its number there */
export function useReceive(bench: Bench): (id: string) => Promise<number> {
  const { t } = useTranslation();
  const ask = useAsk('interoperability');
  const [known] = useState(() => new Map<string, Promise<number>>());
  return useCallback(
    (id) => {
      const receive = async (): Promise<number> => {
        const { body, findings, trigger } = whole.parse(await ask('message', { id }));
        const number = await bench.ask('receive', { name: trigger, text: body, findings });
        if (number === null) throw new Error(t('interoperability.received.unreadable'));
        return number;
      };
      const asked = known.get(id) ?? receive();
      known.set(id, asked);
      // What failed is asked for again.
      asked.catch(() => known.delete(id));
      return asked;
    },
    [ask, bench, known, t],
  );
}
