import type {
  ComponentProfile,
  FieldProfile,
  Profile,
  SegmentProfile,
  StructureNode,
  Usage,
  UsageCode,
} from '@callosum/hl7v2';

/** A line of the structure of a message: a segment or a group, as deep as it stands. */
export interface StructureLine {
  /** Positions from the top: what tells two lines of one segment apart. */
  readonly place: string;
  readonly name: string;
  readonly depth: number;
  readonly group: boolean;
  readonly usage: UsageCode;
  /** With what holds where its condition does, and where it does not. */
  readonly usageText: string;
  readonly min: number;
  readonly max: number | null;
  /** Key of the segment, to open it. */
  readonly segment?: string;
  readonly description: string;
  readonly note?: string;
  /** Where its usage depends on one. */
  readonly condition?: string;
}

/** A field as the table of a profile shows it. */
export interface FieldLine {
  readonly position: number;
  readonly name: string;
  readonly usage: UsageCode;
  readonly min: number;
  readonly max: number | null;
  readonly datatype: string;
  readonly maxLength?: number;
  readonly tables: readonly string[];
  readonly note?: string;
  readonly condition?: string;
  /** Something of it was learnt from values that had been replaced. */
  readonly deidentified?: true;
}

export function structureOf(profile: Profile, at: number): readonly StructureLine[] {
  const lines = (nodes: readonly StructureNode[], depth: number, above: string): StructureLine[] =>
    nodes.flatMap((node, position): StructureLine[] => {
      const here = `${above}${position + 1}`;
      const { usage, min, max, note } = node;
      const place = {
        place: here,
        depth,
        usage: usage.code,
        usageText: usageText(usage),
        min,
        max,
        ...(note === undefined ? {} : { note }),
        ...(usage.condition ? { condition: usage.condition.text } : {}),
      };
      if (node.kind === 'group') {
        return [
          { ...place, name: node.name, group: true, description: '' },
          ...lines(node.children, depth + 1, `${here}.`),
        ];
      }
      const [segment] = node.segments;
      return [
        {
          ...place,
          name: node.names.join(' | '),
          group: false,
          ...(segment === undefined ? {} : { segment }),
          description: segment === undefined ? '' : (profile.segments[segment]?.description ?? ''),
        },
      ];
    });
  return lines(profile.messages[at]?.children ?? [], 0, '');
}

export function fieldsOf({ fields }: SegmentProfile, profile: Profile): readonly FieldLine[] {
  return fields.map((field, at): FieldLine => {
    const { name, usage, min, max, datatype, maxLength, bindings, note } = field;
    return {
      position: at + 1,
      name,
      usage: usage.code,
      min,
      max,
      datatype: profile.datatypes[datatype]?.name ?? datatype,
      ...(maxLength === undefined ? {} : { maxLength }),
      tables: [...new Set((bindings ?? []).flatMap(({ tables }) => tables))],
      ...(note === undefined ? {} : { note }),
      ...(usage.condition ? { condition: usage.condition.text } : {}),
      ...(isDeidentified(field, profile) ? { deidentified: true } : {}),
    };
  });
}

/** Down to subcomponents. */
const DEEPEST = 3;

/** Whether an element, or a part of it, was learnt from values that a de-identification had replaced. */
export function isDeidentified(element: ComponentProfile, profile: Profile, depth = 0): boolean {
  if (element.deidentified) return true;
  const parts = depth >= DEEPEST ? [] : (profile.datatypes[element.datatype]?.components ?? []);
  return parts.some((part) => isDeidentified(part, profile, depth + 1));
}

export function usageText({ code, whenTrue, whenFalse }: Usage): string {
  return whenTrue === undefined ? code : `${code}(${whenTrue}/${whenFalse ?? 'O'})`;
}

export function oftenText({ min, max }: { readonly min: number; readonly max: number | null }): string {
  return `${min}..${max ?? '*'}`;
}

/** What somebody changes of a segment or a group in the structure of a message; null stands for any number, and takes a note away. */
export interface NodeEdit {
  readonly usage?: UsageCode;
  readonly min?: number;
  readonly max?: number | null;
  readonly note?: string | null;
}

/** The same of a field; null takes away. */
export interface FieldEdit extends NodeEdit {
  readonly maxLength?: number | null;
  readonly table?: string | null;
}

/** All that is changed of a profile before it is kept. */
export interface ProfileEdits {
  /** By segment and position: `PID 3`. */
  readonly fields: Readonly<Record<string, FieldEdit>>;
  /** By message and place in its structure: `0 2.1`. */
  readonly nodes: Readonly<Record<string, NodeEdit>>;
}

export const NO_EDITS: ProfileEdits = { fields: {}, nodes: {} };

export const fieldKey = (segment: string, position: number): string => `${segment} ${position}`;
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

/** Why an edit cannot be; undefined where it can. */
export function faultOf(
  line: Bounds & { readonly usage: UsageCode },
  edit: NodeEdit,
): 'order' | 'required' | 'unused' | undefined {
  const { usage = line.usage, min = line.min } = edit;
  const max = edit.max === undefined ? line.max : edit.max;
  if (max !== null && min > max) return 'order';
  if (usage === 'R' && max === 0) return 'required';
  if (usage === 'X' && min > 0) return 'unused';
  return undefined;
}

/** An edit that cannot be, and where. */
export interface EditFault {
  readonly path: string;
  readonly fault: 'order' | 'required' | 'unused';
}

/** Whatever of the edits cannot be. */
export function faultsOf(profile: Profile, { fields, nodes }: ProfileEdits): readonly EditFault[] {
  const ofFields = Object.entries(fields).flatMap(([key, edit]) => {
    const [segment = '', position = ''] = key.split(' ');
    const described = profile.segments[segment];
    const line = described && fieldsOf(described, profile)[Number(position) - 1];
    const fault = line && faultOf(line, edit);
    return fault ? [{ path: `${described.name}-${position}`, fault }] : [];
  });
  const ofNodes = profile.messages.flatMap((_, message) =>
    structureOf(profile, message).flatMap((line) => {
      const edit = nodes[nodeKey(message, line.place)];
      const fault = edit && faultOf(line, edit);
      return fault ? [{ path: line.name, fault }] : [];
    }),
  );
  return [...ofNodes, ...ofFields];
}

/** The profile with the edits in it; everything else is the same. */
export function edited(profile: Profile, { fields, nodes }: ProfileEdits): Profile {
  const segments = Object.fromEntries(
    Object.entries(profile.segments).map(([key, segment]) => [
      key,
      {
        ...segment,
        fields: segment.fields.map((field, at) => {
          const edit = fields[fieldKey(key, at + 1)];
          return edit ? editedField(field, edit) : field;
        }),
      },
    ]),
  );
  const editedNodes = (within: readonly StructureNode[], message: number, above: string): StructureNode[] =>
    within.map((node, position) => {
      const place = `${above}${position + 1}`;
      const edit = nodes[nodeKey(message, place)];
      const own = edit ? editedNode(node, edit) : node;
      return own.kind === 'group' ? { ...own, children: editedNodes(own.children, message, `${place}.`) } : own;
    });
  const messages = profile.messages.map((message, at) => ({
    ...message,
    children: editedNodes(message.children, at, ''),
  }));
  return { ...profile, messages, segments };
}

/** Usage and cardinality as an edit has them. A condition goes with the usage that it decided. */
function bounded({ usage, min, max }: Bounds & { readonly usage: Usage }, edit: NodeEdit) {
  return {
    usage: edit.usage === undefined || edit.usage === usage.code ? usage : { code: edit.usage },
    min: edit.min ?? min,
    max: edit.max === undefined ? max : edit.max,
  };
}

function editedNode({ note, ...node }: StructureNode, edit: NodeEdit): StructureNode {
  const said = edit.note === undefined ? note : edit.note;
  return { ...node, ...bounded(node, edit), ...(said ? { note: said } : {}) };
}

function editedField(field: FieldProfile, edit: FieldEdit): FieldProfile {
  const { maxLength, bindings, note, ...rest } = field;
  const length = edit.maxLength === undefined ? maxLength : edit.maxLength;
  const said = edit.note === undefined ? note : edit.note;
  const bound = edit.table === undefined ? bindings : tableBinding(edit.table, field);
  return {
    ...rest,
    ...bounded(field, edit),
    ...(length === undefined || length === null ? {} : { maxLength: length }),
    ...(bound ? { bindings: bound } : {}),
    ...(said ? { note: said } : {}),
  };
}

function tableBinding(table: string | null, { bindings }: FieldProfile): FieldProfile['bindings'] {
  if (table === null) return undefined;
  const [first] = bindings ?? [];
  return [{ strength: 'R', ...first, tables: [table] }];
}
