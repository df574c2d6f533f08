import {
  createChainVerifier,
  createTree,
  type EventBytes,
  type Fault,
  fromHex,
  type StoredEvent,
  toHex,
} from '@callosum/kernel/ledger';
import { say, type Sentence } from '@callosum/kernel';
import { nativeSha256 } from '../store/hash.ts';
import { type LedgerFault, ledgerFault } from './fault.ts';
import type { SealedSize } from './seal-verifier.ts';

/** Where a chain has to end. */
export interface StoredHead {
  readonly sequence: number;
  /** In hexadecimal. */
  readonly hash: string;
}

/** Verifies one scope's chain, values and index against its head and its seals. */
export interface ScopeVerifier {
  readonly scope: string;
  /** The next event in order. @returns the fault that ends the verification. */
  readonly next: (event: StoredEvent) => LedgerFault | null;
  /** The same of a row as it came from the store, several times as fast. */
  readonly nextBytes: (event: EventBytes) => LedgerFault | null;
  /** After the last event. */
  readonly finish: () => LedgerFault | null;
}

/**
 * Takes the events of a store or an archive, row by row, and keeps none.
 * @param sealed what seals say of the scope, smallest size first.
 */
export function createScopeVerifier(
  scope: string,
  head: StoredHead | undefined,
  sealed: readonly SealedSize[],
): ScopeVerifier {
  const chain = createChainVerifier(scope, { sha256: nativeSha256 });
  const tree = createTree(nativeSha256);
  let next = 0;
  const wrong = (sequence: number, code: string, detail: Sentence): LedgerFault =>
    ledgerFault(scope, sequence, code, detail);
  /** An event that follows in the chain, at its place in the tree. */
  const grow = (sequence: number, hash: Uint8Array): LedgerFault | null => {
    tree.append(hash);
    for (let seal = sealed[next]; seal?.size === sequence; seal = sealed[next]) {
      const peaks = tree.state().peaks.map(toHex);
      const same =
        toHex(tree.root()) === seal.root &&
        chain.head().hash === seal.head &&
        peaks.length === seal.peaks.length &&
        peaks.every((peak, index) => peak === seal.peaks[index]);
      if (!same) {
        const [number, size] = [String(seal.seal), String(seal.size)];
        return wrong(seal.size, 'seal-mismatch', say`Seal ${number} holds another history up to event ${size}.`);
      }
      next += 1;
    }
    return null;
  };
  return {
    scope,
    next: (event) => {
      const fault = chain.next(event);
      if (fault) return toFault(fault);
      const hash = typeof event.hash === 'string' ? fromHex(event.hash) : event.hash;
      // The chain has found the hash right, so it is one.
      return hash ? grow(event.sequence, hash) : null;
    },
    nextBytes: (event) => {
      const fault = chain.nextBytes(event);
      if (fault) return toFault(fault);
      return grow(event.sequence, event.bytes.subarray(event.hash.from, event.hash.to));
    },
    finish: () => {
      const [fault] = chain.finish();
      if (fault) return toFault(fault);
      const { sequence, hash } = chain.head();
      const missing = sealed[next];
      if (missing) {
        const detail = say`Seal ${String(missing.seal)} holds ${missing.size} events; ${sequence} are left.`;
        return wrong(sequence, 'events-missing', detail);
      }
      if (!head) return wrong(sequence, 'head-missing', say`The ledger has no head.`);
      // Before the first event there is nothing to hold the head's hash against.
      if (head.sequence === sequence && (sequence === 0 || head.hash === hash)) return null;
      const detail = say`The head says ${head.sequence} events; the chain ends with ${sequence}.`;
      return wrong(head.sequence, 'head-mismatch', detail);
    },
  };
}

function toFault({ scope, sequence, code, field, detail, sentences }: Fault): LedgerFault {
  if (field === undefined) return { scope, sequence, code, detail, sentences: { detail: sentences.detail.toJSON() } };
  return ledgerFault(scope, sequence, code, say`${field}: ${sentences.detail}`);
}
