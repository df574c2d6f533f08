import type {
  Binding,
  ComponentProfile,
  Condition,
  FieldProfile,
  PredicateStand,
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
  readonly usage: Usage;
  readonly min: number;
  readonly max: number | null;
  /** Key of the segment, to open it. */
  readonly segment?: string;
  readonly description: string;
  readonly note?: string;
  /** Whatever its condition can speak of. */
  readonly stand: PredicateStand;
}

/** A field, a component or a subcomponent as the table of a profile shows it. */
export interface ElementLine {
  /** From its segment on, `3` or `3.4.1`. */
  readonly key: string;
  readonly path: string;
  /** 0 for a field, 1 for its components. */
  readonly depth: number;
  readonly name: string;
  readonly usage: Usage;
  /** Of a component, of which there is one at most, as its usage says. */
  readonly min: number;
  readonly max: number | null;
  readonly datatype: string;
  /** What it is made of; nothing where it is a plain value, or may be anything. */
  readonly parts: readonly ComponentProfile[];
  readonly maxLength?: number;
  readonly constant?: string;
  readonly tables: readonly string[];
  /** How binding they are, of the first where there are several. */
  readonly strength?: Binding['strength'];
  readonly note?: string;
  /** Something of it was learnt from values that had been replaced. */
  readonly deidentified?: true;
  readonly stand: PredicateStand;
}

export function structureOf(profile: Profile, at: number): readonly StructureLine[] {
  const lines = (nodes: readonly StructureNode[], depth: number, above: string): StructureLine[] =>
    nodes.flatMap((node, position): StructureLine[] => {
      const here = `${above}${position + 1}`;
      const { usage, min, max, note } = node;
      const place = {
        place: here,
        depth,
        usage,
        min,
        max,
        ...(note === undefined ? {} : { note }),
        stand: { beside: nodes },
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

/** The fields of a segment. */
export function fieldsOf({ name, fields }: SegmentProfile, profile: Profile): readonly ElementLine[] {
  return fields.map((field, at) =>
    lineOf(field, profile, { key: `${at + 1}`, path: `${name}-${at + 1}`, above: name, depth: 0 }),
  );
}

/** The components of a field, the subcomponents of a component. */
export function partsOf({ key, path, depth, parts }: ElementLine, profile: Profile): readonly ElementLine[] {
  return parts.map((part, at) =>
    lineOf({ ...part, ...oftenOf(part.usage.code) }, profile, {
      key: `${key}.${at + 1}`,
      path: `${path}.${at + 1}`,
      above: path,
      depth: depth + 1,
    }),
  );
}

/** There is one component at most. */
function oftenOf(usage: UsageCode): { readonly min: number; readonly max: number } {
  return { min: usage === 'R' ? 1 : 0, max: usage === 'X' || usage === 'W' ? 0 : 1 };
}

function lineOf(
  field: FieldProfile,
  profile: Profile,
  { above, ...place }: Pick<ElementLine, 'key' | 'path' | 'depth'> & { readonly above: string },
): ElementLine {
  const { name, usage, min, max, datatype, maxLength, constant, bindings, note } = field;
  const type = profile.datatypes[datatype];
  return {
    ...place,
    name,
    usage,
    min,
    max,
    datatype: type?.name ?? datatype,
    parts: place.depth + 1 < DEEPEST ? (type?.components ?? []) : [],
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(constant === undefined ? {} : { constant }),
    tables: [...new Set((bindings ?? []).flatMap(({ tables }) => tables))],
    ...(bindings?.[0] ? { strength: bindings[0].strength } : {}),
    ...(note === undefined ? {} : { note }),
    ...(isDeidentified(field, profile) ? { deidentified: true } : {}),
    stand: { at: above },
  };
}

/** Fields, components, subcomponents. */
const DEEPEST = 3;

/** Whether an element, or a part of it, was learnt from values that a de-identification had replaced. */
export function isDeidentified(element: ComponentProfile, profile: Profile, depth = 0): boolean {
  if (element.deidentified) return true;
  const parts = depth >= DEEPEST ? [] : (profile.datatypes[element.datatype]?.components ?? []);
  return parts.some((part) => isDeidentified(part, profile, depth + 1));
}

/** With what holds where its condition does, and where it does not: `C(R/X)`. */
export function usageText({ code, whenTrue, whenFalse }: Usage): string {
  return whenTrue === undefined ? code : `${code}(${whenTrue}/${whenFalse ?? 'O'})`;
}

export function oftenText({ min, max }: { readonly min: number; readonly max: number | null }): string {
  return `${min}..${max ?? '*'}`;
}

export const isUnused = ({ code }: Usage): boolean => code === 'X' || code === 'W';
export const isConditional = (code: UsageCode): boolean => code === 'C' || code === 'CE';

/** The text of a condition, where there is one. */
export const conditionText = ({ condition }: { readonly condition?: Condition }): string =>
  condition?.text.trim() ?? '';
