import { type FieldsOf, type GraphReader, type Mention, mentionOf, type Row } from '@callosum/kernel';
import { inScope } from '../facts/concern.ts';
import { interfaceKind } from '../kinds/interface.ts';
import { messageProfile } from '../kinds/message-profile.ts';
import { system } from '../kinds/system.ts';

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

/** An interface that a profile can belong to, with the words by which messages may name the system that sends. */
export interface InterfaceOffer extends Mention {
  readonly sentBy: readonly string[];
}

/** Interfaces that a profile can belong to, by number. */
export function interfacesOf(graph: GraphReader): readonly Mention[] {
  return interfaceRows(graph).map((row) => mentionOf(graph, row));
}

function interfaceRows(graph: GraphReader) {
  return [...graph.all(interfaceKind)].filter(inScope).sort((a, b) => a.number - b.number);
}

/** The same with what their sources are called; for views that read systems. */
export function interfaceOffers(graph: GraphReader): readonly InterfaceOffer[] {
  return interfaceRows(graph).map((row) => ({
    ...mentionOf(graph, row),
    sentBy: graph.out(row.id, 'interface.source').flatMap(({ to }) => namesOf(graph.get(system, to)?.fields)),
  }));
}

function namesOf(fields: FieldsOf<typeof system> | undefined): readonly string[] {
  const names = [fields?.title, ...(fields?.identifiers?.split(/[\s,;]+/) ?? [])];
  return names.flatMap((name) => (name?.trim() ? [name.trim().toLowerCase()] : []));
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
