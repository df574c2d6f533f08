import type {
  ComponentProfile,
  FieldProfile,
  MessageProfile,
  Profile,
  SegmentProfile,
  StructureNode,
  UsageCode,
} from '../profile/model.ts';
import type { Draft, DraftSegment, Field, Repetition } from './draft.ts';
import type { Random } from './random.ts';
import { codeFor, moment, primitiveValue } from './values.ts';

/** How often what need not be there is there. */
const LIKELY: Readonly<Record<UsageCode, number>> = { R: 1, RE: 0.85, C: 0.5, CE: 0.5, O: 0.4, B: 0, W: 0, X: 0 };
const MAX_SEGMENTS = 200;
const MORE = 2;
/** A profile may ask for more than anybody wants to have made. */
const MOST_OF_A_KIND = 100;
/** Types that hold themselves come to an end here; others are never so deep. */
const DEEPEST = 3;
/** Types of values of results that every profile can say something about, most telling first. */
const RESULT_TYPES = ['NM', 'ST', 'TX', 'DT', 'FT', 'CE', 'CWE', 'SN', 'TM'] as const;

/** What a message is made with. */
export interface Making {
  readonly profile: Profile;
  readonly message: MessageProfile;
  readonly random: Random;
  /** Position of the message among those that are made, from 1. */
  readonly number: number;
  /** From 1 down to 0: how much of what need not be there is there. What is not there breaks no rule. */
  readonly density: number;
}

/** Puts a message together from its description; conditions and rules are not looked at. */
export function buildDraft(making: Making): Draft {
  const draft: Draft = [];
  addNodes(making.message.children, draft, making);
  fillHeader(draft, making);
  return draft;
}

function addNodes(children: readonly StructureNode[], draft: Draft, making: Making): void {
  for (const child of children) {
    const count = countOf(child, making, draft.length >= MAX_SEGMENTS);
    for (let made = 0; made < count; made++) {
      if (child.kind === 'group') addGroup(child, draft, making);
      else {
        const slice = child.slices?.find(({ occurrence }) => occurrence === made + 1);
        addSegment(slice?.use ?? child.segments[0] ?? '', child.names[0] ?? '', made + 1, draft, making);
      }
    }
  }
}

/** The segments of one more place: of a group, all that have to be there. */
export function segmentsFor(child: StructureNode, number: number, making: Making): Draft {
  const draft: Draft = [];
  if (child.kind === 'group') addGroup(child, draft, making);
  else addSegment(child.segments[0] ?? '', child.names[0] ?? '', number, draft, making);
  return draft;
}

/** A group is not there when nothing of it is; its first segment would not be told from that of another. */
function addGroup(group: Extract<StructureNode, { kind: 'group' }>, draft: Draft, making: Making): void {
  const [first, ...rest] = group.children;
  if (first?.kind === 'segment' && first.min === 0 && first.max !== 0 && !rest.some(({ min }) => min > 0)) {
    addSegment(first.segments[0] ?? '', first.names[0] ?? '', 1, draft, making);
    addNodes(rest, draft, making);
  } else addNodes(group.children, draft, making);
}

function countOf({ usage, min, max }: StructureNode, { random, density }: Making, isLong: boolean): number {
  if (max === 0 || usage.code === 'X') return 0;
  const isThere = min > 0 || usage.code === 'R' || (!isLong && random.chance(LIKELY[usage.code] * density));
  if (!isThere) return 0;
  const least = Math.min(MOST_OF_A_KIND, Math.max(1, min));
  return isLong ? least : Math.min(max ?? least + MORE, least + (random.chance(0.3) ? random.below(MORE + 1) : 0));
}

function addSegment(id: string, name: string, number: number, draft: Draft, making: Making): void {
  const segment = segmentOf(id, name, number, making);
  if (segment) draft.push(segment);
}

/** A segment with its fields; undefined when the profile does not describe it. */
function segmentOf(id: string, name: string, number: number, making: Making): DraftSegment | undefined {
  const profile = making.profile.segments[id];
  if (!profile) return undefined;
  const segment: DraftSegment = { name, profile: id, fields: [[]] };
  for (const [at, field] of profile.fields.entries())
    segment.fields.push(fieldOf(field, at + 1, profile, number, making));
  for (const { field, reference, types } of profile.dynamic ?? [])
    setResult(segment, profile, field, reference, types, making);
  return segment;
}

/** The value of a result, in a type that the profile describes. */
function setResult(
  segment: DraftSegment,
  profile: SegmentProfile,
  field: number,
  reference: number,
  types: Readonly<Record<string, string>> | undefined,
  making: Making,
): void {
  const described = profile.fields[field - 1];
  const known = RESULT_TYPES.filter((type) => making.profile.datatypes[types ? (types[type] ?? '') : type]);
  const named = segment.fields[reference]?.[0]?.[0]?.[0];
  const kind = known.find((type) => type === named) ?? making.random.pick(known);
  const isThere = (segment.fields[field]?.length ?? 0) > 0;
  if (!described || kind === undefined || !isThere) {
    segment.fields[field] = [];
    return;
  }
  segment.fields[reference] = [[[kind]]];
  segment.fields[field] = [repetitionOf({ ...described, datatype: types?.[kind] ?? kind }, making)];
}

function fieldOf(
  field: FieldProfile,
  position: number,
  segment: SegmentProfile,
  number: number,
  making: Making,
): Field {
  const { random, density } = making;
  const { usage, min, max, datatype } = field;
  if (max === 0 || (min === 0 && usage.code !== 'R' && !random.chance(LIKELY[usage.code] * density))) return [];
  // A first field that numbers its segment counts.
  if (position === 1 && datatype === 'SI' && field.constant === undefined) return [[[String(number)]]];
  const least = Math.min(MOST_OF_A_KIND, Math.max(1, min));
  const count = Math.min(max ?? least + MORE, least + (random.chance(0.5) ? 1 : 0));
  return segment.name === 'MSH' && position <= 2
    ? []
    : Array.from({ length: count }, () => repetitionOf(field, making));
}

/** A value of an element, with its parts. */
export function repetitionOf(element: ComponentProfile, making: Making, depth = 0): Repetition {
  const { profile, random } = making;
  const datatype = profile.datatypes[element.datatype];
  const [binding] = element.bindings ?? [];
  if (!datatype || datatype.components.length === 0 || depth > DEEPEST) {
    const code = binding && !binding.locations ? codeFor(binding, profile, random)?.value : undefined;
    return [
      [
        code !== undefined && element.constant === undefined
          ? code
          : primitiveValue(element, datatype?.name ?? element.datatype, random),
      ],
    ];
  }
  const parts = datatype.components.map((component) =>
    isMade(component, making) ? partOf(component, making, depth) : [],
  );
  const [location] = binding?.locations ?? [];
  const code = binding && location ? codeFor(binding, profile, random) : undefined;
  if (location && code) {
    parts[location.code - 1] = [code.value];
    if (location.system !== undefined && code.system !== undefined) parts[location.system - 1] = [code.system];
  }
  // A value that has nothing but parts that need not be there has its first.
  if (parts.every((part) => part.length === 0)) {
    const at = datatype.components.findIndex(({ usage }) => LIKELY[usage.code] > 0);
    const component = datatype.components[at];
    if (component) parts[at] = partOf(component, making, depth);
  }
  return parts;
}

function isMade({ usage }: ComponentProfile, { random, density }: Making): boolean {
  return usage.code === 'R' || random.chance(LIKELY[usage.code] * density);
}

/** The subcomponents of a component. */
export function partOf(component: ComponentProfile, making: Making, depth = 0): string[] {
  const repetition = repetitionOf(component, making, depth + 1);
  // What is further in than subcomponents has no place: its first part stands for it.
  return repetition.map((part) => part[0] ?? '');
}

/** The description of the value itself: of a type with parts, that of its first, as deep as parts go. */
function valueIn(element: ComponentProfile, profile: Profile): ComponentProfile {
  let value = element;
  for (let depth = 0; depth < 3; depth++) value = profile.datatypes[value.datatype]?.components[0] ?? value;
  return value;
}

/** What every header says. */
function fillHeader(draft: Draft, { message, profile, number }: Making): void {
  const header = draft.find(({ name }) => name === 'MSH');
  if (!header) return;
  const set = (field: number, repetition: Repetition): void => {
    while (header.fields.length <= field) header.fields.push([]);
    header.fields[field] = [repetition];
  };
  const described = (field: number): ComponentProfile | undefined => {
    const element = profile.segments[header.profile]?.fields[field - 1];
    return element && valueIn(element, profile);
  };
  const [sent, id, purpose] = [described(7), described(10), described(11)];
  set(7, [[moment('20260102030405', sent?.maxLength ?? 24, sent?.minLength ?? 1)]]);
  const isOld = /^2\.[123]$/.test(profile.version);
  set(9, [[message.type], [message.event], isOld ? [] : [message.structure]]);
  // Of a number that is too long its end tells messages apart.
  set(10, [[`M${number}`.padEnd(id?.minLength ?? 1, 'x').slice(-(id?.maxLength ?? 200))]]);
  const purposes = (purpose?.bindings ?? []).flatMap(({ tables }) =>
    tables.flatMap((name) => profile.tables[name] ?? []),
  );
  const codes = purposes.flatMap((table) => table.codes.map(({ value }) => value));
  set(11, [[codes.length === 0 || codes.includes('P') ? 'P' : (codes[0] ?? 'P')]]);
  set(12, [[profile.version || '2.5.1']]);
}
