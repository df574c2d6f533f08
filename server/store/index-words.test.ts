import { createRegistry, RECORD_COMMANDS } from '@callosum/kernel';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { found } from '@callosum/kernel/contract';
import { testRegistry } from '../testing/registry.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { indexWords } from './index-words.ts';

let server: TestServer;
let key = '';
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server));
});
afterAll(() => server.close());

const count = async (q: string): Promise<number> =>
  (await server.owner.read(found, `/search?q=${encodeURIComponent(q)}`)).total;

test('records without an index get one, a batch after the other, and no others are touched', async () => {
  const { pool } = server.installation;
  const titles = Array.from({ length: 1_203 }, (_, n) => `Walrus ${n}`);
  await server.owner.command(key, 'item.createMany', { titles });
  await pool.query(`update record set search = null where title like 'Walrus%'`);
  expect(await count('walrus')).toBe(0);
  expect(await indexWords(pool, testRegistry)).toBe(1_203);
  expect(await count('"walrus 1202"')).toBe(1);
  expect(await indexWords(pool, testRegistry)).toBe(0);
});

test('a kind whose searched fields changed is indexed anew', async () => {
  await createRecord(server.owner, key, 'sample', { title: 'A sample', size: 's' });
  expect(await count('small')).toBe(1);
  const disciplines = testRegistry.disciplines.map((discipline) => ({
    ...discipline,
    kinds: discipline.kinds.map((kind) => {
      const size = { type: 'choice', label: 'Size', options: { s: 'Tiny', m: 'Medium', l: 'Large' } } as const;
      return kind.name === 'sample' ? { ...kind, fields: { ...kind.fields, size } } : kind;
    }),
  }));
  const later = createRegistry(disciplines, RECORD_COMMANDS);
  expect(await indexWords(server.installation.pool, later)).toBe(1);
  expect(await count('small')).toBe(0);
  expect(await count('tiny kind:sample')).toBe(1);
});

test('words of a project’s own field are found while the field is there, and what a redaction erased is not', async () => {
  const made = await createRecord(server.owner, key, 'ownField', { title: 'Room', of: 'item', valueType: 'text' });
  const field = `own-${made}`;
  const id = await createRecord(server.owner, key, 'item', { title: 'With room', [field]: 'Narwhal suite' });
  expect(await count('narwhal')).toBe(1);
  await server.owner.command(key, 'record.withdraw', { id: made });
  expect(await count('narwhal')).toBe(0);
  await server.owner.command(key, 'record.update', { id, fields: { title: 'Meanwhile changed' } });
  await server.owner.command(key, 'record.restore', { id: made });
  expect(await count('narwhal')).toBe(1);
  await server.owner.command(key, 'record.update', { id, fields: { [field]: 'Other suite' } });
  expect(await count('narwhal')).toBe(0);
});
