import { type Change, defineCommand, type FieldValues, type GraphReader, say } from '@callosum/kernel';
import { z } from 'zod';
import { mapping } from '../kinds/mapping.ts';
import { messageProfile } from '../kinds/message-profile.ts';
import { refuse } from '../refuse.ts';

/** The changes that begin a mapping from one profile to another, for all interfaces that either describes. */
export function mappingBetween(
  graph: GraphReader,
  { id, source, target, fields }: { id: string; source: string; target: string; fields: FieldValues },
  newId: () => string,
): readonly Change[] {
  const titles = [source, target].map((one) => graph.get(messageProfile, one)?.fields.title ?? '');
  const link = (type: string, to: string): Change => ({ action: 'link', id: newId(), type, from: id, to });
  return [
    { action: 'create', kind: mapping.name, id, fields: { title: titles.join(' → ').slice(0, 300), ...fields } },
    link('mapping.reads', source),
    link('mapping.writes', target),
    ...interfacesOf(graph, [source, target]).map((to) => link('mapping.for', to)),
  ];
}

/** Interfaces whose messages profiles describe. */
export function interfacesOf(graph: GraphReader, profiles: readonly string[]): readonly string[] {
  return [...new Set(profiles.flatMap((id) => graph.out(id, 'messageProfile.of').map(({ to }) => to)))];
}

/** Begins a mapping between two profiles. */
export const beginMapping = defineCommand({
  name: 'mapping.begin',
  label: 'Begin a mapping',
  allow: 'kinds',
  input: z.strictObject({ source: z.uuid(), target: z.uuid(), owner: z.string().min(1).exactOptional() }),
  decide: (graph, { source, target, owner }, { newId }) => {
    if (!graph.get(messageProfile, source) || !graph.get(messageProfile, target)) {
      return refuse('not-found', say`One of the two profiles is not there.`);
    }
    const standing = graph
      .in(source, 'mapping.reads')
      .map(({ from }) => graph.get(mapping, from))
      .find(
        (one) =>
          one && one.state !== 'superseded' && graph.out(one.id, 'mapping.writes').some(({ to }) => to === target),
      );
    if (standing) {
      return refuse(
        'refused',
        say`MPG-${standing.number} maps the one to the other.`,
        say`Open it, or supersede it first.`,
      );
    }
    const id = newId();
    const fields = owner === undefined ? {} : { owner };
    return { changes: [...mappingBetween(graph, { id, source, target, fields }, newId)], result: { id } };
  },
});
