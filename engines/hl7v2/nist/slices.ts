import type { Slice } from '../profile/model.ts';
import type { Contexts } from './contexts.ts';
import { expressionOf } from './expressions.ts';
import { childNamed, childrenNamed, listed } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** Reads SLICINGS.xml: other descriptions for some occurrences of a segment in its message or group, or of a field in its segment. */
export function readSlices(root: XmlElement, contexts: Contexts): void {
  const groups = listed(root, 'SegmentSlicing', 'Message').flatMap((one) => childrenNamed(one, 'GroupContext'));
  const segments = listed(root, 'FieldSlicing', 'SegmentContext');
  for (const owner of [...groups, ...segments]) {
    const { ID = '' } = owner.attributes;
    for (const slicing of childrenNamed(owner, 'OccurrenceSlicing', 'AssertionSlicing')) {
      const position = Number(slicing.attributes.Position);
      if (Number.isInteger(position))
        contexts.slice(
          ID,
          position,
          childrenNamed(slicing, 'Slice').map((slice) => sliceOf(slice)),
        );
    }
  }
}

function sliceOf(element: XmlElement): Slice {
  const { Ref: use = '', Occurrence } = element.attributes;
  const assertion = childNamed(element, 'Assertion');
  if (!assertion) return { use, occurrence: Number(Occurrence) || 1 };
  const text = (childNamed(element, 'Description')?.text ?? '').trim();
  return { use, condition: { text, expression: expressionOf(assertion.children) } };
}
