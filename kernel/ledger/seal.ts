import { ed25519 } from '@noble/curves/ed25519.js';
import { z } from 'zod';
import { ofIssue } from '../declare/issue.ts';
import { rule, say, type Sentence } from '../declare/say.ts';
import { refusal } from '../declare/problem.ts';
import { canonical } from './canonical.ts';
import { countSchema, hashSchema, momentSchema, uuidSchema } from './grammar.ts';
import { hashText, type Sha256, sha256, toHex, utf8, ZERO_HASH } from './hash.ts';
import { treeHash } from './merkle.ts';

/** Length of an Ed25519 public key and of a signature, in bytes (RFC 8032). */
export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** One scope as a seal holds it: a leaf of the seal's tree. */
export interface SealedHead {
  readonly scope: string;
  /** Number of events, which is the sequence of the last one. */
  readonly size: number;
  /** Root of the RFC 6962 tree over the scope's event hashes (32 bytes each), in hexadecimal. */
  readonly root: string;
  /** Hash of the last event, in hexadecimal. */
  readonly head: string;
}

/** What is signed. */
export interface SealBody {
  readonly format: 1;
  /** 1 for the first seal of the store, then without a gap. */
  readonly number: number;
  /** SHA-256 of the body of the seal before, in hexadecimal; zeros for the first. */
  readonly previous: string;
  /** UTC. */
  readonly sealedAt: string;
  /** Number of scopes sealed. */
  readonly scopes: number;
  /** Root of the RFC 6962 tree over the sealed heads, ordered by scope id, in hexadecimal. */
  readonly root: string;
  /** SHA-256 of the public key, in hexadecimal. */
  readonly keyFingerprint: string;
}

export const sealedHeadSchema: z.ZodType<SealedHead> = z.strictObject({
  scope: uuidSchema,
  size: countSchema,
  root: hashSchema,
  head: hashSchema,
});

const sealBodySchema: z.ZodType<SealBody> = z
  .strictObject({
    format: z.literal(1),
    number: countSchema,
    previous: hashSchema,
    sealedAt: momentSchema,
    scopes: z.int().min(0),
    root: hashSchema,
    keyFingerprint: hashSchema,
  })
  .refine((body) => (body.number === 1) === (body.previous === ZERO_HASH), {
    path: ['previous'],
    message: rule`is zeros in the first seal, and only there`,
  });

/** The leaf data of one scope in a seal: canonical JSON in UTF-8. */
export function sealLeaf(head: SealedHead): Uint8Array {
  return utf8(canonical({ scope: head.scope, size: head.size, root: head.root, head: head.head }));
}

/**
 * The heads in the order of their leaves: by scope id.
 * @throws Refusal `invalid` when a scope comes twice.
 */
export function orderHeads(heads: readonly SealedHead[]): SealedHead[] {
  const ordered = [...heads].sort((a, b) => (a.scope < b.scope ? -1 : 1));
  const twice = ordered.find((head, index) => head.scope === ordered[index + 1]?.scope);
  if (twice) {
    throw refusal('invalid', say`The scope ${twice.scope} is to be sealed twice in one seal.`, {
      remedy: say`Nothing was sealed. Give one head for each scope.`,
    });
  }
  return ordered;
}

/** SHA-256 of a 32-byte public key, in hexadecimal: what people compare. */
export function keyFingerprint(publicKey: Uint8Array, hash: Sha256 = sha256): string {
  return toHex(hash(publicKey));
}

export interface SealInput {
  readonly number: number;
  readonly previous: string;
  readonly sealedAt: string;
  readonly heads: readonly SealedHead[];
  readonly publicKey: Uint8Array;
}

/** A seal's body, its text to be signed and stored, and that text's hash for the next seal. */
export interface WrittenSeal {
  readonly body: SealBody;
  readonly text: string;
  readonly hash: string;
}

/** Writes the body of a new seal. @throws Refusal `invalid` for members that break a rule. */
export function sealBody(input: SealInput, hash: Sha256 = sha256): WrittenSeal {
  const checked = z.array(sealedHeadSchema).safeParse(input.heads);
  if (!checked.success) {
    throw refusal('invalid', say`A head to be sealed is not well formed: ${z.prettifyError(checked.error)}`, {
      remedy: say`Nothing was sealed. Seal scopes that have at least one event, each with its root and head.`,
    });
  }
  const heads = orderHeads(checked.data);
  const reading = readSealBody(
    canonical({
      format: 1,
      number: input.number,
      previous: input.previous,
      sealedAt: input.sealedAt,
      scopes: heads.length,
      root: toHex(treeHash(heads.map(sealLeaf), hash)),
      keyFingerprint: keyFingerprint(input.publicKey, hash),
    }),
  );
  if (!reading.ok) throw refusal('invalid', reading.detail, { remedy: say`Nothing was sealed.` });
  return { body: reading.body, text: reading.text, hash: sealHash(reading.text, hash) };
}

/** SHA-256 of a seal's text, in hexadecimal. */
export function sealHash(text: string, hash: Sha256 = sha256): string {
  return toHex(hashText(text, hash));
}

/** Signs a seal's text. @param sign Ed25519 (RFC 8032) over the bytes it is given; the key stays with the caller. */
export function signSeal(text: string, sign: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  return sign(utf8(text));
}

/** A seal's body, or why the text is none. */
export type SealReading =
  | { readonly ok: true; readonly body: SealBody; readonly text: string }
  | { readonly ok: false; readonly code: 'unreadable' | 'not-canonical'; readonly detail: Sentence };

/** Reads a seal's text strictly: unknown members and any other spelling of the same body are refused. */
export function readSealBody(text: string): SealReading {
  const refused = (code: 'unreadable' | 'not-canonical', detail: Sentence): SealReading => ({
    ok: false,
    code,
    detail,
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refused('unreadable', say`The text of the seal is not JSON.`);
  }
  const checked = sealBodySchema.safeParse(json);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return refused(
      'unreadable',
      say`The text is not a seal: ${issue?.path.map(String).join('.') ?? ''} ${ofIssue(issue)}.`,
    );
  }
  if (canonical(checked.data) !== text) return refused('not-canonical', say`The seal is not in its canonical form.`);
  return { ok: true, body: checked.data, text };
}

/** A seal that holds, or why it does not. */
export type SealCheck =
  | { readonly ok: true; readonly body: SealBody }
  | {
      readonly ok: false;
      readonly code: 'unreadable' | 'not-canonical' | 'wrong-key' | 'bad-signature';
      readonly detail: Sentence;
    };

/**
 * Checks a seal's text, that the key is the one it names, and the signature (RFC 8032, strict: one signature has
 * one encoding, and keys of small order are refused). Whether the key deserves trust is not checked here.
 */
export function verifySeal(
  text: string,
  signature: Uint8Array,
  publicKey: Uint8Array,
  hash: Sha256 = sha256,
): SealCheck {
  const reading = readSealBody(text);
  if (!reading.ok) return reading;
  if (keyFingerprint(publicKey, hash) !== reading.body.keyFingerprint) {
    return { ok: false, code: 'wrong-key', detail: say`The seal was made with another key than the one given.` };
  }
  if (!isSigned(text, signature, publicKey)) {
    return { ok: false, code: 'bad-signature', detail: say`The signature is not that of the key over this seal.` };
  }
  return { ok: true, body: reading.body };
}

/** Why a seal cannot be the one right after another; undefined when it can. */
export function sealSuccessionFault(previous: WrittenSeal, next: SealBody): Sentence | undefined {
  if (next.number !== previous.body.number + 1) {
    return say`Seal ${String(next.number)} stands after seal ${String(previous.body.number)}.`;
  }
  if (next.previous !== previous.hash) return say`Seal ${String(next.number)} names another seal as its predecessor.`;
  if (next.sealedAt < previous.body.sealedAt) return say`Seal ${String(next.number)} was made before its predecessor.`;
  return undefined;
}

function isSigned(text: string, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES || publicKey.length !== PUBLIC_KEY_BYTES) return false;
  try {
    return ed25519.verify(signature, utf8(text), publicKey, { zip215: false });
  } catch {
    // The library throws for bytes that are no point of the curve.
    return false;
  }
}
