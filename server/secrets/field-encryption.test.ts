import fc from 'fast-check';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFieldEncryption, newKeyRing, parseKeyRing, withNewKey } from './field-encryption.ts';
import { loadSecrets, rotateFieldKey } from './secrets.ts';

const ring = newKeyRing();
const fields = createFieldEncryption(ring);

describe('a secret in the store', () => {
  test('comes back whole, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fields.decrypt(fields.encrypt(text, 'a place'), 'a place')).toBe(text);
      }),
    );
  });

  test('is different each time and shows nothing of itself', () => {
    const [one, two] = [fields.encrypt('very secret', 'p'), fields.encrypt('very secret', 'p')];
    expect(one).not.toBe(two);
    expect(one).not.toContain(Buffer.from('very secret').toString('base64url'));
  });

  test('cannot be read as that of another place', () => {
    const sealed = fields.encrypt('of Ada', 'second factor of ada');
    expect(() => fields.decrypt(sealed, 'second factor of bob')).toThrow();
  });

  test('that was altered in any part is not read', () => {
    const sealed = fields.encrypt('a secret long enough to be altered', 'p');
    for (const index of [2, 3, 4]) {
      const parts = sealed.split('.');
      const bytes = Buffer.from(parts[index] ?? '', 'base64url');
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      parts[index] = bytes.toString('base64url');
      expect(() => fields.decrypt(parts.join('.'), 'p')).toThrow();
    }
  });

  test('stays readable when the key is replaced, and says that it is due', () => {
    const before = fields.encrypt('kept', 'p');
    const replaced = createFieldEncryption(parseKeyRing(JSON.stringify(withNewKey(ring))));
    expect(replaced.decrypt(before, 'p')).toBe('kept');
    expect(replaced.isOld(before)).toBe(true);
    const after = replaced.encrypt('kept', 'p');
    expect(replaced.isOld(after)).toBe(false);
    expect(() => fields.decrypt(after, 'p')).toThrow('field-keys.json');
  });
});

describe('the key file', () => {
  test('is for its owner only, and takes another key while the old one is kept', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'callosum-keys-'));
    const before = (await loadSecrets(dataDir)).fields;
    const sealed = before.encrypt('kept', 'p');
    expect((await stat(join(dataDir, 'secrets', 'field-keys.json'))).mode & 0o777).toBe(0o600);
    await rotateFieldKey(dataDir);
    const after = (await loadSecrets(dataDir)).fields;
    expect([after.decrypt(sealed, 'p'), after.isOld(sealed)]).toEqual(['kept', true]);
    expect((await stat(join(dataDir, 'secrets', 'field-keys.json'))).mode & 0o777).toBe(0o600);
    await rm(dataDir, { recursive: true, force: true });
  });
});
