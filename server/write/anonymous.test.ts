import { groupResults, readiness, recordPage } from '@callosum/kernel/contract';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import type { TestClient } from '../testing/client.ts';
import { score, rightsRegistry } from '../testing/rights-kinds.ts';
import { joinedAs } from '../testing/people.ts';
import { placesOf as everyPlaceOf } from '../testing/places.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { openStream } from '../testing/stream.ts';

let server: TestServer;
let key = '';
let answering: TestClient;
let panel = '';

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster'), registry: rightsRegistry });
  ({ key } = await buildProject(server));
  answering = await joinedAs(server, 'contributor', key, 'Ann Anonymous');
  panel = await createRecord(server.owner, key, 'panel', { title: 'How is it going' });
});
afterAll(() => server.close());

const answer = (fields: object, more: object = {}, client = answering) =>
  client.attempt(
    key,
    'record.create',
    { kind: 'ballot', fields: { title: 'Answer', ...fields }, links: [{ type: 'ballot.in', to: panel }] },
    more,
  );
const results = (by = '', client = server.owner) => client.request('GET', `/projects/${key}/results/ballot${by}`);

const placesOf = (text: string) => everyPlaceOf(server.installation.pool, text);

describe('an anonymous answer', () => {
  test('is kept without its author anywhere: in no row of no table, no event, no log', async () => {
    const author = answering.account.id;
    const before = await placesOf(author);
    const idempotencyKey = randomUUID();
    const id = randomUUID();
    const fields = { title: 'Quagga', grade: 3, ward: 'icu', comment: 'Too few of us at night' };
    const input = { kind: 'ballot', id, fields, links: [{ type: 'ballot.in', to: panel }] };
    const done = await answering.command(key, 'record.create', input, { idempotencyKey });
    expect(done.events).toBe(2);
    const after = await placesOf(author);
    // Where the account stood before (itself, its session, its role), it stands as before, and nowhere else.
    expect(after.map(({ table }) => table).sort()).toEqual(before.map(({ table }) => table).sort());
    const told = new Set(after.map(({ row }) => row));
    for (const { row } of await placesOf(id)) expect(told.has(row)).toBe(false);
    expect(await placesOf(idempotencyKey)).toEqual([]);
    expect(server.log.join('\n')).not.toContain(author);
    expect((await placesOf('Quagga')).map(({ table }) => table).sort()).toEqual(['record', 'value']);
    const { rows } = await server.installation.pool.query('select created_by, updated_by from record where id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ created_by: 'system', updated_by: 'system' }]);
    const again = await answering.command(key, 'record.create', input, { idempotencyKey });
    expect(again).toEqual(done);
    expect((await server.owner.request('POST', `/projects/${key}/ledger/verify`, {})).body).toMatchObject({ ok: true });
  });

  test('is typed in from paper by somebody who is not noted, as many at once as nobody is recognised among, and never looked up', async () => {
    const columns = [
      { header: 'Title', field: 'title' },
      { header: 'Comment', field: 'comment' },
    ];
    const bring = async (titles: readonly string[], match = 'none') => {
      const { body } = await answering.upload(`Title,Comment\n${titles.map((title) => `${title},Ask us\n`).join('')}`);
      const file = z.object({ hash: z.string() }).parse(body).hash;
      const mapping = { kind: 'ballot', match, clearEmpty: false, columns };
      return answering.request('POST', `/projects/${key}/tables/import`, { file, name: 'a.csv', mapping });
    };
    expect(await bring(['Pangolin', 'Tapir', 'Numbat'])).toMatchObject({
      status: 200,
      body: { created: 3, run: null },
    });
    const { rows } = await server.installation.pool.query('select account from import_run');
    expect(rows).toEqual([]);
    const authors = await server.installation.pool.query('select distinct created_by from record where title = $1', [
      'Pangolin',
    ]);
    expect(authors.rows).toEqual([{ created_by: 'system' }]);
    expect(await bring(['Pangolin', 'Tapir'])).toMatchObject({
      status: 400,
      body: {
        data: { problems: [{ message: 'Ballots are brought in 3 and more at once, so that nobody is recognised.' }] },
      },
    });
    expect(await bring(['Pangolin', 'Tapir', 'Numbat'], 'title')).toMatchObject({
      status: 400,
      body: { data: { problems: [{ message: 'Ballots are not found again: every row is a new one.' }] } },
    });
  });

  test('is read by nobody through any channel, the owner and the auditor included', async () => {
    const auditor = await joinedAs(server, 'auditor', key, 'Abe Auditor');
    const criterion = await createRecord(server.owner, key, 'gate', { title: 'ballot.open' });
    const streams = await Promise.all([server.owner, auditor].map((one) => openStream(one, server.address, key)));
    const { status, body } = await answer({ title: 'Okapi', comment: 'Okapi' });
    expect(status).toBe(200);
    const id = JSON.stringify(body).match(/"id":"([^"]+)"/)?.[1] ?? '';
    const { sequence } = await server.owner.command(key, 'record.update', { id: panel, fields: { title: 'Told' } });
    for (const [index, client] of [server.owner, auditor].entries()) {
      expect((await client.request('GET', `/projects/${key}/records/ballot`)).status).toBe(403);
      expect((await client.request('GET', `/projects/${key}/record/${id}`)).status).toBe(404);
      expect((await client.request('GET', `/projects/${key}/record/${id}/history`)).status).toBe(404);
      for (const one of [sequence - 1, sequence - 2]) {
        expect((await client.request('GET', `/projects/${key}/ledger/events/${one}/proof`)).status).toBe(404);
      }
      for (const path of [
        '',
        '/readiness',
        `/criteria/${criterion}/rows`,
        `/record/${panel}`,
        `/record/${panel}/history`,
        '/ledger/events?limit=200',
        '/results/ballot',
        '/results/ballot?by=ward',
      ]) {
        const answered = await client.request('GET', `/projects/${key}${path}`);
        expect(answered.status).toBe(200);
        expect(JSON.stringify(answered.body)).not.toMatch(new RegExp(`Okapi|${id}`));
      }
      await streams[index]?.reach(sequence);
      expect(JSON.stringify(streams[index]?.events)).not.toContain(id);
      streams[index]?.close();
    }
    const counts = (await server.owner.request('GET', `/projects/${key}`)).body;
    expect(counts).toMatchObject({ counts: { ballot: 0 } });
  });

  test('is not mixed with what its author answers for, and not changed afterwards', async () => {
    const id = await createRecord(server.owner, key, 'panel');
    const made = await answer({});
    const ballot = JSON.stringify(made.body).match(/"id":"([^"]+)"/)?.[1] ?? '';
    expect((await answering.attempt(key, 'record.update', { id: ballot, fields: { grade: 9 } })).status).toBe(404);
    const link = { type: 'ballot.in', from: ballot, to: id };
    expect((await server.owner.attempt(key, 'link.create', link)).status).toBe(404);
  });
});

describe('what anonymous answers come to', () => {
  test('is told for whole groups only, and moves in steps of them', async () => {
    const { key: other } = await buildProject(server);
    const client = await joinedAs(server, 'contributor', other, 'Grace Grader');
    const give = (grade: number, ward: string) =>
      client.command(other, 'record.create', {
        kind: 'ballot',
        fields: { title: 'x', grade, ward, comment: 'secret' },
      });
    const read = (query = '') => server.owner.read(groupResults, `/projects/${other}/results/ballot${query}`);
    const criterion = await createRecord(server.owner, other, 'gate', { title: 'ballot.open' });
    const fact = async () => (await server.owner.read(readiness, `/projects/${other}/readiness`)).gates[0]?.criteria[0];
    const seen: unknown[] = [];
    for (const [grade, ward] of [
      [1, 'icu'],
      [2, 'icu'],
      [6, 'icu'],
      [10, 'er'],
      [10, 'er'],
      [10, 'er'],
      [0, 'lab'],
    ] as const) {
      await give(grade, ward);
      const all = await read();
      expect(JSON.stringify(all)).not.toContain('secret');
      seen.push([all.groups[0]?.size, all.groups[0]?.fields['grade'], (await fact())?.value, (await fact())?.total]);
    }
    const none = [undefined, undefined, null, 0];
    const first = [3, { mean: 3 }, 3, 3];
    const second = [6, { mean: 6.5 }, 6, 6];
    expect(seen).toEqual([none, none, first, first, first, second, second]);
    expect(await read('?by=ward')).toEqual({
      minimumGroup: 3,
      groups: [
        { value: 'icu', size: 3, fields: { grade: { mean: 3 } } },
        { value: 'er', size: 3, fields: { grade: { mean: 10 } } },
      ],
    });
    expect((await server.owner.request('GET', `/projects/${other}/criteria/${criterion}/rows`)).body).toMatchObject({
      total: 0,
      notShown: 0,
    });
  });

  test('is not told to people from outside, nor grouped by what single people wrote', async () => {
    const partner = await joinedAs(server, 'partner', key, 'Paul Partner');
    expect((await results('', partner)).status).toBe(403);
    expect((await results('?by=comment')).status).toBe(400);
    expect((await server.owner.request('GET', `/projects/${key}/results/panel`)).status).toBe(404);
  });
});

describe('a blind score', () => {
  test('is seen by its author alone until the panel is closed, and by everybody from then on', async () => {
    const { key: where } = await buildProject(server);
    const [one, two] = await Promise.all([
      joinedAs(server, 'contributor', where, 'Una Rater'),
      joinedAs(server, 'lead', where, 'Duo Rater'),
    ]);
    const scored = await createRecord(server.owner, where, 'panel');
    const give = (client: TestClient, points: number) =>
      createRecord(
        client,
        where,
        score.name,
        { assessor: client.account.id, points },
        { links: [{ type: 'score.of', to: scored }] },
      );
    const ids = [await give(one, 3), await give(two, 5)];
    const seen = async (client: TestClient) =>
      (await client.read(recordPage, `/projects/${where}/records/score`)).rows.map(({ id }) => id);
    expect(await seen(one)).toEqual([ids[0]]);
    expect(await seen(two)).toEqual([ids[1]]);
    expect(await seen(server.owner)).toEqual([]);
    const forged = { kind: 'score', fields: { title: 'x', assessor: two.account.id, points: 0 } };
    expect((await one.attempt(where, 'record.create', forged)).status).toBe(403);
    const stream = await openStream(one, server.address, where);
    const { sequence } = await server.owner.command(where, 'record.move', { id: scored, move: 'close' });
    await stream.reach(sequence);
    // The scores themselves did not change; whoever may see them now is told to look again.
    expect(stream.events.at(-1)?.data).toMatchObject({ kinds: expect.arrayContaining(['panel', 'score']) });
    stream.close();
    for (const client of [one, two, server.owner]) expect(new Set(await seen(client))).toEqual(new Set(ids));
    expect((await one.attempt(where, 'record.update', { id: ids[0], fields: { points: 9 } })).status).toBe(403);
  });
});
