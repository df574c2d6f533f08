export { canonical } from './canonical.ts';
export {
  type ChainHead,
  type ChainOptions,
  type ChainVerifier,
  createChainVerifier,
  type EventIndex,
  type Fault,
  type FaultCode,
  type StoredEvent,
} from './chain.ts';
export {
  commit,
  type CommitmentState,
  type EventValues,
  openCommitments,
  type Opening,
  type RedactedOpening,
  SALT_BYTES,
} from './commitment.ts';
export {
  CONSISTENCY_FORMAT,
  type ConsistencyInput,
  createConsistency,
  type ScopeConsistency,
  verifyConsistencyDocument,
} from './consistency.ts';
export {
  EVENT_ACTIONS,
  type EventAction,
  eventHash,
  type EventReading,
  eventSchema,
  type LedgerEvent,
  writeEvent,
  type WrittenEvent,
} from './event.ts';
export { type EventBytes, type Span } from './event-bytes.ts';
export { readEvent } from './event-reader.ts';
export { fromHex, type Sha256, sha256, toHex, ZERO_HASH } from './hash.ts';
export {
  createTree,
  type HashSource,
  leafHash,
  leafSource,
  levelSource,
  type MerkleTree,
  nodeHash,
  storedLevels,
  treeHash,
  type TreeState,
} from './merkle.ts';
export {
  type Consistency,
  consistencyProof,
  type Inclusion,
  inclusionProof,
  type Leaves,
  verifyConsistency,
  verifyInclusion,
} from './merkle-proof.ts';
export {
  digestOf,
  FACTORS,
  type Signature,
  factorWords,
  signatureOf,
  signatureSchema,
  type Statement,
  STATEMENT_FORMAT,
  statementHash,
  type StatementLine,
  statementSchema,
} from './signature.ts';
export { createProof, type EventProof, PROOF_FORMAT, type ProofInput, verifyProof } from './proof.ts';
export {
  keyFingerprint,
  readSealBody,
  sealBody,
  type SealBody,
  type SealCheck,
  type SealedHead,
  orderHeads,
  sealHash,
  sealLeaf,
  type SealInput,
  type SealReading,
  sealSuccessionFault,
  signSeal,
  verifySeal,
  type WrittenSeal,
} from './seal.ts';
export { type SealedScope, type StoredSeal } from './sealed-scope.ts';
export { type ProofResult, type ProofStep, type TrustOptions } from './verification.ts';
