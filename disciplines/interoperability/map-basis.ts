import { attachmentsOf, type FieldsOf, type GraphReader, type Row } from '@callosum/kernel';
import type { codeMap } from './kinds/code-map.ts';
import { mapping } from './kinds/mapping.ts';
import { messageProfile } from './kinds/message-profile.ts';
import { SAMPLES_NAME } from './map-names.ts';

type MappingRow = Row<FieldsOf<typeof mapping>>;

/** A file of a record: its SHA-256. */
export interface FileOf {
  readonly record: string;
  readonly file: string;
}

/** What the fields of a mapping are counted from. */
export interface MapBasis {
  readonly mapping: FileOf;
  readonly source: FileOf;
  readonly target: FileOf;
  /** Messages without identifiers that are kept with the profile of the source; none where it was not learnt from any. */
  readonly samples?: FileOf | undefined;
}

/** Everything that a mapping is counted from with one of its files; undefined while one of the profiles is not there in full. */
export function basisOf(graph: GraphReader, id: string, file: string): MapBasis | undefined {
  const [source, target] = [profileAt(graph, id, 'mapping.reads'), profileAt(graph, id, 'mapping.writes')];
  if (!source || !target) return undefined;
  return { mapping: { record: id, file }, source, target, samples: samplesOf(graph, source.record) };
}

/** The profile in full at an end of a mapping. */
export function profileAt(graph: GraphReader, id: string, end: 'mapping.reads' | 'mapping.writes'): FileOf | undefined {
  return graph
    .out(id, end)
    .flatMap(({ to }) => graph.get(messageProfile, to) ?? [])
    .flatMap(({ id: record, fields }) => (fields.definition === undefined ? [] : [{ record, file: fields.definition }]))
    .at(0);
}

/** The messages that a profile was learnt from. */
export function samplesOf(graph: GraphReader, profile: string): FileOf | undefined {
  const kept = attachmentsOf(graph.find(profile)).findLast(({ name }) => name === SAMPLES_NAME);
  return kept && { record: profile, file: kept.hash };
}

/** Names what was counted from, so that one sees when it is no longer that. */
export function basisText({ mapping: rows, source, target, samples }: MapBasis): string {
  return [
    `Mapping: ${rows.file}`,
    `Source: ${source.file}`,
    `Target: ${target.file}`,
    ...(samples ? [`Messages: ${samples.file}`] : []),
  ].join('\n');
}

/** How a mapping was counted: not yet, typed before the server counted, from what has changed since, or as it stands. */
export type Counted = 'uncounted' | 'typed' | 'changed' | 'counted';

export function countedOf(graph: GraphReader, { id, fields }: MappingRow): Counted {
  const { counting, countedFrom, definition } = fields;
  if (counting === 'typed') return 'typed';
  if (counting === undefined || definition === undefined) return 'uncounted';
  const now = basisOf(graph, id, definition);
  return now && basisText(now) === countedFrom ? 'counted' : 'changed';
}

/** What the codes of a code map are counted from. */
export interface CodesBasis {
  readonly codes: FileOf;
  /** Mappings that go by it, with the messages that hold the codes they put through it. */
  readonly through: readonly { readonly mapping: FileOf; readonly samples?: FileOf | undefined }[];
}

/** @param keeping a mapping that is being kept with another file than it has */
export function codesBasisOf(graph: GraphReader, id: string, file: string, keeping?: FileOf): CodesBasis {
  const users = graph
    .in(id, 'mapping.uses')
    .flatMap(({ from }) => graph.get(mapping, from) ?? [])
    .filter(({ state, withdrawn }) => state !== 'superseded' && !withdrawn)
    .toSorted((a, b) => a.number - b.number);
  return {
    codes: { record: id, file },
    through: users.flatMap((row) => {
      const rows = row.id === keeping?.record ? keeping.file : row.fields.definition;
      const source = profileAt(graph, row.id, 'mapping.reads');
      if (rows === undefined || !source) return [];
      return [{ mapping: { record: row.id, file: rows }, samples: samplesOf(graph, source.record) }];
    }),
  };
}

/** Names what codes were counted from. */
export function codesBasisText({ codes, through }: CodesBasis): string {
  return [
    `Code map: ${codes.file}`,
    ...through.flatMap(({ mapping: rows, samples }) => [
      `Mapping: ${rows.file}`,
      ...(samples ? [`Messages: ${samples.file}`] : []),
    ]),
  ].join('\n');
}

/** How the codes of a code map were counted. Those that were counted in the file alone stand as long as no mapping puts messages through it. */
export function codesCountedOf(graph: GraphReader, { id, fields }: Row<FieldsOf<typeof codeMap>>): Counted {
  const { counting, countedFrom, definition = '' } = fields;
  if (counting === 'typed') return 'typed';
  if (counting === undefined) return 'uncounted';
  const now = codesBasisOf(graph, id, definition);
  return codesBasisText(now) === (countedFrom ?? codesBasisText({ ...now, through: [] })) ? 'counted' : 'changed';
}
