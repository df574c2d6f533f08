import type { Replaced } from '@callosum/deid';
import {
  type Binding,
  type Code,
  type ComponentProfile,
  definitionsFor,
  type FieldProfile,
  type Finding,
  loadStandard,
  type Message,
  type Node,
  parsePath,
  type Profile,
  valueAt,
} from '@callosum/hl7v2';
import { lineOf, type Sample, type SampleLine } from './sample.ts';

/** A part of a message with the name that the standard gives it. */
export interface OpenPart {
  readonly path: string;
  readonly name: string;
  readonly datatype: string;
  readonly value: string;
  /** Where it stands in the line of its segment. */
  readonly start: number;
  readonly end: number;
  readonly parts: readonly OpenPart[];
}

export interface OpenSegment {
  readonly path: string;
  readonly name: string;
  readonly description: string;
  readonly line: number;
  readonly raw: string;
  readonly fields: readonly OpenPart[];
}

export interface OpenMessage {
  readonly line: SampleLine;
  readonly segments: readonly OpenSegment[];
  readonly findings: readonly Finding[];
  readonly replaced: readonly Replaced[];
}

/** What the standard says of a place. */
export interface PlaceHelp {
  readonly path: string;
  readonly segment: string;
  readonly name: string;
  readonly datatype: string;
  readonly typeName: string;
  readonly usage: string;
  /** How often; nothing for a component. */
  readonly often?: string;
  readonly maxLength?: number;
  readonly table?: { readonly name: string; readonly description: string; readonly codes: readonly Code[] };
}

const NEWEST_KNOWN = '2.5.1';

async function standardOf(message: Message): Promise<Profile> {
  return loadStandard(definitionsFor(valueAt(message, 'MSH-12.1')) ?? NEWEST_KNOWN);
}

/** A message as a page shows it: its parts with their names, in the order in which they stand. */
export async function openMessage(sample: Sample): Promise<OpenMessage> {
  const standard = await standardOf(sample.message);
  const segments = sample.message.segments.map((segment): OpenSegment => {
    const described = standard.segments[segment.segmentName];
    return {
      path: segment.path,
      name: segment.segmentName,
      description: described?.description ?? '',
      line: segment.place.line,
      raw: segment.raw,
      fields: segment.children.flatMap((field, at) =>
        field.isEmpty ? [] : [fieldOf(field, described?.fields[at], standard, segment.start)],
      ),
    };
  });
  return { line: lineOf(sample), segments, findings: sample.findings, replaced: sample.replaced };
}

function fieldOf(field: Node, described: FieldProfile | undefined, standard: Profile, base: number): OpenPart {
  const repetitions = field.children;
  const part = partOf(field, described?.name ?? '', described?.datatype ?? '', base);
  if (repetitions.length > 1) {
    return {
      ...part,
      parts: repetitions.map((one) => ({
        ...partOf(one, part.name, part.datatype, base),
        parts: components(one, part.datatype, standard, base),
      })),
    };
  }
  const [only] = repetitions;
  return { ...part, parts: only ? components(only, part.datatype, standard, base) : [] };
}

/** Parts within, down to the last; one alone is its whole. */
function components(node: Node, datatype: string, standard: Profile, base: number): readonly OpenPart[] {
  if (node.children.length < 2) return [];
  const described = standard.datatypes[datatype]?.components ?? [];
  return node.children.flatMap((child, at) => {
    if (child.isEmpty) return [];
    const { name = '', datatype: inner = '' } = described[at] ?? {};
    return [{ ...partOf(child, name, inner, base), parts: components(child, inner, standard, base) }];
  });
}

function partOf(node: Node, name: string, datatype: string, base: number): OpenPart {
  const { path, plain, start, end } = node;
  return { path, name, datatype, value: plain, start: start - base, end: end - base, parts: [] };
}

/** What the standard says of the place at a path; nothing of a segment of one’s own. */
export async function helpFor(message: Message, path: string): Promise<PlaceHelp | undefined> {
  const parsed = parsePath(path);
  if (!parsed.ok) return undefined;
  const standard = await standardOf(message);
  const { segment, field, component, subcomponent } = parsed.value;
  const described = standard.segments[segment];
  const own = field === undefined ? undefined : described?.fields[field - 1];
  if (!described || !own) return undefined;
  let element: ComponentProfile = own;
  for (const at of [component, subcomponent]) {
    const inner = at === undefined ? undefined : standard.datatypes[element.datatype]?.components[at - 1];
    if (inner) element = inner;
  }
  const table = tableOf(element.bindings, standard);
  return {
    path,
    segment: described.description,
    name: element.name,
    datatype: element.datatype,
    typeName: standard.datatypes[element.datatype]?.description ?? '',
    usage: element.usage.code,
    ...(component === undefined ? { often: `${own.min}..${own.max ?? '*'}` } : {}),
    ...(element.maxLength === undefined ? {} : { maxLength: element.maxLength }),
    ...(table ? { table } : {}),
  };
}

function tableOf(bindings: readonly Binding[] | undefined, standard: Profile): PlaceHelp['table'] {
  const [name] = bindings?.[0]?.tables ?? [];
  const table = name === undefined ? undefined : standard.tables[name];
  return table && { name: table.name, description: table.description, codes: table.codes };
}
