import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  createFieldEncryption,
  type FieldEncryption,
  newKeyRing,
  parseKeyRing,
  withNewKey,
} from './field-encryption.ts';

/** What only this installation knows. Kept in files of the data directory, never in the database or a log. */
export interface Secrets {
  /** Signs sessions. */
  readonly session: string;
  readonly sealKey: SealKey;
  /** Encrypts what the database keeps of secrets. */
  readonly fields: FieldEncryption;
}

/** Signs the ledger's seals (Ed25519, RFC 8032). */
export interface SealKey {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

const SESSION_BYTES = 48;
const RAW_KEY_BYTES = 32;

/** Names of the secret files within the data directory; a back-up encrypts them or names them by fingerprint. */
export const SECRET_FILES = {
  session: 'session.key',
  seal: 'seal-ed25519.pem',
  fields: 'field-keys.json',
} as const;

/** Where the secret files lie. */
export function secretsDirectory(dataDir: string): string {
  return join(dataDir, 'secrets');
}

/** Reads the secrets, and makes each that is missing. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const directory = secretsDirectory(dataDir);
  const session = await readOrMake(join(directory, SECRET_FILES.session), () =>
    randomBytes(SESSION_BYTES).toString('base64url'),
  );
  const pem = await readOrMake(join(directory, SECRET_FILES.seal), () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  const keys = await readOrMake(join(directory, SECRET_FILES.fields), () => JSON.stringify(newKeyRing()));
  const fields = createFieldEncryption(parseKeyRing(keys));
  return { session, sealKey: toSealKey(createPrivateKey(pem)), fields };
}

/** Adds a key that new values are encrypted with; values of earlier keys stay readable. Holds for nodes that start afterwards. */
export async function rotateFieldKey(dataDir: string): Promise<void> {
  const path = join(secretsDirectory(dataDir), SECRET_FILES.fields);
  const known = await readText(path);
  await replaceText(path, JSON.stringify(withNewKey(known === undefined ? newKeyRing() : parseKeyRing(known))));
}

function toSealKey(key: KeyObject): SealKey {
  // An Ed25519 key in SPKI form ends with its 32 raw bytes (RFC 8410 section 4).
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return { publicKey: spki.subarray(spki.length - RAW_KEY_BYTES), sign: (bytes) => sign(null, bytes, key) };
}

async function readOrMake(path: string, make: () => string): Promise<string> {
  const known = await readText(path);
  if (known !== undefined) return known;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await replaceText(path, make());
  return (await readText(path)) ?? '';
}

async function replaceText(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, text, { mode: 0o600, flush: true });
  await rename(temporary, path);
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
