import { defineView, type GraphReader, type Mention, mentionOf } from '@callosum/kernel';
import { z } from 'zod';
import { environment } from '../kinds/environment.ts';
import { queue } from '../kinds/queue.ts';
import { testEndpoint } from '../kinds/test-endpoint.ts';
import { isForTests } from '../tests-place.ts';
import { interfacesOf } from './profiles.ts';
import { type QueueCount, queueCount } from './queue-count.ts';

/** An endpoint whose messages can be looked at. */
export interface EndpointOffer extends Mention {
  readonly received: number;
  readonly conforming: number;
  readonly lastAt?: string;
  /** Held against a profile: its hash; the standard alone otherwise. */
  readonly profile?: string;
  readonly of?: Mention;
  /** What it counts for, as it was counted last. */
  readonly queue?: QueueCount;
}

/** An interface that a port can be opened for. */
export interface Openable extends Mention {
  readonly queues: readonly Mention[];
}

export interface ReceivedModel {
  readonly endpoints: readonly EndpointOffer[];
  readonly interfaces: readonly Openable[];
  /** Where tests are at home. */
  readonly environments: readonly Mention[];
}

/** Where messages came in; the messages are rows of the server part, asked for page by page. */
export const receivedView = defineView({
  name: 'received',
  label: 'Messages received',
  help: 'What came in at test endpoints, without patients’ data: thousands of messages searched and narrowed, each with its lines, tree and findings, and two of them compared.',
  home: ['project'],
  reads: ['testEndpoint', 'interface'],
  opensFor: { kind: testEndpoint.name, choice: 'endpoint' },
  choices: z.object({
    endpoint: z.uuid().optional(),
    find: z.string().optional(),
    trigger: z.string().optional(),
    show: z.enum(['conforming', 'faulty']).optional(),
    from: z.enum(['partners', 'runs']).optional(),
    message: z.uuid().optional(),
    open: z.uuid().optional(),
  }),
  build: ({ graph }): ReceivedModel => ({
    interfaces: interfacesOf(graph).map((one) => ({ ...one, queues: queuesOf(graph, one.id) })),
    environments: [...graph.all(environment)]
      .filter(({ state, fields }) => state !== 'removed' && isForTests(fields.purpose))
      .sort((a, b) => a.number - b.number)
      .map((row) => mentionOf(graph, row)),
    endpoints: [...graph.all(testEndpoint)]
      .filter(({ state }) => state !== 'removed')
      .sort((a, b) => a.number - b.number)
      .map((row): EndpointOffer => {
        const { received = 0, conforming = 0, lastAt, profile } = row.fields;
        const [of] = graph.out(row.id, 'testEndpoint.of').flatMap(({ to }) => graph.find(to) ?? []);
        const [counted] = graph.out(row.id, 'testEndpoint.counts').flatMap(({ to }) => graph.get(queue, to) ?? []);
        return {
          ...mentionOf(graph, row),
          received,
          conforming,
          ...(lastAt === undefined ? {} : { lastAt }),
          ...(profile === undefined ? {} : { profile }),
          ...(of ? { of: mentionOf(graph, of) } : {}),
          ...(counted ? { queue: queueCount(graph, counted) } : {}),
        };
      }),
  }),
});

function queuesOf(graph: GraphReader, id: string): readonly Mention[] {
  return graph
    .in(id, 'queue.of')
    .flatMap(({ from }) => graph.get(queue, from) ?? [])
    .filter(({ state }) => state !== 'closed')
    .map((row) => mentionOf(graph, row));
}
