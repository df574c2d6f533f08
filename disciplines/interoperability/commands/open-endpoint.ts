import { type Change, defineCommand, type FieldValues, say } from '@callosum/kernel';
import { z } from 'zod';
import { environment } from '../kinds/environment.ts';
import { interfaceKind } from '../kinds/interface.ts';
import { queue } from '../kinds/queue.ts';
import { testEndpoint } from '../kinds/test-endpoint.ts';
import { refuse } from '../refuse.ts';
import { notForTests, portTaken } from './endpoints.ts';

const title = z.string().trim().min(1).max(300);

/**
 * Opens a port for messages of an interface in one go: the test endpoint, the test environment that it listens to and the queue that it counts for, as far as these
 * are not there.
 */
export const openEndpoint = defineCommand({
  name: 'testEndpoint.open',
  label: 'Open a test endpoint',
  allow: ['owner', 'manager', 'lead'],
  input: z.strictObject({
    interface: z.uuid(),
    title,
    port: z.int().min(1).max(65_535),
    answers: z.enum(['readable', 'valid']),
    owner: z.string().min(1),
    /** One that is there, or what a new one is called. */
    environment: z.union([z.strictObject({ id: z.uuid() }), z.strictObject({ title })]),
    /** What it counts for; nothing where no queue is counted by it. */
    queue: z.union([z.strictObject({ id: z.uuid() }), z.strictObject({ title })]).exactOptional(),
  }),
  decide: (graph, { interface: about, environment: at, queue: counted, ...fields }, { newId }) => {
    if (!graph.get(interfaceKind, about)) return refuse('not-found', say`The interface is not there.`);
    const known = 'id' in at ? graph.get(environment, at.id) : undefined;
    if ('id' in at && !known) return refuse('not-found', say`The environment is not there.`);
    const why = known && notForTests(known);
    if (why) return refuse('refused', why.message, why.remedy);
    const taken = portTaken(graph, fields.port);
    if (taken) return taken;
    if (counted && 'id' in counted && !graph.get(queue, counted.id)) {
      return refuse('not-found', say`The queue is not there.`);
    }
    const id = newId();
    const link = (type: string, from: string, to: string): Change => ({ action: 'link', id: newId(), type, from, to });
    const begun = (
      kind: string,
      given: FieldValues,
      state?: string,
    ): { readonly id: string; readonly changes: readonly Change[] } => {
      const made = newId();
      return {
        id: made,
        changes: [{ action: 'create', kind, id: made, fields: given, ...(state === undefined ? {} : { state }) }],
      };
    };
    const { owner } = fields;
    const place = 'id' in at ? { id: at.id, changes: [] } : begun(environment.name, { ...at, owner, purpose: 'test' });
    const counts =
      counted &&
      ('id' in counted ? { id: counted.id, changes: [] } : begun(queue.name, { ...counted, owner }, 'watched'));
    return {
      changes: [
        ...place.changes,
        ...(counts?.changes ?? []),
        ...(counts && counts.changes.length > 0 ? [link('queue.of', counts.id, about)] : []),
        { action: 'create', kind: testEndpoint.name, id, fields, state: 'listening' },
        link('testEndpoint.of', id, about),
        link('testEndpoint.in', id, place.id),
        ...(counts ? [link('testEndpoint.counts', id, counts.id)] : []),
      ],
      result: { id },
    };
  },
});
