import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, sha256, toHex } from './hash.ts';
import { createTree, leafHash, leafSource, nodeHash, storedLevels, treeHash } from './merkle.ts';
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './merkle-proof.ts';

const LARGEST = 70;
const leaves = Array.from({ length: LARGEST }, (_, index) => new Uint8Array([index, index * 3]));
const roots = Array.from({ length: LARGEST + 1 }, (_, size) => definition(leaves.slice(0, size)));

/** Section 2.1 of RFC 6962, word for word: slow, recursive, and sharing nothing with what is tested. */
function definition(data: readonly Uint8Array[]): Uint8Array {
  const [only] = data;
  if (only === undefined) return sha256(new Uint8Array());
  if (data.length === 1) return sha256(new Uint8Array([0, ...only]));
  let k = 1;
  while (k << 1 < data.length) k <<= 1;
  return sha256(new Uint8Array([1, ...definition(data.slice(0, k)), ...definition(data.slice(k))]));
}

function rootOf(size: number): Uint8Array {
  return roots[size] ?? new Uint8Array();
}

describe('the vectors of the Certificate Transparency reference tests', () => {
  const data = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
    (hex) => fromHex(hex) ?? new Uint8Array(),
  );
  const published = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];

  test.each(published.map((root, size) => [size, root] as const))('the root of %i leaves', (size, root) => {
    expect(toHex(treeHash(data.slice(0, size)))).toBe(root);
    expect(toHex(definition(data.slice(0, size)))).toBe(root);
  });

  test.each([
    [0, 1, []],
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
    [
      1,
      5,
      [
        '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('the audit path of leaf %i in a tree of %i', (index, size, path) => {
    expect(inclusionProof(index, data.slice(0, size)).map(toHex)).toEqual(path);
  });

  test.each([
    [1, 1, []],
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('the consistency proof from %i to %i leaves', (first, second, path) => {
    expect(consistencyProof(first, data.slice(0, second)).map(toHex)).toEqual(path);
  });
});

describe('for every size up to 70', () => {
  test('the growing tree has the root of the definition', () => {
    const tree = createTree();
    for (const [size, root] of roots.entries()) {
      expect([tree.size(), toHex(tree.root())]).toEqual([size, toHex(root)]);
      tree.append(leaves[size] ?? new Uint8Array());
    }
  });

  test('a tree goes on from its saved state', () => {
    for (let size = 0; size < LARGEST; size++) {
      const early = createTree();
      for (const leaf of leaves.slice(0, size)) early.append(leaf);
      const late = createTree(sha256, early.state());
      for (const leaf of leaves.slice(size)) late.append(leaf);
      expect(toHex(late.root())).toBe(toHex(rootOf(LARGEST)));
    }
  });

  test('every leaf has an audit path that holds, whatever the hashes come from', () => {
    for (let size = 1; size <= LARGEST; size++) {
      const some = leaves.slice(0, size);
      const stored = storedLevels(some);
      for (const [index, leaf] of some.entries()) {
        const path = inclusionProof(index, stored);
        expect(path).toEqual(inclusionProof(index, leafSource(some)));
        expect(verifyInclusion({ index, size, leaf, path, root: rootOf(size) })).toBe(true);
      }
    }
  });

  test('every earlier size has a consistency proof that holds', () => {
    for (let secondSize = 0; secondSize <= LARGEST; secondSize++) {
      const stored = storedLevels(leaves.slice(0, secondSize));
      for (let firstSize = 0; firstSize <= secondSize; firstSize++) {
        const path = consistencyProof(firstSize, stored);
        const [firstRoot, secondRoot] = [rootOf(firstSize), rootOf(secondSize)];
        expect(verifyConsistency({ firstSize, firstRoot, secondSize, secondRoot, path })).toBe(true);
      }
    }
  });
});

describe('a proof with anything changed is rejected', () => {
  const sizes = fc.integer({ min: 1, max: LARGEST });
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });

  test('audit paths', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), hash, (size, pick, place, other) => {
        const index = pick % size;
        const leaf = leaves[index] ?? new Uint8Array();
        const path = inclusionProof(index, leaves.slice(0, size));
        const good = { index, size, leaf, path, root: rootOf(size) };
        const bad = [
          { ...good, leaf: other },
          { ...good, root: other },
          { ...good, path: [...path, other] },
          { ...good, path: [other, ...path] },
          { ...good, index: (index + 1) % (size + 1) },
          { ...good, index: size },
          { ...good, index: -1 },
          { ...good, index: index + 0.5 },
          { ...good, size: 0 },
        ];
        if (path.length > 0) {
          const at = place % path.length;
          bad.push({ ...good, path: path.with(at, other) }, { ...good, path: path.toSpliced(at, 1) });
          bad.push({ ...good, path: path.with(at, new Uint8Array([...other, 0])) });
        }
        expect(bad.map((one) => verifyInclusion(one))).toEqual(bad.map(() => false));
      }),
    );
  });

  test('consistency proofs', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), hash, (secondSize, pick, place, other) => {
        const firstSize = 1 + (pick % secondSize);
        const path = consistencyProof(firstSize, leaves.slice(0, secondSize));
        const [firstRoot, secondRoot] = [rootOf(firstSize), rootOf(secondSize)];
        const good = { firstSize, firstRoot, secondSize, secondRoot, path };
        const bad = [
          { ...good, firstRoot: other },
          { ...good, secondRoot: other },
          { ...good, path: [...path, other] },
          { ...good, path: [other, ...path] },
          { ...good, firstSize: secondSize + 1 },
          { ...good, firstSize: 0 },
          { ...good, firstSize: -1 },
        ];
        if (path.length > 0) {
          const at = place % path.length;
          bad.push({ ...good, path: path.with(at, other) }, { ...good, path: path.toSpliced(at, 1) });
        }
        expect(bad.map((one) => verifyConsistency(one))).toEqual(bad.map(() => false));
      }),
    );
  });

  test('paths that end below the root, or go on above it', () => {
    const [leaf = new Uint8Array(), sibling = new Uint8Array()] = leaves;
    const [left, right, pair] = [rootOf(1), leafHash(sibling), rootOf(2)];
    const start = { index: 0, leaf };
    const included = [
      { ...start, size: 2, path: [], root: left },
      { ...start, size: 4, path: [right], root: pair },
      { ...start, size: 1, path: [right], root: nodeHash(right, left) },
    ];
    expect(included.map((one) => verifyInclusion(one))).toEqual([false, false, false]);
    const claim = { firstSize: 1, firstRoot: left, secondRoot: pair, path: [right] };
    const consistent = [2, 3, 4, 5].map((secondSize) => verifyConsistency({ ...claim, secondSize }));
    expect(consistent).toEqual([true, false, false, false]);
  });

  test('a history that was rewritten has no consistency proof', () => {
    const rewritten = leaves.with(3, new Uint8Array([99]));
    for (let firstSize = 4; firstSize <= LARGEST; firstSize++) {
      const path = consistencyProof(firstSize, rewritten);
      const claim = { firstSize, firstRoot: rootOf(firstSize), secondSize: LARGEST, secondRoot: treeHash(rewritten) };
      expect(verifyConsistency({ ...claim, path })).toBe(false);
    }
  });
});

describe('what does not exist', () => {
  test('has no proof', () => {
    expect(() => inclusionProof(3, leaves.slice(0, 3))).toThrow('no leaf with the index 3');
    expect(() => inclusionProof(0, [])).toThrow('no leaf');
    expect(() => consistencyProof(4, leaves.slice(0, 3))).toThrow('never had exactly 4');
  });

  test('cannot be gone on from', () => {
    expect(() => createTree(sha256, { size: 3, peaks: [new Uint8Array(32)] })).toThrow('does not have 1 peaks');
  });
});
