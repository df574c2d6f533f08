import { attachmentsOf, defineView, type GraphReader, type Mention, mentionOf, type Row } from '@callosum/kernel';
import { z } from 'zod';
import { codeMap } from '../kinds/code-map.ts';
import { mapping } from '../kinds/mapping.ts';
import { SAMPLES_NAME } from '../map-names.ts';
import { profilesOf, type ProfileOffer } from './profiles.ts';

export interface CodeMapOffer extends Mention {
  /** SHA-256 of the attached file that holds. */
  readonly file?: string;
}

export interface MappingOffer extends Mention {
  readonly file?: string;
  /** Profiles in full that it reads and writes. */
  readonly source?: ProfileOffer;
  readonly target?: ProfileOffer;
  readonly codeMaps: readonly CodeMapOffer[];
  /** Messages without identifiers that are kept with the profile of the source: record and SHA-256. */
  readonly samples?: { readonly record: string; readonly file: string };
}

export interface MappingModel {
  readonly mappings: readonly MappingOffer[];
  /** What a mapping can be begun between. */
  readonly profiles: readonly ProfileOffer[];
}

/** Which mappings there are, and which files say them; the rows are shown by the screen, beside the messages that it holds. */
export const mappingView = defineView({
  name: 'mapping',
  label: 'Mapping row by row',
  help: 'What becomes of every field between two systems, with the values that messages really hold, what the target would get, and what it would say to it. Codes that nobody has mapped stand first.',
  home: ['project'],
  reads: ['mapping', 'messageProfile'],
  opensFor: { kind: 'mapping', choice: 'mapping' },
  choices: z.object({
    mapping: z.uuid().optional(),
    show: z.enum(['open', 'used', 'all', 'findings']).optional(),
    codes: z.string().max(100).optional(),
    place: z.string().max(60).optional(),
  }),
  build: ({ graph }): MappingModel => {
    const profiles = profilesOf(graph);
    return {
      profiles,
      mappings: [...graph.all(mapping)]
        .filter(({ state }) => state !== 'superseded')
        .sort((a, b) => a.number - b.number)
        .map((row) => offerOf(graph, row, profiles)),
    };
  },
});

function offerOf(graph: GraphReader, row: Row, profiles: readonly ProfileOffer[]): MappingOffer {
  const linked = (type: string): ProfileOffer | undefined =>
    graph
      .out(row.id, type)
      .flatMap(({ to }) => profiles.filter(({ id, file }) => id === to && file !== undefined))
      .at(0);
  const [source, target] = [linked('mapping.reads'), linked('mapping.writes')];
  const kept = source && attachmentsOf(graph.find(source.id)).findLast(({ name }) => name === SAMPLES_NAME);
  return {
    ...mentionOf(graph, row),
    ...fileOf(row),
    ...(source ? { source } : {}),
    ...(target ? { target } : {}),
    ...(source && kept ? { samples: { record: source.id, file: kept.hash } } : {}),
    codeMaps: graph.out(row.id, 'mapping.uses').flatMap(({ to }) => {
      const map = graph.get(codeMap, to);
      return map ? [{ ...mentionOf(graph, map), ...fileOf(map) }] : [];
    }),
  };
}

function fileOf({ fields }: Row): { readonly file?: string } {
  const { definition } = fields;
  return typeof definition === 'string' ? { file: definition } : {};
}
