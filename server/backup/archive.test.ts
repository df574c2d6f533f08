import { MIGRATIONS } from '../store/migrate.ts';
import fc from 'fast-check';
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { keyFingerprint } from '@callosum/kernel/ledger';
import { writeBackup } from './backup.ts';
import { checkArchive } from './check.ts';
import { forge, pack, unpack } from './testing/archives.ts';
import { fill, newPlace, type Place } from './testing/store.ts';

let place: Place;
let home: string;
let original: string;
let fingerprint: string;

beforeAll(async () => {
  place = await newPlace(inject('cluster'));
  home = await mkdtemp(join(tmpdir(), 'callosum-archive-'));
  original = join(home, 'original.tgz');
  const installation = await fill(place);
  fingerprint = keyFingerprint(installation.secrets.sealKey.publicKey);
  await writeBackup(installation, { dataDir: place.options.dataDir, target: original });
  await installation.close();
});
afterAll(async () => {
  await place.remove();
  await rm(home, { recursive: true, force: true });
});

const NOT_WHOLE = { code: 'unreadable-file', message: expect.stringContaining('is not a whole Callosum back-up') };

describe('a whole archive', () => {
  test('says what it holds, and its ledger verifies', async () => {
    const { ledger, format } = await checkArchive(original);
    expect(ledger).toMatchObject({ projects: 2, events: 18, ok: true, firstFault: null, signers: [fingerprint] });
    expect([...ledger.keys.values()].sort()).toEqual(['ONE', 'TWO']);
    expect(format).toMatchObject({
      format: 'callosum-backup/1',
      product: '0.0.0-test',
      migrations: Object.keys(MIGRATIONS),
    });
  });

  test('is read by ordinary tools', async () => {
    const run = promisify(execFile);
    await run('gzip', ['-t', original]);
    const { stdout } = await run('tar', ['-xzOf', original, 'format.json']);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'callosum-backup/1' });
  });

  test('is for its owner only', async () => {
    const { stdout } = await promisify(execFile)('stat', ['-c', '%a', original]);
    expect(stdout.trim()).toBe('600');
  });
});

describe('a damaged archive', () => {
  test('is refused, whichever bit of whichever byte was altered', async () => {
    const whole = await readFile(original);
    const altered = join(home, 'altered.tgz');
    const anywhere = fc.oneof(
      fc.nat(20),
      fc.nat(whole.length - 1),
      fc.nat(200).map((back) => whole.length - 1 - back),
    );
    await fc.assert(
      fc.asyncProperty(anywhere, fc.nat(7), async (place_, bit) => {
        const bytes = Buffer.from(whole);
        bytes[place_] = (bytes[place_] ?? 0) ^ (1 << bit);
        await writeFile(altered, bytes);
        await expect(checkArchive(altered)).rejects.toMatchObject(NOT_WHOLE);
      }),
      { numRuns: 200 },
    );
  });

  test('is refused, wherever it was cut off or went on', async () => {
    const whole = await readFile(original);
    const altered = join(home, 'cut.tgz');
    for (const length of [0, 1, 2, 84, 85, 86, whole.length >> 1, whole.length - 86, whole.length - 1]) {
      await writeFile(altered, whole);
      await truncate(altered, length);
      await expect(checkArchive(altered)).rejects.toMatchObject(NOT_WHOLE);
    }
    for (const more of [Buffer.from('\0'), gzipSync('')]) {
      await writeFile(altered, whole);
      await appendFile(altered, more);
      await expect(checkArchive(altered)).rejects.toMatchObject(NOT_WHOLE);
    }
  });

  test('and one that is not there are told apart', async () => {
    await expect(checkArchive(join(home, 'nowhere.tgz'))).rejects.toMatchObject({
      message: expect.stringContaining('no such file'),
    });
    await expect(checkArchive(home)).rejects.toMatchObject({ message: expect.stringContaining('directory') });
  });
});

describe('a forged archive', () => {
  const check = async (name: string, change: (text: string) => string) => {
    const path = join(home, 'forged.tgz');
    await rm(path, { force: true });
    await forge(original, path, name, change);
    return checkArchive(path);
  };

  test('with another value in the ledger is found out by the chain', async () => {
    const { ledger } = await check('tables/value.copy', (text) => text.replace('"Plain"', '"Plane"'));
    expect(ledger).toMatchObject({ ok: false, firstFault: { sequence: 2, code: 'commitment-mismatch' } });
  });

  test('with another event, or none, is found out', async () => {
    const renamed = await check('tables/event.copy', (text) => text.replace('record.create', 'record.delete'));
    expect(renamed.ledger.firstFault).toMatchObject({ code: 'hash-mismatch' });
    const shortened = await check('tables/event.copy', (text) => text.split('\n').toSpliced(-2, 1).join('\n'));
    expect(shortened.ledger.firstFault).toMatchObject({ code: 'events-missing', sequence: 8 });
    const emptied = await check('tables/event.copy', () => '');
    expect(emptied.ledger.firstFault?.code).toBe('events-missing');
  });

  test('with values missing or left over is found out', async () => {
    const missing = await check('tables/value.copy', (text) => text.split('\n').toSpliced(3, 1).join('\n'));
    expect(missing.ledger.firstFault).toMatchObject({ code: 'value-missing', sequence: 4 });
    const more = await check('tables/value.copy', (text) => `${text}ffffffff-0000-7000-8000-000000000000\t1\t{}\n`);
    expect(more.ledger.firstFault).toMatchObject({ code: 'value-extra' });
    const odd = await check('tables/value.copy', (text) => text.replace(/\{.*\}/, '[1]'));
    expect(odd.ledger.firstFault).toMatchObject({ code: 'value-missing', sequence: 1 });
  });

  test('with another time, subject or command beside an event is found out', async () => {
    const { ledger } = await check('tables/event.copy', (text) => text.replace(/\t20\d\d-/, '\t2001-'));
    expect(ledger.firstFault).toMatchObject({ code: 'index-mismatch', sequence: 1 });
  });

  test('with another head, or none, is found out', async () => {
    const moved = await check('tables/head.copy', (text) => text.replace('\t9\t', '\t8\t'));
    expect(moved.ledger.firstFault).toMatchObject({ code: 'head-mismatch' });
    const gone = await check('tables/head.copy', (text) => text.split('\n').toSpliced(0, 1).join('\n'));
    expect(gone.ledger.ok).toBe(false);
  });

  test('with another seal, or other heads in a seal, is found out', async () => {
    const signed = await check('tables/seal.copy', (text) => text.replace('"number":1', '"number":3'));
    expect(signed.ledger.firstFault?.code).toMatch(/^seal-/);
    const first = await check('tables/seal.copy', (text) => text.slice(text.indexOf('\n') + 1));
    expect(first.ledger.firstFault?.code).toMatch(/^seal-/);
    const sized = await check('tables/seal_scope.copy', (text) => text.replace('\t9\t', '\t7\t'));
    expect(sized.ledger.firstFault?.code).toBe('seal-mismatch');
  });

  test('with an entry missing, twice, or out of order is not whole', async () => {
    const contents = await unpack(original);
    const path = join(home, 'odd.tgz');
    for (const name of ['format.json', 'secrets.json', 'tables/membership.copy', 'tables/event.copy']) {
      const less = new Map(contents);
      less.delete(name);
      await rm(path, { force: true });
      await pack(path, less);
      await expect(checkArchive(path)).rejects.toMatchObject(NOT_WHOLE);
    }
    const file = [...contents.keys()].find((name) => name.startsWith('files/')) ?? '';
    for (const odd of [
      [...contents].filter(([name]) => name !== file),
      [...contents, ['../../etc/passwd', Buffer.from('x')] as const],
      [...contents].map(([name, content]) => [name, name === file ? Buffer.from('other') : content] as const),
      [...contents].toReversed(),
    ]) {
      await rm(path, { force: true });
      await pack(path, new Map(odd));
      await expect(checkArchive(path)).rejects.toMatchObject(NOT_WHOLE);
    }
  });
});
