import type { GroupInstance, PlacedSegment } from '../check/place.ts';
import type { Node } from '../syntax/node.ts';

/** What a rule speaks about: the message or a group of it, or a segment, field, component or subcomponent. */
export type Instance = GroupInstance | Node;

export interface Step {
  readonly position: number;
  /** Undefined for every one. */
  readonly occurrence: number | undefined;
}

const STEP = /^(\d{1,5})(?:\[(\d{1,6}|\*)\])?$/;
const known = new Map<string, readonly Step[] | undefined>();

/** Reads a path like `4[1].2[*].1[1]`; undefined when it is none. */
export function parseSteps(path: string): readonly Step[] | undefined {
  if (known.has(path)) return known.get(path);
  const parts = path === '.' || path === '' ? [] : path.split('.');
  const steps = parts.map((part): Step | undefined => {
    const match = STEP.exec(part);
    if (!match) return undefined;
    return { position: Number(match[1]), occurrence: match[2] === '*' ? undefined : Number(match[2] ?? 1) };
  });
  const all = steps.every((step) => step !== undefined) ? steps.filter((step) => step !== undefined) : undefined;
  if (known.size > 10_000) known.clear();
  known.set(path, all);
  return all;
}

/** What stands at a path, without what is empty; undefined when the path is none. */
export function instancesAt(context: Instance, path: string): readonly Instance[] | undefined {
  const steps = parseSteps(path);
  return steps?.reduce<readonly Instance[]>(
    (found, { position, occurrence }) =>
      found.flatMap((one) => {
        const all = partsAt(one, position);
        return (occurrence === undefined ? all : all.slice(occurrence - 1, occurrence)).filter((part) => isThere(part));
      }),
    [context],
  );
}

function isThere(instance: Instance): boolean {
  return 'parts' in instance || !instance.isEmpty;
}

function partsAt(instance: Instance, position: number): readonly Instance[] {
  if ('parts' in instance) {
    const placed: readonly (GroupInstance | PlacedSegment)[] = instance.parts[position - 1] ?? [];
    return placed.map((one) => ('node' in one ? one.node : one));
  }
  const child = instance.child(position);
  if (!child) return [];
  return instance.depth === 0 ? child.children : [child];
}

/** The text of a place; a group has none. */
export function textOf(instance: Instance): string {
  return 'parts' in instance ? '' : instance.value;
}
