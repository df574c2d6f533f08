import { type NoticePreferences, noticePreferences } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import type { TestClient } from '../testing/client.ts';
import { joinedAs } from '../testing/people.ts';
import { type Browser, openPushService, type PushService } from '../testing/push-service.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { until } from '../testing/until.ts';
import { preferencesOf, STANDARD } from './preferences.ts';
import { createPushKeys } from './vapid.ts';

let service: PushService;
let server: TestServer;
let second: TestServer;
let key: string;

beforeAll(async () => {
  service = await openPushService();
  const shared = { cluster: inject('cluster'), pushHosts: ['localhost'] };
  server = await startServer(shared);
  // Two nodes send: nothing may go out twice.
  second = await startServer({ ...shared, beside: server });
  ({ key } = await buildProject(server));
});
afterAll(async () => {
  await second.close();
  await server.close();
  await service.close();
});

const device = z.object({ id: z.string(), browser: z.string() });
const known = z.object({ key: z.string(), devices: z.array(device) });
const devicesOf = async (client: TestClient) => (await client.read(known, '/notices/devices')).devices;
const add = (client: TestClient, { address, keys }: Browser, more: object = {}) =>
  client.request('POST', '/notices/devices', { address, keys, browser: 'Firefox on Linux', ...more });
const person = (name: string): Promise<TestClient> => joinedAs(server, 'manager', key, name);
/** Somebody with a browser that is told. */
const told = async (name: string): Promise<[TestClient, Browser]> => {
  const [client, browser] = [await person(name), service.browser()];
  expect((await add(client, browser)).status).toBe(200);
  return [client, browser];
};
const assign = (client: TestClient, fields: object = {}): Promise<string> =>
  createRecord(server.owner, key, 'item', { owner: client.account.id, ...fields });
const prefer = async (client: TestClient, more: Partial<NoticePreferences>): Promise<NoticePreferences> => {
  const { preferences } = await client.read(z.object({ preferences: noticePreferences }), '/notices/preferences');
  expect((await client.request('PUT', '/notices/preferences', { ...preferences, ...more })).status).toBe(200);
  return preferences;
};
const arrive = (browser: Browser, count: number) =>
  until(`it is told ${count} times`, () => browser.shown.length >= count, 20_000);
interface Out {
  readonly outcome: string | null;
  readonly due: Date;
}
const out = async (client: TestClient, record: string): Promise<Out[]> => {
  const text = `select o.outcome, o.due from outgoing o join notice n on n.id = o.notice where n.record = $1 and n.account = $2`;
  return (await server.installation.pool.query<Out>(text, [record, client.account.id])).rows;
};
const isNews = (record: string) =>
  until('it is new in Callosum', async () => {
    const { rows } = await server.installation.pool.query('select from notice where record = $1', [record]);
    return rows.length === 1;
  });
const planned = (client: TestClient, record: string) =>
  until('it is planned', async () => (await out(client, record)).length === 1);
const ends = (client: TestClient, record: string, outcome: string) =>
  until(`it is ${outcome}`, async () => (await out(client, record))[0]?.outcome === outcome, 20_000);
/** As if the time had come. */
const pass = async (): Promise<void> => {
  await server.installation.pool.query(`update outgoing set due = now() - interval '2 minutes' where done is null`);
  await Promise.all([server.installation.delivery.sweep(), second.installation.delivery.sweep()]);
};
const around = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);

describe('a browser that is told', () => {
  test('gets what only it can read, once, with number and reason and no title, signed for its push service', async () => {
    const [client, laptop] = await told('Una Told');
    const phone = service.browser();
    await add(client, phone);
    const id = await assign(client, { title: 'Mr Somebody’s pump', remark: 'The inside of it' });
    for (const one of [laptop, phone]) {
      await arrive(one, 1);
      expect(one.shown[0]).toEqual({
        title: expect.stringMatching(/^ITM-\d+$/),
        body: 'You are told because it was given to you.',
        tag: expect.any(String),
        path: `/p/${key}/${id}`,
      });
    }
    expect(service.requests.at(-1)?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'normal' });
    await assign(client, { urgent: true });
    for (const one of [laptop, phone]) await arrive(one, 2);
    expect(laptop.shown[1]?.['title']).toMatch(/^Urgent: ITM-\d+$/);
    expect(service.requests.at(-1)?.headers).toMatchObject({ urgency: 'high' });
    await pass();
    expect([laptop.shown.length, phone.shown.length]).toEqual([2, 2]);
  });

  test('shows titles when its owner and the organisation both want that', async () => {
    const [client, browser] = await told('Tilda Titles');
    const { push } = await prefer(client, {});
    await prefer(client, { push: { ...push, titles: true } });
    await assign(client, { title: 'Order spare pumps' });
    await arrive(browser, 1);
    expect(browser.shown[0]?.['title']).toMatch(/^ITM-\d+ Order spare pumps$/);
    await server.owner.request('PUT', '/notices/policy', { titles: false });
    await assign(client, { title: 'Somebody’s name' });
    await arrive(browser, 2);
    expect(browser.shown[1]?.['title']).toMatch(/^ITM-\d+$/);
    await server.owner.request('PUT', '/notices/policy', { titles: true });
  });

  test('is told nothing in quiet hours, and of all that was held in one message when they are over', async () => {
    const [client, browser] = await told('Quinn Quiet');
    const quiet = { from: around(-60), to: around(60) };
    await prefer(client, { quiet, zone: 'UTC' });
    const held = [await assign(client), await assign(client)];
    for (const id of held) {
      await planned(client, id);
      expect((await out(client, id))[0]?.due.toISOString().slice(11, 16)).toBe(quiet.to);
    }
    expect(browser.shown).toEqual([]);
    await pass();
    await arrive(browser, 1);
    expect(browser.shown).toEqual([expect.objectContaining({ title: '2 things are new', path: '/day' })]);
  });

  test('is told of each reason at once, in the digest or never, as its owner chose', async () => {
    const [client, browser] = await told('Sel Ective');
    const { push } = await prefer(client, {});
    const wish = (assigned: 'now' | 'digest' | 'never') =>
      prefer(client, {
        zone: 'UTC',
        digest: { every: 'day', weekday: 1, hour: 5 },
        push: { ...push, reasons: { ...push.reasons, assigned } },
      });
    await wish('never');
    const unwanted = await assign(client);
    await isNews(unwanted);
    await wish('digest');
    const gathered = await assign(client);
    await planned(client, gathered);
    expect((await out(client, gathered))[0]?.due.toISOString().slice(11, 16)).toBe('05:00');
    expect(await out(client, unwanted)).toEqual([]);
    expect(browser.shown).toEqual([]);
    await pass();
    await arrive(browser, 1);
    expect(browser.shown[0]?.['path']).toBe(`/p/${key}/${gathered}`);
  });

  test('is not told of what its owner has read or may not see any more by then', async () => {
    const partner = await joinedAs(server, 'partner', key, 'Pia Partner');
    const browser = service.browser();
    await add(partner, browser);
    await prefer(partner, { quiet: { from: around(-60), to: around(60) } });
    const share = async (): Promise<string> => {
      const id = await createRecord(server.owner, key, 'item');
      await server.owner.command(key, 'record.share', { id, person: partner.account.id });
      await planned(partner, id);
      return id;
    };
    const [lost, kept] = [await share(), await share()];
    await server.owner.command(key, 'record.unshare', { id: lost, person: partner.account.id });
    await pass();
    await ends(partner, lost, 'unseen');
    await ends(partner, kept, 'sent');
    expect(browser.shown).toEqual([expect.objectContaining({ path: `/p/${key}/${kept}` })]);
  });

  test.each([404, 410])('that is gone (%i) is forgotten, and the others are told still', async (status) => {
    const [client, lost] = await told(`Gus Gone ${status}`);
    const kept = service.browser();
    await add(client, kept);
    lost.answer(status);
    await assign(client);
    await arrive(kept, 1);
    await until('the other is forgotten', async () => (await devicesOf(client)).length === 1);
    const before = service.requests.length;
    await assign(client);
    await arrive(kept, 2);
    expect(service.requests.slice(before).map(({ path }) => path)).toEqual([new URL(kept.address).pathname]);
  });

  test.each([429, 503])('whose push service is away (%i) is told when it is back, once', async (status) => {
    const [client, browser] = await told(`Wanda Waits ${status}`);
    browser.answer(status);
    const { pathname } = new URL(browser.address);
    const tries = (): number => service.requests.filter(({ path }) => path === pathname).length;
    const id = await assign(client);
    await until('it was tried again', () => tries() > 1, 20_000);
    browser.answer(201);
    await arrive(browser, 1);
    await ends(client, id, 'sent');
    await pass();
    expect([browser.shown.length, (await devicesOf(client)).length]).toEqual([1, 1]);
  });

  test('is not tried again when its push service refuses for good', async () => {
    const [client, browser] = await told('Rex Refused');
    browser.answer(403);
    const id = await assign(client);
    await ends(client, id, 'refused');
    expect(await devicesOf(client)).toHaveLength(1);
  });

  test('is listed and removed by its owner only, and goes with whoever asks for it there next', async () => {
    const [[client, browser], other] = [await told('Olga Owner'), await person('Nils Next')];
    const [mine] = await devicesOf(client);
    expect(mine?.browser).toBe('Firefox on Linux');
    await other.request('DELETE', `/notices/devices/${mine?.id}`);
    expect(await devicesOf(client)).toEqual([mine]);
    await add(other, browser);
    expect(await devicesOf(client)).toEqual([]);
    const [taken] = await devicesOf(other);
    expect(taken?.id).not.toBe(mine?.id);
    await assign(client);
    await other.request('DELETE', `/notices/devices/${taken?.id}`);
    expect(await devicesOf(other)).toEqual([]);
    const last = await assign(other);
    await isNews(last);
    expect(browser.shown).toEqual([]);
  });

  test('is added by somebody who is signed in, with keys that are some, and at most twenty times', async () => {
    const { address, keys } = service.browser();
    const body = { address, keys, browser: '' };
    for (const method of ['POST', 'GET'] as const)
      expect(
        (await server.anonymous.request(method, '/notices/devices', method === 'POST' ? body : undefined)).status,
      ).toBe(401);
    expect((await server.anonymous.request('DELETE', `/notices/devices/${crypto.randomUUID()}`)).status).toBe(401);
    const client = await person('Mona Many');
    expect(await add(client, service.browser(), { keys: { ...keys, p256dh: 'AAAA' } })).toMatchObject({ status: 400 });
    const all = Array.from({ length: 20 }, () => service.browser());
    for (const one of all) expect((await add(client, one)).status).toBe(200);
    expect((await add(client, service.browser())).status).toBe(422);
    // One that is there may come again, with new keys.
    for (const one of all.slice(0, 1)) expect((await add(client, one)).status).toBe(200);
  });

  test.each([
    'https://10.0.0.7/x',
    'http://push.example.org/x',
    'https://[::1]/x',
    'https://a:b@push.example.org/',
    'x',
  ])('cannot lie at %s, where only the server itself could reach', async (address) => {
    const { keys } = service.browser();
    const answer = await server.owner.request('POST', '/notices/devices', { address, keys, browser: '' });
    expect(answer).toMatchObject({ status: 400, body: { data: { problems: [{ path: ['address'] }] } } });
  });
});

test('The keys of an installation are made once, by whichever node is first, and no secret is readable in the store', async () => {
  const { pool, secrets } = server.installation;
  const [one, other] = await Promise.all([1, 2].map(() => createPushKeys(pool, secrets.fields)()));
  expect(one?.publicKey).toBe(other?.publicKey);
  expect((await server.owner.read(known, '/notices/devices')).key).toBe(one?.publicKey);
  expect((await second.owner.read(known, '/notices/devices')).key).toBe(one?.publicKey);
  const browser = service.browser();
  await add(server.owner, browser);
  const { rows } = await pool.query<{ text: string }>(
    `select value::text as text from installation_setting where name = 'push' union all select keys from push_device`,
  );
  expect(rows.length).toBeGreaterThan(1);
  for (const { text } of rows) {
    expect(text).toMatch(/k1\.[0-9a-f]+\./);
    expect(text).not.toContain('PRIVATE KEY');
    expect(text).not.toContain(browser.keys.auth);
  }
});

test('What somebody chose before browsers could be told is kept', async () => {
  const { pool } = server.installation;
  const before = { ...STANDARD, zone: 'Asia/Kathmandu', push: { reasons: { assigned: true } } };
  await pool.query('insert into notice_preference (account, value) values ($1, $2)', ['early', JSON.stringify(before)]);
  expect((await preferencesOf(pool, ['early']))('early')).toEqual({ ...STANDARD, zone: 'Asia/Kathmandu' });
});
