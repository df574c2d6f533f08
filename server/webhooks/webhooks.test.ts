import { webhookAttempt, webhookView } from '@callosum/kernel/contract';
import { createServer, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { joinedAs } from '../testing/people.ts';
import { placesOf } from '../testing/places.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { until } from '../testing/until.ts';
import { forgetOldAttempts } from './rows.ts';

const body = z.object({
  type: z.string(),
  timestamp: z.string(),
  data: z.looseObject({
    scope: z.string(),
    sequence: z.number().optional(),
    subject: z.looseObject({ id: z.string(), kind: z.string() }).optional(),
    command: z.looseObject({ name: z.string() }).optional(),
  }),
});
const made = z.object({ id: z.string(), secret: z.string() });

interface Received {
  readonly headers: Record<string, string>;
  readonly text: string;
  readonly body: z.infer<typeof body>;
}

/** A receiver as others write them: it takes what the library of Standard Webhooks says is genuine. */
interface Receiver {
  readonly address: string;
  readonly got: Received[];
  /** What it answers with. */
  status: number;
  /** Where it sends whoever asks, when it does. */
  location?: string;
  readonly close: () => Promise<void>;
}

async function openReceiver(): Promise<Receiver> {
  const got: Received[] = [];
  const server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      got.push({ headers, text, body: body.parse(JSON.parse(text)) });
      response.writeHead(receiver.status, receiver.location === undefined ? {} : { location: receiver.location });
      response.end('x'.repeat(100_000));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place = server.address();
  const port = typeof place === 'object' ? place?.port : undefined;
  const receiver: Receiver = {
    address: `http://localhost:${port}/hook`,
    got,
    status: 204,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return receiver;
}

let server: TestServer;
let receiver: Receiver;
let key = '';

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster'), webhookHosts: ['localhost'] });
});
afterAll(() => server.close());
beforeEach(async () => {
  receiver = await openReceiver();
  ({ key } = await buildProject(server));
});
afterEach(() => receiver.close());

const create = async (more: object = {}, client = server.owner) => {
  const entry = { address: receiver.address, ...more };
  return made.parse((await client.request('POST', `/projects/${key}/webhooks`, entry)).body);
};
const list = () => server.owner.read(z.array(webhookView), `/projects/${key}/webhooks`);
const attempts = (id: string) => server.owner.read(z.array(webhookAttempt), `/projects/${key}/webhooks/${id}/attempts`);
const act = (id: string, what: string) => server.owner.request('POST', `/projects/${key}/webhooks/${id}/${what}`);
/** As if the pause were over. */
const dueNow = (id: string) =>
  server.installation.pool.query('update webhook set due = now(), claimed = null where id = $1', [id]);

describe('a webhook', () => {
  test('tells what happens, in order, signed as Standard Webhooks says, without a word of any record', async () => {
    const { secret } = await create();
    const first = await createRecord(server.owner, key, 'item', { title: 'Walrus ward' });
    await server.owner.command(key, 'record.update', { id: first, fields: { remark: 'Walrus remark' } });
    await until('it has arrived', () => receiver.got.length === 2);
    for (const { text, headers } of receiver.got) expect(new Webhook(secret).verify(text, headers)).toBeTruthy();
    expect(receiver.got.map((one) => one.body)).toMatchObject([
      { type: 'record.create', data: { scope: key, command: { name: 'record.create' }, subject: { id: first } } },
      { type: 'record.update', data: { command: { name: 'record.update' }, subject: { id: first, kind: 'item' } } },
    ]);
    const sequences = receiver.got.map((one) => one.body.data.sequence ?? 0);
    expect(sequences[1]).toBe((sequences[0] ?? 0) + 1);
    expect(receiver.got.map(({ text }) => text).join()).not.toMatch(/walrus/i);
    const [{ headers, text } = { headers: {}, text: '' }] = receiver.got;
    expect(() => new Webhook(secret).verify(`${text} `, headers)).toThrow();
    await until('it is so', async () => (await list())[0]?.behind === 0);
  });

  test('tells of the kinds and commands that are asked for', async () => {
    await create({ kinds: ['note'], commands: ['record.create'] });
    await createRecord(server.owner, key, 'item');
    const note = await createRecord(server.owner, key, 'note');
    await server.owner.command(key, 'record.update', { id: note, fields: { title: 'Other' } });
    const last = await createRecord(server.owner, key, 'note');
    await until('it has arrived', () => receiver.got.length >= 2);
    expect(receiver.got.map((one) => one.body.data.subject?.id)).toEqual([note, last]);
    const unknown = await server.owner.request('POST', `/projects/${key}/webhooks`, {
      address: receiver.address,
      kinds: ['unicorn'],
    });
    expect(unknown).toMatchObject({ status: 400 });
  });

  test('that is not taken is sent again under the same id, and keeps those after it waiting', async () => {
    const { id } = await create();
    receiver.status = 500;
    await createRecord(server.owner, key, 'item');
    await until('it is so', async () => (await list())[0]?.failingSince !== null);
    await createRecord(server.owner, key, 'item');
    expect((await attempts(id)).map(({ delivered, status }) => ({ delivered, status }))).toEqual([
      { delivered: false, status: 500 },
    ]);
    receiver.status = 204;
    await dueNow(id);
    await createRecord(server.owner, key, 'item');
    await until('it has arrived', () => receiver.got.length === 4);
    const ids = receiver.got.map(({ headers }) => headers['webhook-id']);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(3);
    expect(await list()).toMatchObject([{ failingSince: null, paused: null }]);
  });

  test('keeps its attempts for a month', async () => {
    const { id } = await create();
    const { pool } = server.installation;
    await createRecord(server.owner, key, 'item');
    await until('it is so', async () => (await attempts(id)).length === 1);
    const age = (days: number) =>
      pool.query(`update webhook_attempt set made = now() - make_interval(days => $2) where webhook = $1`, [id, days]);
    await age(29);
    await forgetOldAttempts(pool);
    expect(await attempts(id)).toHaveLength(1);
    await age(31);
    await forgetOldAttempts(pool);
    expect(await attempts(id)).toEqual([]);
  });

  test('that fails for three days is paused and its maker told; resumed, it goes on where it stopped', async () => {
    const { id } = await create();
    receiver.status = 410;
    await createRecord(server.owner, key, 'item');
    await until('it is so', async () => (await attempts(id)).length === 1);
    await server.installation.pool.query(
      `update webhook set failing_since = now() - interval '3 days 1 hour' where id = $1`,
      [id],
    );
    await dueNow(id);
    server.installation.webhooks.wake(
      (await server.installation.pool.query<{ scope: string }>('select scope from webhook where id = $1', [id])).rows[0]
        ?.scope ?? '',
    );
    await until('it is so', async () => (await list())[0]?.paused !== null);
    expect(await list()).toMatchObject([{ pausedWhy: 'failing' }]);
    receiver.status = 200;
    const before = receiver.got.length;
    expect((await act(id, 'resume')).status).toBe(200);
    await until('it has arrived', () => receiver.got.length === before + 1);
    expect(receiver.got.at(-1)?.headers['webhook-id']).toBe(receiver.got[0]?.headers['webhook-id']);
  });

  test('signs with both secrets for a day after a new one', async () => {
    const { id, secret: old } = await create();
    const { secret } = made.parse((await act(id, 'rotate')).body);
    expect(secret).not.toBe(old);
    const ping = webhookAttempt.parse((await act(id, 'ping')).body);
    expect(ping).toMatchObject({ delivered: true, status: 204 });
    const [{ text, headers } = { text: '', headers: {} }] = receiver.got;
    for (const one of [old, secret]) expect(new Webhook(one).verify(text, headers)).toBeTruthy();
    await server.installation.pool.query(`update webhook set secret_before_until = now() where id = $1`, [id]);
    await act(id, 'ping');
    const last = receiver.got.at(-1);
    expect(() => new Webhook(old).verify(last?.text ?? '', last?.headers ?? {})).toThrow();
    expect(new Webhook(secret).verify(last?.text ?? '', last?.headers ?? {})).toMatchObject({ type: 'ping' });
    // Nowhere in the store as it is.
    for (const one of [old, secret]) expect(await placesOf(server.installation.pool, one)).toEqual([]);
  });

  test('tells what its maker sees, and nothing once he manages the project no more', async () => {
    const manager = await joinedAs(server, 'manager', key, `Mo Manager ${key}`);
    const { id } = await create({}, manager);
    await createRecord(server.owner, key, 'item');
    await until('it has arrived', () => receiver.got.length === 1);
    const { pool, access } = server.installation;
    const scope = (await pool.query<{ scope: string }>('select scope from webhook where id = $1', [id])).rows[0]?.scope;
    await access.setRoles(server.owner.account.id, manager.account.id, scope ?? '', ['reader']);
    await createRecord(server.owner, key, 'item');
    await until('it is so', async () => (await list())[0]?.paused !== null);
    expect(await list()).toMatchObject([{ pausedWhy: 'rights' }]);
    expect(receiver.got).toHaveLength(1);
  });

  test('follows nobody who sends it elsewhere', async () => {
    const elsewhere = await openReceiver();
    const { id } = await create();
    receiver.status = 307;
    receiver.location = elsewhere.address;
    expect(webhookAttempt.parse((await act(id, 'ping')).body)).toMatchObject({ delivered: false, status: 307 });
    expect(elsewhere.got).toEqual([]);
    await elsewhere.close();
  });

  test('is paused and removed by hand, and says so', async () => {
    const { id } = await create();
    await act(id, 'pause');
    expect(await list()).toMatchObject([{ pausedWhy: 'hand' }]);
    await createRecord(server.owner, key, 'item');
    expect((await server.owner.request('DELETE', `/projects/${key}/webhooks/${id}`)).status).toBe(200);
    expect(await list()).toEqual([]);
    expect(receiver.got).toEqual([]);
    expect((await act(id, 'ping')).status).toBe(404);
  });
});

describe('an address', () => {
  test.each([
    ['http://hooks.example.org/', 'https://'],
    ['ftp://hooks.example.org/', 'https://'],
    ['https://127.0.0.1/', 'network of this server'],
    ['https://10.1.2.3/', 'network of this server'],
    ['https://169.254.169.254/latest/meta-data', 'network of this server'],
    ['https://[::1]/', 'network of this server'],
    ['https://[::ffff:127.0.0.1]/', 'network of this server'],
    ['https://2130706433/', 'network of this server'],
    ['https://user:secret@hooks.example.org/', 'name or password'],
  ])('%s is refused', async (address, why) => {
    const refused = await server.owner.request('POST', `/projects/${key}/webhooks`, { address });
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain(why);
  });

  test('whose name leads inside is not connected to, though the name says nothing of it', async () => {
    const inner = await startServer({ cluster: inject('cluster'), webhookHosts: [] });
    try {
      const project = await buildProject(inner);
      const secure = receiver.address.replace('http:', 'https:');
      const entry = await inner.owner.request('POST', `/projects/${project.key}/webhooks`, { address: secure });
      const { id } = made.parse(entry.body);
      const ping = await inner.owner.request('POST', `/projects/${project.key}/webhooks/${id}/ping`);
      expect(ping.body).toMatchObject({ delivered: false, status: null });
      expect(JSON.stringify(ping.body)).toContain('network of this server');
      expect(receiver.got).toEqual([]);
    } finally {
      await inner.close();
    }
  });

  test('is for those who manage the project', async () => {
    const refused = await server.reader.request('POST', `/projects/${key}/webhooks`, { address: receiver.address });
    expect(refused.status).toBe(403);
    expect((await server.reader.request('GET', `/projects/${key}/webhooks`)).status).toBe(403);
    expect((await server.stranger.request('GET', `/projects/${key}/webhooks`)).status).toBe(404);
  });
});
