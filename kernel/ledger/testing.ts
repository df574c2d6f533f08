import { ed25519 } from '@noble/curves/ed25519.js';
import type { Json } from '../declare/json.ts';
import { commit, type EventValues } from './commitment.ts';
import { type LedgerEvent, writeEvent } from './event.ts';
import { fromHex, type Sha256, sha256, toHex, ZERO_HASH } from './hash.ts';
import { treeHash } from './merkle.ts';
import { keyFingerprint, sealBody, type SealedHead, signSeal } from './seal.ts';
import type { StoredSeal } from './sealed-scope.ts';

/** A stored event of a made-up chain. */
export interface SampleEvent {
  readonly sequence: number;
  readonly text: string;
  readonly hash: string;
  readonly values: EventValues;
}

/** What a sample event changes; the rest is filled in. */
export interface SampleChange {
  readonly fields: Readonly<Record<string, Json>>;
  readonly record?: number;
  readonly action?: LedgerEvent['action'];
  readonly recorded?: string;
}

export const SAMPLE_SCOPE = sampleId(1);

/** A UUID with a number at its end. */
export function sampleId(number: number): string {
  return `0198c0de-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** A chain of events, each with its commitments, salts and values; salts are made from the place, not at random. */
export function sampleChain(changes: readonly SampleChange[], hash: Sha256 = sha256): SampleEvent[] {
  const chain: SampleEvent[] = [];
  let previous = ZERO_HASH;
  for (const [index, change] of changes.entries()) {
    const sequence = index + 1;
    const commitments: Record<string, string> = {};
    const values: Record<string, { salt: string; value: Json }> = {};
    for (const [place, [field, value]] of Object.entries(change.fields).entries()) {
      const salt = new Uint8Array(16);
      new DataView(salt.buffer).setFloat64(0, sequence);
      new DataView(salt.buffer).setUint32(12, place);
      commitments[field] = toHex(commit(salt, value, hash));
      values[field] = { salt: toHex(salt), value };
    }
    const recorded = change.recorded ?? new Date(Date.UTC(2026, 0, 1) + sequence * 1000).toISOString();
    const written = writeEvent(
      {
        scope: SAMPLE_SCOPE,
        sequence,
        previous,
        command: { id: sampleId(1000 + sequence), name: 'hazard.rate' },
        account: sampleId(3),
        recorded,
        effective: recorded,
        subject: { type: 'record', id: sampleId(100 + (change.record ?? 0)), kind: 'hazard', kindVersion: 1 },
        action: change.action ?? 'update',
        version: sequence,
        commitments,
      },
      hash,
    );
    chain.push({ sequence, ...written, values });
    previous = written.hash;
  }
  return chain;
}

/** A key pair and seals over sample chains. */
export interface SampleSealer {
  readonly publicKey: Uint8Array;
  readonly fingerprint: string;
  /** Seals the given heads after the seal before. */
  seal(heads: readonly SealedHead[], sealedAt?: string): StoredSeal;
}

/** A sealer with a fixed key; another seed is another key. */
export function sampleSealer(seed = 1): SampleSealer {
  const secret = new Uint8Array(32).fill(seed);
  const publicKey = ed25519.getPublicKey(secret);
  let number = 0;
  let previous = ZERO_HASH;
  return {
    publicKey,
    fingerprint: keyFingerprint(publicKey),
    seal(heads, sealedAt = `2026-02-0${number + 1}T00:00:00.000Z`) {
      const written = sealBody({ number: number + 1, previous, sealedAt, heads, publicKey });
      [number, previous] = [number + 1, written.hash];
      const signature = signSeal(written.text, (bytes) => ed25519.sign(bytes, secret));
      return { text: written.text, signature, publicKey, heads };
    },
  };
}

/** The leaves of a chain's tree: its event hashes. */
export function leavesOf(chain: readonly SampleEvent[]): Uint8Array[] {
  return chain.map((event) => fromHex(event.hash) ?? new Uint8Array());
}

/** The head of a chain as a seal holds it. */
export function headOf(chain: readonly SampleEvent[], scope = SAMPLE_SCOPE): SealedHead {
  return { scope, size: chain.length, root: toHex(treeHash(leavesOf(chain))), head: chain.at(-1)?.hash ?? ZERO_HASH };
}
