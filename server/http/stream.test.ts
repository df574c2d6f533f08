import { AUTH_PATH } from '@callosum/kernel/contract';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { CONSOLE } from '../identity/access.ts';
import { joinWith, signIn, type TestClient, tokenOf } from '../testing/client.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { openStream, type OpenStream } from '../testing/stream.ts';
import { until } from '../testing/until.ts';

let server: TestServer;
let other: TestServer;
let key = '';
let scope = '';
const open: OpenStream[] = [];

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  other = await startServer({ cluster: inject('cluster'), beside: server });
  ({ key, id: scope } = await buildProject(server));
});
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});
afterAll(async () => {
  await other.close();
  await server.close();
});

async function streamOf(client: TestClient, lastSeen?: number, address = server.address): Promise<OpenStream> {
  const stream = await openStream(client, address, key, lastSeen);
  open.push(stream);
  return stream;
}
const headOf = async (): Promise<number> =>
  (await server.owner.read(z.looseObject({ events: z.number() }), `/projects/${key}/ledger`)).events;
const begins = (event: string, id: number) => ({ id, place: `${id}.0`, event, data: {} });
const rising = (ids: readonly number[]): boolean => ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0));

describe('a stream', () => {
  test('begins with where the ledger stands', async () => {
    const stream = await streamOf(server.owner);
    expect(stream.events).toEqual([begins('hello', await headOf())]);
  });

  test('tells of every change in order, each with the ledger’s sequence as its id', async () => {
    const stream = await streamOf(server.owner);
    const made = await Promise.all(Array.from({ length: 20 }, () => createRecord(server.owner, key, 'item')));
    const head = await headOf();
    await stream.reach(head);
    const told = stream.events.slice(1);
    expect(told.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => head - 19 + index));
    expect(told.every(({ id, data }) => data.sequence === id && data.kinds?.join() === 'item')).toBe(true);
    expect(new Set(told.flatMap(({ data }) => data.records ?? []))).toEqual(new Set(made));
  });

  test('tells of what another node writes', async () => {
    const stream = await streamOf(server.owner);
    const id = await createRecord(other.owner, key, 'item');
    await stream.reach(await headOf());
    expect(stream.events.at(-1)?.data.records).toEqual([id]);
  });

  test('names both ends of a link that came or went', async () => {
    const [from, to] = [await createRecord(server.owner, key, 'item'), await createRecord(server.owner, key, 'item')];
    const stream = await streamOf(server.owner);
    const { result, sequence } = await server.owner.command(key, 'link.create', { type: 'item.needs', from, to });
    await server.owner.command(key, 'link.remove', z.object({ id: z.string() }).parse(result));
    await stream.reach(sequence + 1);
    expect(stream.events.slice(1).map(({ data }) => new Set(data.records))).toEqual([
      new Set([from, to]),
      new Set([from, to]),
    ]);
  });

  test('of many records at once names their kinds only', async () => {
    const stream = await streamOf(server.owner);
    const { sequence } = await server.owner.command(key, 'item.createMany', {
      titles: Array.from({ length: 200 }, (_, n) => `Many ${n}`),
    });
    await stream.reach(sequence);
    expect(stream.events.at(-1)).toEqual({
      id: sequence,
      place: `${sequence}.0`,
      event: 'message',
      data: { sequence, kinds: ['item'], records: [] },
    });
  });
});

describe('a stream that was cut off', () => {
  test('resumes without a gap, whoever wrote meanwhile', async () => {
    const first = await streamOf(server.owner);
    const seen = first.events.at(-1)?.id ?? 0;
    first.close();
    const [here, there, to] = [
      await createRecord(server.owner, key, 'item'),
      await createRecord(other.owner, key, 'item'),
      await createRecord(other.owner, key, 'note'),
    ];
    await server.owner.command(key, 'link.create', { type: 'item.main', from: here, to });
    const head = await headOf();
    for (const address of [server.address, other.address]) {
      const again = await streamOf(server.owner, seen, address);
      await again.reach(head);
      const told = new Set(again.events.flatMap(({ data }) => data.records ?? []));
      expect(told).toEqual(new Set([here, there, to]));
      expect(again.events.at(-1)?.id).toBe(head);
    }
  });

  test('names the far end of a link it missed', async () => {
    const [from, to] = [await createRecord(server.owner, key, 'item'), await createRecord(server.owner, key, 'note')];
    const seen = await headOf();
    await server.owner.command(key, 'link.create', { type: 'item.main', from, to });
    const again = await streamOf(server.owner, seen);
    expect(new Set(again.events[0]?.data.records)).toEqual(new Set([from, to]));
  });

  test('misses nothing and hears nothing twice while writing goes on', async () => {
    const seen = await headOf();
    const made = new Set<string>();
    const writing = new AbortController();
    const writer = (async () => {
      while (!writing.signal.aborted)
        made.add(await createRecord(made.size % 2 === 0 ? server.owner : other.owner, key, 'item'));
    })();
    const streams = [];
    for (let round = 0; round < 10; round += 1) streams.push(await streamOf(server.owner, seen));
    writing.abort();
    await writer;
    const head = await headOf();
    for (const stream of streams) {
      await stream.reach(head);
      expect(rising(stream.events.map(({ id }) => id))).toBe(true);
      expect(new Set(stream.events.flatMap(({ data }) => data.records ?? []))).toEqual(made);
    }
  });

  test('and missed too much is told to fetch everything anew', async () => {
    const seen = await headOf();
    await server.owner.command(key, 'item.createMany', { titles: Array.from({ length: 1_001 }, (_, n) => `Row ${n}`) });
    const again = await streamOf(server.owner, seen);
    expect(again.events).toEqual([begins('reset', await headOf())]);
  });

  test('and claims to have seen the future is told to fetch everything anew', async () => {
    const again = await streamOf(server.owner, 1_000_000_000);
    expect(again.events).toEqual([begins('reset', await headOf())]);
  });
});

describe('a reader’s stream', () => {
  test('does not name rows he may not read, neither live nor when it resumes', async () => {
    const seen = await headOf();
    const live = await streamOf(server.reader);
    const hidden = await createRecord(server.owner, key, 'note', { shared: false });
    const shown = await createRecord(server.owner, key, 'note', { shared: true });
    await live.reach(await headOf());
    const again = await streamOf(server.reader, seen);
    for (const stream of [live, again]) {
      const told = stream.events.flatMap(({ data }) => data.records ?? []);
      expect(told).toContain(shown);
      expect(told).not.toContain(hidden);
    }
  });

  test('ends when he signs out', async () => {
    const client = await signIn(server.address, server.reader.account);
    const stream = await streamOf(client);
    await fetch(`${other.address}${AUTH_PATH}/sign-out`, {
      method: 'POST',
      headers: { cookie: client.cookie, origin: other.address, 'content-type': 'application/json' },
      body: '{}',
    });
    await until('the stream ended', stream.ended, 3_000);
    expect((await streamOf(client)).status).toBe(401);
  });

  test('ends when his role ends, and narrows when it becomes a lesser one', async () => {
    const invited = await server.owner.request('POST', '/people/invitations', { role: 'owner', project: key });
    const token = tokenOf(z.object({ path: z.string() }).parse(invited.body).path);
    const client = await joinWith(server.address, token, 'Lars Leaving');
    const stream = await streamOf(client);
    const { access, pool } = server.installation;
    const before = await createRecord(server.owner, key, 'note', { shared: false });
    await stream.reach(await headOf());
    const changed = new Promise<void>((resolve) => {
      const stop = server.installation.onAccessChanged(() => {
        stop();
        resolve();
      });
    });
    await access.setRoles('console', client.account.id, scope, ['reader']);
    await changed;
    const hidden = await createRecord(server.owner, key, 'note', { shared: false });
    await createRecord(server.owner, key, 'item');
    await stream.reach(await headOf());
    const told = stream.events.flatMap(({ data }) => data.records ?? []);
    expect(told).toContain(before);
    expect(told).not.toContain(hidden);
    await pool.query('delete from membership where account = $1', [client.account.id]);
    await pool.query(`select pg_notify('access', '')`);
    await until('the stream ended', stream.ended, 3_000);
    expect((await streamOf(client)).status).toBe(404);
  });

  test('leaves nothing behind when it is closed', async () => {
    const graph = await server.installation.graphs.of(scope);
    const stream = await streamOf(server.reader);
    stream.close();
    await until('the stream is gone', stream.ended);
    await server.installation.writes.execute({
      scope,
      actor: CONSOLE,
      commands: [{ command: 'record.create', input: { kind: 'item', fields: { title: 'After' } } }],
    });
    expect(graph.sequence()).toBe(await headOf());
  });
});
