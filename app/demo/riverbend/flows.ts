import {
  type DatatypeProfile,
  loadStandard,
  MAPPING_FORMAT,
  mapFields,
  mapLines,
  type MapRow,
  type MessageProfile,
  type Profile,
  type SegmentProfile,
  type StructureNode,
  writeMapping,
  writeProfile,
} from '@callosum/hl7v2';
import { countMapping } from '@callosum/interoperability/server';

/** How far a mapping is: its file, and what the server counts in it. */
export interface MappedSoFar {
  readonly text: string;
  readonly counted: ReturnType<typeof countMapping>;
}

/** What is sent under a trigger and what is taken, as both sides agreed it, and the mapping between them: while it was worked on, and when it was done. */
export interface Flow {
  readonly structure: string;
  readonly source: string;
  readonly target: string;
  readonly begun: MappedSoFar;
  readonly done: MappedSoFar;
}

/** Segments that the interfaces use, by the first trigger of each, and up to which field. */
const USED: Readonly<Record<string, readonly [structure: string, segments: readonly string[], reach: number]>> = {
  'ADT^A01': ['ADT_A01', ['MSH', 'EVN', 'PID', 'PV1'], 20],
  'ADT^A04': ['ADT_A01', ['MSH', 'EVN', 'PID', 'PV1'], 14],
  'ORM^O01': ['ORM_O01', ['MSH', 'PID', 'PV1', 'ORC', 'OBR'], 17],
  'ORU^R01': ['ORU_R01', ['MSH', 'PID', 'PV1', 'OBR', 'OBX'], 18],
  'DFT^P03': ['DFT_P03', ['MSH', 'EVN', 'PID', 'FT1'], 16],
  'SIU^S12': ['SIU_S12', ['MSH', 'SCH', 'PID', 'PV1', 'AIL'], 15],
  'MDM^T02': ['MDM_T02', ['MSH', 'EVN', 'PID', 'PV1', 'TXA', 'OBX'], 12],
  'RDE^O11': ['RDE_O11', ['MSH', 'PID', 'ORC', 'RXE', 'RXR'], 14],
  'VXU^V04': ['VXU_V04', ['MSH', 'PID', 'ORC', 'RXA', 'RXR'], 12],
  'MFN^M02': ['MFN_M02', ['MSH', 'MFI', 'MFE', 'STF'], 12],
};

/** Each field whose position this divides goes no further: the receiver has no use for it. */
const NOT_TAKEN = 9;
/** Of ten fields so many were agreed when the mapping was looked at first. */
const AGREED_FIRST = 7;

/** The flows by their triggers; the same each time. */
export function flowsOf(): Promise<ReadonlyMap<string, Flow>> {
  return (told ??= workOut());
}

let told: Promise<ReadonlyMap<string, Flow>> | undefined;

async function workOut(): Promise<ReadonlyMap<string, Flow>> {
  const standard = await loadStandard('2.5.1');
  return new Map(
    Object.entries(USED).map(([trigger, [structure, segments, reach]]) => {
      const one = { trigger, structure, segments, reach };
      const source = narrowed(standard, { ...one, end: 'sent' });
      const target = narrowed(standard, { ...one, end: 'taken' });
      const texts = { source: writeProfile(source), target: writeProfile(target) };
      const rows = rowsBetween(source, target);
      const soFar = (some: readonly MapRow[]): MappedSoFar => {
        const text = writeMapping({ format: MAPPING_FORMAT, rows: some });
        return { text, counted: countMapping({ ...texts, mapping: text }) };
      };
      const begun = soFar(rows.map((row, at) => (at % 10 < AGREED_FIRST ? row : { ...row, status: 'proposed' })));
      return [trigger, { structure, ...texts, begun, done: soFar(rows) }];
    }),
  );
}

interface Narrowing {
  readonly trigger: string;
  readonly structure: string;
  readonly segments: readonly string[];
  readonly reach: number;
  readonly end: 'sent' | 'taken';
}

/** The standard with what an interface uses of it, and nothing else. */
function narrowed(standard: Profile, { trigger, structure, segments, reach, end }: Narrowing): Profile {
  const described = standard.messages.find(({ id }) => id === structure);
  if (!described) throw new Error(`The story needs the structure ${structure}`);
  const [type = '', event = ''] = trigger.split('^');
  const message: MessageProfile = { ...described, type, event, children: used(described.children, new Set(segments)) };
  const kept = segments.flatMap((name): [string, SegmentProfile][] => {
    const segment = standard.segments[name];
    return segment ? [[name, usedFields(segment, reach, end)]] : [];
  });
  const fields = kept.flatMap(([, segment]) => segment.fields);
  const datatypes = reached(
    standard,
    fields.map(({ datatype }) => datatype),
  );
  const parts = [...datatypes.values()].flatMap(({ components }) => components);
  const tables = new Set([...fields, ...parts].flatMap(({ bindings = [] }) => bindings.flatMap((one) => one.tables)));
  return {
    ...standard,
    name: `${trigger} as it is ${end}`,
    source: 'agreed by both sides',
    messages: [message],
    segments: Object.fromEntries(kept),
    datatypes: Object.fromEntries(datatypes),
    tables: Object.fromEntries(Object.entries(standard.tables).filter(([name]) => tables.has(name))),
  };
}

function used(nodes: readonly StructureNode[], segments: ReadonlySet<string>): readonly StructureNode[] {
  return nodes.flatMap((node): readonly StructureNode[] => {
    if (node.kind === 'segment') return node.names.some((name) => segments.has(name)) ? [node] : [];
    const children = used(node.children, segments);
    return children.length === 0 ? [] : [{ ...node, children }];
  });
}

function usedFields(segment: SegmentProfile, reach: number, end: Narrowing['end']): SegmentProfile {
  const fields = segment.fields.map((field, at) => {
    const wanted = field.usage.code === 'R';
    const isUsed = wanted || (field.usage.code === 'O' && at < reach);
    const isTaken = end === 'sent' || wanted || (at + 1) % NOT_TAKEN !== 0;
    return isUsed && isTaken
      ? { ...field, usage: { code: 'R' as const }, min: 1 }
      : { ...field, usage: { code: 'X' as const }, min: 0, max: 0 };
  });
  return { ...segment, fields };
}

/** Types that fields are of, with those that their parts are of. */
function reached(standard: Profile, wanted: readonly string[]): ReadonlyMap<string, DatatypeProfile> {
  const found = new Map<string, DatatypeProfile>();
  const left = [...wanted];
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    const type = standard.datatypes[name];
    if (!type || found.has(name)) continue;
    found.set(name, type);
    left.push(...type.components.map(({ datatype }) => datatype));
  }
  return found;
}

/** What both ends describe alike is copied, and what the receiver takes not is left behind. */
function rowsBetween(source: Profile, target: Profile): readonly MapRow[] {
  return mapLines(mapFields(source, target), { format: MAPPING_FORMAT, rows: [] }, () => 0).flatMap(
    ({ suggestion }): readonly MapRow[] => (suggestion ? [{ ...suggestion.row, status: 'agreed' }] : []),
  );
}
