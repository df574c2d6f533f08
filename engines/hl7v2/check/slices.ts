import { evaluate } from '../profile/evaluate.ts';
import type { Profile, SegmentProfile, SegmentRef, Slice } from '../profile/model.ts';
import type { Node } from '../syntax/node.ts';

/**
 * The slice that describes an occurrence of a place; undefined where none does. A condition that cannot be evaluated fits nothing.
 * @param occurrence which one of its place it is, from 1
 */
export function sliceOf(slices: readonly Slice[] | undefined, node: Node, occurrence: number): Slice | undefined {
  return slices?.find((slice) => {
    if (!slice.condition) return slice.occurrence === occurrence;
    const verdict = evaluate(slice.condition.expression, node, occurrence);
    return 'holds' in verdict && verdict.holds;
  });
}

/** The description of a segment that stands in a place. */
export function segmentAt(
  place: SegmentRef,
  node: Node,
  occurrence: number,
  { segments }: Profile,
): SegmentProfile | undefined {
  const slice = sliceOf(place.slices, node, occurrence);
  return segments[slice?.use ?? place.segments[place.names.indexOf(node.segmentName)] ?? ''];
}
