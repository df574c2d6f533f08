import type {
  Binding,
  CodeLocation,
  ComponentProfile,
  DatatypeProfile,
  DynamicType,
  FieldProfile,
  MessageProfile,
  SegmentProfile,
  Slice,
  StructureNode,
  Usage,
  UsageCode,
} from '../profile/model.ts';
import type { BoundParts, Context } from './contexts.ts';
import { childrenNamed, listed } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** What other files of a bundle say about the parts of a profile. */
export interface Additions {
  readonly of: (context: Context, id: string, name: string) => BoundParts;
  readonly slicesAt: (position: number, ...owners: readonly string[]) => readonly Slice[] | undefined;
}

/** Types of which a component is a code and the second one after it its coding system. */
const CODED_TYPES = new Set(['CE', 'CNE', 'CWE']);

const USAGES: readonly UsageCode[] = ['R', 'RE', 'C', 'CE', 'O', 'X', 'B', 'W'];

function isUsage(text: string): text is UsageCode {
  return USAGES.some((one) => one === text);
}

/** A usage as profiles write it: one letter or two, or C(R/X). */
export function usageOf(text: string): Usage {
  const match = /^(CE?)\((\w+)\/(\w+)\)$/.exec(text.trim());
  const [, code = text.trim(), whenTrue = '', whenFalse = ''] = match ?? [];
  if (!isUsage(code)) return { code: 'O' };
  return { code, ...(isUsage(whenTrue) ? { whenTrue } : {}), ...(isUsage(whenFalse) ? { whenFalse } : {}) };
}

/** Messages, segments and data types of PROFILE.xml. */
export function structureOf(
  root: XmlElement,
  additions: Additions,
): {
  messages: MessageProfile[];
  segments: Record<string, SegmentProfile>;
  datatypes: Record<string, DatatypeProfile>;
} {
  const names = new Map(
    listed(root, 'Segments', 'Segment').map(({ attributes: { ID = '', Name = ID } }) => [ID, Name]),
  );
  const datatypes = listed(root, 'Datatypes', 'Datatype');
  const coded = new Set(
    datatypes.flatMap(({ attributes: { ID = '', Name = '' } }) => (CODED_TYPES.has(Name) ? ID : [])),
  );
  return {
    messages: listed(root, 'Messages', 'Message').map((element) => messageOf(element, names, additions)),
    segments: byId(listed(root, 'Segments', 'Segment'), (element) => segmentOf(element, additions, coded)),
    datatypes: byId(datatypes, (element) => datatypeOf(element, additions, coded)),
  };
}

function byId<T>(elements: readonly XmlElement[], read: (element: XmlElement) => T): Record<string, T> {
  return Object.fromEntries(elements.map((element) => [element.attributes.ID ?? '', read(element)]));
}

type Names = ReadonlyMap<string, string>;

function messageOf(element: XmlElement, names: Names, additions: Additions): MessageProfile {
  const { ID = '', Name = '', Type = '', Event = '', StructID = '', Description = '' } = element.attributes;
  const added = additions.of('Message', ID, StructID);
  return {
    id: ID,
    name: Description === '' ? Name : Description,
    type: Type,
    event: Event,
    structure: StructID,
    children: nodesOf(element, ID, names, additions, added),
    ...whatIsSaid(added),
  };
}

function whatIsSaid({ rules, placed }: BoundParts): { rules?: BoundParts['rules']; bindings?: BoundParts['placed'] } {
  return { ...(rules.length === 0 ? {} : { rules }), ...(placed.length === 0 ? {} : { bindings: placed }) };
}

function withSlices(slices: readonly Slice[] | undefined): { slices?: readonly Slice[] } {
  return slices ? { slices } : {};
}

/** @param owner id of the message or the group */
function nodesOf(
  parent: XmlElement,
  owner: string,
  names: Names,
  additions: Additions,
  added: BoundParts,
): StructureNode[] {
  return childrenNamed(parent, 'Segment', 'Group').map((element, at): StructureNode => {
    const { Ref = '', Name = '', ID = '', Usage: usage = 'O', Min = '0', Max = '*' } = element.attributes;
    const place = {
      usage: added.usages.get(at + 1) ?? usageOf(usage),
      min: Number(Min) || 0,
      max: Max === '*' ? null : Number(Max) || 0,
    };
    if (element.name === 'Segment') {
      const slices = withSlices(additions.slicesAt(at + 1, owner));
      return { kind: 'segment', names: [names.get(Ref) ?? Ref], segments: [Ref], ...place, ...slices };
    }
    const own = additions.of('Group', ID, Name);
    return {
      kind: 'group',
      name: Name,
      ...place,
      children: nodesOf(element, ID, names, additions, own),
      ...whatIsSaid(own),
    };
  });
}

function segmentOf(element: XmlElement, additions: Additions, coded: ReadonlySet<string>): SegmentProfile {
  const { ID = '', Name = '', Label = ID, Description = '' } = element.attributes;
  const added = additions.of('Segment', ID, Name);
  const fields = childrenNamed(element, 'Field').map((field, at): FieldProfile => {
    const { Min = '0', Max = '*' } = field.attributes;
    return {
      ...elementOf(field, at + 1, added, coded),
      min: Number(Min) || 0,
      max: Max === '*' ? null : Number(Max) || 0,
      ...withSlices(additions.slicesAt(at + 1, ID, Label)),
    };
  });
  const dynamic = listed(element, 'DynamicMapping', 'Mapping').map((mapping) => dynamicOf(mapping));
  return {
    name: Name,
    description: Description,
    fields,
    ...(dynamic.length === 0 ? {} : { dynamic }),
    ...whatIsSaid(added),
  };
}

function dynamicOf(mapping: XmlElement): DynamicType {
  const { Position = '5', Reference = '2', SecondReference } = mapping.attributes;
  const cases = childrenNamed(mapping, 'Case');
  const types = Object.fromEntries(cases.map(({ attributes }) => [attributes.Value ?? '', attributes.Datatype ?? '']));
  const special = cases.filter(({ attributes }) => attributes.SecondValue !== undefined);
  const second = {
    reference: Number.parseInt(SecondReference ?? '3', 10),
    types: Object.fromEntries(
      special.map(({ attributes }) => [
        `${attributes.Value ?? ''}|${attributes.SecondValue ?? ''}`,
        attributes.Datatype ?? '',
      ]),
    ),
  };
  const base = { field: Number(Position), reference: Number(Reference), types };
  return special.length === 0 ? base : { ...base, second };
}

function datatypeOf(element: XmlElement, additions: Additions, coded: ReadonlySet<string>): DatatypeProfile {
  const { ID = '', Name = '', Description = '' } = element.attributes;
  const added = additions.of('Datatype', ID, Name);
  const components = childrenNamed(element, 'Component').map((one, at) => elementOf(one, at + 1, added, coded));
  return { name: Name, description: Description, components, ...whatIsSaid(added) };
}

function elementOf(
  element: XmlElement,
  position: number,
  added: BoundParts,
  coded: ReadonlySet<string>,
): ComponentProfile {
  const { Name = '', Usage: usage = 'O', Datatype = '', MinLength, MaxLength, ConstantValue } = element.attributes;
  const least = lengthOf(MinLength);
  const most = lengthOf(MaxLength);
  const bindings = [...bindingsOf(element, coded.has(Datatype)), ...(added.bindings.get(position) ?? [])];
  return {
    name: Name,
    usage: added.usages.get(position) ?? usageOf(usage),
    datatype: Datatype,
    ...(least === undefined || least === 0 ? {} : { minLength: least }),
    ...(most === undefined ? {} : { maxLength: most }),
    ...(ConstantValue === undefined ? {} : { constant: ConstantValue }),
    ...(bindings.length === 0 ? {} : { bindings }),
  };
}

/** A length; undefined for none (NA) and for any (*). */
function lengthOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/**
 * Older profiles bind tables on the element itself; `1:4` means the first or the fourth component.
 * @param isCoded the coding system of a code stands two components after it
 */
function bindingsOf(
  { attributes: { Binding: table, BindingStrength, BindingLocation } }: XmlElement,
  isCoded: boolean,
): Binding[] {
  if (table === undefined || table === '') return [];
  const locations = (BindingLocation ?? '')
    .split(':')
    .map(Number)
    .filter((location) => location > 0)
    .map((code): CodeLocation => (isCoded ? { code, system: code + 2 } : { code }));
  const binding = { tables: table.split(':'), strength: strengthOf(BindingStrength) };
  return [locations.length === 0 ? binding : { ...binding, locations }];
}

export function strengthOf(text: string | undefined): Binding['strength'] {
  return text === 'S' || text === 'U' ? text : 'R';
}
