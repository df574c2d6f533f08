import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { TestClient } from '../testing/client.ts';
import { joinedAs } from '../testing/people.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { openStream, type OpenStream } from '../testing/stream.ts';
import { until } from '../testing/until.ts';
import { createPresence } from './presence.ts';

let server: TestServer;
let second: TestServer;
let key: string;
let lead: TestClient;
let partner: TestClient;
const open: OpenStream[] = [];

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  second = await startServer({ cluster: inject('cluster'), beside: server });
  ({ key } = await buildProject(server));
  lead = await joinedAs(server, 'manager', key, 'Mia Manager');
  partner = await joinedAs(server, 'partner', key, 'Pat Partner');
});
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});
afterAll(async () => {
  await second.close();
  await server.close();
});

const company = z.object({
  people: z.array(z.object({ account: z.string(), editing: z.boolean(), field: z.string().nullable() })),
});
const at = async (client: TestClient, id: string) =>
  (await client.read(company, `/projects/${key}/record/${id}/presence`)).people;
const be = (client: TestClient, id: string, tab: string, more: object = {}) =>
  client.request('PUT', `/projects/${key}/record/${id}/presence`, {
    tab,
    here: true,
    editing: false,
    field: null,
    ...more,
  });
const streamOf = async (client: TestClient, node: TestServer, window?: string): Promise<OpenStream> => {
  const stream = await openStream(client, node.address, key, undefined, window);
  open.push(stream);
  return stream;
};
const hears = (stream: OpenStream, record: string, count = 1) =>
  until('it is told', () => stream.whispers.filter(({ data }) => data.record === record).length >= count);

describe('who is at a record', () => {
  test('is seen by others at once, on every node, with the field he edits', async () => {
    const id = await createRecord(server.owner, key, 'item');
    const stream = await streamOf(lead.at(second.address), second);
    expect((await be(server.owner, id, 'window-one')).status).toBe(200);
    await hears(stream, id);
    const there = { account: server.owner.account.id, editing: false, field: null };
    expect(await at(lead.at(second.address), id)).toEqual([there]);
    await be(server.owner, id, 'window-one', { editing: true, field: 'title' });
    await hears(stream, id, 2);
    expect(await at(lead.at(second.address), id)).toEqual([{ ...there, editing: true, field: 'title' }]);
    // Oneself is no company, and a second window is no second person.
    await be(server.owner, id, 'window-two');
    expect(await at(server.owner, id)).toEqual([]);
    expect(await at(lead, id)).toEqual([{ ...there, editing: true, field: 'title' }]);
  });

  test('leaves when he says so, and when his window closes', async () => {
    const id = await createRecord(server.owner, key, 'item');
    const watching = await streamOf(lead, server);
    await be(server.owner, id, 'window-bye');
    await hears(watching, id);
    await be(server.owner, id, 'window-bye', { here: false });
    await hears(watching, id, 2);
    expect(await at(lead, id)).toEqual([]);
    // His stream is open at another node than the one that he told.
    const window = await streamOf(server.owner.at(second.address), second, 'window-shut');
    await be(server.owner, id, 'window-shut');
    await hears(watching, id, 3);
    expect(await at(lead, id)).toHaveLength(1);
    window.close();
    await hears(watching, id, 4);
    expect(await at(lead, id)).toEqual([]);
  });

  test('stays while his stream moves to another node', async () => {
    const id = await createRecord(server.owner, key, 'item');
    const before = await streamOf(server.owner, server, 'window-move');
    await be(server.owner, id, 'window-move');
    await until('he is there', async () => (await at(lead, id)).length === 1);
    await streamOf(server.owner.at(second.address), second, 'window-move');
    before.close();
    // Longer than the time in which a window may come back.
    await sleep(3_500);
    await until('he is there still', async () => (await at(lead, id)).length === 1, 2_000);
    expect(await at(lead.at(second.address), id)).toHaveLength(1);
  });

  test('is not told to whoever does not see the record, nor shown once he does not see it himself', async () => {
    const id = await createRecord(server.owner, key, 'note', { shared: true });
    const stream = await streamOf(partner, server);
    const lit = await streamOf(server.reader, server);
    await be(server.owner, id, 'window-secret');
    await hears(lit, id);
    expect((await partner.request('GET', `/projects/${key}/record/${id}/presence`)).status).toBe(404);
    expect((await be(partner, id, 'window-thief')).status).toBe(404);
    await be(server.reader, id, 'window-reader');
    await until('the reader is there', async () => (await at(server.owner, id)).length === 1);
    await server.owner.command(key, 'record.update', { id, fields: { shared: false } });
    expect(await at(server.owner, id)).toEqual([]);
    // What is told to all comes after: nothing about the note came before it.
    const item = await createRecord(server.owner, key, 'item');
    await server.owner.command(key, 'record.share', { id: item, person: partner.account.id });
    await be(server.owner, item, 'window-secret');
    await hears(stream, item);
    expect(stream.whispers.map(({ data }) => data.record).filter((record) => record === id)).toEqual([]);
  });

  test('edits nothing that he may not change, and no field that there is not', async () => {
    const id = await createRecord(server.owner, key, 'item');
    await be(server.reader, id, 'window-r', { editing: true, field: 'title' });
    await until('he is there', async () => (await at(server.owner, id)).length === 1);
    expect(await at(server.owner, id)).toEqual([{ account: server.reader.account.id, editing: false, field: null }]);
    await be(lead, id, 'window-l', { editing: true, field: 'constructor' });
    await until('both are there', async () => (await at(server.owner, id)).length === 2);
    expect(await at(server.owner, id)).toContainEqual({ account: lead.account.id, editing: true, field: null });
    expect((await be(lead, id, 'short')).status).toBe(400);
  });
});

test('A window that nobody tells of any more is forgotten', async () => {
  const heard: string[] = [];
  const times = { againMs: 20, believedMs: 60, graceMs: 10 };
  const presence = createPresence(server.installation.pool, () => undefined, times);
  presence.listen((record) => heard.push(record));
  const place = { record: 'r', editing: false, field: null };
  presence.onTold(JSON.stringify({ account: 'a', tab: 'dead', place }));
  expect(presence.at('r')).toEqual([{ account: 'a', ...place }]);
  await until('it is forgotten', () => presence.at('r').length === 0);
  expect(heard).toEqual(['r', 'r']);
  presence.close();
});

test('Something new is told to whoever it is for, in all his windows, and to nobody else', async () => {
  const [mine, other] = [await streamOf(lead.at(second.address), second), await streamOf(server.reader, server)];
  const unread = z.object({ unread: z.number() });
  const before = (await lead.read(unread, '/day/unread')).unread;
  await createRecord(server.owner, key, 'item', { owner: lead.account.id });
  const news = (stream: OpenStream): number => stream.whispers.filter(({ event }) => event === 'news').length;
  await until('it is told', () => news(mine) === 1);
  expect((await lead.read(unread, '/day/unread')).unread).toBe(before + 1);
  await lead.request('POST', '/day/read', {});
  await until('his other windows hear that it is read', () => news(mine) === 2);
  expect((await lead.read(unread, '/day/unread')).unread).toBe(0);
  expect(news(other)).toBe(0);
});
