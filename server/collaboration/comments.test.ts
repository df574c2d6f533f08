import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import type { TestClient } from '../testing/client.ts';
import { joinedAs } from '../testing/people.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';

const page = z.object({
  comments: z.array(
    z.looseObject({
      id: z.string(),
      text: z.string(),
      author: z.string(),
      changed: z.string().nullable(),
      may: z.object({ edit: z.boolean(), withdraw: z.boolean() }),
    }),
  ),
  may: z.object({ comment: z.boolean() }),
});
const made = z.object({ id: z.string() });

let server: TestServer;
let key: string;
let lead: TestClient;
let manager: TestClient;
let partner: TestClient;

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server));
  lead = await joinedAs(server, 'lead', key, 'Lea Lead');
  manager = await joinedAs(server, 'manager', key, 'Mona Manager');
  partner = await joinedAs(server, 'partner', key, 'Pat Partner');
});
afterAll(() => server.close());

const comments = (client: TestClient, id: string) => client.read(page, `/projects/${key}/record/${id}/comments`);
const say = async (client: TestClient, on: string, text: string): Promise<string> =>
  made.parse((await client.command(key, 'comment.add', { on, text })).result).id;

describe('a comment', () => {
  test('is read by whoever reads the record, with its author and time, and written by those who take part', async () => {
    const id = await createRecord(server.owner, key, 'item');
    await say(server.owner, id, '  The interface is late.  ');
    await say(lead, id, 'Four weeks.');
    const seen = await comments(server.reader, id);
    expect(seen.comments.map(({ text, author, changed }) => ({ text, author, changed }))).toEqual([
      { text: 'The interface is late.', author: server.owner.account.id, changed: null },
      { text: 'Four weeks.', author: lead.account.id, changed: null },
    ]);
    expect(seen.may.comment).toBe(false);
    expect((await comments(lead, id)).comments.map(({ may }) => may.edit)).toEqual([false, true]);
    expect(await server.reader.attempt(key, 'comment.add', { on: id, text: 'Me too' })).toMatchObject({ status: 403 });
  });

  test('is made on what all projects share as well, where one sees who else is there and follows it', async () => {
    const id = await createRecord(server.owner, 'organisation', 'item');
    const at = `/projects/organisation/record/${id}`;
    await server.owner.command('organisation', 'comment.add', { on: id, text: 'For every project.' });
    expect((await server.reader.read(page, `${at}/comments`)).comments).toMatchObject([{ text: 'For every project.' }]);
    expect((await server.reader.request('GET', `${at}/presence`)).status).toBe(200);
    expect((await server.reader.request('PUT', `${at}/watching`, { watching: true })).status).toBe(200);
    expect((await server.reader.request('GET', '/notices/followed')).body).toMatchObject({
      following: [{ project: { key: 'organisation' }, record: { id } }],
    });
  });

  test('on a record somebody may not see is not there for him, nor can he write one', async () => {
    const id = await createRecord(server.owner, key, 'item', { title: 'Among us' });
    const said = await say(server.owner, id, 'Not for partners');
    expect((await partner.request('GET', `/projects/${key}/record/${id}/comments`)).status).toBe(404);
    expect((await partner.request('GET', `/projects/${key}/record/${said}`)).status).toBe(404);
    expect((await partner.request('GET', `/projects/${key}/records/comment`)).body).toMatchObject({ total: 0 });
    expect(JSON.stringify((await partner.request('GET', `/projects/${key}/ledger/events`)).body)).not.toContain(said);
    expect(await partner.attempt(key, 'comment.add', { on: id, text: 'Hello?' })).toMatchObject({ status: 404 });
    await server.owner.command(key, 'record.share', { id, person: partner.account.id });
    expect((await comments(partner, id)).comments.map(({ text }) => text)).toEqual(['Not for partners']);
    expect((await partner.request('GET', `/projects/${key}/records/comment`)).body).toMatchObject({ total: 1 });
    await say(partner, id, 'Thank you');
    await server.owner.command(key, 'record.unshare', { id, person: partner.account.id });
    expect((await partner.request('GET', `/projects/${key}/record/${said}`)).status).toBe(404);
  });

  test('is changed by its author alone, and its history stays', async () => {
    const id = await createRecord(server.owner, key, 'item');
    const said = await say(lead, id, 'Three weeks');
    expect(await server.owner.attempt(key, 'comment.edit', { id: said, text: 'x' })).toMatchObject({ status: 403 });
    await lead.command(key, 'comment.edit', { id: said, text: 'Four weeks' });
    const [one] = (await comments(server.reader, id)).comments;
    expect(one).toMatchObject({ text: 'Four weeks', changed: expect.any(String) });
    const { body } = await server.reader.request('GET', `/projects/${key}/record/${said}/history`);
    expect(JSON.stringify(body)).toContain('Three weeks');
  });

  test('is withdrawn by its author or a manager, and by no other way', async () => {
    const id = await createRecord(server.owner, key, 'item');
    const mine = await say(lead, id, 'One');
    const theirs = await say(server.owner, id, 'Two');
    expect(await lead.attempt(key, 'comment.withdraw', { id: theirs })).toMatchObject({ status: 403 });
    expect(await lead.attempt(key, 'record.withdraw', { id: mine })).toMatchObject({ status: 403 });
    expect(
      await lead.attempt(key, 'record.update', { id: mine, fields: { author: server.owner.account.id } }),
    ).not.toMatchObject({ status: 200 });
    await lead.command(key, 'comment.withdraw', { id: mine });
    await server.owner.command(key, 'comment.withdraw', { id: theirs });
    expect((await comments(server.owner, id)).comments).toEqual([]);
  });

  test('says something, on a record that stands, and on no other comment', async () => {
    const id = await createRecord(server.owner, key, 'item');
    expect(await lead.attempt(key, 'comment.add', { on: id, text: '   ' })).toMatchObject({
      status: 400,
      body: { data: { problems: [{ path: ['text'], message: 'says nothing' }] } },
    });
    const said = await say(lead, id, 'One');
    expect((await lead.attempt(key, 'comment.add', { on: said, text: 'Two' })).status).toBe(404);
    await server.owner.command(key, 'record.withdraw', { id });
    expect((await lead.attempt(key, 'comment.add', { on: id, text: 'Three' })).status).toBe(404);
  });

  test('that should never have been written is erased by two people, and says so', async () => {
    const id = await createRecord(server.owner, key, 'item');
    const said = await say(lead, id, 'Mrs. Secret of ward 3');
    const places = [{ record: said, field: 'text' }];
    const asked = await server.owner.command(key, 'redaction.ask', { reason: 'patient', places });
    expect((await manager.sign(key, 'redaction.approve', { id: made.parse(asked.result).id })).status).toBe(200);
    expect((await comments(server.reader, id)).comments).toMatchObject([{ id: said, text: '[redacted]' }]);
    const { body } = await lead.request('GET', `/projects/${key}/record/${said}/history`);
    expect(JSON.stringify(body)).not.toContain('Secret');
  });

  test('is not one of the links of the record: it stands in a place of its own', async () => {
    const id = await createRecord(server.owner, key, 'item');
    await say(lead, id, 'One');
    expect((await lead.request('GET', `/projects/${key}/record/${id}`)).body).toMatchObject({ links: [] });
  });
});

describe('who can be mentioned', () => {
  const names = async (id: string) =>
    (await server.owner.read(z.array(z.object({ name: z.string() })), `/projects/${key}/record/${id}/audience`)).map(
      ({ name }) => name,
    );

  test('is whoever may see the record', async () => {
    const id = await createRecord(server.owner, key, 'item');
    expect(await names(id)).toEqual(['Lea Lead', 'Mona Manager', 'Olive Owner', 'Rita Reader']);
    await server.owner.command(key, 'record.share', { id, person: partner.account.id });
    expect(await names(id)).toEqual(['Lea Lead', 'Mona Manager', 'Olive Owner', 'Pat Partner', 'Rita Reader']);
  });
});
