import { addDays } from '@callosum/kernel';
import { noticePreferences } from '@callosum/kernel/contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { CONSOLE } from '../identity/access.ts';
import type { TestClient } from '../testing/client.ts';
import { joinedAs } from '../testing/people.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { type Letter, openPostOffice, type PostOffice } from '../testing/smtp.ts';
import { until } from '../testing/until.ts';

let post: PostOffice;
let server: TestServer;
let second: TestServer;
let key: string;
let project: string;
let manager: TestClient;
const today = new Date().toISOString().slice(0, 10);
const DAY_MS = 86_400_000;

beforeAll(async () => {
  post = await openPostOffice();
  server = await startServer({ cluster: inject('cluster') });
  // Two nodes send: no letter may go out twice.
  second = await startServer({ cluster: inject('cluster'), beside: server });
  ({ key, id: project } = await buildProject(server, { title: 'The hospital' }));
  manager = await joinedAs(server, 'manager', key, 'Mia Manager');
  const mail = { host: '127.0.0.1', port: post.port, encryption: 'none', user: '', from: 'callosum@example.org' };
  await server.owner.request('PUT', '/identity/mail', mail, { origin: server.address });
});
afterAll(async () => {
  await second.close();
  await server.close();
  await post.stop();
});

const weekly = (client: TestClient): Letter[] =>
  post.letters.filter((one) => one.to === client.account.email && one.headers.get('subject')?.startsWith('Your week'));
/** As if so many weeks had gone by. */
const sweep = async (weeks: number): Promise<void> => {
  const now = new Date(Date.now() + weeks * 7 * DAY_MS);
  await Promise.all([server.installation.weekly.sweep(now), second.installation.weekly.sweep(now)]);
};
const answered = z.object({ preferences: noticePreferences, mail: z.string() });

test('a letter a week says what turned, what waits and what is next, once, until it is not wanted', async () => {
  const effective = `${addDays(today, -20)}T12:00:00.000Z`;
  const checkpoint = { title: 'Ready to test', fact: 'items.overdue', most: 0, date: addDays(today, 10) };
  const first = { title: 'Order pumps', due: addDays(today, -2), owner: manager.account.id };
  for (const [kind, fields] of [
    ['checkpoint', checkpoint],
    ['item', first],
  ] as const) {
    const commands = [{ command: 'record.create', input: { kind, fields } }];
    await server.installation.writes.execute({ scope: project, actor: CONSOLE, commands, effective });
  }
  await createRecord(server.owner, key, 'item', {
    title: 'Much later',
    due: addDays(today, 90),
    owner: manager.account.id,
  });
  await sweep(0);
  expect(weekly(manager)).toEqual([]);
  await sweep(1);
  await until('the letter is there', () => weekly(manager).length > 0, 20_000);
  const [letter] = weekly(manager);
  const text = letter?.text ?? '';
  expect(letter?.headers.get('subject')).toBe('Your week in Callosum: 1 thing waits for you');
  expect(text).toContain(`${key} The hospital`);
  expect(text).toContain('What turned:');
  expect(text).toContain('met → unmet');
  expect(text).toMatch(/ITM-1 Order pumps, by /);
  expect(text).not.toContain('Much later');
  expect(text).toContain(`${checkpoint.date} Ready to test`);
  expect(letter?.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');

  const [, leave = ''] = /<(http[^>]+)>/.exec(letter?.headers.get('list-unsubscribe') ?? '') ?? [];
  expect(await (await fetch(leave, { method: 'POST' })).json()).toEqual({ left: 'week' });
  const { preferences } = await manager.read(answered, '/notices/preferences');
  expect([preferences.week, preferences.mail.on]).toEqual([false, true]);
  await sweep(2);
  // Whoever still wants it, and has something to be told, gets the next one.
  await until('another’s letter is there', () => weekly(server.owner).length > 1, 20_000);
  expect(weekly(manager)).toHaveLength(1);
});
