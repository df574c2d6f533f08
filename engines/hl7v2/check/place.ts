import type { Node } from '../syntax/node.ts';
import type { GroupProfile, MessageProfile, SegmentRef, StructureNode } from '../profile/model.ts';

/** Segments put in the places of a structure: for each child of the group, what stands there. */
export interface GroupInstance {
  readonly model: GroupProfile | MessageProfile;
  readonly parts: (GroupInstance | PlacedSegment)[][];
}

export interface PlacedSegment {
  readonly model: SegmentRef;
  readonly node: Node;
}

export interface Placed {
  readonly root: GroupInstance;
  /** Segments that the structure has no place for. */
  readonly left: readonly Node[];
}

/** What is overlooked to find a place. */
interface Lenience {
  /** Required segments and groups that are missing on the way. */
  readonly missing: boolean;
  /** Required segments that are missing at the start of a group that is entered. */
  readonly missingInside: boolean;
  readonly groupLimits: boolean;
  readonly segmentLimits: boolean;
}

const STRICT: Lenience = { missing: false, missingInside: false, groupLimits: false, segmentLimits: false };

/** From the mildest to the last resort. */
const LENIENCE: readonly Lenience[] = [
  STRICT,
  { ...STRICT, missing: true },
  { ...STRICT, missing: true, groupLimits: true },
  { ...STRICT, missing: true, groupLimits: true, segmentLimits: true },
  { ...STRICT, missing: true, missingInside: true },
  { missing: true, missingInside: true, groupLimits: true, segmentLimits: true },
];

interface Frame {
  readonly instance: GroupInstance;
  /** Child that was filled last. */
  child: number;
}

/**
 * Puts segments in the places of a structure, each at or after the place of the one before it: again in the same place, further on in its
 * group, in a new occurrence of the group, further out. A place without overlooking anything comes before a nearer one that skips
 * something required, and limits are overlooked last, so that one fault does not become many.
 */
export function placeSegments(segments: readonly Node[], message: MessageProfile): Placed {
  const root = instanceOf(message);
  let frames: Frame[] = [{ instance: root, child: 0 }];
  const left: Node[] = [];
  for (const node of segments) {
    const found = findPlace(frames, node.segmentName);
    if (!found) {
      left.push(node);
      continue;
    }
    frames = enter(frames.slice(0, found.depth + 1), found.path, node);
  }
  return { root, left };
}

function instanceOf(model: GroupProfile | MessageProfile): GroupInstance {
  return { model, parts: model.children.map(() => []) };
}

interface FoundPlace {
  /** Index of the frame that it was found in. */
  readonly depth: number;
  /** Children to go through, from that frame inwards. */
  readonly path: readonly number[];
}

function findPlace(frames: readonly Frame[], name: string): FoundPlace | undefined {
  for (const lenience of LENIENCE) {
    for (let depth = frames.length - 1; depth >= 0; depth--) {
      const frame = frames[depth];
      if (!frame) continue;
      const path = within(frame, name, lenience);
      if (path) return { depth, path };
      // Leaving a group that still lacks something required skips it.
      if (!lenience.missing && !isComplete(frame)) break;
    }
  }
  return undefined;
}

/** The path to a place in a group, at or after the child that was filled last. */
function within({ instance, child: first }: Frame, name: string, lenience: Lenience): readonly number[] | undefined {
  const { children } = instance.model;
  for (let at = first; at < children.length; at++) {
    const child = children[at];
    if (!child) continue;
    const count = instance.parts[at]?.length ?? 0;
    if (hasRoom(child, count, lenience)) {
      const path = into(child, name, lenience);
      if (path) return [at, ...path];
    }
    if (!lenience.missing && child.min > count) return undefined;
  }
  return undefined;
}

function hasRoom({ kind, max }: StructureNode, count: number, lenience: Lenience): boolean {
  if (max === null || count < max) return true;
  // What is not supported at all is found a place only when nothing else is.
  return (kind === 'group' ? lenience.groupLimits : lenience.segmentLimits) && (max > 0 || lenience.segmentLimits);
}

const named = new WeakMap<GroupProfile, ReadonlySet<string>>();

/** Names of all segments that a group has places for, however far in: where one is not among them nobody has to look. */
function namesIn(group: GroupProfile): ReadonlySet<string> {
  const before = named.get(group);
  if (before) return before;
  const names = new Set(
    group.children.flatMap((child) => (child.kind === 'segment' ? child.names : [...namesIn(child)])),
  );
  named.set(group, names);
  return names;
}

/** The path from a child inwards: nothing for a segment of the name, the way to it in a group. */
function into(child: StructureNode, name: string, lenience: Lenience): readonly number[] | undefined {
  if (child.kind === 'segment') return child.names.includes(name) ? [] : undefined;
  if (!namesIn(child).has(name)) return undefined;
  for (let at = 0; at < child.children.length; at++) {
    const inner = child.children[at];
    if (!inner) continue;
    const path = hasRoom(inner, 0, lenience) ? into(inner, name, lenience) : undefined;
    if (path) return [at, ...path];
    if (!lenience.missingInside && inner.min > 0) return undefined;
  }
  return undefined;
}

function isComplete({ instance, child }: Frame): boolean {
  return instance.model.children.every((one, at) => at < child || one.min <= (instance.parts[at]?.length ?? 0));
}

function enter(frames: Frame[], path: readonly number[], node: Node): Frame[] {
  for (const [step, at] of path.entries()) {
    const frame = frames.at(-1);
    const child = frame?.instance.model.children[at];
    if (!frame || !child) break;
    frame.child = at;
    if (child.kind === 'segment') {
      frame.instance.parts[at]?.push({ model: child, node });
      break;
    }
    const instance = instanceOf(child);
    frame.instance.parts[at]?.push(instance);
    frames.push({ instance, child: path[step + 1] ?? 0 });
  }
  return frames;
}
