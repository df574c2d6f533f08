import { say } from '../declare/say.ts';
import { refusal } from '../declare/problem.ts';
import { equalBytes, HASH_BYTES, type Sha256, sha256 } from './hash.ts';
import { type HashSource, leafHash, leafSource, nodeHash, splitOf } from './merkle.ts';

/** The leaves' data themselves, or a source of their hashes. */
export type Leaves = readonly Uint8Array[] | HashSource;

/**
 * The audit path of a leaf (RFC 6962, section 2.1.1): the hashes that lead from it to the root, lowest first.
 * @param index of the leaf, from 0. @throws Refusal `not-found` when there is no such leaf.
 */
export function inclusionProof(index: number, leaves: Leaves, hash: Sha256 = sha256): Uint8Array[] {
  const source = sourceOf(leaves, hash);
  if (!isWithin(index, 0, source.size - 1)) {
    throw refusal('not-found', say`A tree of ${source.size} leaves has no leaf with the index ${index}.`, {
      remedy: say`Take a tree, or a seal, that is large enough.`,
    });
  }
  const path: Uint8Array[] = [];
  let from = 0;
  let to = source.size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    path.push(index < middle ? source.range(middle, to) : source.range(from, middle));
    if (index < middle) to = middle;
    else from = middle;
  }
  return path.toReversed();
}

/** What an audit path has to prove: that `leaf` is the data at `index` of the tree of `size` leaves under `root`. */
export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** True when the path proves the inclusion (RFC 9162, section 2.1.3.2, on the same trees); never throws. */
export function verifyInclusion(inclusion: Inclusion, hash: Sha256 = sha256): boolean {
  const { index, size, path } = inclusion;
  if (!isWithin(size, 1, Number.MAX_SAFE_INTEGER) || !isWithin(index, 0, size - 1) || !areHashes(path)) return false;

  let node = leafHash(inclusion.leaf, hash);
  let at = index;
  let last = size - 1;
  for (const sibling of path) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      node = nodeHash(sibling, node, hash);
      // The last node of a level without a sibling rises until it has one.
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      node = nodeHash(node, sibling, hash);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equalBytes(node, inclusion.root);
}

/**
 * The proof that the tree of the first `size` leaves is a prefix of the whole one (RFC 6962, section 2.1.2).
 * Empty for size 0 and for the whole tree.
 * @throws Refusal `not-found` when the tree is smaller than `size`.
 */
export function consistencyProof(size: number, leaves: Leaves, hash: Sha256 = sha256): Uint8Array[] {
  const source = sourceOf(leaves, hash);
  if (!isWithin(size, 0, source.size)) {
    throw refusal('not-found', say`A tree of ${source.size} leaves never had exactly ${size}.`, {
      remedy: say`Give the earlier size first and the leaves of the later tree.`,
    });
  }
  if (size === 0) return [];
  const path: Uint8Array[] = [];
  let from = 0;
  let to = source.size;
  while (to !== size) {
    const middle = from + splitOf(to - from);
    path.push(size <= middle ? source.range(middle, to) : source.range(from, middle));
    if (size <= middle) to = middle;
    else from = middle;
  }
  // The old root itself is known to the verifier; a part of it is not.
  if (from > 0) path.push(source.range(from, to));
  return path.toReversed();
}

/** What a consistency proof has to prove: the tree under `firstRoot` is a prefix of the one under `secondRoot`. */
export interface Consistency {
  readonly firstSize: number;
  readonly firstRoot: Uint8Array;
  readonly secondSize: number;
  readonly secondRoot: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** True when the path proves the consistency (RFC 9162, section 2.1.4.2, on the same trees); never throws. */
export function verifyConsistency(consistency: Consistency, hash: Sha256 = sha256): boolean {
  const { firstSize, firstRoot, secondSize, secondRoot, path } = consistency;
  if (!isWithin(secondSize, 0, Number.MAX_SAFE_INTEGER) || !isWithin(firstSize, 0, secondSize)) return false;
  if (!areHashes([...path, firstRoot, secondRoot])) return false;
  if (firstSize === secondSize) return path.length === 0 && equalBytes(firstRoot, secondRoot);
  if (firstSize === 0) return path.length === 0 && equalBytes(firstRoot, hash(new Uint8Array()));

  let at = firstSize - 1;
  let last = secondSize - 1;
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  // A first size that is a power of two is one whole subtree of the second: its root opens the path.
  const [start, ...rest] = at === 0 ? [firstRoot, ...path] : path;
  if (start === undefined) return false;

  let first = start;
  let second = start;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      first = nodeHash(sibling, first, hash);
      second = nodeHash(sibling, second, hash);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      second = nodeHash(second, sibling, hash);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equalBytes(first, firstRoot) && equalBytes(second, secondRoot);
}

function sourceOf(leaves: Leaves, hash: Sha256): HashSource {
  return 'range' in leaves ? leaves : leafSource(leaves, hash);
}

function areHashes(nodes: readonly Uint8Array[]): boolean {
  return nodes.every((node) => node.length === HASH_BYTES);
}

function isWithin(value: number, low: number, high: number): boolean {
  return Number.isSafeInteger(value) && value >= low && value <= high;
}

// Division, not shifting: sizes may pass 2^31.
function half(value: number): number {
  return Math.floor(value / 2);
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}
