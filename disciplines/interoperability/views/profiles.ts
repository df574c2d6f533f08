import { type FieldsOf, type GraphReader, type Mention, mentionOf, type Row } from '@callosum/kernel';
import { inScope } from '../facts/concern.ts';
import { interfaceKind } from '../kinds/interface.ts';
import { messageProfile } from '../kinds/message-profile.ts';

/** A profile that screens offer: what it is called, and the file that says it in full, where one does. */
export interface ProfileOffer extends Mention {
  /** SHA-256 of the attached file that holds. */
  readonly file?: string;
  readonly structure?: string;
  readonly end?: string;
}

/** Profiles that are not superseded, by number. */
export function profilesOf(graph: GraphReader): readonly ProfileOffer[] {
  return [...graph.all(messageProfile)]
    .filter(({ state }) => state !== 'superseded')
    .sort((a, b) => a.number - b.number)
    .map((row) => profileOffer(graph, row));
}

export function profileOffer(graph: GraphReader, row: Row<FieldsOf<typeof messageProfile>>): ProfileOffer {
  const { definition, structure, end } = row.fields;
  return {
    ...mentionOf(graph, row),
    ...(definition === undefined ? {} : { file: definition }),
    ...(structure === undefined ? {} : { structure }),
    ...(end === undefined ? {} : { end }),
  };
}

/** Interfaces that a profile can belong to, by number. */
export function interfacesOf(graph: GraphReader): readonly Mention[] {
  return [...graph.all(interfaceKind)]
    .filter(inScope)
    .sort((a, b) => a.number - b.number)
    .map((row) => mentionOf(graph, row));
}

/** The two ends that are compared and mapped unless others are chosen: what is sent, and what is expected, of one interface where there is one. */
export function endsIn(
  graph: GraphReader,
  profiles: readonly ProfileOffer[],
): { readonly source?: ProfileOffer; readonly target?: ProfileOffer } {
  const full = profiles.filter(({ file }) => file !== undefined);
  const about = (one: ProfileOffer): readonly string[] => graph.out(one.id, 'messageProfile.of').map(({ to }) => to);
  for (const source of full) {
    if (source.end !== 'source') continue;
    const same = about(source);
    const target = full.find((one) => one.end === 'target' && about(one).some((id) => same.includes(id)));
    if (target) return { source, target };
  }
  return {};
}
