import {
  defineView,
  type FieldsOf,
  type GraphReader,
  type Mention,
  mentionOf,
  type Row,
  type ViewContext,
} from '@callosum/kernel';
import { z } from 'zod';
import { codeMap } from '../kinds/code-map.ts';
import { mapping } from '../kinds/mapping.ts';
import { testEndpoint } from '../kinds/test-endpoint.ts';
import { codesCountedOf, type Counted, countedOf, type FileOf, profileAt, samplesOf } from '../map-basis.ts';
import { endsIn, profilesOf, type ProfileOffer } from './profiles.ts';
import { tell } from './told.ts';

export interface CodeMapOffer extends Mention {
  /** SHA-256 of the attached file that holds. */
  readonly file?: string;
  /** What the server counted when it was kept, and whether that still holds. */
  readonly counted?: {
    readonly how: Counted;
    readonly codes: number;
    readonly mapped: number;
    readonly messages: number;
  };
}

/** What the server counted when it was kept, and whether that still holds. */
export interface MapCount {
  readonly how: Counted;
  readonly inUse: number;
  readonly mapped: number;
  readonly left: number;
  readonly messages: number;
}

export interface MappingOffer extends Mention {
  readonly file?: string;
  readonly counted?: MapCount;
  /** Profiles in full that it reads and writes. */
  readonly source?: ProfileOffer;
  readonly target?: ProfileOffer;
  readonly codeMaps: readonly CodeMapOffer[];
  /** Messages without identifiers that are kept with the profile of the source. */
  readonly samples?: FileOf;
  /** Test endpoints of its interfaces that messages came in at; these are kept without identifiers, for some days. */
  readonly endpoints: readonly EndpointOffer[];
  /** The first interface that it is for. */
  readonly of?: string;
  /** A profile or a code map has changed since somebody looked. */
  readonly toReview?: true;
}

export interface EndpointOffer extends Mention {
  /** Messages that came in, as it was counted last. */
  readonly received: number;
}

export interface MappingModel {
  readonly mappings: readonly MappingOffer[];
  /** What a mapping can be begun between. */
  readonly profiles: readonly ProfileOffer[];
  readonly ends: ReturnType<typeof endsIn>;
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
    rule: z.string().max(10).optional(),
  }),
  build: (context): MappingModel => {
    const { graph } = context;
    const profiles = profilesOf(graph);
    return {
      profiles,
      ends: endsIn(graph, profiles),
      mappings: [...graph.all(mapping)]
        .filter(({ state }) => state !== 'superseded')
        .sort((a, b) => a.number - b.number)
        .map((row) => ({ ...offerOf(graph, row, profiles), ...reviewOf(context, row) })),
    };
  },
});

function offerOf(graph: GraphReader, row: MappingRow, profiles: readonly ProfileOffer[]): MappingOffer {
  const at = (end: 'mapping.reads' | 'mapping.writes'): ProfileOffer | undefined => {
    const found = profileAt(graph, row.id, end);
    return profiles.find(({ id }) => id === found?.record);
  };
  const [source, target] = [at('mapping.reads'), at('mapping.writes')];
  const samples = source && samplesOf(graph, source.id);
  return {
    ...mentionOf(graph, row),
    ...fileOf(row),
    ...countIn(graph, row),
    ...(source ? { source } : {}),
    ...(target ? { target } : {}),
    ...(samples ? { samples } : {}),
    endpoints: endpointsOf(graph, row.id),
    ...interfaceOf(graph, row.id),
    codeMaps: graph.out(row.id, 'mapping.uses').flatMap(({ to }) => {
      const map = graph.get(codeMap, to);
      return map ? [{ ...mentionOf(graph, map), ...fileOf(map), ...codesIn(graph, map) }] : [];
    }),
  };
}

function reviewOf(context: ViewContext, row: MappingRow): Pick<MappingOffer, 'toReview'> {
  return tell(context, 'interoperability.mappings-to-review', row)?.ok === false ? { toReview: true } : {};
}

type MappingRow = Row<FieldsOf<typeof mapping>>;

function countIn(graph: GraphReader, row: MappingRow): { readonly counted?: MapCount } {
  const { inUse, mapped = 0, leftBehind: left = 0, countedMessages: messages = 0 } = row.fields;
  return inUse === undefined ? {} : { counted: { how: countedOf(graph, row), inUse, mapped, left, messages } };
}

function interfaceOf(graph: GraphReader, id: string): { readonly of?: string } {
  const [of] = graph.out(id, 'mapping.for');
  return of ? { of: of.to } : {};
}

function codesIn(graph: GraphReader, row: Row<FieldsOf<typeof codeMap>>): Pick<CodeMapOffer, 'counted'> {
  const { codes, mapped = 0, countedMessages: messages = 0 } = row.fields;
  return codes === undefined ? {} : { counted: { how: codesCountedOf(graph, row), codes, mapped, messages } };
}

function endpointsOf(graph: GraphReader, id: string): readonly EndpointOffer[] {
  const of = graph.out(id, 'mapping.for').flatMap(({ to }) => graph.in(to, 'testEndpoint.of'));
  return [...new Set(of.map(({ from }) => from))]
    .flatMap((one) => graph.get(testEndpoint, one) ?? [])
    .flatMap((row) => {
      const { received = 0 } = row.fields;
      return received > 0 ? [{ ...mentionOf(graph, row), received }] : [];
    })
    .sort((a, b) => a.number - b.number);
}

function fileOf({ fields }: Row): { readonly file?: string } {
  const { definition } = fields;
  return typeof definition === 'string' ? { file: definition } : {};
}
