import { type FieldsOf, type GraphReader, type Mention, mentionOf, type Row } from '@callosum/kernel';
import { inScope, triggerName, triggersOf } from '../facts/concern.ts';
import { heldAgainst } from '../held-against.ts';
import { interfaceTest } from '../kinds/interface-test.ts';
import { interfaceKind } from '../kinds/interface.ts';
import { type FileOf, profileAt, samplesOf } from '../map-basis.ts';
import { mapsOf } from '../maps-of.ts';
import { profileOffer, type ProfileOffer } from './profiles.ts';

/** An interface that cases can be made for: what its messages are held against, and which are kept. */
export interface Subject extends Mention {
  /** What messages are held against. Without one, cases are made from the standard alone. */
  readonly profile?: ProfileOffer;
  /** Messages without identifiers: of the source where a mapping makes them what the target takes, of the target else. */
  readonly kept?: FileOf;
  /** What makes them what the target takes, and the code maps that it goes by. */
  readonly mapping?: FileOf;
  readonly codeMaps: readonly FileOf[];
  /** Triggers that it lists, and those of them that no test from end to end is written for. */
  readonly triggers: readonly string[];
  readonly untested: readonly string[];
}

/** Interfaces with messages of HL7 version 2, by number. */
export function subjectsOf(graph: GraphReader): readonly Subject[] {
  return [...graph.all(interfaceKind)]
    .filter((row) => inScope(row) && (row.fields.standard === undefined || row.fields.standard === 'hl7v2'))
    .sort((a, b) => a.number - b.number)
    .map((row) => subjectOf(graph, row));
}

function subjectOf(graph: GraphReader, row: Row<FieldsOf<typeof interfaceKind>>): Subject {
  const held = heldAgainst(graph, row.id);
  const maps = mapsOf(graph, row.id);
  const mapping = maps.mappings.find(
    ({ id, fields }) => fields.definition !== undefined && profileAt(graph, id, 'mapping.writes')?.record === held?.id,
  );
  const source = mapping && profileAt(graph, mapping.id, 'mapping.reads')?.record;
  const from = source ?? held?.id;
  const kept = from === undefined ? undefined : samplesOf(graph, from);
  const triggers = triggersOf(row.fields.triggers);
  const tested = new Set(
    graph
      .in(row.id, 'interfaceTest.tests')
      .flatMap(({ from: test }) => graph.get(interfaceTest, test) ?? [])
      .filter(({ state, fields }) => state !== 'dropped' && fields.level === 'endToEnd')
      .map(({ fields }) => triggerName(fields.trigger)),
  );
  return {
    ...mentionOf(graph, row),
    ...(held ? { profile: profileOffer(graph, held) } : {}),
    ...(kept ? { kept } : {}),
    ...(mapping?.fields.definition === undefined
      ? {}
      : { mapping: { record: mapping.id, file: mapping.fields.definition } }),
    codeMaps: maps.codeMaps.flatMap(({ id, fields }) =>
      fields.definition === undefined ? [] : [{ record: id, file: fields.definition }],
    ),
    triggers,
    untested: triggers.filter((trigger) => !tested.has(trigger)),
  };
}
