import { refusal, say } from '@callosum/kernel';
import { keyFingerprint } from '@callosum/kernel/ledger';
import { createCipheriv, createDecipheriv, createPublicKey, hash, randomBytes, scrypt } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { SECRET_FILES, secretsDirectory } from '../secrets/secrets.ts';
import { nativeSha256 } from '../store/hash.ts';
import { BACKUP_FORMAT, type BackupSecrets, damaged } from './format.ts';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

// OWASP's parameters for scrypt; each guess costs 128 MiB.
const KDF = { name: 'scrypt', N: 131_072, r: 8, p: 1 } as const;
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const SALT_BYTES = 32;
const IV_BYTES = 12;
const MEMORY_LIMIT = 1 << 30;
const RAW_KEY_BYTES = 32;

/** Content of the secret files by name. */
export type SecretFiles = Readonly<Record<string, string>>;

// Archives of earlier versions hold fewer.
const filesSchema = z.partialRecord(z.enum(Object.values(SECRET_FILES)), z.string());

/** The secrets of an installation as its data directory holds them. */
export async function readSecretFiles(dataDir: string): Promise<SecretFiles> {
  const files: Record<string, string> = {};
  for (const name of Object.values(SECRET_FILES))
    files[name] = await readFile(join(secretsDirectory(dataDir), name), 'utf8');
  return files;
}

/** What each secret is recognised by: the seal key by its public half, as seals name it. */
export function fingerprintsOf(files: SecretFiles): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => {
      if (name !== SECRET_FILES.seal) return [name, hash('sha256', text)];
      // An Ed25519 key in SPKI form ends with its 32 raw bytes (RFC 8410 section 4).
      const spki = createPublicKey(text).export({ type: 'spki', format: 'der' });
      return [name, keyFingerprint(spki.subarray(spki.length - RAW_KEY_BYTES), nativeSha256)];
    }),
  );
}

/** @param context what the secrets belong to; they cannot be read within another archive. */
export async function encryptSecrets(
  files: SecretFiles,
  passphrase: string | undefined,
  context: string,
): Promise<BackupSecrets> {
  const fingerprints = fingerprintsOf(files);
  if (passphrase === undefined) return { fingerprints, encrypted: null };
  const salt = randomBytes(SALT_BYTES);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, await keyOf(passphrase, salt, KDF), iv);
  cipher.setAAD(bound(context));
  const data = Buffer.concat([cipher.update(JSON.stringify(files), 'utf8'), cipher.final()]);
  return {
    fingerprints,
    encrypted: {
      kdf: { ...KDF, salt: salt.toString('base64') },
      cipher: CIPHER,
      iv: iv.toString('base64'),
      tag: cipher.getAuthTag().toString('base64'),
      data: data.toString('base64'),
    },
  };
}

/**
 * @returns undefined when the archive was made without them.
 * @throws Refusal `refused` for a wrong passphrase.
 */
export async function decryptSecrets(
  path: string,
  { encrypted }: BackupSecrets,
  passphrase: string,
  context: string,
): Promise<SecretFiles | undefined> {
  if (!encrypted) return undefined;
  const { kdf, iv, tag, data } = encrypted;
  const key = await keyOf(passphrase, Buffer.from(kdf.salt, 'base64'), kdf);
  let text: string;
  try {
    const decipher = createDecipheriv(CIPHER, key, Buffer.from(iv, 'base64'), { authTagLength: 16 });
    decipher.setAAD(bound(context));
    decipher.setAuthTag(Buffer.from(tag, 'base64'));
    text = Buffer.concat([decipher.update(Buffer.from(data, 'base64')), decipher.final()]).toString('utf8');
  } catch {
    throw refusal('refused', say`The passphrase does not open the secrets of ${path}.`, {
      remedy: say`Nothing was written. Give the passphrase the back-up was made with, or leave it out to go on with new secrets.`,
    });
  }
  const files: unknown = JSON.parse(text);
  const checked = filesSchema.safeParse(files);
  if (!checked.success) throw damaged(path, 'its secrets are not those of an installation.');
  return Object.fromEntries(Object.entries(checked.data).filter(([, text]) => text !== undefined));
}

/** Puts secrets in place of those that are there. @returns how to put the old ones back. */
export async function placeSecrets(dataDir: string, files: SecretFiles): Promise<() => Promise<void>> {
  const directory = secretsDirectory(dataDir);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const before = new Map<string, string | undefined>();
  for (const [name, text] of Object.entries(files)) {
    const path = join(directory, name);
    before.set(path, await readFile(path, 'utf8').catch(() => undefined));
    await replace(path, text);
  }
  return async () => {
    for (const [path, text] of before) await (text === undefined ? rm(path, { force: true }) : replace(path, text));
  };
}

async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, text, { mode: 0o600, flush: true });
  await rename(temporary, path);
}

async function keyOf(
  passphrase: string,
  salt: Buffer,
  { N, r, p }: { N: number; r: number; p: number },
): Promise<Buffer> {
  return derive(passphrase.normalize('NFC'), salt, KEY_BYTES, { N, r, p, maxmem: MEMORY_LIMIT });
}

function bound(context: string): Buffer {
  return Buffer.from(`${BACKUP_FORMAT} ${context}`, 'utf8');
}
