import { say } from '../declare/say.ts';
import { z } from 'zod';
import type { Json } from '../declare/json.ts';
import { refusal } from '../declare/problem.ts';
import { type Opening, openOne } from './commitment.ts';
import { eventHash, type LedgerEvent, MAX_EVENT_TEXT } from './event.ts';
import { readEvent } from './event-reader.ts';
import { hashSchema, nameSchema } from './grammar.ts';
import { equalsHex, type Sha256, toHex } from './hash.ts';
import { checkSignature } from './signature.ts';
import { inclusionProof, type Leaves, verifyInclusion } from './merkle-proof.ts';
import { bytesOf, checkSealedScope, fingerprintOf, hexSchema, pathSchema } from './sealed-scope.ts';
import { sealedScope, type SealedScope, sealedScopeSchema, type StoredSeal } from './sealed-scope.ts';
import {
  createSteps,
  documentValue,
  formProblems,
  type ProofResult,
  type Steps,
  type TrustOptions,
} from './verification.ts';

export const PROOF_FORMAT = 'callosum-proof/1';

/** That one event stands in a scope's history as it was sealed; everything needed to check it offline. */
export interface EventProof {
  readonly format: typeof PROOF_FORMAT;
  /** The event's exact text and its hash. */
  readonly event: { readonly text: string; readonly hash: string };
  /** Values the holder chose to show, by field; the others stay hidden behind their commitments. */
  readonly values?: Readonly<Record<string, Opening>>;
  /** Audit path of the event's hash in the tree of its scope at the sealed size. Its index is the sequence less one. */
  readonly path: readonly string[];
  /** The scope's head in the seal. */
  readonly sealed: SealedScope;
}

// No schema walks the value: opening the commitment refuses what is not JSON, and stops at a hostile nesting.
const openingSchema = z.strictObject({ salt: hexSchema(16), value: z.custom<Json>((value) => value !== undefined) });

const MAX_VALUES = 4096;

const proofSchema: z.ZodType<EventProof> = z.strictObject({
  format: z.literal(PROOF_FORMAT),
  event: z.strictObject({ text: z.string().max(MAX_EVENT_TEXT), hash: hashSchema }),
  values: z
    .record(nameSchema, openingSchema)
    .refine((values) => Object.keys(values).length <= MAX_VALUES, `has more than ${MAX_VALUES} fields`)
    .exactOptional(),
  path: pathSchema,
  sealed: sealedScopeSchema,
});

export interface ProofInput {
  readonly text: string;
  /** The event hashes of the scope's tree at the sealed size, 32 bytes each, or a source of their Merkle hashes. */
  readonly leaves: Leaves;
  readonly values?: Readonly<Record<string, Opening>>;
  readonly seal: StoredSeal;
}

/**
 * Makes the proof document of an event, and checks it before it is handed out.
 * @throws Refusal `not-found` when the seal does not hold the scope, or the event came after it; `refused` when the
 * parts do not prove the event, which means that the ledger is damaged.
 */
export function createProof(input: ProofInput, hash?: Sha256): EventProof {
  const reading = readEvent(input.text);
  if (!reading.ok) throw refusal('refused', reading.detail, { remedy: say`No proof was made. Verify the ledger.` });
  const { scope, sequence } = reading.event;
  const proof: EventProof = {
    format: PROOF_FORMAT,
    event: { text: input.text, hash: toHex(eventHash(input.text, hash)) },
    ...(input.values && { values: input.values }),
    path: inclusionProof(sequence - 1, input.leaves, hash).map(toHex),
    sealed: sealedScope(scope, input.seal, hash),
  };
  const { firstFault } = verifyProof(proof, {}, hash);
  if (firstFault) {
    throw refusal('refused', say`The parts do not prove the event. ${firstFault.detail}`, {
      remedy: say`No proof was made. Verify the ledger to find what is damaged.`,
    });
  }
  return proof;
}

/**
 * Checks a proof document offline, step by step: `document`, `event`, `values`,
 * `person-signature` (of an event that somebody signed), `scope-inclusion`, `signature`,
 * `seal-inclusion`, `key`.
 * @param document the document or its JSON text, from anywhere: nothing about it is taken for granted. Never throws.
 */
export function verifyProof(document: unknown, options: TrustOptions = {}, hash?: Sha256): ProofResult {
  const steps = createSteps();
  const checked = proofSchema.safeParse(documentValue(document));
  const why = checked.success ? '' : formProblems(PROOF_FORMAT, checked.error);
  steps.add('document', checked.success, `The document has the form ${PROOF_FORMAT}.`, why);
  if (!checked.success) return steps.result();

  const proof = checked.data;
  const event = checkEvent(proof, steps, hash);
  if (event !== undefined) {
    checkValues(event, proof.values ?? {}, steps, hash);
    checkSigned(event, proof.values ?? {}, steps, hash);
    checkInclusion(event, proof, steps, hash);
  }
  checkSealedScope(proof.sealed, steps, hash);
  steps.trust([fingerprintOf(proof.sealed, hash)], options);
  return steps.result();
}

function checkEvent(proof: EventProof, steps: Steps, hash?: Sha256): LedgerEvent | undefined {
  const { text } = proof.event;
  const reading = readEvent(text);
  if (!reading.ok) {
    steps.add('event', false, '', reading.detail.text);
    return undefined;
  }
  const { event } = reading;
  steps.add(
    'event',
    equalsHex(eventHash(text, hash), proof.event.hash),
    `Event ${event.sequence} of the scope ${event.scope}: ${event.action} ${event.subject.kind} ${event.subject.id}, recorded ${event.recorded}.`,
    'The text of the event does not have the hash the document gives.',
  );
  return event;
}

function checkValues(event: LedgerEvent, values: Readonly<Record<string, Opening>>, steps: Steps, hash?: Sha256): void {
  const fields = Object.keys(values);
  const wrong = fields.filter((field) => {
    const commitment = Object.hasOwn(event.commitments, field) ? event.commitments[field] : undefined;
    return commitment === undefined || openOne(commitment, values[field], hash) !== 'ok';
  });
  const shown =
    fields.length === 0 ? 'No values are shown.' : `The values shown are those of the event: ${fields.join(', ')}.`;
  steps.add('values', wrong.length === 0, shown, `Not what the event committed to: ${wrong.join(', ')}.`);
}

/** A step of its own where the event was signed: who signed it, and that what he signed is what the document shows. */
function checkSigned(event: LedgerEvent, values: Readonly<Record<string, Opening>>, steps: Steps, hash?: Sha256): void {
  const opened = Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]));
  const signature = checkSignature(event, opened, hash);
  if (signature) steps.add('person-signature', signature.ok, signature.detail, signature.detail);
}

function checkInclusion(event: LedgerEvent, proof: EventProof, steps: Steps, hash?: Sha256): void {
  const { head } = proof.sealed;
  const isIncluded = verifyInclusion(
    {
      index: event.sequence - 1,
      size: head.size,
      leaf: bytesOf(proof.event.hash),
      path: proof.path.map(bytesOf),
      root: bytesOf(head.root),
    },
    hash,
  );
  const isHead = event.sequence !== head.size || proof.event.hash === head.head;
  steps.add(
    'scope-inclusion',
    event.scope === head.scope && isIncluded && isHead,
    `It is event ${event.sequence} of the ${head.size} sealed.`,
    `The path does not lead from event ${event.sequence} of the scope ${event.scope} to the sealed root of the scope ${head.scope}.`,
  );
}
