import { type Change, defineCommand, type GraphReader, say } from '@callosum/kernel';
import { z } from 'zod';
import { interfaceTest, type TEST_LEVELS } from '../kinds/interface-test.ts';
import { interfaceKind } from '../kinds/interface.ts';
import { messageProfile } from '../kinds/message-profile.ts';
import { mapsOf } from '../maps-of.ts';
import { refuse } from '../refuse.ts';

const LEVELS = [
  'connection',
  'message',
  'endToEnd',
  'mappedRecord',
  'volume',
  'failure',
] as const satisfies readonly (keyof typeof TEST_LEVELS)[];

/**
 * Begins a test of an interface that rests on everything its messages are made by: profiles in full, mappings and code maps. When one of these changes, what came of
 * the test counts no longer.
 */
export const beginTest = defineCommand({
  name: 'interfaceTest.begin',
  label: 'Begin a test',
  allow: 'kinds',
  input: z.strictObject({
    interface: z.uuid(),
    title: z.string().trim().min(1).max(300),
    level: z.enum(LEVELS),
    trigger: z.string().trim().min(1).max(100).exactOptional(),
    owner: z.string().min(1).exactOptional(),
  }),
  decide: (graph, { interface: about, ...fields }, { newId }) => {
    if (!graph.get(interfaceKind, about)) return refuse('not-found', say`The interface is not there.`);
    const id = newId();
    const link = (type: string, to: string): Change => ({ action: 'link', id: newId(), type, from: id, to });
    return {
      changes: [
        { action: 'create', kind: interfaceTest.name, id, fields },
        link('interfaceTest.tests', about),
        ...restedOn(graph, about).map((to) => link('interfaceTest.restsOn', to)),
      ],
      result: { id },
    };
  },
});

/** What messages of an interface are made by. */
export function restedOn(graph: GraphReader, about: string): readonly string[] {
  const profiles = graph
    .in(about, 'messageProfile.of')
    .flatMap(({ from }) => graph.get(messageProfile, from) ?? [])
    .filter(({ state, fields }) => state !== 'superseded' && fields.definition !== undefined);
  const { mappings, codeMaps } = mapsOf(graph, about);
  return [...profiles, ...mappings, ...codeMaps].map(({ id }) => id);
}
