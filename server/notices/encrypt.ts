import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

/** What a browser gives to be written to: its public key, and a secret that its push service does not know (base64url). */
export interface BrowserKeys {
  readonly p256dh: string;
  readonly auth: string;
}

/** What is made anew for each message; named in tests only, where the outcome has to be the published one. */
interface Fresh {
  readonly salt: Buffer;
  readonly privateKey: Buffer;
}

const CURVE = 'prime256v1';
const AUTH_BYTES = 16;
const SALT_BYTES = 16;
const SECRET_BYTES = 32;
const KEY_BYTES = 16;
const NONCE_BYTES = 12;
const RECORD_BYTES = 4_096;
const HEADER_BYTES = 86;
const TAG_BYTES = 16;
/** Ends the last record; zeros may follow. */
const DELIMITER = 2;
/** Messages are filled up to a multiple of this, so that a push service learns little from their length. */
const BLOCK_BYTES = 256;
/** What one message holds: push services take 4096 bytes in all (RFC 8030, section 7.2). */
export const MOST_BYTES = RECORD_BYTES - HEADER_BYTES - TAG_BYTES - 1;

const derive = (secret: Buffer, salt: Buffer, about: Buffer | string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, about, bytes));

/** Whether something could be encrypted for these keys at all. */
export function areKeys({ p256dh, auth }: BrowserKeys): boolean {
  try {
    const ours = createECDH(CURVE);
    ours.generateKeys();
    ours.computeSecret(Buffer.from(p256dh, 'base64url'));
    return Buffer.from(auth, 'base64url').length === AUTH_BYTES;
  } catch {
    return false;
  }
}

/**
 * Encrypts a message so that one browser alone can read it (RFC 8291), in the one record of `aes128gcm` (RFC 8188).
 * @throws RangeError when the message is longer than {@link MOST_BYTES}.
 */
export function encryptFor(keys: BrowserKeys, message: string, fresh?: Fresh): Buffer {
  const text = Buffer.from(message, 'utf8');
  if (text.length > MOST_BYTES) throw new RangeError(`A push message holds at most ${MOST_BYTES} bytes.`);
  const ours = createECDH(CURVE);
  if (fresh) ours.setPrivateKey(fresh.privateKey);
  else ours.generateKeys();
  const salt = fresh?.salt ?? randomBytes(SALT_BYTES);
  const theirs = Buffer.from(keys.p256dh, 'base64url');
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours.getPublicKey()]);
  const shared = ours.computeSecret(theirs);
  const secret = derive(shared, Buffer.from(keys.auth, 'base64url'), about, SECRET_BYTES);
  const key = derive(secret, salt, 'Content-Encoding: aes128gcm\0', KEY_BYTES);
  const nonce = derive(secret, salt, 'Content-Encoding: nonce\0', NONCE_BYTES);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const filling = fresh ? 0 : fillingOf(text.length);
  const plain = Buffer.concat([text, Buffer.from([DELIMITER]), Buffer.alloc(filling)]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(RECORD_BYTES);
  const sender = ours.getPublicKey();
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([salt, size, Buffer.from([sender.length]), sender, sealed]);
}

function fillingOf(bytes: number): number {
  return Math.min(Math.ceil((bytes + 1) / BLOCK_BYTES) * BLOCK_BYTES - 1, MOST_BYTES) - bytes;
}
