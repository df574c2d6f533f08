import { say } from '../declare/say.ts';
import { z } from 'zod';
import { refusal } from '../declare/problem.ts';
import { fromHex, type Sha256, toHex } from './hash.ts';
import { inclusionProof, verifyInclusion } from './merkle-proof.ts';
import { keyFingerprint, orderHeads, type SealBody, type SealedHead, sealedHeadSchema, sealLeaf } from './seal.ts';
import { verifySeal } from './seal.ts';
import type { Steps } from './verification.ts';

const MAX_SEAL_TEXT = 4096;
// A path has one node a level: 64 levels are more than any tree of safe integer size has.
const MAX_PATH = 64;

/** Hexadecimal of a fixed number of bytes. */
export function hexSchema(bytes: number) {
  return z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`), `is not ${bytes} bytes in lower-case hexadecimal`);
}

/** The hashes of a Merkle path, in hexadecimal. */
export const pathSchema = z.array(hexSchema(32)).max(MAX_PATH);

/** A scope's head together with everything that shows it stands in a signed seal. */
export interface SealedScope {
  readonly head: SealedHead;
  /** Where the head stands in the seal's tree. */
  readonly inclusion: { readonly index: number; readonly path: readonly string[] };
  /** The seal's exact text, and its Ed25519 signature in hexadecimal. */
  readonly seal: { readonly body: string; readonly signature: string };
  /** The Ed25519 public key in hexadecimal. */
  readonly publicKey: string;
}

export const sealedScopeSchema: z.ZodType<SealedScope> = z.strictObject({
  head: sealedHeadSchema,
  inclusion: z.strictObject({ index: z.int().min(0), path: pathSchema }),
  seal: z.strictObject({ body: z.string().max(MAX_SEAL_TEXT), signature: hexSchema(64) }),
  publicKey: hexSchema(32),
});

/** A stored seal with the heads it was made from. */
export interface StoredSeal {
  readonly text: string;
  readonly signature: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly heads: readonly SealedHead[];
}

/**
 * Takes one scope out of a seal, with its path.
 * @throws Refusal `not-found` when the seal does not hold the scope.
 */
export function sealedScope(scope: string, seal: StoredSeal, hash?: Sha256): SealedScope {
  const heads = orderHeads(seal.heads);
  const index = heads.findIndex((head) => head.scope === scope);
  const head = heads[index];
  if (head === undefined) {
    throw refusal('not-found', say`The seal does not hold the scope ${scope}.`, {
      remedy: say`No proof was made. Take a seal that was made after the scope had its first event.`,
    });
  }
  const path = inclusionProof(index, heads.map(sealLeaf), hash).map(toHex);
  return {
    head,
    inclusion: { index, path },
    seal: { body: seal.text, signature: toHex(seal.signature) },
    publicKey: toHex(seal.publicKey),
  };
}

/** Checks that a seal is signed and that a scope's head stands in it; adds two steps, named after the prefix. */
export function checkSealedScope(sealed: SealedScope, steps: Steps, hash?: Sha256, prefix = ''): SealBody | undefined {
  const key = bytesOf(sealed.publicKey);
  const check = verifySeal(sealed.seal.body, bytesOf(sealed.seal.signature), key, hash);
  steps.add(
    `${prefix}signature`,
    check.ok,
    check.ok ? `Seal ${check.body.number} of ${check.body.sealedAt} is signed by its key.` : '',
    check.ok ? '' : check.detail.text,
  );
  if (!check.ok) {
    steps.add(`${prefix}seal-inclusion`, false, '', 'Not checked: the seal itself does not hold.');
    return undefined;
  }
  const isIncluded = verifyInclusion(
    {
      index: sealed.inclusion.index,
      size: check.body.scopes,
      leaf: sealLeaf(sealed.head),
      path: sealed.inclusion.path.map(bytesOf),
      root: bytesOf(check.body.root),
    },
    hash,
  );
  const scope = sealed.head.scope;
  steps.add(
    `${prefix}seal-inclusion`,
    isIncluded,
    `The seal holds the scope ${scope} with ${sealed.head.size} events.`,
    `The path does not lead from the scope ${scope} to the root of the seal.`,
  );
  return isIncluded ? check.body : undefined;
}

/** Fingerprint of a sealed scope's key, in hexadecimal. */
export function fingerprintOf(sealed: SealedScope, hash?: Sha256): string {
  return keyFingerprint(bytesOf(sealed.publicKey), hash);
}

/** Bytes of hexadecimal that a schema has already accepted; nothing for anything else, which then proves nothing. */
export function bytesOf(hex: string): Uint8Array {
  return fromHex(hex) ?? new Uint8Array();
}
