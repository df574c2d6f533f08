import { recordPage, recordView } from '@callosum/kernel/contract';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { connectTo } from '../testing/database.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let key = '';

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server));
});
afterAll(() => server.close());

const problems = z.object({
  code: z.string(),
  data: z.object({
    problems: z.array(z.object({ code: z.string(), message: z.string(), path: z.array(z.json()).optional() })),
  }),
});
const see = (id: string) => server.owner.read(recordView, `/projects/${key}/record/${id}`);
const eventsOf = async (): Promise<number> =>
  (await server.owner.read(z.looseObject({ events: z.number() }), `/projects/${key}/ledger`)).events;

describe('a command', () => {
  test('creates a record with a number that counts per kind', async () => {
    const first = (await see(await createRecord(server.owner, key, 'item', { title: 'First', size: 3 }))).record;
    const second = (await see(await createRecord(server.owner, key, 'item', { title: 'Second' }))).record;
    const other = (await see(await createRecord(server.owner, key, 'note'))).record;
    expect(first).toMatchObject({ version: 1, state: 'open', fields: { title: 'First', size: 3 } });
    expect(second.number).toBe(first.number + 1);
    expect(other.number).toBe(1);
  });

  test('changes only the fields it names, and null clears one', async () => {
    const id = await createRecord(server.owner, key, 'item', { title: 'Before', size: 1, remark: 'kept' });
    await server.owner.command(key, 'record.update', { id, fields: { title: 'After', size: null } });
    const { record } = await see(id);
    expect(record).toMatchObject({ version: 2, fields: { title: 'After', remark: 'kept' } });
    expect(record.fields).not.toHaveProperty('size');
  });

  test('that changes nothing writes no event', async () => {
    const id = await createRecord(server.owner, key, 'item', { title: 'Same' });
    const before = await eventsOf();
    expect(await server.owner.command(key, 'record.update', { id, fields: { title: 'Same' } })).toMatchObject({
      events: 0,
    });
    expect(await eventsOf()).toBe(before);
    expect((await see(id)).record.version).toBe(1);
  });

  test('is counted before it is done, and writes nothing then; what it would refuse is refused', async () => {
    const id = await createRecord(server.owner, key, 'item', { title: 'Before' });
    const before = await eventsOf();
    const preview = (command: string, input: unknown) =>
      server.owner.request('POST', `/projects/${key}/commands/${command}/preview`, { input });
    expect((await preview('record.create', { kind: 'item', fields: { title: 'New' } })).body).toEqual({
      created: { item: 1 },
      changed: {},
      withdrawn: {},
      linked: 0,
      unlinked: 0,
    });
    expect((await preview('record.update', { id, fields: { title: 'After' } })).body).toMatchObject({
      created: {},
      changed: { item: 1 },
    });
    expect((await preview('record.withdraw', { id })).body).toMatchObject({ withdrawn: { item: 1 } });
    expect((await preview('record.update', { id, fields: { unheard: 1 } })).status).toBe(400);
    expect(await eventsOf()).toBe(before);
    expect((await see(id)).record).toMatchObject({ version: 1, fields: { title: 'Before' } });
  });

  test('moves a record along its lifecycle and no other way', async () => {
    const id = await createRecord(server.owner, key, 'item');
    await server.owner.command(key, 'record.move', { id, move: 'close' });
    expect((await see(id)).record.state).toBe('closed');
    expect((await server.owner.attempt(key, 'record.move', { id, move: 'close' })).status).toBe(422);
    expect((await server.owner.attempt(key, 'record.move', { id, move: 'constructor' })).status).toBe(400);
  });

  test('withdraws a record from its register but not from history, and brings it back', async () => {
    const id = await createRecord(server.owner, key, 'item', { title: 'Withdrawn one' });
    const search = `/projects/${key}/records/item?search=withdrawn`;
    await server.owner.command(key, 'record.withdraw', { id });
    expect((await server.owner.read(recordPage, search)).total).toBe(0);
    expect((await see(id)).record).toMatchObject({ withdrawn: true, version: 2 });
    expect((await server.owner.attempt(key, 'record.update', { id, fields: { size: 1 } })).status).toBe(422);
    await server.owner.command(key, 'record.restore', { id });
    expect((await server.owner.read(recordPage, search)).total).toBe(1);
  });

  test('links records, changes a link and removes it', async () => {
    const [a, b] = [await createRecord(server.owner, key, 'item'), await createRecord(server.owner, key, 'item')];
    const { result } = await server.owner.command(key, 'link.create', {
      type: 'item.needs',
      from: a,
      to: b,
      fields: { lag: 1 },
    });
    const { id } = z.object({ id: z.string() }).parse(result);
    await server.owner.command(key, 'link.update', { id, fields: { lag: 5 } });
    expect((await see(a)).links).toMatchObject([
      { id, direction: 'out', version: 2, fields: { lag: 5 }, other: { id: b } },
    ]);
    expect((await see(b)).links).toMatchObject([{ id, direction: 'in', other: { id: a } }]);
    await server.owner.command(key, 'link.remove', { id });
    expect((await see(a)).links).toEqual([]);
  });

  test('refuses a circle of links that must not run in circles', async () => {
    const [a, b] = [await createRecord(server.owner, key, 'item'), await createRecord(server.owner, key, 'item')];
    await server.owner.command(key, 'link.create', { type: 'item.needs', from: a, to: b });
    const closing = await server.owner.attempt(key, 'link.create', { type: 'item.needs', from: b, to: a });
    expect(closing.status).toBe(422);
    expect((await see(b)).links).toHaveLength(1);
  });

  test('refuses a value its field does not allow and says which field', async () => {
    const refused = await server.owner.attempt(key, 'record.create', {
      kind: 'item',
      fields: { title: 'x', size: -1, nowhere: 1 },
    });
    expect(refused.status).toBe(400);
    const { code, data } = problems.parse(refused.body);
    expect(code).toBe('INVALID');
    expect(data.problems.map(({ path }) => path)).toEqual([
      ['changes', 0, 'fields', 'size'],
      ['changes', 0, 'fields', 'nowhere'],
    ]);
  });

  test('refuses input of another shape and says where', async () => {
    const refused = await server.owner.attempt(key, 'record.update', { id: 'not an id', fields: {} });
    expect(refused.status).toBe(400);
    expect(problems.parse(refused.body).data.problems).toMatchObject([{ code: 'invalid', path: ['id'] }]);
  });

  test.each([
    ['a NUL', 'a\u0000b'],
    ['half of a pair', 'a\ud800b'],
  ])('refuses text with %s, which no store can hold', async (_what, title) => {
    const refused = await server.owner.attempt(key, 'record.create', { kind: 'item', fields: { title } });
    expect(refused.status).toBe(400);
    expect(problems.parse(refused.body).data.problems).toMatchObject([{ path: ['changes', 0, 'fields', 'title'] }]);
  });

  test('refuses to type in what only commands set', async () => {
    const refused = await server.owner.attempt(key, 'record.create', {
      kind: 'item',
      fields: { title: 'x', checkedOn: '2027-01-01' },
    });
    expect(refused.status).toBe(422);
  });

  test('that nobody declared, or that only the server may call, is not there', async () => {
    expect((await server.owner.attempt(key, 'record.destroy', {})).status).toBe(404);
    expect((await server.owner.attempt(key, 'project.create', { id: randomUUID(), title: 'x' })).status).toBe(404);
  });

  test('with a record id of another project neither changes that record nor creates one', async () => {
    const other = await buildProject(server);
    const id = await createRecord(server.owner, other.key, 'item', { title: 'Theirs' });
    const before = await eventsOf();
    const refused = await server.owner.attempt(key, 'record.create', { kind: 'item', id, fields: { title: 'Mine' } });
    expect(refused.status).toBe(409);
    expect(await eventsOf()).toBe(before);
    const page = await server.owner.read(recordPage, `/projects/${other.key}/records/item`);
    expect(page.rows).toMatchObject([{ id, fields: { title: 'Theirs' } }]);
    expect((await server.owner.attempt(key, 'record.update', { id, fields: { title: 'Mine' } })).status).toBe(404);
  });
});

describe('a batch', () => {
  test('of edits gives each record its own values and moves, whole or not at all', async () => {
    const one = await createRecord(server.owner, key, 'item', { size: 1 });
    const two = await createRecord(server.owner, key, 'item', { size: 1 });
    const records = [
      { id: one, fields: { size: 2 } },
      { id: two, fields: { size: null }, move: 'close' },
    ];
    expect(await server.owner.command(key, 'record.edit', { records })).toMatchObject({ events: 2 });
    expect((await see(one)).record).toMatchObject({ version: 2, state: 'open', fields: { size: 2 } });
    expect((await see(two)).record).toMatchObject({ version: 2, state: 'closed' });
    const refused = await server.owner.attempt(key, 'record.edit', {
      records: [
        { id: one, fields: { size: 3 } },
        { id: two, move: 'close' },
      ],
    });
    expect(refused.status).toBe(422);
    expect(problems.parse(refused.body).data.problems[0]).toMatchObject({ path: ['records', 1] });
    expect((await see(one)).record.fields).toMatchObject({ size: 2 });
    const twice = await server.owner.attempt(key, 'record.edit', { records: [{ id: one }, { id: one }] });
    expect(twice.status).toBe(400);
  });

  test('is written whole', async () => {
    const before = await eventsOf();
    expect(await server.owner.command(key, 'item.createMany', { titles: ['a', 'b', 'c'] })).toMatchObject({
      events: 3,
    });
    expect(await eventsOf()).toBe(before + 3);
  });

  test('with one wrong change writes nothing at all', async () => {
    const before = await eventsOf();
    const refused = await server.owner.attempt(key, 'item.createMany', { titles: ['good one', 'good two', 17] });
    expect(refused.status).toBe(400);
    expect(problems.parse(refused.body).data.problems).toMatchObject([{ path: ['changes', 2, 'fields', 'title'] }]);
    expect(await eventsOf()).toBe(before);
    expect((await server.owner.read(recordPage, `/projects/${key}/records/item?search=good`)).total).toBe(0);
  });

  test('whose last statement fails in the store leaves neither store nor memory changed', async () => {
    const client = await connectTo(server.database.url);
    await client.query(`create function refuse_bad() returns trigger language plpgsql as
      $$ begin if new.title = 'the bad one' then raise exception 'no'; end if; return new; end $$`);
    await client.query('create trigger refuse_bad before insert on record for each row execute function refuse_bad()');
    const before = await eventsOf();
    const titles = [...Array.from({ length: 2_500 }, (_, index) => `row ${index}`), 'the bad one'];
    expect((await server.owner.attempt(key, 'item.createMany', { titles })).status).toBe(500);
    await client.query('drop trigger refuse_bad on record');
    await client.end();
    expect(await eventsOf()).toBe(before);
    expect((await server.owner.read(recordPage, `/projects/${key}/records/item?search=row`)).total).toBe(0);
    expect(await server.owner.command(key, 'item.createMany', { titles })).toMatchObject({ sequence: before + 2_501 });
  });

  test('gives a record and its links together', async () => {
    const to = await createRecord(server.owner, key, 'item');
    const before = await eventsOf();
    const links = [
      { type: 'item.needs', to },
      { type: 'item.needs', to: randomUUID() },
    ];
    expect(
      (await server.owner.attempt(key, 'record.create', { kind: 'item', fields: { title: 'x' }, links })).status,
    ).toBe(404);
    expect(await eventsOf()).toBe(before);
  });
});

describe('an idempotency key', () => {
  const create = (title: string) => ({ kind: 'item', fields: { title } });

  test('gives the first answer again and writes once', async () => {
    const idempotencyKey = randomUUID();
    const first = await server.owner.command(key, 'record.create', create('Once'), { idempotencyKey });
    await createRecord(server.owner, key, 'item');
    expect(await server.owner.command(key, 'record.create', create('Once'), { idempotencyKey })).toEqual(first);
    expect(first.events).toBe(1);
    const head = await eventsOf();
    expect(head).toBe(first.sequence + 1);
  });

  test('used for another request is a conflict', async () => {
    const idempotencyKey = randomUUID();
    await server.owner.command(key, 'record.create', create('One'), { idempotencyKey });
    const other = await server.owner.attempt(key, 'record.create', create('Two'), { idempotencyKey });
    expect(other.status).toBe(409);
  });

  test('sent twice at the same moment writes once', async () => {
    const idempotencyKey = randomUUID();
    const before = await eventsOf();
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => server.owner.command(key, 'record.create', create('Twin'), { idempotencyKey })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await eventsOf()).toBe(before + 1);
  });

  test('of somebody else does not give away his answer', async () => {
    const idempotencyKey = randomUUID();
    const first = await server.owner.command(key, 'record.create', create('Mine'), { idempotencyKey });
    const other = await server.reader.attempt(key, 'record.create', create('Mine'), { idempotencyKey });
    expect(other.status).toBe(403);
    expect(JSON.stringify(other.body)).not.toContain(JSON.stringify(first.result));
  });

  test('after a refusal may be used again', async () => {
    const idempotencyKey = randomUUID();
    expect((await server.owner.attempt(key, 'record.create', create(''), { idempotencyKey })).status).toBe(400);
    expect((await server.owner.attempt(key, 'record.create', create('Now'), { idempotencyKey })).status).toBe(200);
  });

  test('with a NUL is refused like any wrong input', async () => {
    const refused = await server.owner.attempt(key, 'record.create', create('x'), { idempotencyKey: '12345678\u0000' });
    expect(refused.status).toBe(400);
  });
});

describe('two writers of one record', () => {
  test('who both saw the same version: exactly one wins and the other is told what changed', async () => {
    const id = await createRecord(server.owner, key, 'item', { size: 0 });
    const attempts = await Promise.all(
      [1, 2, 3, 4, 5].map((size) =>
        server.owner.attempt(key, 'record.update', { id, fields: { size } }, { versions: { [id]: 1 } }),
      ),
    );
    expect(attempts.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = attempts.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(4);
    for (const { body } of refused)
      expect(problems.parse(body).data.problems).toMatchObject([{ path: ['versions', id] }]);
    const winner = attempts.findIndex(({ status }) => status === 200) + 1;
    expect((await see(id)).record).toMatchObject({ version: 2, fields: { size: winner } });
  });

  test('who change different fields without naming versions lose nothing', async () => {
    const id = await createRecord(server.owner, key, 'item');
    const changes = [{ size: 7 }, { remark: 'seven' }, { urgent: true }, { due: '2027-05-01' }];
    await Promise.all(changes.map((fields) => server.owner.command(key, 'record.update', { id, fields })));
    expect((await see(id)).record).toMatchObject({ version: 5, fields: Object.assign({}, ...changes) });
  });

  test('of a link are told as well', async () => {
    const [from, to] = [await createRecord(server.owner, key, 'item'), await createRecord(server.owner, key, 'item')];
    const { result } = await server.owner.command(key, 'link.create', { type: 'item.needs', from, to });
    const { id } = z.object({ id: z.string() }).parse(result);
    const versions = { [id]: 1 };
    await server.owner.command(key, 'link.update', { id, fields: { lag: 2 } }, { versions });
    expect((await server.owner.attempt(key, 'link.update', { id, fields: { lag: 3 } }, { versions })).status).toBe(409);
  });
});
