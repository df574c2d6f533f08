import { say } from '../declare/say.ts';
import { refusal } from '../declare/problem.ts';
import { HASH_BYTES, type Sha256, sha256 } from './hash.ts';

// RFC 6962, Certificate Transparency, section 2.1: a tree whose root commits to every leaf and to their order.

const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

// Used again: hashing copies its input at once, and a ledger's leaves are hashes.
const leafOfHash = new Uint8Array(1 + HASH_BYTES);
const nodeOfHashes = new Uint8Array(1 + 2 * HASH_BYTES);

/** Hash of a leaf: SHA-256(0x00 ‖ data). */
export function leafHash(data: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  const input = data.length === HASH_BYTES ? leafOfHash : new Uint8Array(1 + data.length);
  input[0] = LEAF_PREFIX;
  input.set(data, 1);
  return hash(input);
}

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  const length = 1 + left.length + right.length;
  const input = length === nodeOfHashes.length ? nodeOfHashes : new Uint8Array(length);
  input[0] = NODE_PREFIX;
  input.set(left, 1);
  input.set(right, 1 + left.length);
  return hash(input);
}

/** Merkle tree hash of a list of leaf data (section 2.1); of no leaves, SHA-256 of nothing. */
export function treeHash(leaves: Iterable<Uint8Array>, hash: Sha256 = sha256): Uint8Array {
  const tree = createTree(hash);
  for (const leaf of leaves) tree.append(leaf);
  return tree.root();
}

/** The roots of the perfect subtrees of a tree, the largest first: one for each 1 in the size's binary digits. */
export interface TreeState {
  readonly size: number;
  readonly peaks: readonly Uint8Array[];
}

/** A tree that only grows, in memory logarithmic in its size. */
export interface MerkleTree {
  /** Adds one leaf's data. */
  append(data: Uint8Array): void;
  size(): number;
  root(): Uint8Array;
  /** What `createTree` needs to go on from here. */
  state(): TreeState;
}

/**
 * A growing tree; `from` continues an earlier one.
 * @throws Refusal `invalid` when `from` does not have one peak for each 1 in its size's binary digits.
 */
export function createTree(hash: Sha256 = sha256, from: TreeState = { size: 0, peaks: [] }): MerkleTree {
  let size = from.size;
  const peaks = [...from.peaks];
  if (!Number.isSafeInteger(size) || size < 0 || peaks.length !== ones(size)) {
    throw refusal('invalid', say`A tree of ${size} leaves does not have ${peaks.length} peaks.`, {
      remedy: say`Nothing was changed. Build the tree again from its leaves.`,
    });
  }

  return {
    append(data) {
      let node = leafHash(data, hash);
      // As in counting: every trailing 1 of the size is a peak of the same height as the node carried so far.
      for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
        const left = peaks.pop();
        if (left !== undefined) node = nodeHash(left, node, hash);
      }
      peaks.push(node);
      size += 1;
    },
    size: () => size,
    root: () =>
      peaks.reduceRight<Uint8Array | undefined>((right, left) => join(left, right, hash), undefined) ??
      hash(new Uint8Array()),
    state: () => ({ size, peaks: [...peaks] }),
  };
}

function join(left: Uint8Array, right: Uint8Array | undefined, hash: Sha256): Uint8Array {
  return right === undefined ? left : nodeHash(left, right, hash);
}

function ones(size: number): number {
  let count = 0;
  for (let rest = size; rest >= 1; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

/** Where proofs take their hashes from: the tree hash of the leaves from `from` up to, not including, `to`. */
export interface HashSource {
  readonly size: number;
  range(from: number, to: number): Uint8Array;
}

/** A source that hashes the leaves' data anew: every proof costs time linear in the size, and no memory. */
export function leafSource(leaves: readonly Uint8Array[], hash: Sha256 = sha256): HashSource {
  return { size: leaves.length, range: (from, to) => treeHash(leaves.slice(from, to), hash) };
}

/**
 * A source over stored nodes: a proof costs time logarithmic in the size.
 * @param node hash of the perfect subtree over the leaves index·2^level up to (index+1)·2^level; level 0 is leaf hashes.
 */
export function levelSource(
  size: number,
  node: (level: number, index: number) => Uint8Array,
  hash: Sha256 = sha256,
): HashSource {
  const range = (from: number, to: number): Uint8Array => {
    const width = to - from;
    if (width === 0) return hash(new Uint8Array());
    const level = Math.round(Math.log2(width));
    if (2 ** level === width && from % width === 0) return node(level, from / width);
    const middle = from + splitOf(width);
    return nodeHash(range(from, middle), range(middle, to), hash);
  };
  return { size, range };
}

/** Every level of a tree, kept in memory for many proofs: about 64 bytes a leaf. */
export function storedLevels(leaves: readonly Uint8Array[], hash: Sha256 = sha256): HashSource {
  const levels: Uint8Array[][] = [];
  let level = leaves.map((leaf) => leafHash(leaf, hash));
  while (level.length > 0) {
    levels.push(level);
    level = parentsOf(level, hash);
  }
  return levelSource(leaves.length, (height, index) => levels[height]?.[index] ?? new Uint8Array(), hash);
}

/** The nodes one level up that have two children; a last one alone has its parent further up, if at all. */
function parentsOf(level: readonly Uint8Array[], hash: Sha256): Uint8Array[] {
  const parents: Uint8Array[] = [];
  for (let index = 1; index < level.length; index += 2) {
    const left = level[index - 1];
    const right = level[index];
    if (left !== undefined && right !== undefined) parents.push(nodeHash(left, right, hash));
  }
  return parents;
}

/** The largest power of two smaller than a width of at least 2: where RFC 6962 splits a tree. */
export function splitOf(width: number): number {
  let split = 1;
  while (split * 2 < width) split *= 2;
  return split;
}
