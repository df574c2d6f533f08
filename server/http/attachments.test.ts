import { say } from '@callosum/kernel';
import { recordView } from '@callosum/kernel/contract';
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import type { Scanner } from '../files/scanner.ts';
import { USUAL_FILE_SETTINGS } from '../files/settings.ts';
import { S3_KEYS, startS3, type TestS3 } from '../testing/s3.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import type { TestClient } from '../testing/client.ts';
import { until } from '../testing/until.ts';

const MEBIBYTE = 1_048_576;
const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(200_000)]);
const HASH = createHash('sha256').update(PDF).digest('hex');
const stored = z.object({ hash: z.string(), size: z.number(), type: z.string(), name: z.string() });

/** Sends a file to a record. */
async function attach(
  client: TestClient,
  address: string,
  key: string,
  id: string,
  name: string,
  content: Uint8Array,
  type = '',
) {
  const answer = await fetch(`${address}/api/v1/projects/${key}/record/${id}/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { cookie: client.cookie, ...(type ? { 'content-type': type } : {}) },
    body: new Blob([Uint8Array.from(content)]),
  });
  const body: unknown = await answer.json();
  return { status: answer.status, body };
}

async function download(client: TestClient, address: string, key: string, id: string, hash: string) {
  const answer = await fetch(`${address}/api/v1/projects/${key}/record/${id}/files/${hash}`, {
    headers: { cookie: client.cookie },
  });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

/** Content lying in the data directory, and what is on its way. */
async function filesIn(server: TestServer): Promise<string[]> {
  const all = await readdir(join(server.dataDir, 'files'), { recursive: true, withFileTypes: true }).catch(() => []);
  return all.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describe('files of a record', () => {
  let server: TestServer;
  let key = '';
  let id = '';
  const send = (name: string, content: Uint8Array, type = '') =>
    attach(server.owner, server.address, key, id, name, content, type);
  const fetchFile = (hash: string, client = server.owner) => download(client, server.address, key, id, hash);
  const look = async () => (await server.owner.read(recordView, `/projects/${key}/record/${id}`)).record;

  beforeAll(async () => {
    const files = { ...USUAL_FILE_SETTINGS, attachmentLimit: MEBIBYTE };
    server = await startServer({ cluster: inject('cluster'), files });
    ({ key } = await buildProject(server));
    id = await createRecord(server.owner, key, 'item');
  });
  afterAll(() => server.close());

  test('are received, belong to the record, and come back as they were under their name', async () => {
    const answer = await send('Übergabe “4 West”.pdf', PDF, 'application/pdf');
    expect(answer).toMatchObject({ status: 200, body: { hash: HASH, size: PDF.length, type: 'application/pdf' } });
    expect((await look()).fields['attachments']).toEqual([
      { hash: HASH, name: 'Übergabe “4 West”.pdf', size: PDF.length, type: 'application/pdf' },
    ]);
    const { status, headers, bytes } = await fetchFile(HASH);
    expect([status, bytes.equals(PDF)]).toEqual([200, true]);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('cache-control')).toContain('private');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="_bergabe _4 West_.pdf"; filename*=UTF-8''${encodeURIComponent('Übergabe “4 West”.pdf')}`,
    );
  });

  test('are part of the ledger, which commits to their hash', async () => {
    const { rows } = await server.installation.pool.query<{ text: string; values: Record<string, { value: unknown }> }>(
      `select e.text, v."values" from event e join value v using (scope, sequence) where e.subject = $1 order by e.sequence desc limit 1`,
      [id],
    );
    expect(rows[0]?.text).toContain('"name":"record.attach"');
    expect(rows[0]?.text).toContain('"attachments"');
    expect(rows[0]?.text).not.toContain('bergabe');
    expect(rows[0]?.values['attachments']?.value).toMatchObject([{ hash: HASH }]);
    expect((await server.owner.request('POST', `/projects/${key}/ledger/verify`, {})).body).toMatchObject({ ok: true });
  });

  test('sent twice change nothing the second time', async () => {
    const { version } = await look();
    expect((await send('Übergabe “4 West”.pdf', PDF)).status).toBe(200);
    expect((await look()).version).toBe(version);
  });

  test('may be read by who may read the record, and by nobody else', async () => {
    expect((await fetchFile(HASH, server.reader)).status).toBe(200);
    expect((await fetchFile(HASH, server.stranger)).status).toBe(404);
    expect((await fetchFile(HASH, server.anonymous)).status).toBe(401);
    const other = await createRecord(server.owner, key, 'item');
    expect((await download(server.owner, server.address, key, other, HASH)).status).toBe(404);
    expect((await fetchFile('0'.repeat(64))).status).toBe(404);
  });

  test('may be added by who may change the record, and by nobody else', async () => {
    const before = await filesIn(server);
    const as = (client: TestClient) => attach(client, server.address, key, id, 'a.pdf', Buffer.from('%PDF-other'));
    expect((await as(server.reader)).status).toBe(403);
    expect((await as(server.stranger)).status).toBe(404);
    expect((await as(server.anonymous)).status).toBe(401);
    expect(await filesIn(server)).toEqual(before);
  });

  test('are not written by any other way', async () => {
    const file = { hash: 'a'.repeat(64), name: 'secret.pdf', size: 1, type: 'application/pdf' };
    const fields = { attachments: [file] };
    expect((await server.owner.attempt(key, 'record.update', { id, fields })).status).toBe(422);
    expect(
      (await server.owner.attempt(key, 'record.create', { kind: 'item', fields: { title: 'x', ...fields } })).status,
    ).toBe(422);
    expect((await server.owner.attempt(key, 'record.attach', { id, file })).status).toBe(404);
  });

  test.each([
    ['of another content', 'plan.pdf', Buffer.from('MZ\u0090 a program'), '', 400, 'not what its ending says'],
    ['of another declared type', 'plan.pdf', PDF, 'image/png', 400, 'contradicts'],
    ['of a kind that runs in a browser', 'page.html', Buffer.from('<script>'), 'text/html', 400, 'not accepted'],
    ['without a name', '', PDF, '', 400, 'needs a name'],
    ['too large', 'large.txt', Buffer.alloc(MEBIBYTE + 1, 'a'), '', 413, 'larger than 1 MiB'],
  ])('%s are refused, and nothing is kept', async (_what, name, content, type, status, message) => {
    const before = await filesIn(server);
    const { version } = await look();
    expect(await send(name, content, type)).toMatchObject({
      status,
      body: { message: expect.stringContaining(message) },
    });
    expect(await filesIn(server)).toEqual(before);
    expect((await look()).version).toBe(version);
  });

  test('that are broken off leave nothing behind', async () => {
    const before = await filesIn(server);
    const path = `/api/v1/projects/${key}/record/${id}/files?name=half.pdf`;
    const { hostname, port } = new URL(server.address);
    const headers = { cookie: server.owner.cookie, 'content-length': '500000' };
    const sending = request({ hostname, port, path, method: 'POST', headers });
    sending.on('error', () => undefined);
    sending.write(PDF);
    await until('half of it is there', async () => (await filesIn(server)).length > before.length);
    sending.destroy();
    await until('it is gone', async () => (await filesIn(server)).length === before.length);
    expect((await look()).fields['attachments']).toHaveLength(1);
  });

  test('that are damaged on disk are refused and not sent', async () => {
    const { body } = await send('fragile.pdf', Buffer.from('%PDF-fragile'));
    const { hash } = stored.parse(body);
    const path = join(server.dataDir, 'files', hash.slice(0, 2), hash);
    const bytes = await readFile(path);
    await writeFile(path, Buffer.concat([bytes.subarray(0, -1), Buffer.from('X')]));
    const answer = await fetchFile(hash);
    expect([answer.status, answer.bytes.toString()]).toEqual([400, expect.stringContaining('is damaged')]);
    await writeFile(path, bytes);
    expect((await fetchFile(hash)).status).toBe(200);
  });

  test('no longer belong to the record once removed, while history and back-ups keep them', async () => {
    const before = await filesIn(server);
    const input = { id, hash: HASH, name: 'Übergabe “4 West”.pdf' };
    expect((await server.reader.attempt(key, 'record.detach', input)).status).toBe(403);
    await server.owner.command(key, 'record.detach', input);
    expect((await fetchFile(HASH)).status).toBe(404);
    expect(await filesIn(server)).toEqual(before);
    expect((await server.owner.attempt(key, 'record.detach', input)).status).toBe(404);
  });
});

describe('with a scanner', () => {
  let server: TestServer;
  let key = '';
  let id = '';
  let verdict: () => Promise<void> = () => Promise.resolve();
  const scanned: string[] = [];

  beforeAll(async () => {
    const scanner: Scanner = {
      scan: async (path) => {
        scanned.push(await readFile(path, 'latin1'));
        await verdict();
      },
    };
    server = await startServer({ cluster: inject('cluster'), files: { ...USUAL_FILE_SETTINGS, scanner } });
    ({ key } = await buildProject(server));
    id = await createRecord(server.owner, key, 'item');
  });
  afterAll(() => server.close());

  const send = (content: string) => attach(server.owner, server.address, key, id, 'note.txt', Buffer.from(content));

  test('nothing is kept that it has not seen, uploads for an import included', async () => {
    expect((await send('seen')).status).toBe(200);
    expect((await server.owner.upload('also seen')).status).toBe(200);
    expect(scanned).toEqual(['seen', 'also seen']);
    const { rows } = await server.installation.pool.query('select count(*)::int as n from file where scanned is null');
    expect(rows).toEqual([{ n: 0 }]);
  });

  test.each(['refused', 'store-unavailable'] as const)('what it answers with “%s” is not kept', async (code) => {
    const { refusal } = await import('@callosum/kernel');
    verdict = () => Promise.reject(refusal(code, say`The virus scanner says no.`));
    const before = await filesIn(server);
    const wanted = code === 'refused' ? 422 : 503;
    expect((await send(`bad ${code}`)).status).toBe(wanted);
    expect((await server.owner.upload(`bad ${code}`)).status).toBe(wanted);
    expect(await filesIn(server)).toEqual(before);
    verdict = () => Promise.resolve();
  });
});

describe('in an object store', () => {
  let s3: TestS3;
  let server: TestServer;
  let key = '';
  let id = '';

  beforeAll(async () => {
    s3 = await startS3('callosum');
    const settings = { ...S3_KEYS, endpoint: s3.endpoint, bucket: 'callosum' };
    server = await startServer({ cluster: inject('cluster'), files: { ...USUAL_FILE_SETTINGS, s3: settings } });
    ({ key } = await buildProject(server));
    id = await createRecord(server.owner, key, 'item');
  });
  afterAll(async () => {
    await server.close();
    await s3.close();
  });

  const send = (name: string, content: Uint8Array) => attach(server.owner, server.address, key, id, name, content);

  test('files go there and come back, and nothing stays on the disk here', async () => {
    expect((await send('plan.pdf', PDF)).status).toBe(200);
    expect([...s3.objects.values()]).toEqual([PDF]);
    const answer = await download(server.reader, server.address, key, id, HASH);
    expect([answer.status, answer.bytes.equals(PDF)]).toEqual([200, true]);
    await until('what was fetched is gone again', async () => (await filesIn(server)).length === 0);
  });

  test('what is damaged there is refused', async () => {
    const [[path] = ['']] = [...s3.objects.keys()].map((one) => [one]);
    s3.objects.set(path, Buffer.from('%PDF-tampered'));
    expect((await download(server.owner, server.address, key, id, HASH)).status).toBe(400);
    s3.objects.set(path, PDF);
    expect((await download(server.owner, server.address, key, id, HASH)).status).toBe(200);
  });

  test(
    'while it is away, nothing is half-done; afterwards the same file goes through',
    { timeout: 20_000 },
    async () => {
      const { version } = (await server.owner.read(recordView, `/projects/${key}/record/${id}`)).record;
      const content = Buffer.from('%PDF-later');
      s3.troubles.push(503, 'cut', 503);
      expect(await send('later.pdf', content)).toMatchObject({ status: 503, body: { code: 'STORE_UNAVAILABLE' } });
      const now = (await server.owner.read(recordView, `/projects/${key}/record/${id}`)).record;
      expect([now.version, await filesIn(server)]).toEqual([version, []]);
      expect((await send('later.pdf', content)).status).toBe(200);
    },
  );
});
