import { defineCommand, type FieldsOf, type GraphReader, type Row, say } from '@callosum/kernel';
import { z } from 'zod';
import { queue } from '../kinds/queue.ts';
import { testEndpoint } from '../kinds/test-endpoint.ts';
import { refuse } from '../refuse.ts';

/** The queue that a test endpoint counts for: it is not closed, and belongs to the interface whose messages the endpoint takes. */
export function countedQueue(graph: GraphReader, endpoint: string): Row<FieldsOf<typeof queue>> | undefined {
  const [link] = graph.out(endpoint, 'testEndpoint.counts');
  const row = link && graph.get(queue, link.to);
  if (!row || row.state === 'closed') return undefined;
  const about = new Set(graph.out(endpoint, 'testEndpoint.of').map(({ to }) => to));
  return graph.out(row.id, 'queue.of').some(({ to }) => about.has(to)) ? row : undefined;
}

const count = z.int().min(0);

/**
 * Enters a count that a test endpoint made: what reached it since it was opened, what it took, what it rejected, and what was in work. Called by the listener itself; a
 * count that a person has made since holds instead.
 */
export const observeQueue = defineCommand({
  name: 'queue.observe',
  label: 'Count the queue',
  allow: ['owner'],
  internal: true,
  input: z.strictObject({
    endpoint: z.uuid(),
    since: z.iso.datetime(),
    at: z.iso.datetime(),
    sent: count,
    delivered: count,
    rejected: count,
    queued: count,
  }),
  decide: (graph, { endpoint, since, at, ...counted }) => {
    const row = countedQueue(graph, endpoint);
    const by = graph.get(testEndpoint, endpoint);
    if (!row || !by) return refuse('not-found', say`The endpoint counts for no queue of its interface.`);
    const { reconciledAt } = row.fields;
    if (reconciledAt !== undefined && reconciledAt > at) return { changes: [] };
    const fields = {
      ...counted,
      reconciledAt: at,
      reconciledBy: null,
      oldestAt: null,
      observedAt: at,
      observedFrom: `TEP-${by.number}, ${since}`,
    };
    return { changes: [{ action: 'update', id: row.id, fields }] };
  },
});
