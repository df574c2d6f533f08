import { FORMATTED_TYPES, formatFault } from '../check/primitives.ts';
import { placeSegments } from '../check/place.ts';
import type { GroupInstance } from '../check/place.ts';
import type { GroupProfile, MessageProfile } from '../profile/model.ts';
import type { Message } from '../syntax/message.ts';
import type { Node } from '../syntax/node.ts';

/** So many different values of an element are kept; an element with more is not coded. */
export const MAX_VALUES = 500;

/** What was seen of an element: a field, a component or a subcomponent. */
export interface ElementStats {
  /** How often what it belongs to was seen. */
  total: number;
  /** How often it had a value. */
  present: number;
  /** How many values it had, repetitions counted. */
  looked: number;
  maxRepetitions: number;
  /** Of values without parts, in characters. */
  maxLength: number;
  /** Values without parts, or codes with what stands beside them. */
  readonly values: Map<string, CodeStats>;
  readonly parts: ElementStats[];
  /** Types that one of the values is not written as. */
  readonly unfit: Set<string>;
  /** How many of the values, or of the codes, had been replaced before. */
  replaced: number;
}

export interface CodeStats {
  count: number;
  readonly value: string;
  readonly text: string;
  readonly system: string;
}

export interface SegmentStats {
  count: number;
  readonly fields: ElementStats[];
  /** Types of values, where a field names them. */
  readonly types: Set<string>;
}

/** What was seen of a place in a structure. */
export interface PlaceStats {
  /** How often the group that it is in was seen. */
  total: number;
  /** In how many of these it was. */
  present: number;
  max: number;
}

/** What was seen of messages of one type. */
export interface MessageStats {
  count: number;
  /** By group and position of the child. */
  readonly places: Map<GroupProfile | MessageProfile, PlaceStats[]>;
  /** Segments that the structure has no place for, by the group and the position that they follow. */
  readonly extras: Map<GroupProfile | MessageProfile, Map<number, Map<string, PlaceStats>>>;
}

export function newMessageStats(): MessageStats {
  return { count: 0, places: new Map(), extras: new Map() };
}

/** Something in the text of a message, from its first character up to, not including, its last. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Whether something in a message had been replaced before it was seen. */
type IsReplaced = (node: Node) => boolean;

/**
 * Adds a message to what was seen.
 * @param replaced what stands in it in the place of something else
 */
export function collect(
  message: Message,
  described: MessageProfile,
  stats: MessageStats,
  segments: Map<string, SegmentStats>,
  replaced: readonly Stretch[],
): void {
  stats.count += 1;
  const { root, left } = placeSegments(message.segments, described);
  collectGroup(root, stats);
  collectLeft(left, root, stats);
  const isReplaced = replacedIn(replaced);
  for (const segment of message.segments) collectSegment(segment, segments, isReplaced);
}

function replacedIn(stretches: readonly Stretch[]): IsReplaced {
  const sorted = stretches.toSorted((a, b) => a.start - b.start);
  return ({ start, end }) => {
    let low = 0;
    let high = sorted.length;
    // The first that ends after the node begins.
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.end ?? 0) > start) high = middle;
      else low = middle + 1;
    }
    return (sorted[low]?.start ?? end) < end;
  };
}

function collectGroup(instance: GroupInstance, stats: MessageStats): void {
  const places = stats.places.get(instance.model) ?? instance.parts.map(() => ({ total: 0, present: 0, max: 0 }));
  stats.places.set(instance.model, places);
  for (const [at, parts] of instance.parts.entries()) {
    const place = places[at];
    if (!place) continue;
    place.total += 1;
    if (parts.length > 0) place.present += 1;
    place.max = Math.max(place.max, parts.length);
    for (const part of parts) if (!('node' in part)) collectGroup(part, stats);
  }
}

/** Segments without a place belong after the segment before them. */
function collectLeft(left: readonly Node[], root: GroupInstance, stats: MessageStats): void {
  if (left.length === 0) return;
  const placed = [...placesIn(root)].toSorted((a, b) => a.position - b.position);
  const seen = new Map<GroupInstance, Map<string, number>>();
  for (const node of left) {
    const before = placed.findLast(({ position }) => position < node.position) ?? {
      instance: root,
      child: 0,
      position: 0,
    };
    const counts = seen.get(before.instance) ?? new Map<string, number>();
    seen.set(before.instance, counts);
    const count = (counts.get(node.segmentName) ?? 0) + 1;
    counts.set(node.segmentName, count);
    const byChild = stats.extras.get(before.instance.model) ?? new Map<number, Map<string, PlaceStats>>();
    stats.extras.set(before.instance.model, byChild);
    const known = [...byChild.values()].find((names) => names.has(node.segmentName));
    const names = known ?? byChild.get(before.child) ?? new Map<string, PlaceStats>();
    if (!known) byChild.set(before.child, names);
    const place = names.get(node.segmentName) ?? { total: 0, present: 0, max: 0 };
    names.set(node.segmentName, place);
    if (count === 1) place.present += 1;
    place.max = Math.max(place.max, count);
  }
}

function* placesIn(instance: GroupInstance): Generator<{ instance: GroupInstance; child: number; position: number }> {
  for (const [child, parts] of instance.parts.entries()) {
    for (const part of parts) {
      if ('node' in part) yield { instance, child, position: part.node.position };
      else yield* placesIn(part);
    }
  }
}

function collectSegment(segment: Node, segments: Map<string, SegmentStats>, isReplaced: IsReplaced): void {
  const name = segment.segmentName;
  const stats = segments.get(name) ?? { count: 0, fields: [], types: new Set() };
  segments.set(name, stats);
  stats.count += 1;
  for (const [at, field] of segment.children.entries()) {
    const element = elementAt(stats.fields, at);
    const filled = field.children.filter((one) => !isBlank(one));
    if (filled.length === 0) continue;
    element.present += 1;
    element.maxRepetitions = Math.max(element.maxRepetitions, field.children.length);
    for (const repetition of filled) collectElement(repetition, element, isReplaced);
  }
  for (const element of stats.fields) element.total = stats.count;
  if (name === 'OBX') stats.types.add(segment.child(2)?.value ?? '');
}

function elementAt(elements: ElementStats[], at: number): ElementStats {
  while (elements.length < at) elements.push(newElement());
  const found = elements[at] ?? newElement();
  elements[at] = found;
  return found;
}

function newElement(): ElementStats {
  return {
    total: 0,
    present: 0,
    looked: 0,
    maxRepetitions: 0,
    maxLength: 0,
    values: new Map(),
    parts: [],
    unfit: new Set(),
    replaced: 0,
  };
}

function isBlank(node: Node): boolean {
  return (
    node.isEmpty ||
    node.isNull ||
    (!node.isDelimiters && node.children.length > 0 && node.children.every((child) => isBlank(child)))
  );
}

function collectElement(node: Node, element: ElementStats, isReplaced: IsReplaced): void {
  element.looked += 1;
  const value = node.value;
  const isWhole = node.isDelimiters || node.depth === 4;
  const code = isWhole ? node : node.child(1);
  if (code && isReplaced(code)) element.replaced += 1;
  else {
    const [text, system] = isWhole ? [] : [node.child(2), node.child(3)];
    addValue(element, code?.value ?? '', text && !isReplaced(text) ? text.value : '', system?.value ?? '');
  }
  if ((isWhole || node.children.length <= 1) && !isReplaced(node)) {
    element.maxLength = Math.max(element.maxLength, value.length);
    for (const type of FORMATTED_TYPES) if (formatFault(type, value) !== undefined) element.unfit.add(type);
  }
  if (node.depth === 4 || node.isDelimiters) return;
  for (const [at, part] of node.children.entries()) {
    const stats = elementAt(element.parts, at);
    if (isBlank(part)) continue;
    stats.present += 1;
    stats.maxRepetitions = 1;
    collectElement(part, stats, isReplaced);
  }
  for (const part of element.parts) part.total = element.looked;
}

function addValue({ values }: ElementStats, value: string, text: string, system: string): void {
  if (value === '') return;
  const key = `${value}\r${system}`;
  const found = values.get(key);
  if (found) found.count += 1;
  else if (values.size <= MAX_VALUES) values.set(key, { count: 1, value, text, system });
}
