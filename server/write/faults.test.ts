import { ledgerCheck, recordPage } from '@callosum/kernel/contract';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { contentOf } from '../testing/graph.ts';
import { testRegistry } from '../testing/registry.ts';
import { createGraphs } from '../store/graphs.ts';
import { signIn } from '../testing/client.ts';
import { createDatabase, type TestDatabase } from '../testing/database.ts';
import { createProxy, type DatabaseProxy } from '../testing/proxy.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { openStream } from '../testing/stream.ts';
import { until } from '../testing/until.ts';

const item = (title: string) => ({ kind: 'item', fields: { title } });
const list = (server: TestServer, key: string) => server.owner.request('GET', `/projects/${key}/records/item`);
const code = (body: unknown): unknown => z.looseObject({ code: z.string() }).safeParse(body).data?.code;

describe('with a store that fails', () => {
  let server: TestServer;
  let key = '';

  beforeAll(async () => {
    server = await startServer({ cluster: inject('cluster'), patience: 300 });
    ({ key } = await buildProject(server));
  });
  afterAll(() => server.close());

  /** Lets every write into a table end with an error of PostgreSQL's. */
  async function failing(table: string, errcode: string, message: string, work: () => Promise<void>): Promise<void> {
    const { pool } = server.installation;
    await pool.query(`create function fail() returns trigger language plpgsql as
      $$ begin raise exception using errcode = '${errcode}', message = '${message}'; end $$`);
    await pool.query(`create trigger fail before insert on ${table} for each row execute function fail()`);
    try {
      await work();
    } finally {
      await pool.query(`drop trigger fail on ${table}; drop function fail()`);
    }
  }

  test.each([
    ['53100', 'could not extend file'],
    ['58030', 'could not write to file "pg_wal/xlogtemp": No space left on device'],
  ])(
    'a full disk (%s) refuses writes with a clear word, lets reads go on, and is over when there is space',
    async (errcode, message) => {
      const before = await createRecord(server.owner, key, 'item', { title: 'Before' });
      await failing('event', errcode, message, async () => {
        const refused = await server.owner.attempt(key, 'record.create', item('Too much'));
        expect(refused).toMatchObject({
          status: 507,
          body: { code: 'STORE_FULL', message: expect.stringContaining('Reading goes on') },
        });
        expect((await server.owner.request('GET', `/projects/${key}/record/${before}`)).status).toBe(200);
        expect((await list(server, key)).status).toBe(200);
        expect((await server.owner.request('GET', `/projects/${key}/readiness`)).status).toBe(200);
      });
      expect(await createRecord(server.owner, key, 'item', { title: 'After' })).toBeTruthy();
      const page = recordPage.parse(
        (await server.owner.request('GET', `/projects/${key}/records/item?search=too`)).body,
      );
      expect(page.total).toBe(0);
    },
  );

  test('a full disk while a file is uploaded is told the same way', async () => {
    await failing('file', '53100', 'no space', async () => {
      expect(await server.owner.upload(`plan ${randomUUID()}`)).toMatchObject({
        status: 507,
        body: { code: 'STORE_FULL' },
      });
    });
  });

  test('when all connections are taken, requests are told to come back and are not kept waiting for ever', async () => {
    const { pool } = server.installation;
    const held = await Promise.all(Array.from({ length: 20 }, () => pool.connect()));
    const began = performance.now();
    const [written, listed] = await Promise.all([
      server.owner.attempt(key, 'record.create', item('No room')),
      list(server, key),
    ]);
    expect([written.status, code(written.body), listed.status]).toEqual([503, 'STORE_UNAVAILABLE', 503]);
    expect(performance.now() - began).toBeLessThan(3_000);
    for (const client of held) client.release();
    expect((await server.owner.attempt(key, 'record.create', item('Room again'))).status).toBe(200);
  });

  test('more projects written to at once than there are connections do not wait for each other', async () => {
    const projects = [];
    for (let n = 0; n < 30; n += 1) projects.push(await buildProject(server));
    const cold = await startServer({ cluster: inject('cluster'), beside: server, patience: 5_000 });
    const answers = await Promise.all(
      projects.map((project) => cold.owner.attempt(project.key, 'record.create', item('Cold start'))),
    );
    await cold.close();
    expect(answers.map(({ status }) => status)).toEqual(projects.map(() => 200));
  });

  test('a connection that breaks between two statements ends its request and nothing else', async () => {
    const { pool } = server.installation;
    const client = await pool.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await sleep(50);
    await expect(client.query('select 1')).rejects.toThrow();
    client.release(true);
    expect((await list(server, key)).status).toBe(200);
  });
});

describe('when the connection to the database is cut', () => {
  let database: TestDatabase;
  let proxy: DatabaseProxy;
  let server: TestServer;
  let key = '';

  beforeAll(async () => {
    database = await createDatabase(inject('cluster'));
    proxy = await createProxy(database.url);
    server = await startServer({ cluster: '', database: { url: proxy.url, drop: database.drop } });
    ({ key } = await buildProject(server));
  });
  afterAll(async () => {
    await server.close();
    await proxy.close();
  });

  test('between the commit and its answer, nobody claims to know, and the same key tells', async () => {
    const idempotencyKey = randomUUID();
    const before = await events(server, key);
    proxy.cutCommitAfter(idempotencyKey);
    const lost = await server.owner.attempt(key, 'record.create', item('Lost and found'), { idempotencyKey });
    expect(lost).toMatchObject({ status: 503, body: { message: expect.stringContaining('may be saved or not') } });
    const again = await server.owner.command(key, 'record.create', item('Lost and found'), { idempotencyKey });
    expect(again).toMatchObject({ sequence: before + 1, events: 1 });
    expect(await events(server, key)).toBe(before + 1);
    const next = await server.owner.command(key, 'record.create', item('The next one'));
    expect(next).toMatchObject({ sequence: before + 2 });
  });

  test('everywhere at once, requests go on and what other nodes write is followed again', async () => {
    const other = await startServer({ cluster: inject('cluster'), beside: server });
    const stream = await openStream(server.owner, server.address, key);
    proxy.cutAll();
    const { sequence } = await retried(() => other.owner.command(key, 'record.create', item('Written meanwhile')));
    await stream.reach(sequence);
    expect((await list(server, key)).status).toBe(200);
    stream.close();
    await other.close();
  });

  test('the session of somebody who is signed in is not taken for ended', async () => {
    const fresh = await signIn(server.address, server.reader.account);
    const answers = await Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        await sleep(n * 3);
        if (n % 5 === 0) proxy.cutAll();
        server.installation.sessions.forget();
        return (await fresh.request('GET', '/projects')).status;
      }),
    );
    expect(new Set([...answers, 200, 503])).toEqual(new Set([200, 503]));
  });
});

async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 20) throw error;
      await sleep(50);
    }
  }
}

const events = async (server: TestServer, key: string): Promise<number> =>
  (await server.owner.read(z.looseObject({ events: z.number() }), `/projects/${key}/ledger`)).events;

describe('when PostgreSQL dies under load', () => {
  test(
    'unanswered requests are told so, nothing acknowledged is lost, and everything goes on by itself',
    { timeout: 60_000 },
    async () => {
      const server = await startServer({ cluster: '', embedded: true });
      const { key, id } = await buildProject(server);
      const stream = await openStream(server.owner, server.address, key);
      const acknowledged: string[] = [];
      const others = new Map<string, number>();
      const stopping = new AbortController();
      const note = (status: number, body: unknown): void => {
        const what = `${status} ${String(code(body))}`;
        others.set(what, (others.get(what) ?? 0) + 1);
      };
      const writer = async (): Promise<void> => {
        while (!stopping.signal.aborted) {
          const record = randomUUID();
          const { status, body } = await server.owner.attempt(key, 'record.create', {
            ...item('Under load'),
            id: record,
          });
          if (status === 200) acknowledged.push(record);
          else note(status, body);
        }
      };
      const reader = async (): Promise<void> => {
        while (!stopping.signal.aborted) {
          const { status, body } = await list(server, key);
          if (status !== 200) note(status, body);
          await sleep(5);
        }
      };
      const work = [writer(), writer(), writer(), reader()];
      for (let round = 0; round < 3; round += 1) {
        const before = acknowledged.length;
        await until('writing goes on', () => acknowledged.length > before + 20, 15_000);
        process.kill(await postmaster(server), 'SIGKILL');
        await until(
          'it was noticed',
          () => server.log.filter((line) => line.includes('ended unexpectedly')).length > round,
          15_000,
        );
      }
      const before = acknowledged.length;
      await until('writing goes on', () => acknowledged.length > before + 20, 15_000);
      stopping.abort();
      await Promise.all(work);
      expect([...others.keys()]).toEqual(['503 STORE_UNAVAILABLE']);

      const check = ledgerCheck.parse((await server.owner.request('POST', `/projects/${key}/ledger/verify`, {})).body);
      expect(check.ok).toBe(true);
      const graph = await server.installation.graphs.of(id);
      await until('the graph is at the head', () => graph.sequence() === check.events);
      expect(contentOf(graph)).toEqual(contentOf(await createGraphs(server.installation.pool, testRegistry).of(id)));
      for (const record of acknowledged) expect(graph.find(record)).toBeDefined();
      const { sequence } = await server.owner.command(key, 'record.create', item('Afterwards'));
      await until('the stream tells of it, the same one or a new one', async () => {
        if (!stream.ended()) return stream.events.at(-1)?.id === sequence;
        const again = await openStream(server.owner, server.address, key, stream.events.at(-1)?.id);
        again.close();
        return again.events.at(-1)?.id === sequence;
      });
      stream.close();
      await server.close();
    },
  );
});

async function postmaster({ dataDir }: TestServer): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n', 1)[0]);
}
