import { buildProject, createRecord, PASSWORD, startServer, type TestServer } from '@callosum/server/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';

let server: TestServer;
const KEY = 'FEED';
const made = z.object({ id: z.string(), token: z.string() });

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster'), registry });
  await buildProject(server, { key: KEY, title: 'Feeds', zone: 'America/Chicago' });
  await createRecord(server.owner, KEY, 'meeting', {
    title: 'Board; monthly',
    at: '2027-03-01T15:00:00.000Z',
    minutesPlanned: 90,
    place: 'Room 4',
    owner: server.owner.account.id,
  });
  await createRecord(server.owner, KEY, 'blackoutWindow', {
    title: 'Survey',
    sort: 'survey',
    start: '2027-05-03',
    finish: '2027-05-07',
    policy: 'soft',
  });
  await createRecord(server.owner, KEY, 'testSlot', { title: 'ADT', partner: 'Laboratory', start: '2027-04-01T09:00' });
});
afterAll(() => server.close());

async function token(readOnly: boolean) {
  const again = await server.owner.request('POST', '/identity/reauthenticate', { password: PASSWORD });
  const { proof } = z.object({ proof: z.string() }).parse(again.body);
  const body = { name: 'Calendar', project: KEY, readOnly, days: 30, proof };
  return made.parse((await server.owner.request('POST', '/identity/tokens', body)).body);
}

async function feed(query: string) {
  const answer = await fetch(`${server.address}/api/v1/projects/${KEY}/calendar.ics${query}`);
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}

describe('the calendar of a project', () => {
  test('is there at an address that holds a token, for as long as that is not revoked', async () => {
    const { id, token: secret } = await token(true);
    const { status, type, text } = await feed(`?token=${secret}`);
    expect([status, type]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(text).toContain(
      'DTSTART:20270301T150000Z\r\nDTEND:20270301T163000Z\r\nSUMMARY:MTG-1 Board\\; monthly\r\nLOCATION:Room 4',
    );
    expect(text).toContain('DTSTART;VALUE=DATE:20270503\r\nDTEND;VALUE=DATE:20270508\r\nSUMMARY:BLK-1 Survey');
    // Nine o’clock in Chicago, in summer time.
    expect(text).toContain('DTSTART:20270401T140000Z\r\nSUMMARY:SLT-1 ADT');
    expect((await server.owner.request('POST', `/identity/tokens/${id}/revoke`, {})).status).toBe(200);
    expect((await feed(`?token=${secret}`)).status).toBe(401);
  });

  test('holds only what names its reader when that is asked for', async () => {
    const { token: secret } = await token(true);
    const { text } = await feed(`?token=${secret}&mine`);
    expect(text.match(/SUMMARY:.*/g)).toEqual([expect.stringContaining('MTG-1')]);
  });

  test('is not given to a token that may write, to nobody, or to a stranger', async () => {
    const { token: secret } = await token(false);
    expect((await feed(`?token=${secret}`)).status).toBe(403);
    expect((await feed('')).status).toBe(401);
    expect((await feed('?token=callosum_made-up')).status).toBe(401);
    expect((await server.stranger.request('GET', `/projects/${KEY}/calendar.ics`)).status).toBe(404);
  });
});
