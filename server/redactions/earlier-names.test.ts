import {
  createRegistry,
  defineKind,
  type Discipline,
  type Kind,
  MANAGERS_WRITE,
  OPEN_CLOSED,
  RECORD_COMMANDS,
} from '@callosum/kernel';
import { redactionPlaces } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { verifyLedger } from '../ledger/verify.ts';
import type { TestClient } from '../testing/client.ts';
import { joinedAs } from '../testing/people.ts';
import { placesOf } from '../testing/places.ts';
import { testRegistry } from '../testing/registry.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';

const letter = {
  name: 'letter',
  discipline: 'letters',
  prefix: 'LTR',
  label: { one: 'Letter', many: 'Letters' },
  help: 'A kind whose text was named otherwise first.',
  lifecycle: OPEN_CLOSED,
  permissions: MANAGERS_WRITE,
  list: { columns: ['title'], sort: 'title' },
} as const;
const OWNERS = [{ role: 'owner' }] as const;
const title = { type: 'text', label: 'Title', required: true } as const;
const first = defineKind({
  ...letter,
  fields: { title, body: { type: 'text', label: 'Body' }, secret: { type: 'text', label: 'Secret', read: OWNERS } },
  form: [{ title: 'Letter', fields: ['title', 'body', 'secret'] }],
});
const later = defineKind({
  ...letter,
  version: 2,
  upgrades: [
    {
      to: 2,
      why: 'A body may be taken for that of a patient.',
      up: ({ body, secret, ...rest }) => ({
        ...rest,
        ...(body === undefined ? {} : { words: body }),
        ...(secret === undefined ? {} : { hushed: secret }),
      }),
    },
  ],
  fields: { title, words: { type: 'text', label: 'Words' }, hushed: { type: 'text', label: 'Hushed', read: OWNERS } },
  form: [{ title: 'Letter', fields: ['title', 'words', 'hushed'] }],
});
const withKind = (kind: Kind) => {
  const letters: Discipline = { name: 'letters', label: 'Letters', kinds: [kind], commands: [], facts: [] };
  return createRegistry([...testRegistry.disciplines, letters], RECORD_COMMANDS);
};

let old: TestServer;
let server: TestServer;
let manager: TestClient;
let key = '';
let kept = '';
let corrected = '';
let hushed = '';

beforeAll(async () => {
  old = await startServer({ cluster: inject('cluster'), registry: withKind(first) });
  ({ key } = await buildProject(old));
  kept = await createRecord(old.owner, key, 'letter', { title: 'Kept', body: 'Dear Ambrose Thistle' });
  corrected = await createRecord(old.owner, key, 'letter', { title: 'Corrected', body: 'To Ambrose Thistle' });
  hushed = await createRecord(old.owner, key, 'letter', { title: 'Hushed', secret: 'Nobody’s concern' });
  await old.owner.command(key, 'record.update', { id: corrected, fields: { body: 'To whom it may concern' } });
  server = await startServer({ cluster: inject('cluster'), beside: old, registry: withKind(later) });
  manager = await joinedAs(server, 'manager', key, 'Mary Manager');
});
afterAll(async () => {
  await server.close();
  await old.close();
});

const find = async (words: string) =>
  redactionPlaces.parse((await server.owner.request('POST', `/projects/${key}/redactions/find`, { words })).body);
const askFor = (places: readonly { record: string; field: string }[]) =>
  server.owner.attempt(key, 'redaction.ask', {
    reason: 'patient',
    places: places.map(({ record, field }) => ({ record, field })),
  });
const erase = async (places: readonly { record: string; field: string }[]): Promise<void> => {
  const asked = await askFor(places);
  const { id } = z.object({ result: z.object({ id: z.string() }) }).parse(asked.body).result;
  expect((await manager.sign(key, 'redaction.approve', { id })).status).toBe(200);
};

describe('words that were written under a name no declaration has any more', () => {
  test('of an earlier version are found where they were written and where they stand now, and erased in both', async () => {
    const { places } = await find('ambrose thistle');
    expect(places).toHaveLength(3);
    expect(places).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ record: kept, field: 'body', label: 'body', events: 1 }),
        expect.objectContaining({ record: kept, field: 'words', label: 'Words', events: 0 }),
        expect.objectContaining({ record: corrected, field: 'body', events: 1 }),
      ]),
    );
    await erase(places);
    for (const words of ['Ambrose', 'ambrose']) expect(await placesOf(server.installation.pool, words)).toEqual([]);
    expect(await verifyLedger(server.installation.pool)).toMatchObject({ ok: true, firstFault: null });
    const { body } = await server.owner.request('GET', `/projects/${key}/record/${corrected}`);
    expect(body).toMatchObject({ record: { fields: { title: 'Corrected', words: 'To whom it may concern' } } });
  });

  test('of an own field, also when it was withdrawn, are found and erased', async () => {
    const own = await createRecord(server.owner, key, 'ownField', { title: 'Ward', of: 'item', valueType: 'text' });
    const place = { record: '', field: `own-${own}` };
    place.record = await createRecord(server.owner, key, 'item', {
      title: 'x',
      [place.field]: 'Bed of Clementine Fogg',
    });
    expect((await find('clementine')).places).toMatchObject([{ ...place, label: 'Ward' }]);
    await server.owner.command(key, 'record.withdraw', { id: own });
    const { places } = await find('clementine');
    expect(places).toMatchObject([{ ...place, label: 'Ward' }]);
    await erase(places);
    expect(await placesOf(server.installation.pool, 'Clementine')).toEqual([]);
  });

  test('are kept from whoever may not see the field that they went into', async () => {
    const path = `/projects/${key}/record/${hushed}/history`;
    const [mine, his] = [await server.owner.request('GET', path), await server.reader.request('GET', path)];
    expect(JSON.stringify(mine.body)).toContain('Nobody’s concern');
    expect(his.status).toBe(200);
    expect(JSON.stringify(his.body)).toContain('Hushed');
    expect(JSON.stringify(his.body)).not.toContain('Nobody’s concern');
  });

  test.each(['spine:state', 'no name', '__proto__'])('are not looked for under %s', async (field) => {
    expect((await askFor([{ record: kept, field }])).status).toBe(400);
  });

  test('are not asked for under another name in a kind that has had one version only', async () => {
    const record = await createRecord(server.owner, key, 'item', { title: 'Plain' });
    expect((await askFor([{ record, field: 'colour' }])).status).toBe(400);
  });
});
