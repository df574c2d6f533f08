import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { S3_KEYS, startS3, type TestS3 } from '../testing/s3.ts';
import { createS3Store } from './s3-store.ts';

let s3: TestS3;
let home = '';
let path = '';
const content = randomBytes(700_000);
const hash = createHash('sha256').update(content).digest('hex');

beforeAll(async () => {
  s3 = await startS3('files');
  home = await mkdtemp(join(tmpdir(), 'callosum-s3-'));
  path = join(home, 'content');
  await writeFile(path, content);
});
afterAll(async () => {
  await s3.close();
  await rm(home, { recursive: true });
});

const scratch = () => join(home, 'scratch');
const store = (more: object = {}) =>
  createS3Store(
    { ...S3_KEYS, endpoint: s3.endpoint, bucket: 'files', prefix: 'callosum/', ...more },
    scratch(),
    [1, 1],
  );

describe('an object store', () => {
  test('keeps a file under its hash, gives it back, and forgets it', async () => {
    await store().keep(hash, path);
    expect([...s3.objects.keys()]).toEqual([`/files/callosum/${hash.slice(0, 2)}/${hash}`]);
    expect(await store().has(hash)).toBe(true);
    const borrowed = await store().borrow(hash);
    expect(await readFile(borrowed?.path ?? '')).toEqual(content);
    await borrowed?.release();
    expect(await readdir(scratch())).toEqual([]);
    await store().remove(hash);
    expect(await store().has(hash)).toBe(false);
    expect(await store().borrow(hash)).toBeUndefined();
  });

  test('is asked again when it is busy or the connection breaks', async () => {
    s3.troubles.push(503, 'cut');
    await store().keep(hash, path);
    expect(await store().has(hash)).toBe(true);
  });

  test('that stays away is told with a clear word, and nothing is left behind', async () => {
    s3.troubles.push('cut', 500, 'cut');
    await expect(store().borrow(hash)).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('does not answer'),
    });
    s3.troubles.push(503, 503, 503);
    await expect(store().keep(hash, path)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await readdir(scratch())).toEqual([]);
  });

  test.each([
    ['another secret', { secretKey: 'guessed' }, 'SignatureDoesNotMatch'],
    ['an unknown key', { accessKey: 'NOBODY' }, 'InvalidAccessKeyId'],
  ])('that refuses %s is not asked again', async (_what, wrong, said) => {
    const before = s3.requests.length;
    await expect(store(wrong).keep(hash, path)).rejects.toThrow(said);
    expect(s3.requests.length).toBe(before + 1);
  });

  test('that sends to another address is not followed: what is kept goes where the operator said, or nowhere', async () => {
    const elsewhere = await startS3('files');
    const away = { to: elsewhere.endpoint };
    s3.troubles.push(away, away, away);
    await expect(store().keep(hash, path)).rejects.toMatchObject({ code: 'store-unavailable' });
    s3.troubles.push(away, away, away);
    await expect(store().borrow(hash)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  test('does not take bytes of another hash', async () => {
    const other = createHash('sha256').update('something else').digest('hex');
    await expect(store().keep(other, path)).rejects.toThrow('XAmzContentSHA256Mismatch');
    expect(await store().has(other)).toBe(false);
  });
});
