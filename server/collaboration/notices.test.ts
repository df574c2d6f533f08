import { day } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import type { TestClient } from '../testing/client.ts';
import { joinedAs } from '../testing/people.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { until } from '../testing/until.ts';

let server: TestServer;
let second: TestServer;
let key: string;
let lead: TestClient;
let partner: TestClient;

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  // Two nodes read the same ledger: nothing may be told twice.
  second = await startServer({ cluster: inject('cluster'), beside: server });
  ({ key } = await buildProject(server));
  lead = await joinedAs(server, 'manager', key, 'Mia Manager');
  partner = await joinedAs(server, 'partner', key, 'Pat Partner');
});
afterAll(async () => {
  await second.close();
  await server.close();
});

const dayOf = (client: TestClient) => client.read(day, '/day');
const newsAbout = async (client: TestClient, id: string) =>
  (await dayOf(client)).news
    .filter(({ record }) => record.id === id)
    .map(({ reason, what, by }) => ({ reason, what, by }));
const hears = async (client: TestClient, id: string, count: number) => {
  await until(`${client.account.name} hears ${count}`, async () => (await newsAbout(client, id)).length >= count);
  return newsAbout(client, id);
};
const watch = (client: TestClient, id: string, watching: boolean) =>
  client.request('PUT', `/projects/${key}/record/${id}/watching`, { watching });

describe('what is new', () => {
  test('is told with its reason to whom it was given, who is mentioned and who follows, once, and never to who did it', async () => {
    const by = server.owner.account.id;
    const id = await createRecord(server.owner, key, 'item', { owner: lead.account.id });
    expect(await hears(lead, id, 1)).toEqual([{ reason: 'assigned', what: 'change', by }]);
    await server.owner.command(key, 'comment.add', { on: id, text: `See @{${server.reader.account.id}}` });
    expect(await hears(server.reader, id, 1)).toEqual([{ reason: 'mentioned', what: 'comment', by }]);
    expect(await hears(lead, id, 2)).toEqual([
      { reason: 'owner', what: 'comment', by },
      { reason: 'assigned', what: 'change', by },
    ]);
    await lead.command(key, 'comment.add', { on: id, text: 'Seen' });
    expect(await hears(server.owner, id, 1)).toMatchObject([{ reason: 'takesPart', by: lead.account.id }]);
    expect(await newsAbout(lead, id)).toHaveLength(2);
  });

  test('is not told to somebody who may not see the record, mentioned or not, then or later', async () => {
    const id = await createRecord(server.owner, key, 'item');
    const text = `Dear @{${partner.account.id}} and @{${server.reader.account.id}}`;
    await server.owner.command(key, 'comment.add', { on: id, text });
    // Once one of them was told, what the other was not told then is not told later.
    await hears(server.reader, id, 1);
    await server.owner.command(key, 'record.share', { id, person: partner.account.id });
    expect(await hears(partner, id, 1)).toMatchObject([{ reason: 'shared' }]);
    await server.owner.command(key, 'record.unshare', { id, person: partner.account.id });
    expect(await newsAbout(partner, id)).toEqual([]);
  });

  test('is told of a record one follows by choice, and not of one that one leaves, unless one is mentioned', async () => {
    const id = await createRecord(server.owner, key, 'item');
    const watching = z.object({ watching: z.boolean() });
    expect(await server.reader.read(watching, `/projects/${key}/record/${id}/watching`)).toEqual({ watching: false });
    expect(await server.owner.read(watching, `/projects/${key}/record/${id}/watching`)).toEqual({ watching: true });
    expect((await watch(server.reader, id, true)).status).toBe(200);
    await lead.command(key, 'record.update', { id, fields: { size: 4 } });
    expect(await hears(server.reader, id, 1)).toMatchObject([{ reason: 'watching', what: 'change' }]);
    expect(await hears(server.owner, id, 1)).toMatchObject([{ reason: 'author' }]);
    await watch(server.reader, id, false);
    await watch(server.owner, id, false);
    await lead.command(key, 'record.update', { id, fields: { size: 5 } });
    await lead.command(key, 'comment.add', { on: id, text: `But @{${server.reader.account.id}}` });
    expect((await hears(server.reader, id, 2)).map(({ reason }) => reason)).toEqual(['mentioned', 'watching']);
    expect(await newsAbout(server.owner, id)).toHaveLength(1);
  });

  test('is marked read, one or all', async () => {
    const unread = async () => (await dayOf(lead)).news.filter(({ read }) => !read);
    const [first] = await unread();
    const all = (await unread()).length;
    expect(all).toBeGreaterThan(1);
    expect((await server.owner.request('POST', '/day/read', { news: [first?.id] })).body).toEqual({ read: 0 });
    expect((await lead.request('POST', '/day/read', { news: [first?.id] })).body).toEqual({ read: 1 });
    expect(await unread()).toHaveLength(all - 1);
    expect((await lead.request('POST', '/day/read', {})).body).toEqual({ read: all - 1 });
    expect(await unread()).toEqual([]);
  });
});

describe('what waits', () => {
  test('is what one owns while it is open, the soonest first, with the ways to answer', async () => {
    const mine = { owner: lead.account.id };
    const open = await createRecord(server.owner, key, 'item', mine);
    const closed = await createRecord(server.owner, key, 'item', mine);
    const theirs = await createRecord(server.owner, key, 'item', { owner: server.owner.account.id });
    await server.owner.command(key, 'record.move', { id: closed, move: 'close' });
    const { waiting } = await dayOf(lead);
    const ids = waiting.map(({ record }) => record.id);
    expect(ids).toContain(open);
    expect(ids).not.toContain(closed);
    expect(ids).not.toContain(theirs);
    const dated = waiting.flatMap((item) => item.until ?? []);
    expect(dated).toEqual(dated.toSorted());
  });

  test('for nobody, since nobody owns it, is told those who lead, and nobody else, until somebody does', async () => {
    const mine = await createRecord(server.owner, key, 'item', { owner: lead.account.id });
    const open = await createRecord(server.owner, key, 'item');
    const closed = await createRecord(server.owner, key, 'item');
    await server.owner.command(key, 'record.move', { id: closed, move: 'close' });
    const unowned = async (client: TestClient) =>
      (await dayOf(client)).unowned.flatMap(({ soonest }) => soonest.map(({ record }) => record.id));
    expect(await unowned(lead)).toContain(open);
    for (const other of [mine, closed]) expect(await unowned(lead)).not.toContain(other);
    expect(await unowned(server.reader)).toEqual([]);
    await lead.command(key, 'record.update', { id: open, fields: { owner: lead.account.id } });
    expect(await unowned(lead)).not.toContain(open);
  });

  test('follows what is changed, and who may see it, from one question to the next', async () => {
    const person = await joinedAs(server, 'manager', key, 'Flo Follows');
    const id = await createRecord(server.owner, key, 'item', { owner: person.account.id });
    const waits = async (client: TestClient): Promise<boolean> =>
      (await dayOf(client)).waiting.some(({ record }) => record.id === id);
    // Asked twice, so that the second answer is a remembered one.
    expect([await waits(person), await waits(person), await waits(lead)]).toEqual([true, true, false]);
    await server.owner.command(key, 'record.move', { id, move: 'close' });
    expect(await waits(person)).toBe(false);
    await server.owner.command(key, 'record.move', { id, move: 'reopen' });
    expect(await waits(person)).toBe(true);
    const next = await joinedAs(server, 'manager', key, 'Nia Next');
    await server.owner.command(key, 'record.update', { id, fields: { owner: next.account.id } });
    expect([await waits(person), await waits(next)]).toEqual([false, true]);
    const gone = { project: key, roles: [] };
    expect((await server.owner.request('PUT', `/people/${next.account.id}/roles`, gone)).status).toBe(200);
    expect(await waits(next)).toBe(false);
  });

  test('is a redaction for the second person, and not for the one who asked', async () => {
    const id = await createRecord(server.owner, key, 'item');
    const places = [{ record: id, field: 'title' }];
    await lead.command(key, 'redaction.ask', { reason: 'patient', places });
    const kinds = async (client: TestClient) => (await dayOf(client)).waiting.map(({ record }) => record.kind);
    expect(await kinds(server.owner)).toContain('redaction');
    expect(await kinds(lead)).not.toContain('redaction');
    expect(await kinds(server.reader)).not.toContain('redaction');
  });
});
