import { say } from '../declare/say.ts';
import { z } from 'zod';
import { refusal } from '../declare/problem.ts';
import type { Sha256 } from './hash.ts';
import { toHex } from './hash.ts';
import { consistencyProof, type Leaves, verifyConsistency } from './merkle-proof.ts';
import type { SealBody } from './seal.ts';
import { bytesOf, checkSealedScope, fingerprintOf, pathSchema } from './sealed-scope.ts';
import { sealedScope, type SealedScope, sealedScopeSchema, type StoredSeal } from './sealed-scope.ts';
import {
  createSteps,
  documentValue,
  formProblems,
  type ProofResult,
  type Steps,
  type TrustOptions,
} from './verification.ts';

export const CONSISTENCY_FORMAT = 'callosum-consistency/1';

/** That a scope's history in a later seal begins with the whole of its history in an earlier one. */
export interface ScopeConsistency {
  readonly format: typeof CONSISTENCY_FORMAT;
  readonly first: SealedScope;
  readonly second: SealedScope;
  /** RFC 6962 consistency proof between the two scope trees. */
  readonly path: readonly string[];
}

const consistencySchema: z.ZodType<ScopeConsistency> = z.strictObject({
  format: z.literal(CONSISTENCY_FORMAT),
  first: sealedScopeSchema,
  second: sealedScopeSchema,
  path: pathSchema,
});

export interface ConsistencyInput {
  readonly scope: string;
  readonly first: StoredSeal;
  readonly second: StoredSeal;
  /** The event hashes of the scope at the size of the second seal, or a source of their Merkle hashes. */
  readonly leaves: Leaves;
}

/**
 * Makes the consistency document of a scope between two seals, and checks it before it is handed out.
 * @throws Refusal `not-found` when a seal does not hold the scope; `refused` when the parts do not prove it.
 */
export function createConsistency(input: ConsistencyInput, hash?: Sha256): ScopeConsistency {
  const first = sealedScope(input.scope, input.first, hash);
  const document: ScopeConsistency = {
    format: CONSISTENCY_FORMAT,
    first,
    second: sealedScope(input.scope, input.second, hash),
    path: consistencyProof(first.head.size, input.leaves, hash).map(toHex),
  };
  const { firstFault } = verifyConsistencyDocument(document, {}, hash);
  if (firstFault) {
    throw refusal('refused', say`The parts do not prove that history only grew. ${firstFault.detail}`, {
      remedy: say`No document was made. Verify the ledger to find what is damaged.`,
    });
  }
  return document;
}

/**
 * Checks a consistency document offline: `document`, then `first-…` and `second-…` with `signature` and
 * `seal-inclusion`, `order`, `consistency`, `key`.
 * @param document the document or its JSON text. Never throws.
 */
export function verifyConsistencyDocument(document: unknown, options: TrustOptions = {}, hash?: Sha256): ProofResult {
  const steps = createSteps();
  const checked = consistencySchema.safeParse(documentValue(document));
  const why = checked.success ? '' : formProblems(CONSISTENCY_FORMAT, checked.error);
  steps.add('document', checked.success, `The document has the form ${CONSISTENCY_FORMAT}.`, why);
  if (!checked.success) return steps.result();

  const { first, second, path } = checked.data;
  const earlier = checkSealedScope(first, steps, hash, 'first-');
  const later = checkSealedScope(second, steps, hash, 'second-');
  checkOrder(earlier, later, steps);
  steps.add(
    'consistency',
    first.head.scope === second.head.scope &&
      (first.head.size !== second.head.size || first.head.head === second.head.head) &&
      verifyConsistency(
        {
          firstSize: first.head.size,
          firstRoot: bytesOf(first.head.root),
          secondSize: second.head.size,
          secondRoot: bytesOf(second.head.root),
          path: path.map(bytesOf),
        },
        hash,
      ),
    `The ${second.head.size} events of the second seal begin with the ${first.head.size} of the first.`,
    `The history in the second seal does not begin with the ${first.head.size} events of the first.`,
  );
  steps.trust([...new Set([fingerprintOf(first, hash), fingerprintOf(second, hash)])], options);
  return steps.result();
}

function checkOrder(first: SealBody | undefined, second: SealBody | undefined, steps: Steps): void {
  if (first === undefined || second === undefined) return;
  steps.add(
    'order',
    first.number < second.number && first.sealedAt <= second.sealedAt,
    `Seal ${first.number} was made before seal ${second.number}.`,
    `Seal ${first.number} was not made before seal ${second.number}.`,
  );
}
