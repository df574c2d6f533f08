import { execFileSync } from 'node:child_process';
import { appendFile, copyFile, mkdir, mkdtemp, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { writeBackup } from '../backup/backup.ts';
import { restoreBackup } from '../backup/restore.ts';
import { newPlace, type Place } from '../backup/testing/store.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { type Installation, openInstallation } from '../open.ts';
import type { TestClient } from '../testing/client.ts';
import { joinedAs } from '../testing/people.ts';
import { placesOf } from '../testing/places.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { completeRedactions } from './complete.ts';
import { createRedactionLog, mergeRedactions, readRedactions, REDACTIONS_FILE } from './log.ts';

const WORD = 'Thaddeus Finch';

let server: TestServer;
let manager: TestClient;
let key = '';
let home = '';
/** An archive of before the redaction. */
let archive = '';
let record = '';
let attachment = '';
let list = '';
const places: Place[] = [];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'callosum-redactions-'));
  archive = join(home, 'before.tgz');
  server = await startServer({ cluster: inject('cluster') });
  list = join(server.dataDir, REDACTIONS_FILE);
  ({ key } = await buildProject(server));
  manager = await joinedAs(server, 'manager', key, 'Mary Manager');
  record = await createRecord(server.owner, key, 'item', { title: `Call ${WORD}`, remark: 'harmless' });
  await server.owner.command(key, 'record.update', { id: record, fields: { title: `Call ${WORD} again` } });
  const path = `/projects/${key}/record/${record}/files?name=list.json`;
  const attached = await server.owner.request('POST', path, { patient: WORD });
  attachment = z.object({ hash: z.string() }).parse(attached.body).hash;
  await writeBackup(server.installation, { dataDir: server.dataDir, target: archive });
  await redact(['title', 'attachments']);
});
afterAll(async () => {
  await server.close();
  await Promise.all(places.map(({ remove }) => remove()));
  await rm(home, { recursive: true, force: true });
});

async function redact(fields: readonly string[]): Promise<void> {
  const wanted = { reason: 'patient', places: fields.map((field) => ({ record, field })) };
  const { result } = await server.owner.command(key, 'redaction.ask', wanted);
  const { id } = z.object({ id: z.string() }).parse(result);
  expect((await manager.sign(key, 'redaction.approve', { id })).status).toBe(200);
}

async function restored(more: { redactions?: string } = {}) {
  const place = await newPlace(inject('cluster'));
  places.push(place);
  const summary = await restoreBackup({ ...place.options, source: archive, ...more });
  const installation = await openInstallation({ ...place.options, command: true });
  return { place, summary, installation };
}

/** Whether a word stands in any file below a directory. */
function inFiles(directory: string, word: string): boolean {
  try {
    execFileSync('grep', ['-rqs', word, directory]);
    return true;
  } catch {
    return false;
  }
}

const standsIn = async ({ pool }: Pick<Installation, 'pool'>, word: string) => (await placesOf(pool, word)).length > 0;

describe('the list of redactions', () => {
  test('notes each value that went by its event and commitment, and no word of it', async () => {
    const lines = await readRedactions(list);
    expect(lines).toMatchObject([{ subject: record, fields: ['title', 'attachments'] }]);
    expect(lines[0]?.erased.map(({ field }) => field)).toEqual(['title', 'title', 'attachments']);
    const text = await readFile(list, 'utf8');
    for (const word of ['Thaddeus', 'Finch', attachment, 'harmless']) expect(text).not.toContain(word);
    expect((await stat(list)).mode & 0o077).toBe(0);
  });

  test('is written before anything is erased: while it cannot be, nothing is', async () => {
    const { pool } = server.installation;
    const id = await createRecord(server.owner, key, 'item', { title: 'Said by Ignatius Wren' });
    await copyFile(list, `${list}.kept`);
    await rm(list);
    await mkdir(list);
    const asked = await server.owner.command(key, 'redaction.ask', {
      reason: 'other',
      places: [{ record: id, field: 'title' }],
    });
    const redaction = z.object({ id: z.string() }).parse(asked.result).id;
    expect(await manager.sign(key, 'redaction.approve', { id: redaction })).toMatchObject({ status: 503 });
    expect(await standsIn({ pool }, 'Ignatius')).toBe(true);
    await rmdir(list);
    await copyFile(`${list}.kept`, list);
    expect((await manager.sign(key, 'redaction.approve', { id: redaction })).status).toBe(200);
    expect(await standsIn({ pool }, 'Ignatius')).toBe(false);
    expect(await readRedactions(list)).toHaveLength(2);
  });

  test('that was lost is made anew out of the ledger', async () => {
    const before = await readRedactions(list);
    const other = join(home, 'anew');
    await mkdir(other);
    const log = createRedactionLog(other);
    expect(await completeRedactions(server.installation.pool, log)).toBe(before.length);
    const fresh = await log.read();
    expect(fresh.map(({ at: _at, ...rest }) => rest)).toEqual(
      expect.arrayContaining(before.map(({ at: _at, fields, ...rest }) => ({ ...rest, fields: fields.toSorted() }))),
    );
    expect(await completeRedactions(server.installation.pool, log)).toBe(0);
  });

  test('that a crash cut off goes on with the next line; one that is damaged is refused by its line', async () => {
    const torn = join(home, 'torn');
    await mkdir(torn);
    const log = createRedactionLog(torn);
    const [line] = await readRedactions(list);
    if (!line) throw new Error('There is no line');
    const { format: _format, ...rest } = line;
    await log.append([rest]);
    await appendFile(join(torn, REDACTIONS_FILE), '{"format":"callo');
    expect(await log.read()).toHaveLength(1);
    await log.append([rest]);
    await expect(log.read()).rejects.toThrow(/^Line 2 of .* is no redaction/);
  });
});

describe('an archive of before a redaction, restored', () => {
  test('brings the words back without a list, and says that it had none', async () => {
    const lonely = join(home, 'lonely');
    await mkdir(lonely);
    await copyFile(archive, join(lonely, 'before.tgz'));
    const place = await newPlace(inject('cluster'));
    places.push(place);
    const summary = await restoreBackup({ ...place.options, source: join(lonely, 'before.tgz') });
    expect(summary.redactions).toEqual({ known: 0, replayed: 0 });
    expect(inFiles(place.options.dataDir, 'Thaddeus')).toBe(true);
  });

  test('with the list holds them nowhere, in no table and no file, and its ledger verifies', async () => {
    const { place, summary, installation } = await restored({ redactions: list });
    try {
      expect(summary.redactions).toMatchObject({ replayed: 1 });
      expect(await standsIn(installation, 'Thaddeus')).toBe(false);
      expect(await standsIn(installation, attachment)).toBe(false);
      expect(inFiles(place.options.dataDir, 'Thaddeus')).toBe(false);
      expect(await standsIn(installation, 'harmless')).toBe(true);
      expect(await verifyLedger(installation.pool)).toMatchObject({ ok: true, firstFault: null });
      const { rows } = await installation.pool.query<{ title: string }>('select title from record where id = $1', [
        record,
      ]);
      expect(rows).toEqual([{ title: '[redacted]' }]);
      // The new store knows of it as well, for the next restore.
      const known = await readRedactions(join(place.options.dataDir, REDACTIONS_FILE));
      expect(known.length).toBeGreaterThanOrEqual(2);
    } finally {
      await installation.close();
    }
  });

  test('finds the list that a later back-up has put beside it', async () => {
    await writeBackup(server.installation, { dataDir: server.dataDir, target: join(home, 'later.tgz') });
    const { summary, installation } = await restored();
    try {
      expect(summary.redactions).toMatchObject({ replayed: 1 });
      expect(await standsIn(installation, 'Thaddeus')).toBe(false);
    } finally {
      await installation.close();
    }
  });

  test('is not restored with a list that is not there or not whole, and leaves nothing', async () => {
    const broken = join(home, 'broken.ndjson');
    await writeFile(broken, '{"format":"callosum-redactions/2"}\n');
    await expect(restored({ redactions: broken })).rejects.toThrow('Line 1 of');
    await expect(restored({ redactions: join(home, 'missing') })).rejects.toThrow('cannot be read');
  });

  test('erases nothing by the list of another history', async () => {
    const [line] = await readRedactions(list);
    if (!line) throw new Error('There is no line');
    const foreign = join(home, 'foreign.ndjson');
    const erased = line.erased.map((one) => ({ ...one, commitment: 'ab'.repeat(32) }));
    await mergeRedactions(foreign, [{ ...line, erased }]);
    const { summary, installation } = await restored({ redactions: foreign });
    try {
      expect(summary.redactions).toEqual({ known: 1, replayed: 0 });
      expect(await standsIn(installation, 'Thaddeus')).toBe(true);
    } finally {
      await installation.close();
    }
  });
});
