import {
  type Binding,
  type Code,
  type ComponentProfile,
  conditionOf,
  type DatatypeProfile,
  type FieldProfile,
  type Predicate,
  type PredicateFault,
  type PredicateStand,
  type Profile,
  type StructureNode,
  type Table,
  type Usage,
  type UsageCode,
} from '@callosum/hl7v2';
import {
  type ElementLine,
  fieldsOf,
  isConditional,
  partsOf,
  structureOf,
  type StructureLine,
} from './profile-lines.ts';

/** What somebody changes of a segment or a group in the structure of a message; null stands for any number, and takes a note away. */
export interface NodeEdit {
  readonly usage?: UsageCode;
  /** Of C(a/b): what it is where the predicate holds, and where it does not. */
  readonly whenTrue?: UsageCode;
  readonly whenFalse?: UsageCode;
  readonly predicate?: Predicate;
  readonly min?: number;
  readonly max?: number | null;
  readonly note?: string | null;
}

/** The same of a field or a part of one; null takes away. */
export interface ElementEdit extends NodeEdit {
  readonly maxLength?: number | null;
  readonly constant?: string | null;
  readonly table?: string | null;
  readonly strength?: Binding['strength'];
}

/** The same of a table of codes, all of which are said. */
export interface TableEdit {
  readonly extensible?: boolean;
  readonly codes?: readonly Code[];
}

/** All that is changed of a profile before it is kept. */
export interface ProfileEdits {
  /** By segment and position: `PID 3`, `PID 3.4.1`. */
  readonly fields: Readonly<Record<string, ElementEdit>>;
  /** By message and place in its structure: `0 2.1`. */
  readonly nodes: Readonly<Record<string, NodeEdit>>;
  /** By name; a name that the profile does not have makes a table. */
  readonly tables: Readonly<Record<string, TableEdit>>;
}

export const NO_EDITS: ProfileEdits = { fields: {}, nodes: {}, tables: {} };

/** How many parts of a profile are changed. */
export function countOf({ fields, nodes, tables }: ProfileEdits): number {
  return [fields, nodes, tables].reduce((count, changed) => count + Object.keys(changed).length, 0);
}

/** A table with its edits in it. */
export function tableAs({ tables }: Profile, edits: ProfileEdits, name: string): Table {
  return { name, description: '', extensible: false, codes: [], ...tables[name], ...edits.tables[name] };
}

export const fieldKey = (segment: string, key: string | number): string => `${segment} ${key}`;
export const nodeKey = (message: number, place: string): string => `${message} ${place}`;

/** What is required is there at least once; what is not used is never there. */
export function following(usage: UsageCode, { min, max }: Bounds): NodeEdit {
  if (usage === 'R') return { usage, min: Math.max(1, min), max: max === 0 ? 1 : max };
  if (usage === 'X' || usage === 'W') return { usage, min: 0, max: 0 };
  return { usage, min: 0, max: max === 0 ? 1 : max };
}

interface Bounds {
  readonly min: number;
  readonly max: number | null;
}

/** An edit that cannot be, and where; of a predicate also in which of its lines, from 1. */
export interface EditFault {
  readonly path: string;
  readonly fault: 'order' | 'required' | 'unused' | PredicateFault['fault'];
  readonly line?: number;
}

type Line = Bounds & { readonly usage: Usage; readonly stand: PredicateStand };

/** Why an edit cannot be; undefined where it can. */
export function faultOf(line: Line, edit: NodeEdit): Omit<EditFault, 'path'> | undefined {
  const { usage = line.usage.code, min = line.min } = edit;
  const max = edit.max === undefined ? line.max : edit.max;
  if (max !== null && min > max) return { fault: 'order' };
  if (usage === 'R' && max === 0) return { fault: 'required' };
  if (usage === 'X' && min > 0) return { fault: 'unused' };
  if (!isConditional(usage)) return undefined;
  if (edit.predicate) {
    const made = conditionOf(edit.predicate, line.stand);
    return 'fault' in made ? { fault: made.fault, line: made.line + 1 } : undefined;
  }
  const isDecided = edit.whenTrue !== undefined || edit.whenFalse !== undefined;
  return isDecided && !line.usage.condition ? { fault: 'lines' } : undefined;
}

/** Whatever of the edits cannot be. */
export function faultsOf(profile: Profile, { fields, nodes }: ProfileEdits): readonly EditFault[] {
  const ofFields = Object.entries(fields).flatMap(([key, edit]) => {
    const line = elementAt(profile, key);
    const fault = line && faultOf(line, edit);
    return fault ? [{ path: line.path, ...fault }] : [];
  });
  const ofNodes = profile.messages.flatMap((_, message) =>
    structureOf(profile, message).flatMap((line: StructureLine) => {
      const edit = nodes[nodeKey(message, line.place)];
      const fault = edit && faultOf(line, edit);
      return fault ? [{ path: line.name, ...fault }] : [];
    }),
  );
  return [...ofNodes, ...ofFields];
}

/** The element of a key such as `PID 3.4`. */
function elementAt(profile: Profile, key: string): ElementLine | undefined {
  const [segment = '', place = ''] = key.split(' ');
  const described = profile.segments[segment];
  const [field, ...parts] = place.split('.').map((position) => Number(position) - 1);
  const found = described && field !== undefined ? fieldsOf(described, profile)[field] : undefined;
  return parts.reduce((line, part) => line && partsOf(line, profile)[part], found);
}

/** The profile with the edits in it; everything else is the same. */
export function edited(profile: Profile, edits: ProfileEdits): Profile {
  const types = new Types(profile, edits);
  const segments = Object.fromEntries(
    Object.entries(profile.segments).map(([key, segment]) => [
      key,
      {
        ...segment,
        fields: segment.fields.map((field, at) => types.field(field, segment.name, fieldKey(key, at + 1))),
      },
    ]),
  );
  const editedNodes = (within: readonly StructureNode[], message: number, above: string): StructureNode[] =>
    within.map((node, position) => {
      const place = `${above}${position + 1}`;
      const edit = edits.nodes[nodeKey(message, place)];
      const own = edit ? editedNode(node, edit, { beside: within }) : node;
      return own.kind === 'group' ? { ...own, children: editedNodes(own.children, message, `${place}.`) } : own;
    });
  const messages = profile.messages.map((message, at) => ({
    ...message,
    children: editedNodes(message.children, at, ''),
  }));
  const tables = Object.fromEntries(Object.keys(edits.tables).map((name) => [name, tableAs(profile, edits, name)]));
  return { ...profile, messages, segments, datatypes: types.all, tables: { ...profile.tables, ...tables } };
}

/**
 * Edits of fields and of what they are made of. A data type describes many fields: one whose components are changed for one field
 * becomes a type of its own, as conformance profiles have flavours of types (“CX of PID-3”), so that all others stay as they are.
 */
class Types {
  readonly #edits: ProfileEdits;
  readonly #uses: ReadonlyMap<string, number>;
  #all: Readonly<Record<string, DatatypeProfile>>;

  constructor(profile: Profile, edits: ProfileEdits) {
    this.#edits = edits;
    this.#all = profile.datatypes;
    this.#uses = usesOf(profile);
  }

  /** Data types as the edits leave them. */
  get all(): Readonly<Record<string, DatatypeProfile>> {
    return this.#all;
  }

  field(field: FieldProfile, segment: string, key: string): FieldProfile {
    const edit = this.#edits.fields[key];
    const own = edit ? editedField(field, edit, { at: segment }) : field;
    const position = key.split(' ')[1] ?? '';
    return { ...own, datatype: this.#typeOf(own.datatype, `${segment}-${position}`, key, true) };
  }

  /** @param alone whether nothing else leads to the type through what it stands in */
  #typeOf(name: string, path: string, key: string, alone: boolean): string {
    const type = this.#all[name];
    if (!type || !Object.keys(this.#edits.fields).some((other) => other.startsWith(`${key}.`))) return name;
    const isAlone = alone && (this.#uses.get(name) ?? 0) <= 1;
    const components = type.components.map((component, at): ComponentProfile => {
      const inner = `${key}.${at + 1}`;
      const edit = this.#edits.fields[inner];
      const own = edit ? editedElement(component, edit, { at: path }) : component;
      return { ...own, datatype: this.#typeOf(own.datatype, `${path}.${at + 1}`, inner, isAlone) };
    });
    const named = isAlone ? name : this.#freeName(`${type.name} of ${path}`);
    this.#all = { ...this.#all, [named]: { ...type, components } };
    return named;
  }

  #freeName(wanted: string): string {
    let name = wanted;
    for (let at = 2; this.#all[name]; at++) name = `${wanted} (${at})`;
    return name;
  }
}

/** How many places lead to each data type. */
function usesOf({ segments, datatypes }: Profile): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  const count = (name: string): void => void uses.set(name, (uses.get(name) ?? 0) + 1);
  for (const { fields, dynamic = [] } of Object.values(segments)) {
    for (const { datatype, slices = [] } of fields) {
      count(datatype);
      for (const { use } of slices) count(use);
    }
    for (const { types = {}, second } of dynamic) {
      for (const name of [...Object.values(types), ...Object.values(second?.types ?? {})]) count(name);
    }
  }
  for (const { components } of Object.values(datatypes)) for (const { datatype } of components) count(datatype);
  return uses;
}

/** Usage as an edit has it. A condition goes with the usage that it decided. */
function editedUsage(usage: Usage, edit: NodeEdit, stand: PredicateStand): Usage {
  const code = edit.usage ?? usage.code;
  if (!isConditional(code)) return code === usage.code ? usage : { code };
  const made = edit.predicate && conditionOf(edit.predicate, stand);
  const condition = made === undefined || 'fault' in made ? usage.condition : made;
  if (!condition) return { code };
  const { whenTrue = usage.whenTrue ?? USUAL[code === 'CE' ? 'CE' : 'C'], whenFalse = usage.whenFalse ?? 'X' } = edit;
  return { code, whenTrue, whenFalse, condition };
}

/** What a conditional element is where its condition holds, unless somebody says otherwise (HL7 v2.5 chapter 2.12.6.4). */
const USUAL = { C: 'R', CE: 'RE' } as const;

function often({ min, max }: Bounds, edit: NodeEdit): Bounds {
  return { min: edit.min ?? min, max: edit.max === undefined ? max : edit.max };
}

function editedNode({ note, ...node }: StructureNode, edit: NodeEdit, stand: PredicateStand): StructureNode {
  const said = edit.note === undefined ? note : edit.note;
  return {
    ...node,
    usage: editedUsage(node.usage, edit, stand),
    ...often(node, edit),
    ...(said ? { note: said } : {}),
  };
}

function editedField(field: FieldProfile, edit: ElementEdit, stand: PredicateStand): FieldProfile {
  const { slices } = field;
  return { ...editedElement(field, edit, stand), ...often(field, edit), ...(slices ? { slices } : {}) };
}

function editedElement(element: ComponentProfile, edit: ElementEdit, stand: PredicateStand): ComponentProfile {
  const { maxLength, constant, bindings, note, ...rest } = element;
  const length = edit.maxLength === undefined ? maxLength : edit.maxLength;
  const only = edit.constant === undefined ? constant : edit.constant;
  const said = edit.note === undefined ? note : edit.note;
  const bound = tableBinding(bindings, edit);
  return {
    ...rest,
    usage: editedUsage(element.usage, edit, stand),
    ...(length === undefined || length === null ? {} : { maxLength: length }),
    ...(only === undefined || only === null ? {} : { constant: only }),
    ...(bound ? { bindings: bound } : {}),
    ...(said ? { note: said } : {}),
  };
}

/** Codes of another table stand where those of the first did. */
function tableBinding(
  bindings: readonly Binding[] | undefined,
  { table, strength }: ElementEdit,
): readonly Binding[] | undefined {
  if (table === null) return undefined;
  const [first] = bindings ?? [];
  const stood = table === undefined ? bindings : [{ strength: 'R' as const, ...first, tables: [table] }];
  return strength === undefined ? stood : stood?.map((binding) => ({ ...binding, strength }));
}
