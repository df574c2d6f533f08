import {
  keyFingerprint,
  orderHeads,
  type SealedHead,
  sealLeaf,
  toHex,
  treeHash,
  verifySeal,
  ZERO_HASH,
} from '@callosum/kernel/ledger';
import { say, type Sentence } from '@callosum/kernel';
import { nativeSha256 } from '../store/hash.ts';
import { type LedgerFault, ledgerFault } from './fault.ts';

/** A seal as it is stored. */
export interface SealRow {
  readonly number: number;
  readonly body: string;
  readonly signature: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** What a seal says about one scope; hashes in hexadecimal. */
export interface SealedSize {
  readonly seal: number;
  readonly size: number;
  readonly root: string;
  readonly head: string;
  /** What the next seal's tree is grown from. */
  readonly peaks: readonly string[];
}

/** Checks signatures and succession of seals, then that the heads stored for each are those it was made from. */
export interface SealVerifier {
  /** Seals by number. */
  readonly seal: (row: SealRow) => void;
  /** What they say of scopes, by seal. All seals come before. */
  readonly sealScope: (scope: string, sealed: SealedSize) => void;
  /** After the last row. */
  readonly finish: () => SealedHistory;
}

export interface SealedHistory {
  readonly fault: LedgerFault | null;
  /** Scope → what seals say of it, smallest first. */
  readonly sizes: ReadonlyMap<string, readonly SealedSize[]>;
  /** Fingerprints of the keys that signed. */
  readonly keys: readonly string[];
}

/** Takes the seals of a store or an archive, row by row. */
export function createSealVerifier(): SealVerifier {
  /** Roots of the seals in order, the first seal's first. */
  const roots: string[] = [];
  const keys = new Set<string>();
  const sizes = new Map<string, SealedSize[]>();
  const heads = new Map<string, SealedHead>();
  let previous = ZERO_HASH;
  let compared = 0;
  let fault: LedgerFault | null = null;

  const wrong = (sequence: number, code: string, detail: Sentence): void => {
    fault ??= ledgerFault('', sequence, code, detail);
  };
  /** Compares the roots of all seals before this one with the heads as they stand. */
  const compareUpTo = (seal: number): void => {
    for (; compared < seal - 1 && compared < roots.length; compared += 1) {
      if (toHex(treeHash(orderHeads([...heads.values()]).map(sealLeaf), nativeSha256)) === roots[compared]) continue;
      const number = String(compared + 1);
      wrong(compared + 1, 'seal-mismatch', say`The heads stored for seal ${number} are not those it was made from.`);
    }
  };
  return {
    seal: ({ number, body, signature, publicKey }) => {
      const expected = roots.length + 1;
      const check = verifySeal(body, signature, publicKey, nativeSha256);
      keys.add(keyFingerprint(publicKey, nativeSha256));
      roots.push(check.ok ? check.body.root : '');
      if (!check.ok) wrong(expected, `seal-${check.code}`, say`Seal ${String(number)}: ${check.detail}`);
      else if (number !== expected || check.body.number !== expected) {
        wrong(expected, 'seal-missing', say`Seal ${String(expected)} is missing.`);
      } else if (check.body.previous !== previous) {
        wrong(expected, 'seal-broken', say`Seal ${String(expected)} names another seal as its predecessor.`);
      }
      previous = toHex(nativeSha256(Buffer.from(body, 'utf8')));
    },
    sealScope: (scope, sealed) => {
      const { seal, size, root, head } = sealed;
      compareUpTo(seal);
      if (seal > roots.length) wrong(seal, 'seal-missing', say`Seal ${String(seal)} is missing.`);
      heads.set(scope, { scope, size, root, head });
      const known = sizes.get(scope);
      if (known) known.push(sealed);
      else sizes.set(scope, [sealed]);
    },
    finish: () => {
      compareUpTo(roots.length + 1);
      return { fault, sizes, keys: [...keys] };
    },
  };
}
