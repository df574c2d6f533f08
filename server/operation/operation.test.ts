import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createClient, signIn } from '../testing/client.ts';
import { createDatabase, type TestDatabase } from '../testing/database.ts';
import { createProxy, type DatabaseProxy } from '../testing/proxy.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { openStream } from '../testing/stream.ts';
import { until } from '../testing/until.ts';
import { createLog } from './log.ts';

const ask = async (server: TestServer, path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${server.address}${path}`, { headers });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};

describe('whoever keeps the server running', () => {
  let database: TestDatabase;
  let proxy: DatabaseProxy;
  let server: TestServer;
  let key = '';

  beforeAll(async () => {
    database = await createDatabase(inject('cluster'));
    proxy = await createProxy(database.url);
    server = await startServer({ cluster: '', database: { url: proxy.url, drop: database.drop }, patience: 400 });
    ({ key } = await buildProject(server));
  });
  afterAll(async () => {
    await server.close();
    await proxy.close();
  });

  test('is told that the process lives, and that it can serve', async () => {
    expect(await ask(server, '/health')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    await until('it is ready', async () => (await ask(server, '/ready')).status === 200);
    const ready: unknown = JSON.parse((await ask(server, '/ready')).text);
    expect(ready).toEqual({ status: 'ready', serving: true, database: true, ledger: true });
  });

  test('is told that it cannot serve while the database is away, though the process lives', async () => {
    proxy.refuse(true);
    proxy.cutAll();
    await until('it is not ready', async () => (await ask(server, '/ready')).status === 503);
    const away: unknown = JSON.parse((await ask(server, '/ready')).text);
    expect(away).toEqual({ status: 'not ready', serving: true, database: false, ledger: false });
    expect((await ask(server, '/health')).status).toBe(200);
    expect((await ask(server, '/metrics')).text).toMatch(/^callosum_ledger_follower_connected 0$/m);
    proxy.refuse(false);
    await until('it is ready again', async () => (await ask(server, '/ready')).status === 200);
  });

  test('reads metrics: requests and commands by what they were, the pool, graphs, streams, the ledger, the event loop', async () => {
    const stream = await openStream(server.owner, server.address, key);
    await createRecord(server.owner, key, 'item');
    await server.owner.attempt(key, 'record.update', { id: randomUUID(), fields: { title: 'x' } });
    await server.owner.attempt(key, 'record.create', { kind: 'item', fields: { title: '' } });
    await server.owner.attempt(key, `nobody.${randomUUID()}`, {});
    const { text, headers } = await ask(server, '/metrics');
    expect(headers.get('content-type')).toContain('text/plain; version=0.0.4');
    for (const line of [
      /^callosum_http_request_duration_seconds_count\{operation="commands.run",status="200"\} [1-9]/m,
      /^callosum_command_duration_seconds_count\{command="record.create",outcome="done"\} [1-9]/m,
      /^callosum_command_duration_seconds_count\{command="record.create",outcome="invalid"\} 1$/m,
      /^callosum_database_connections\{state="open"\} [1-9]/m,
      /^callosum_graphs [1-9]/m,
      /^callosum_graph_entries [1-9]/m,
      /^callosum_streams 1$/m,
      /^callosum_ledger_lag_events 0$/m,
      /^callosum_ledger_follower_connected 1$/m,
      /^nodejs_eventloop_lag_p99_seconds /m,
    ])
      expect(text).toMatch(line);
    expect(text).not.toContain('nobody.');
    stream.close();
  });

  test('does so from this machine only, and not through a proxy on it', async () => {
    expect((await ask(server, '/metrics', { 'x-forwarded-for': '198.51.100.7' })).status).toBe(401);
    expect((await ask(server, '/metrics', { forwarded: 'for=198.51.100.7' })).status).toBe(401);
  });
});

test('metrics with a token are for whoever brings it', async () => {
  const server = await startServer({ cluster: inject('cluster'), metricsToken: 'a long secret' });
  expect((await ask(server, '/metrics')).status).toBe(401);
  expect((await ask(server, '/metrics', { authorization: 'Bearer another' })).status).toBe(401);
  expect((await ask(server, '/metrics', { authorization: 'Bearer a long secret' })).status).toBe(200);
  await server.close();
});

describe('the log', () => {
  test('says of each request what it was, how it ended and how long it took, in JSON, by an id the answer bears', async () => {
    const lines: string[] = [];
    const log = createLog({ write: (line) => void lines.push(line) });
    const server = await startServer({ cluster: inject('cluster') });
    const { headers } = await server.owner.request('GET', '/projects');
    const id = headers.get('x-request-id') ?? '';
    await until('it is written', () => server.requests.some((line) => line.request === id));
    for (const line of server.requests) log.request(line);
    log.note('Something worth knowing.');
    const written = lines.map((line): unknown => JSON.parse(line));
    const wanted = { level: 30, event: 'request', request: id, method: 'GET', operation: 'projects.list', status: 200 };
    expect(written).toContainEqual({ ...wanted, ms: expect.any(Number), time: expect.stringMatching(/^20.*Z$/) });
    expect(written.at(-1)).toMatchObject({ event: 'note', text: 'Something worth knowing.' });
    await server.close();
  });

  test('holds nothing that people write, are called, or prove themselves by, whatever goes wrong', async () => {
    const MARK = 'Xq7marked';
    const database = await createDatabase(inject('cluster'));
    const proxy = await createProxy(database.url);
    const server = await startServer({ cluster: '', database: { url: proxy.url, drop: database.drop }, patience: 400 });
    const { key } = await buildProject(server, { title: `Project ${MARK}` });
    const { owner } = server;
    const title = `Mrs ${MARK}`;
    const id = await createRecord(owner, key, 'item', { title });
    // What goes right, what is refused, and what is asked in a wrong form.
    await owner.request('GET', `/projects/${key}/records/item?search=${MARK}`);
    await owner.request('GET', `/projects/${MARK}/records/item`);
    await owner.request('GET', `/projects/${key}/record/${MARK}`);
    await owner.attempt(key, 'record.update', { id, fields: { due: MARK, [MARK]: MARK } });
    await owner.attempt(key, MARK, { id });
    await owner.request('POST', `/projects/${key}/commands/record.update`, MARK);
    await fetch(`${server.address}/join/${MARK}?${MARK}`);
    await fetch(`${server.address}/api/v1/projects/${key}/record/${id}/files?name=${MARK}.exe`, {
      method: 'POST',
      headers: { cookie: owner.cookie },
      body: MARK,
    });
    await owner.upload(MARK);
    await signIn(server.address, { ...owner.account, email: `${MARK}@example.org` }).catch(() => undefined);
    await createClient(server.address, `callosum.session_token=${MARK}`).request('GET', '/projects');
    await createClient(server.address).request('GET', '/projects', undefined, { authorization: `Bearer ${MARK}` });
    // What fails inside: a store that breaks with the value in its words, and one that is away.
    const { pool } = server.installation;
    await pool.query(`create function fail() returns trigger language plpgsql as
      $$ begin raise exception 'the value % is too much', new.title; end $$`);
    await pool.query('create trigger fail before insert on record for each row execute function fail()');
    expect((await owner.attempt(key, 'record.create', { kind: 'item', fields: { title } })).status).toBe(500);
    proxy.cutAll();
    await owner.attempt(key, 'record.create', { kind: 'item', fields: { title } });
    await until('the failure is written', () => server.log.some((line) => /^Request \S+ failed/.test(line)));
    await server.close();
    await proxy.close();

    const all = JSON.stringify([server.log, server.requests]);
    expect(server.requests.length).toBeGreaterThan(15);
    expect(all).toContain('DatabaseError');
    expect(all).not.toContain(MARK);
    for (const { name, email } of [owner.account, server.reader.account]) {
      expect(all).not.toContain(name);
      expect(all).not.toContain(email);
    }
    const [, token = MARK] = /=([^;]+)/.exec(owner.cookie) ?? [];
    expect(all).not.toContain(token);
  });
});

describe('a server that stops', () => {
  test('finishes what is in flight, sends streams elsewhere with a hint, and takes nothing new', async () => {
    const server = await startServer({ cluster: inject('cluster') });
    const { key } = await buildProject(server);
    const { address, owner } = server;
    const stream = await fetch(`${address}/api/v1/projects/${key}/stream`, { headers: { cookie: owner.cookie } });
    const told = stream.text();
    // An upload whose end has not come yet when the server is told to stop.
    const { hostname, port } = new URL(address);
    const path = '/api/v1/files';
    const headers = { cookie: owner.cookie, 'content-length': '10' };
    const upload = request({ hostname, port, path, method: 'POST', headers });
    const answered = new Promise<number>((resolve, reject) => {
      upload.on('response', (response) => resolve(response.statusCode ?? 0)).on('error', reject);
    });
    upload.write('12345');
    await sleep(200);
    const began = performance.now();
    const stopped = server.close();
    expect(await told).toMatch(/retry: 1000\n\n$/);
    await expect(fetch(`${address}/health`)).rejects.toThrow();
    upload.end('67890');
    expect(await answered).toBe(200);
    await stopped;
    // A connection that is merely kept open holds nothing up.
    expect(performance.now() - began).toBeLessThan(8_000);
  });
});
