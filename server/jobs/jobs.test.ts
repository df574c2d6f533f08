import { jobFilePath, jobView } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';
import { until } from '../testing/until.ts';
import { inTransaction } from '../write/transaction.ts';
import { type Bench, createBench, look, reach } from './testing/jobs.ts';
import { openJobStream } from './testing/stream.ts';

let server: TestServer;
let bench: Bench;
let scope: string;
beforeAll(async () => {
  bench = createBench();
  server = await startServer({ cluster: inject('cluster'), jobs: () => bench.jobs });
  bench.files = server.installation.files;
  scope = (await buildProject(server, { key: 'JOBS' })).id;
});
afterAll(() => server.close());

function start(name: string, text: string, more: { key?: string; notBefore?: Date } = {}): Promise<string> {
  const asking = { id: server.reader.account.id };
  return server.installation.jobs.start({ name, input: { text }, scope, asking, ...more });
}

describe('a job', () => {
  test('shows how far it is to whoever started it, and leaves a file under its own name', async () => {
    const stream = await openJobStream(server.reader, server.address);
    const id = await start('write', 'hello');
    await until('progress is heard', () => stream.heard(id).some(({ fraction }) => fraction === 0.25));
    expect(stream.heard(id).at(-1)).toMatchObject({ state: 'running', word: { key: 'reading', text: 'Reading' } });
    bench.open();
    const done = await reach(server.reader, id, 'done');
    expect(done).toMatchObject({ fraction: 1, file: { name: 'Größe “1”.txt', size: 5 }, problems: [] });
    await until('the end is heard', () => stream.heard(id).at(-1)?.state === 'done');
    const states = stream.heard(id).map(({ state }) => state);
    // That it waited is told only when somebody looks before it runs.
    expect([...new Set(states)].filter((state) => state !== 'waiting')).toEqual(['running', 'done']);
    stream.close();
    const file = await server.reader.request('GET', jobFilePath(id).replace('/api/v1', ''));
    expect(file).toMatchObject({ status: 200, body: 'hello' });
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="Gr__e _1_.txt"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%E2%80%9C1%E2%80%9D.txt`,
    );
  });

  test('is known to its starter and to owners of its scope, and to nobody else', async () => {
    const id = await start('write', 'private');
    await reach(server.reader, id, 'done');
    expect((await look(server.owner, id)).id).toBe(id);
    for (const path of [`/jobs/${id}`, `/jobs/${id}/file`]) {
      expect((await server.stranger.request('GET', path)).status).toBe(404);
      expect((await server.anonymous.request('GET', path)).status).toBe(401);
    }
    expect((await server.stranger.request('POST', `/jobs/${id}/cancel`, {})).status).toBe(404);
    expect((await server.anonymous.request('GET', '/jobs/stream')).status).toBe(401);
    expect((await server.reader.request('GET', '/jobs/nonsense/file')).status).toBe(404);
    const ids = async (client: TestServer['owner']): Promise<string[]> =>
      (await client.read(z.array(jobView), '/jobs')).map((job) => job.id);
    expect(await ids(server.reader)).toContain(id);
    expect(await ids(server.owner)).toEqual([]);
  });

  test('is refused at once when its input is not what it takes, naming the place', async () => {
    await expect(start('write', '')).rejects.toMatchObject({ code: 'invalid', problems: [{ path: ['text'] }] });
  });

  test('belongs to the transaction it was started in', async () => {
    const { pool, jobs } = server.installation;
    let id = '';
    const failed = inTransaction(pool, async (client) => {
      id = await jobs.start({ name: 'write', input: { text: 'never' } }, client);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    const { rows } = await pool.query('select from job where id = $1 union all select from job.job where id = $1', [
      id,
    ]);
    expect(rows).toEqual([]);
    const kept = await inTransaction(pool, (client) =>
      jobs.start({ name: 'write', input: { text: 'committed' } }, client),
    );
    await until('it ran', () => bench.attempts.some(({ text }) => text === 'committed'));
    expect(kept).not.toBe(id);
  });

  test('started again under the same key is the same job', async () => {
    const first = await start('write', 'digest', { key: 'digest-2026-11-26' });
    expect(await start('write', 'digest', { key: 'digest-2026-11-26' })).toBe(first);
    await reach(server.reader, first, 'done');
    expect(bench.attempts.filter(({ text }) => text === 'digest')).toHaveLength(1);
  });

  test('that shall begin later can be cancelled before, and then never runs', async () => {
    const id = await start('write', 'tomorrow', { notBefore: new Date(Date.now() + 86_400_000) });
    expect((await look(server.reader, id)).state).toBe('waiting');
    const answer = await server.reader.request('POST', `/jobs/${id}/cancel`, {});
    expect(answer).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect(bench.attempts.some(({ text }) => text === 'tomorrow')).toBe(false);
  });

  test('runs with the rights its starter has then, not those he had', async () => {
    const asking = { id: server.stranger.account.id };
    const id = await server.installation.jobs.start({ name: 'write', input: { text: 'ousted' }, scope, asking });
    const ended = await reach(server.stranger, id, 'failed');
    expect(ended.problems).toMatchObject([{ code: 'not-found' }]);
    expect(bench.attempts.some(({ text }) => text === 'ousted')).toBe(false);
  });
});

describe('a job that fails', () => {
  test('is tried again after a pause when it may be done twice', async () => {
    const id = await start('flaky', 'second time lucky');
    expect(await reach(server.reader, id, 'done')).toMatchObject({ value: 2 });
    const [first, second] = bench.attempts.filter(({ text }) => text === 'second time lucky');
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(900);
  });

  test('says so when its tries are used up', async () => {
    const id = await start('flaky', 'always');
    const failed = await reach(server.reader, id, 'failed');
    expect(failed.problems).toMatchObject([{ message: expect.stringContaining('log'), remedy: expect.any(String) }]);
    expect(bench.attempts.filter(({ text }) => text === 'always')).toHaveLength(3);
    expect(server.log.some((line) => line.includes('Job flaky') && line.includes('failed: Error'))).toBe(true);
  });

  test('for a reason is not tried again, and gives the reason', async () => {
    const id = await start('flaky', 'refused');
    const failed = await reach(server.reader, id, 'failed');
    expect(failed.problems).toMatchObject([{ message: 'That cannot be.', remedy: 'Ask for something else.' }]);
    expect(bench.attempts.filter(({ text }) => text === 'refused')).toHaveLength(1);
  });

  test('is not tried again when doing it twice could do harm', async () => {
    const id = await start('once', 'fails');
    await reach(server.reader, id, 'failed');
    expect(bench.attempts.filter(({ text }) => text === 'fails')).toHaveLength(1);
  });
});
