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
  readonly usage: string;
  readonly often: string;
  /** Key of the segment, to open it. */
  readonly segment?: string;
  readonly description: string;
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
      const place = { place: here, depth, usage: usageText(node.usage), often: oftenText(node) };
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

/** What somebody changes of a field; null takes away. */
export interface FieldEdit {
  readonly usage?: UsageCode;
  readonly min?: number;
  readonly max?: number | null;
  readonly maxLength?: number | null;
  readonly table?: string | null;
  readonly note?: string | null;
}

/** Edits by segment and position: `PID 3`. */
export type FieldEdits = Readonly<Record<string, FieldEdit>>;

export const editKey = (segment: string, position: number): string => `${segment} ${position}`;

/** Why an edit cannot be; undefined where it can. */
export function faultOf(line: FieldLine, edit: FieldEdit): 'order' | 'required' | 'unused' | undefined {
  const { usage = line.usage, min = line.min } = edit;
  const max = edit.max === undefined ? line.max : edit.max;
  if (max !== null && min > max) return 'order';
  if (usage === 'R' && max === 0) return 'required';
  if (usage === 'X' && min > 0) return 'unused';
  return undefined;
}

/** The profile with the edits in it; everything else is the same. */
export function edited(profile: Profile, edits: FieldEdits): Profile {
  const segments = Object.fromEntries(
    Object.entries(profile.segments).map(([key, segment]) => [
      key,
      {
        ...segment,
        fields: segment.fields.map((field, at) => {
          const edit = edits[editKey(key, at + 1)];
          return edit ? editedField(field, edit) : field;
        }),
      },
    ]),
  );
  return { ...profile, segments };
}

function editedField(field: FieldProfile, edit: FieldEdit): FieldProfile {
  const { maxLength, bindings, note, ...rest } = field;
  // A condition goes with the usage that it decided.
  const usage = edit.usage === undefined || edit.usage === field.usage.code ? field.usage : { code: edit.usage };
  const length = edit.maxLength === undefined ? maxLength : edit.maxLength;
  const said = edit.note === undefined ? note : edit.note;
  const bound = edit.table === undefined ? bindings : tableBinding(edit.table, field);
  return {
    ...rest,
    usage,
    min: edit.min ?? field.min,
    max: edit.max === undefined ? field.max : edit.max,
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
