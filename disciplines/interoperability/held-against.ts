import type { FieldsOf, GraphReader, Row } from '@callosum/kernel';
import { messageProfile } from './kinds/message-profile.ts';

/** What the target expects comes before what the source says that it sends. */
const ORDER = ['target', 'both', 'source'];

/** The profile in full that messages of an interface are held against. */
export function heldAgainst(graph: GraphReader, id: string): Row<FieldsOf<typeof messageProfile>> | undefined {
  return graph
    .in(id, 'messageProfile.of')
    .flatMap(({ from }) => graph.get(messageProfile, from) ?? [])
    .filter(({ fields }) => fields.definition !== undefined)
    .toSorted((a, b) => ORDER.indexOf(a.fields.end ?? 'source') - ORDER.indexOf(b.fields.end ?? 'source'))[0];
}
