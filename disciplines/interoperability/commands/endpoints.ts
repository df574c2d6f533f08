import { defineCommand, type FieldsOf, type GraphReader, type Row, say, type Sentence } from '@callosum/kernel';
import { z } from 'zod';
import { environment, PURPOSES } from '../kinds/environment.ts';
import { testEndpoint } from '../kinds/test-endpoint.ts';
import { refuse } from '../refuse.ts';
import { isForTests } from '../tests-place.ts';
import { writeCounts } from '../trigger-counts.ts';

interface Why {
  readonly message: Sentence;
  readonly remedy: Sentence;
}

/** Why an endpoint may not listen: no port, no interface, or an environment that is not for tests. Asked when it is started, and as long as it listens. */
export function whyNotListening(graph: GraphReader, id: string): Why | undefined {
  const row = graph.get(testEndpoint, id);
  if (!row) return { message: say`The endpoint is not there.`, remedy: say`Choose another one.` };
  if (row.fields.port === undefined) return { message: say`The endpoint has no port.`, remedy: say`Give it one.` };
  if (graph.out(id, 'testEndpoint.of').length === 0) {
    return {
      message: say`The endpoint takes messages of no interface.`,
      remedy: say`Link it to the interface that is tried.`,
    };
  }
  const [place] = graph.out(id, 'testEndpoint.in').flatMap(({ to }) => graph.get(environment, to) ?? []);
  if (!place)
    return { message: say`The endpoint listens to no environment.`, remedy: say`Link it to a test environment.` };
  return notForTests(place);
}

/** Why an environment is none that an endpoint may listen to. */
export function notForTests({ number, fields: { purpose } }: Row<FieldsOf<typeof environment>>): Why | undefined {
  if (isForTests(purpose)) return undefined;
  return {
    message: say`ENV-${number} is for ${PURPOSES[purpose].toLowerCase()}: messages of patients are not taken here.`,
    remedy: say`Link the endpoint to a test environment.`,
  };
}

/** What is said when another endpoint listens on a port already. */
export function portTaken(graph: GraphReader, port: number | undefined, but?: string) {
  const other = [...graph.all(testEndpoint)].find(
    ({ id, state, fields }) => id !== but && state === 'listening' && fields.port === port,
  );
  return (
    other && refuse('refused', say`TEP-${other.number} listens on this port.`, say`Stop it, or choose another port.`)
  );
}

/** Those who may change endpoints; nobody sets one to listening by hand, since what it listens to has to be looked at. */
const LEADS = ['owner', 'manager', 'lead'] as const;

/** Opens the port, from now on and after each start of the server. */
export const startEndpoint = defineCommand({
  name: 'testEndpoint.start',
  label: 'Start listening',
  allow: LEADS,
  forms: [
    {
      on: testEndpoint.name,
      help: 'The port is opened for messages from the test environment. They are de-identified before they are stored. A production environment is refused.',
      states: ['off'],
    },
  ],
  input: z.strictObject({ id: z.uuid() }),
  decide: (graph, { id }) => {
    const why = whyNotListening(graph, id);
    if (why) return refuse('refused', why.message, why.remedy);
    const taken = portTaken(graph, graph.get(testEndpoint, id)?.fields.port, id);
    if (taken) return taken;
    return { changes: [{ action: 'update', id, fields: {}, state: 'listening' }] };
  },
});

export const stopEndpoint = defineCommand({
  name: 'testEndpoint.stop',
  label: 'Stop listening',
  allow: LEADS,
  forms: [
    {
      on: testEndpoint.name,
      help: 'The port is closed. What came in stays as long as it is kept.',
      states: ['listening'],
    },
  ],
  input: z.strictObject({ id: z.uuid() }),
  decide: (graph, { id }) =>
    graph.get(testEndpoint, id)
      ? { changes: [{ action: 'update', id, fields: {}, state: 'off' }] }
      : refuse('not-found', say`The endpoint is not there.`),
});

const count = z.int().min(0);

/** Enters what came in, from the rows of messages. Called by the listener itself. */
export const countEndpoint = defineCommand({
  name: 'testEndpoint.count',
  label: 'Count what came in',
  allow: ['owner'],
  internal: true,
  input: z.strictObject({
    id: z.uuid(),
    lastAt: z.iso.datetime(),
    profile: z.string().max(64).nullable(),
    counts: z.array(z.strictObject({ trigger: z.string(), conforming: count, received: count })),
  }),
  decide: (graph, { id, lastAt, profile, counts }) => {
    if (!graph.get(testEndpoint, id)) return refuse('not-found', say`The endpoint is not there.`);
    const sum = (of: 'received' | 'conforming'): number => counts.reduce((total, one) => total + one[of], 0);
    const fields = {
      received: sum('received'),
      conforming: sum('conforming'),
      byTrigger: writeCounts(counts),
      lastAt,
      profile,
    };
    return { changes: [{ action: 'update', id, fields }] };
  },
});
