import type { Message, Node } from '@callosum/hl7v2';

/** A place where two messages do not say the same. */
export interface MessageDifference {
  readonly path: string;
  /** As they stand; nothing where one message has no such place. */
  readonly left: string;
  readonly right: string;
}

/** Segments are laid side by side by name and number, and differences told as deep as they go. */
export function compareMessages(left: Message, right: Message): readonly MessageDifference[] {
  const [lefts, rights] = [named(left), named(right)];
  return [...new Set([...lefts.keys(), ...rights.keys()])].flatMap((key) => {
    const [one, other] = [lefts.get(key), rights.get(key)];
    if (one && other) return compareNodes(one, other);
    return [{ path: key, left: one?.raw ?? '', right: other?.raw ?? '' }];
  });
}

function named({ segments }: Message): ReadonlyMap<string, Node> {
  const counts = new Map<string, number>();
  return new Map(
    segments.map((segment) => {
      const { segmentName } = segment;
      const count = (counts.get(segmentName) ?? 0) + 1;
      counts.set(segmentName, count);
      return [count === 1 ? segmentName : `${segmentName}[${count}]`, segment];
    }),
  );
}

function compareNodes(left: Node, right: Node): readonly MessageDifference[] {
  if (left.raw === right.raw) return [];
  const [lefts, rights] = [left.children, right.children];
  const leaf = Math.max(lefts.length, rights.length) <= 1 && left.depth > 0;
  if (leaf) return [{ path: (left.isEmpty ? right : left).path, left: left.raw, right: right.raw }];
  return Array.from({ length: Math.max(lefts.length, rights.length) }, (_, at) => {
    const [one, other] = [lefts[at], rights[at]];
    if (one && other) return compareNodes(one, other);
    const rest = one ?? other;
    return rest && !rest.isEmpty ? [{ path: rest.path, left: one?.raw ?? '', right: other?.raw ?? '' }] : [];
  }).flat();
}
