import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyFingerprint } from '@callosum/kernel/ledger';
import { newKeyRing } from '../secrets/field-encryption.ts';
import { loadSecrets } from '../secrets/secrets.ts';
import { decryptSecrets, encryptSecrets, fingerprintsOf, placeSecrets, readSecretFiles } from './secrets.ts';

const FILES = {
  'field-keys.json': JSON.stringify(newKeyRing()),
  'session.key': 'a session key of many characters',
  'seal-ed25519.pem': generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
};
const MADE = '2027-03-01T09:30:00.000Z';

describe('secrets in an archive', () => {
  test('come back with the passphrase, however its accents are composed', async () => {
    const secrets = await encryptSecrets(FILES, 'caf\u00E9 au lait', MADE);
    expect(await decryptSecrets('a.tgz', secrets, 'cafe\u0301 au lait', MADE)).toEqual(FILES);
  });

  test('show nothing of themselves but fingerprints', async () => {
    const text = JSON.stringify(await encryptSecrets(FILES, 'passphrase', MADE));
    for (const secret of [...Object.values(FILES), 'PRIVATE KEY', 'passphrase', 'session key']) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(0, 12));
    }
  });

  test('stay closed to another passphrase, in another archive, and after any change', async () => {
    const secrets = await encryptSecrets(FILES, 'passphrase', MADE);
    const closed = { code: 'refused', message: expect.stringContaining('passphrase') };
    await expect(decryptSecrets('a.tgz', secrets, 'Passphrase', MADE)).rejects.toMatchObject(closed);
    await expect(decryptSecrets('a.tgz', secrets, 'passphrase', `${MADE} `)).rejects.toMatchObject(closed);
    const { encrypted } = secrets;
    if (!encrypted) throw new Error('Nothing was encrypted');
    for (const part of ['iv', 'tag', 'data'] as const) {
      const bytes = Buffer.from(encrypted[part], 'base64');
      bytes[3] = (bytes[3] ?? 0) ^ 1;
      const altered = { ...secrets, encrypted: { ...encrypted, [part]: bytes.toString('base64') } };
      await expect(decryptSecrets('a.tgz', altered, 'passphrase', MADE)).rejects.toMatchObject(closed);
    }
    const short = { ...secrets, encrypted: { ...encrypted, tag: encrypted.tag.slice(0, 8) } };
    await expect(decryptSecrets('a.tgz', short, 'passphrase', MADE)).rejects.toMatchObject(closed);
  });

  test('never look the same twice', async () => {
    const [one, two] = [await encryptSecrets(FILES, 'p', MADE), await encryptSecrets(FILES, 'p', MADE)];
    expect(one.encrypted?.data).not.toBe(two.encrypted?.data);
    expect(one.encrypted?.kdf.salt).not.toBe(two.encrypted?.kdf.salt);
  });

  test('are left out without a passphrase, and named', async () => {
    const secrets = await encryptSecrets(FILES, undefined, MADE);
    expect(secrets).toEqual({ fingerprints: fingerprintsOf(FILES), encrypted: null });
    expect(await decryptSecrets('a.tgz', secrets, 'passphrase', MADE)).toBeUndefined();
  });
});

describe('secrets in a data directory', () => {
  test('carry the fingerprint that seals name', async () => {
    await inDirectory(async (dataDir) => {
      const { sealKey } = await loadSecrets(dataDir);
      const files = await readSecretFiles(dataDir);
      expect(fingerprintsOf(files)['seal-ed25519.pem']).toBe(keyFingerprint(sealKey.publicKey));
    });
  });

  test('are replaced, and put back as they were', async () => {
    await inDirectory(async (dataDir) => {
      await loadSecrets(dataDir);
      const before = await readSecretFiles(dataDir);
      const undo = await placeSecrets(dataDir, FILES);
      expect(await readSecretFiles(dataDir)).toEqual(FILES);
      await undo();
      expect(await readSecretFiles(dataDir)).toEqual(before);
    });
  });

  test('are gone again where there were none', async () => {
    await inDirectory(async (dataDir) => {
      const undo = await placeSecrets(dataDir, FILES);
      await undo();
      await expect(readFile(join(dataDir, 'secrets', 'session.key'))).rejects.toMatchObject({ code: 'ENOENT' });
    });
  });
});

async function inDirectory(work: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'callosum-secrets-'));
  try {
    await writeFile(join(dataDir, 'other'), '');
    await work(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
