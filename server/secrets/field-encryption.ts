import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** Encrypts single values that the database keeps: client secrets, TOTP secrets, passwords of other servers. */
export interface FieldEncryption {
  /** @param place what the value belongs to; it cannot be read as the value of anything else. */
  readonly encrypt: (text: string, place: string) => string;
  /** @throws Error when the value was altered, belongs elsewhere, or its key is not there. */
  readonly decrypt: (sealed: string, place: string) => string;
  /** Whether a value was encrypted with an earlier key. */
  readonly isOld: (sealed: string) => boolean;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const ID_BYTES = 6;

const ringSchema = z.object({ current: z.string(), keys: z.record(z.string(), z.base64()) });
/** Keys by id; values say which one they need, so that a key can be replaced while old values are still read. */
export type KeyRing = z.infer<typeof ringSchema>;

export function newKeyRing(): KeyRing {
  return withNewKey({ current: '', keys: {} });
}

/** The same keys and a fresh one, which new values are encrypted with. */
export function withNewKey({ keys }: KeyRing): KeyRing {
  const id = randomBytes(ID_BYTES).toString('hex');
  return { current: id, keys: { ...keys, [id]: randomBytes(KEY_BYTES).toString('base64') } };
}

export function parseKeyRing(text: string): KeyRing {
  const ring = ringSchema.parse(JSON.parse(text));
  keyOf(ring, ring.current);
  return ring;
}

/** A value reads `k1.<key id>.<iv>.<tag>.<data>`. */
const FORM = 'k1';

export function createFieldEncryption(ring: KeyRing): FieldEncryption {
  return {
    encrypt: (text, place) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, keyOf(ring, ring.current), iv);
      cipher.setAAD(Buffer.from(place, 'utf8'));
      const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [FORM, ring.current, ...[iv, cipher.getAuthTag(), data].map((part) => part.toString('base64url'))].join(
        '.',
      );
    },
    decrypt: (sealed, place) => {
      const [form, id = '', iv = '', tag = '', data = ''] = sealed.split('.');
      if (form !== FORM) throw new Error(`The secret of ${place} is not one this version wrote.`);
      const decipher = createDecipheriv(CIPHER, keyOf(ring, id), Buffer.from(iv, 'base64url'), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(place, 'utf8'));
      decipher.setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(data, 'base64url')), decipher.final()]).toString('utf8');
    },
    isOld: (sealed) => sealed.split('.')[1] !== ring.current,
  };
}

function keyOf({ keys }: KeyRing, id: string): Buffer {
  const key = Buffer.from(keys[id] ?? '', 'base64');
  if (key.length === KEY_BYTES) return key;
  throw new Error(`The key ${id} is not in the key file; restore secrets/field-keys.json of this installation.`);
}
