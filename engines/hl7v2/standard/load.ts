import type {
  Binding,
  ComponentProfile,
  DatatypeProfile,
  FieldProfile,
  Profile,
  SegmentProfile,
  StructureNode,
  Table,
  Usage,
} from '../profile/model.ts';
import { PROFILE_FORMAT } from '../profile/model.ts';
import type { DefinedVersion } from './versions.ts';

/** Each version is a file of its own, so that a browser loads only what it needs. */
const FILES: Readonly<Record<DefinedVersion, () => Promise<{ readonly default: DictionaryVersion }>>> = {
  '2.1': () => import('hl7-dictionary/lib/2.1/index.js'),
  '2.2': () => import('hl7-dictionary/lib/2.2/index.js'),
  '2.3': () => import('hl7-dictionary/lib/2.3/index.js'),
  '2.3.1': () => import('hl7-dictionary/lib/2.3.1/index.js'),
  '2.4': () => import('hl7-dictionary/lib/2.4/index.js'),
  '2.5': () => import('hl7-dictionary/lib/2.5/index.js'),
  '2.5.1': () => import('hl7-dictionary/lib/2.5.1/index.js'),
  '2.6': () => import('hl7-dictionary/lib/2.6/index.js'),
  '2.7': () => import('hl7-dictionary/lib/2.7/index.js'),
  '2.7.1': () => import('hl7-dictionary/lib/2.7.1/index.js'),
};

const loaded = new Map<DefinedVersion, Promise<Profile>>();

/** What a version of the standard says, as a profile. */
export function loadStandard(version: DefinedVersion): Promise<Profile> {
  const before = loaded.get(version);
  if (before) return before;
  const profile = load(version);
  loaded.set(version, profile);
  return profile;
}

async function load(version: DefinedVersion): Promise<Profile> {
  const [{ default: definitions }, { default: tables }] = await Promise.all([
    FILES[version](),
    import('hl7-dictionary/lib/tables.js'),
  ]);
  return {
    format: PROFILE_FORMAT,
    name: `HL7 ${version}`,
    version,
    source: 'hl7-dictionary 1.0.1',
    messages: Object.entries(definitions.messages).map(([id, { desc, segments }]) => {
      const [type = id, event = ''] = id.split('_');
      return { id, name: desc, type, event, structure: id, children: segments.segments.map((node) => nodeOf(node)) };
    }),
    segments: mapped(definitions.segments, ({ desc, fields }, name) => segmentOf(name, desc, fields, definitions)),
    datatypes: mapped(definitions.fields, ({ desc, subfields }, name) => datatypeOf(name, desc, subfields)),
    tables: Object.fromEntries(
      Object.entries(tables).map(([number, table]) => [tableName(Number(number)), tableOf(number, table)]),
    ),
  };
}

function mapped<A, B>(record: Readonly<Record<string, A>>, map: (value: A, key: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}

function nodeOf({ name, min, max, children, compounds }: DictionaryNode): StructureNode {
  const place = { usage: usage(min > 0 ? 'R' : 'O'), min, max: max === 0 ? null : max };
  if (children) return { kind: 'group', name, ...place, children: children.map((child) => nodeOf(child)) };
  const names = compounds?.map((option) => option.name) ?? [name];
  return { kind: 'segment', names, segments: names, ...place };
}

function usage(code: Usage['code']): Usage {
  return { code };
}

function segmentOf(
  name: string,
  description: string,
  fields: readonly DictionaryElement[],
  version: DictionaryVersion,
): SegmentProfile {
  const elements = fields.map((field): FieldProfile => {
    const element = elementOf(field);
    // One row of the dictionary holds the number of the table as its repetitions.
    const max = field.rep === 0 ? null : field.rep === field.table ? 1 : field.rep;
    return { ...element, min: element.usage.code === 'R' ? 1 : 0, max };
  });
  const dynamic = name === 'OBX' && version.segments.OBX ? { dynamic: [{ field: 5, reference: 2 }] } : {};
  return { name, description, fields: elements, ...dynamic };
}

/** Types without parts that the dictionary describes as a text in one part. */
const PLAIN_TYPES = new Set(['TM', 'DT', 'NM', 'SI', 'ID', 'IS', 'ST', 'TX', 'FT', 'TN']);

function datatypeOf(name: string, description: string, parts: readonly DictionaryElement[]): DatatypeProfile {
  if (PLAIN_TYPES.has(name)) return { name, description, components: [] };
  const components = parts.map((part) => elementOf(part));
  // Before 2.5 the moment in a time stamp is described as text.
  const [first, ...rest] = components;
  if (name === 'TS' && first) return { name, description, components: [{ ...first, datatype: 'DTM' }, ...rest] };
  return { name, description, components };
}

/** In the dictionary, 1 to 4. Conditions are prose in the standard, so that nothing follows from C. */
const USAGES = ['O', 'O', 'R', 'C', 'B'] as const;

function elementOf({ desc, datatype, opt, len, table }: DictionaryElement): ComponentProfile {
  const bindings = table === undefined ? {} : { bindings: [bindingOf(datatype, table)] };
  const length = len === undefined ? {} : { maxLength: len };
  return { name: desc.trim(), usage: usage(USAGES[opt] ?? 'O'), datatype, ...length, ...bindings };
}

/**
 * An ID takes its value from a table of HL7. An IS takes it from a table of the site, for which HL7 suggests values; so do coded elements, where
 * codes of one's own are so usual that nothing is said about them.
 */
function bindingOf(datatype: string, table: number): Binding {
  const tables = [tableName(table)];
  if (datatype === 'ID' || datatype === 'IS') return { tables, strength: datatype === 'ID' ? 'R' : 'S' };
  return { tables, strength: 'U', locations: [{ code: 1 }] };
}

function tableName(number: number): string {
  return String(number).padStart(4, '0');
}

function tableOf(
  number: string,
  { desc, values }: { readonly desc: string; readonly values: Readonly<Record<string, string>> },
): Table {
  const codes = Object.entries(values).map(([value, text]) => ({ value, text }));
  return { name: tableName(Number(number)), description: desc, extensible: EXTENSIBLE.has(Number(number)), codes };
}

/** Tables of HL7 that grow between versions or take codes from elsewhere: the dictionary holds one state of them for all versions. */
const EXTENSIBLE = new Set([3, 76, 104, 125, 200, 203, 207, 211, 291, 301, 354, 396, 399, 834]);
