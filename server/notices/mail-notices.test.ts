import { type NoticePreferences, noticePreferences } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import type { TestClient } from '../testing/client.ts';
import { joinedAs } from '../testing/people.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { type Letter, openPostOffice, type PostOffice } from '../testing/smtp.ts';
import { until } from '../testing/until.ts';
import { createLeaveLinks } from './leave.ts';

let post: PostOffice;
let server: TestServer;
let second: TestServer;
let key: string;
let lead: TestClient;

beforeAll(async () => {
  post = await openPostOffice();
  server = await startServer({ cluster: inject('cluster') });
  // Two nodes send: nothing may go out twice.
  second = await startServer({ cluster: inject('cluster'), beside: server });
  ({ key } = await buildProject(server));
  lead = await joinedAs(server, 'manager', key, 'Mia Manager');
  const mail = { host: '127.0.0.1', port: post.port, encryption: 'none', user: '', from: 'callosum@example.org' };
  await server.owner.request('PUT', '/identity/mail', mail, { origin: server.address });
});
afterAll(async () => {
  await second.close();
  await server.close();
  await post.stop();
});

const to = (client: TestClient): Letter[] => post.letters.filter((one) => one.to === client.account.email);
const arrives = async (client: TestClient, count: number): Promise<Letter> => {
  await until(`${count} letters for ${client.account.name}`, () => to(client).length >= count, 20_000);
  const letter = to(client)[count - 1];
  if (!letter) throw new Error('the letter is gone');
  return letter;
};
const assign = (client: TestClient, fields: object = {}): Promise<string> =>
  createRecord(server.owner, key, 'item', { owner: client.account.id, ...fields });
const answered = z.object({ preferences: noticePreferences, mail: z.string() });
const prefer = async (client: TestClient, more: Partial<NoticePreferences>): Promise<void> => {
  const { preferences } = await client.read(answered, '/notices/preferences');
  const put = await client.request('PUT', '/notices/preferences', { ...preferences, ...more });
  expect(put.status).toBe(200);
};
interface Out {
  readonly outcome: string | null;
  readonly due: Date;
}
const out = async (client: TestClient, record: string): Promise<Out[]> => {
  const { rows } = await server.installation.pool.query<Out>(
    `select o.outcome, o.due from outgoing o join notice n on n.id = o.notice where n.record = $1 and n.account = $2`,
    [record, client.account.id],
  );
  return rows;
};
const ends = (client: TestClient, record: string, outcome: string) =>
  until(`it is ${outcome}`, async () => (await out(client, record))[0]?.outcome === outcome, 20_000);
/** As if the time had come. */
const pass = async (): Promise<void> => {
  await server.installation.pool.query(`update outgoing set due = now() - interval '2 minutes' where done is null`);
  await Promise.all([server.installation.delivery.sweep(), second.installation.delivery.sweep()]);
};
const around = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);

describe('a notice by e-mail', () => {
  test('says who, what, why and where, carries nothing else of the record, and can be left by one click', async () => {
    const id = await assign(lead, { title: 'Order <spare> pumps', remark: 'The inside of it' });
    const letter = await arrives(lead, 1);
    const open = `${server.address}/p/${key}/${id}`;
    expect(letter.headers.get('subject')).toMatch(/^ITM-\d+ Order <spare> pumps$/);
    expect(letter.text).toContain('Hello Mia Manager');
    expect(letter.text).toContain('Olive Owner changed ITM-');
    expect(letter.text).toContain('because it was given to you');
    expect(letter.text).toContain(open);
    expect(letter.html).toContain(`href="${open}"`);
    expect(letter.html).toContain('Order &lt;spare&gt; pumps');
    expect(letter.text + letter.html).not.toContain('The inside of it');
    expect(letter.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(letter.headers.get('list-unsubscribe')).toMatch(/^<http.+\/api\/v1\/notices\/leave\/[\w.-]+>$/);
    expect(letter.headers.get('auto-submitted')).toBe('auto-generated');
  });

  test('carries no title where the organisation does not want it', async () => {
    expect((await server.reader.request('PUT', '/notices/policy', { titles: false })).status).toBe(403);
    expect((await server.owner.request('PUT', '/notices/policy', { titles: false })).status).toBe(200);
    const count = to(lead).length;
    await assign(lead, { title: 'Somebody’s name' });
    const letter = await arrives(lead, count + 1);
    expect([...letter.headers.values(), letter.text, letter.html].join('\n')).not.toContain('Somebody’s name');
    expect(letter.headers.get('subject')).toMatch(/^ITM-\d+$/);
    await server.owner.request('PUT', '/notices/policy', { titles: true });
  });

  test('is not sent to whoever lost sight of the record, has read of it, or does not want it, by then', async () => {
    const person = await joinedAs(server, 'partner', key, 'Pat Partner');
    await prefer(person, { quiet: { from: around(-60), to: around(60) } });
    const share = async (): Promise<string> => {
      const id = await createRecord(server.owner, key, 'item');
      await server.owner.command(key, 'record.share', { id, person: person.account.id });
      await until('it is planned', async () => (await out(person, id)).length === 1);
      return id;
    };
    const [lost, read, kept] = [await share(), await share(), await share()];
    await server.owner.command(key, 'record.unshare', { id: lost, person: person.account.id });
    const { rows } = await server.installation.pool.query<{ id: string }>('select id from notice where record = $1', [
      read,
    ]);
    await person.request('POST', '/day/read', { news: [rows[0]?.id] });
    await pass();
    await ends(person, lost, 'unseen');
    await ends(person, read, 'read');
    await ends(person, kept, 'sent');
    expect(to(person)).toHaveLength(1);
    expect(to(person)[0]?.text).toContain(kept);
    const unwanted = await share();
    const { preferences } = await person.read(answered, '/notices/preferences');
    await prefer(person, { mail: { ...preferences.mail, reasons: { ...preferences.mail.reasons, shared: 'never' } } });
    await pass();
    await ends(person, unwanted, 'unwanted');
    expect(to(person)).toHaveLength(1);
  });

  test('waits for a mail server that is down, and then comes once', async () => {
    const count = to(lead).length;
    await post.stop();
    const id = await assign(lead);
    const failed = 'did not take a message';
    await until('it was tried', () => [...server.log, ...second.log].some((line) => line.includes(failed)));
    expect((await out(lead, id))[0]?.outcome).toBeNull();
    await post.start();
    await arrives(lead, count + 1);
    await ends(lead, id, 'sent');
    await pass();
    expect(to(lead)).toHaveLength(count + 1);
  });

  test('comes twice at most when all breaks after it was taken and before that is known, and says that it is the same', async () => {
    const count = to(lead).length;
    post.breakAfterNext();
    await assign(lead);
    await arrives(lead, count + 2);
    const [one, other] = to(lead).slice(count);
    expect(one?.headers.get('message-id')).toBe(other?.headers.get('message-id'));
    await pass();
    expect(to(lead)).toHaveLength(count + 2);
  });

  test('left behind by a node that died with it is sent after a while', async () => {
    const person = await joinedAs(server, 'manager', key, 'Dora Dead');
    await prefer(person, { quiet: { from: around(-60), to: around(60) } });
    const id = await assign(person);
    await until('it is planned', async () => (await out(person, id)).length === 1);
    const claimed = (ago: string) =>
      server.installation.pool.query(`update outgoing set claimed = now() - $2::interval where account = $1`, [
        person.account.id,
        ago,
      ]);
    await claimed('1 minute');
    await pass();
    // Whoever has it may be about to send it.
    expect((await out(person, id))[0]?.outcome).toBeNull();
    await claimed('6 minutes');
    await pass();
    await ends(person, id, 'sent');
    expect(to(person)).toHaveLength(1);
  });

  test('to an address that is refused for good is not tried again', async () => {
    const person = await joinedAs(server, 'manager', key, 'Gone Away');
    const id = await assign(person);
    await ends(person, id, 'refused');
    await pass();
    expect(to(person)).toEqual([]);
    const { rows } = await server.installation.pool.query(
      `select from job where name = 'notices' and finished is null and input ->> 'account' = $1`,
      [person.account.id],
    );
    expect(rows).toEqual([]);
  });
});

describe('quiet hours and digests', () => {
  test('hold what is new until they end, and bring it in one e-mail', async () => {
    const person = await joinedAs(server, 'manager', key, 'Quentin Quiet');
    const quiet = { from: around(-60), to: around(60) };
    await prefer(person, { quiet, zone: 'UTC' });
    const ids = [await assign(person), await assign(person)];
    for (const id of ids) {
      await until('it is planned', async () => (await out(person, id)).length === 1);
      expect((await out(person, id))[0]?.due.toISOString().slice(11, 16)).toBe(quiet.to);
    }
    expect(to(person)).toHaveLength(0);
    await pass();
    const letter = await arrives(person, 1);
    expect(letter.headers.get('subject')).toBe('2 things are new in Callosum');
    for (const id of ids) expect(letter.text).toContain(id);
    for (const id of ids) await ends(person, id, 'sent');
    expect(to(person)).toHaveLength(1);
  });

  test('let pass what its kind declares urgent, unless one says no', async () => {
    const person = await joinedAs(server, 'manager', key, 'Ursula Urgent');
    await prefer(person, { quiet: { from: around(-60), to: around(60) }, zone: 'UTC' });
    await assign(person, { urgent: true });
    expect((await arrives(person, 1)).headers.get('subject')).toMatch(/^Urgent: ITM-/);
    await prefer(person, { urgent: false });
    const held = await assign(person, { urgent: true });
    await until('it is planned', async () => (await out(person, held)).length === 1);
    expect((await out(person, held))[0]?.due.getTime()).toBeGreaterThan(Date.now());
    expect(to(person)).toHaveLength(1);
  });

  test('what comes in digests waits for its hour, in the zone of the project unless one names another', async () => {
    const person = await joinedAs(server, 'manager', key, 'Dick Digest');
    await prefer(person, { digest: { every: 'day', weekday: 1, hour: 5 } });
    const id = await assign(person);
    await arrives(person, 1);
    await server.owner.command(key, 'record.update', { id, fields: { size: 3 } });
    const due = async () => (await out(person, id)).find(({ outcome }) => outcome === null)?.due;
    await until('it is planned', async () => (await due()) !== undefined);
    const hourIn = async (zone: string): Promise<string> =>
      new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(await due());
    const { rows } = await server.installation.pool.query<{ zone: string }>('select zone from scope where key = $1', [
      key,
    ]);
    expect(await hourIn(rows[0]?.zone ?? '')).toBe('05');
    await prefer(person, { zone: 'Asia/Kathmandu' });
    expect(await hourIn('Asia/Kathmandu')).toBe('05');
    await pass();
    expect((await arrives(person, 2)).text).toContain('because you own this item');
  });

  test('are refused where no clock knows the zone, or they have no length', async () => {
    const { preferences } = await lead.read(answered, '/notices/preferences');
    const put = (more: object) => lead.request('PUT', '/notices/preferences', { ...preferences, ...more });
    expect(await put({ zone: 'Mars/Olympus' })).toMatchObject({
      status: 400,
      body: { data: { problems: [{ path: ['zone'], remedy: expect.stringContaining('Europe/Berlin') }] } },
    });
    expect((await put({ quiet: { from: '22:00', to: '22:00' } })).status).toBe(400);
    expect((await put({ quiet: { from: '25:00', to: '07:00' } })).status).toBe(400);
  });
});

describe('a link that ends e-mails', () => {
  const linkOf = (letter: Letter, label: string): string =>
    new RegExp(`${label}: (http\\S+)`).exec(letter.text)?.[1] ?? '';
  const click = (url: string) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });

  test('does so by one request without a session, and nothing when it is only looked at', async () => {
    const person = await joinedAs(server, 'manager', key, 'Lea Leaver');
    await assign(person);
    const letter = await arrives(person, 1);
    const url = letter.headers.get('list-unsubscribe')?.slice(1, -1) ?? '';
    const looked = await fetch(url, { redirect: 'manual' });
    expect([looked.status, looked.headers.get('location')]).toEqual([303, `/leave/${url.split('/').at(-1)}`]);
    expect((await person.read(answered, '/notices/preferences')).preferences.mail.on).toBe(true);
    expect([(await click(url)).status, (await click(url)).status]).toEqual([200, 200]);
    expect((await person.read(answered, '/notices/preferences')).preferences.mail.on).toBe(false);
    const id = await assign(person);
    const seen = async () => {
      const { rows } = await server.installation.pool.query('select from notice where record = $1', [id]);
      return rows.length === 1;
    };
    await until('it is new in Callosum still', seen);
    expect(await out(person, id)).toEqual([]);
  });

  test('or those about one record', async () => {
    const person = await joinedAs(server, 'manager', key, 'Fay Follower');
    const id = await assign(person);
    const letter = await arrives(person, 1);
    expect((await click(linkOf(letter, 'Do not follow it any more'))).status).toBe(200);
    const watching = z.object({ watching: z.boolean() });
    expect(await person.read(watching, `/projects/${key}/record/${id}/watching`)).toEqual({ watching: false });
    expect((await person.read(answered, '/notices/preferences')).preferences.mail.on).toBe(true);
    const lists = z.object({
      following: z.array(z.json()),
      left: z.array(z.object({ record: z.object({ id: z.string() }) })),
    });
    const followed = await person.read(lists, '/notices/followed');
    expect(followed.left.map(({ record }) => record.id)).toEqual([id]);
  });

  test('cannot be made elsewhere or altered', async () => {
    const forged = createLeaveLinks('another secret').tokenOf({ account: lead.account.id });
    const mine = createLeaveLinks(server.installation.secrets.session).tokenOf({ account: lead.account.id });
    const [text = '', mac = ''] = mine.split('.');
    const other = Buffer.from(JSON.stringify({ a: server.owner.account.id })).toString('base64url');
    for (const token of [forged, `${other}.${mac}`, text, `${text}.`, 'x', mine.slice(0, -1)]) {
      expect((await click(`${server.address}/api/v1/notices/leave/${token}`)).status).toBe(404);
    }
    const { preferences } = await lead.read(answered, '/notices/preferences');
    expect(preferences.mail.on).toBe(true);
  });
});

test('Without a session nobody is told or asked anything', async () => {
  for (const path of ['/notices/preferences', '/notices/followed']) {
    expect((await server.anonymous.request('GET', path)).status).toBe(401);
  }
  const { preferences } = await lead.read(answered, '/notices/preferences');
  expect((await server.anonymous.request('PUT', '/notices/preferences', preferences)).status).toBe(401);
  expect((await server.anonymous.request('PUT', '/notices/policy', { titles: false })).status).toBe(401);
});
