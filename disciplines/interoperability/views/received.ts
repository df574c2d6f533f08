import { defineView, type Mention, mentionOf } from '@callosum/kernel';
import { z } from 'zod';
import { testEndpoint } from '../kinds/test-endpoint.ts';

/** An endpoint whose messages can be looked at. */
export interface EndpointOffer extends Mention {
  readonly received: number;
  readonly conforming: number;
  readonly lastAt?: string;
  /** Held against a profile: its hash; the standard alone otherwise. */
  readonly profile?: string;
  readonly of?: Mention;
}

export interface ReceivedModel {
  readonly endpoints: readonly EndpointOffer[];
}

/** Where messages came in; the messages are rows of the server part, asked for page by page. */
export const receivedView = defineView({
  name: 'received',
  label: 'Messages received',
  help: 'What came in at test endpoints, without patients’ data: thousands of messages searched and narrowed, each with its lines, tree and findings, and two of them compared.',
  home: ['project'],
  reads: ['testEndpoint'],
  opensFor: { kind: testEndpoint.name, choice: 'endpoint' },
  choices: z.object({
    endpoint: z.uuid().optional(),
    find: z.string().optional(),
    trigger: z.string().optional(),
    show: z.enum(['conforming', 'faulty']).optional(),
    message: z.uuid().optional(),
  }),
  build: ({ graph }): ReceivedModel => ({
    endpoints: [...graph.all(testEndpoint)]
      .filter(({ state }) => state !== 'removed')
      .sort((a, b) => a.number - b.number)
      .map((row): EndpointOffer => {
        const { received = 0, conforming = 0, lastAt, profile } = row.fields;
        const [of] = graph.out(row.id, 'testEndpoint.of').flatMap(({ to }) => graph.find(to) ?? []);
        return {
          ...mentionOf(graph, row),
          received,
          conforming,
          ...(lastAt === undefined ? {} : { lastAt }),
          ...(profile === undefined ? {} : { profile }),
          ...(of ? { of: mentionOf(graph, of) } : {}),
        };
      }),
  }),
});
