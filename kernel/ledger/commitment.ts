import { say } from '../declare/say.ts';
import type { Json } from '../declare/json.ts';
import { Refusal, refusal } from '../declare/problem.ts';
import { canonical } from './canonical.ts';
import type { LedgerEvent } from './event.ts';
import { hashText, hashTextToHex, type Sha256, sha256, writeHex } from './hash.ts';

/** Length of a salt in bytes: 128 bits, so that a short value cannot be found by trying them all. */
export const SALT_BYTES = 16;

const PREFIX_BYTES = 1 + SALT_BYTES;

// Keeps a commitment apart from a Merkle leaf (0x00), a Merkle node (0x01) and an event's text ('{').
const COMMITMENT_PREFIX = 0x10;

// Used again for every opening; hashing copies it at once.
const openingPrefix = new Uint8Array(PREFIX_BYTES);
openingPrefix[0] = COMMITMENT_PREFIX;

/** What opens a commitment: the salt in hexadecimal and the value. */
export interface Opening {
  readonly salt: string;
  readonly value: Json;
}

/** What is left of a redacted value: the sequence of the `redact` event, later in the same chain. */
export interface RedactedOpening {
  readonly redactedBy: number;
}

/** What the store holds beside an event: each committed field's value, or what is left of it. */
export type EventValues = Readonly<Record<string, Opening | RedactedOpening>>;

/**
 * The commitment to a field's value: SHA-256(0x10 ‖ salt ‖ UTF-8 of the canonical JSON), 32 bytes.
 * @param salt 16 random bytes, new for every value.
 * @throws Refusal `invalid` when the salt has another length or the value is not JSON.
 */
export function commit(salt: Uint8Array, value: Json, hash: Sha256 = sha256): Uint8Array {
  if (salt.length !== SALT_BYTES) {
    throw refusal('invalid', say`A salt has ${SALT_BYTES} bytes; this one has ${salt.length}.`, {
      remedy: say`Nothing was written. This is a fault of the program; please report it.`,
    });
  }
  const prefix = new Uint8Array(PREFIX_BYTES);
  prefix[0] = COMMITMENT_PREFIX;
  prefix.set(salt, 1);
  return hashText(canonical(value), hash, prefix);
}

/** `redacted` says only that the value is marked so: whether rightly, the rest of the chain must show. */
export type CommitmentState = 'ok' | 'redacted' | 'mismatch' | 'missing' | 'extra';

/** Compares each commitment of an event with the value it speaks of; fields without a commitment are `extra`. */
export function openCommitments(
  event: Pick<LedgerEvent, 'commitments'>,
  values: EventValues,
  hash: Sha256 = sha256,
): ReadonlyMap<string, CommitmentState> {
  const states = new Map<string, CommitmentState>();
  for (const field of Object.keys(event.commitments)) {
    const opening = Object.hasOwn(values, field) ? values[field] : undefined;
    states.set(field, openOne(event.commitments[field] ?? '', opening, hash));
  }
  for (const field of Object.keys(values)) if (!states.has(field)) states.set(field, 'extra');
  return states;
}

/** The state of one commitment, given what the store holds for its field. */
export function openOne(commitment: string, opening: unknown, hash: Sha256 = sha256): CommitmentState {
  if (opening === undefined) return 'missing';
  // A store may hold anything in its place.
  if (typeof opening !== 'object' || opening === null) return 'mismatch';
  // A value that is still there is not redacted, whatever stands beside it.
  if ('redactedBy' in opening) return 'salt' in opening || 'value' in opening ? 'mismatch' : 'redacted';
  if (!isOpening(opening) || opening.salt.length !== SALT_BYTES * 2 || !writeHex(opening.salt, openingPrefix, 1))
    return 'mismatch';
  try {
    return hashTextToHex(canonical(opening.value), hash, openingPrefix) === commitment ? 'ok' : 'mismatch';
  } catch (error) {
    if (error instanceof Refusal) return 'mismatch';
    throw error;
  }
}

function isOpening(opening: object): opening is Opening {
  return 'salt' in opening && typeof opening.salt === 'string' && 'value' in opening;
}
