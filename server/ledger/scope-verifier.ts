import { createChainVerifier, createTree, type Fault, fromHex, type StoredEvent, toHex } from '@callosum/kernel/ledger';
import { nativeSha256 } from '../store/hash.ts';
import type { LedgerFault } from './fault.ts';
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
  const wrong = (sequence: number, code: string, detail: string): LedgerFault => ({ scope, sequence, code, detail });
  return {
    scope,
    next: (event) => {
      const fault = chain.next(event);
      if (fault) return toFault(fault);
      const bytes = typeof event.hash === 'string' ? fromHex(event.hash) : event.hash;
      // The chain has found the hash right, so it is one.
      if (bytes) tree.append(bytes);
      for (let seal = sealed[next]; seal?.size === event.sequence; seal = sealed[next]) {
        const peaks = tree.state().peaks.map(toHex);
        const same =
          toHex(tree.root()) === seal.root &&
          chain.head().hash === seal.head &&
          peaks.length === seal.peaks.length &&
          peaks.every((peak, index) => peak === seal.peaks[index]);
        if (!same) {
          return wrong(seal.size, 'seal-mismatch', `Seal ${seal.seal} holds another history up to event ${seal.size}.`);
        }
        next += 1;
      }
      return null;
    },
    finish: () => {
      const [fault] = chain.finish();
      if (fault) return toFault(fault);
      const { sequence, hash } = chain.head();
      const missing = sealed[next];
      if (missing) {
        const detail = `Seal ${missing.seal} holds ${missing.size} events; ${sequence} are left.`;
        return wrong(sequence, 'events-missing', detail);
      }
      if (!head) return wrong(sequence, 'head-missing', 'The ledger has no head.');
      // Before the first event there is nothing to hold the head's hash against.
      if (head.sequence === sequence && (sequence === 0 || head.hash === hash)) return null;
      const detail = `The head says ${head.sequence} events; the chain ends with ${sequence}.`;
      return wrong(head.sequence, 'head-mismatch', detail);
    },
  };
}

function toFault({ scope, sequence, code, field, detail }: Fault): LedgerFault {
  return { scope, sequence, code, detail: field ? `${field}: ${detail}` : detail };
}
