import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { QUEUE_SCHEMA } from '../jobs/queue.ts';
import { openInstallation } from '../open.ts';
import { connectTo } from '../testing/database.ts';
import { inForeignKeyOrder, storeTables } from './tables.ts';
import { newPlace, type Place } from './testing/store.ts';

let place: Place;
let client: pg.Client;
beforeAll(async () => {
  place = await newPlace(inject('cluster'));
  await (await openInstallation({ ...place.options, command: true })).close();
  client = await connectTo(place.database.url);
});
afterAll(async () => {
  await client.end();
  await place.remove();
});

describe('the tables of a store', () => {
  test('come after those they refer to', async () => {
    const tables = await storeTables(client);
    const names = tables.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['user', 'session', 'account', 'event', 'value', 'file']));
    for (const [index, { parents }] of tables.entries()) {
      for (const parent of parents) expect(names.indexOf(parent)).toBeLessThan(index);
    }
  });

  test('are listed without what is generated, and ordered by their keys', async () => {
    const tables = new Map((await storeTables(client)).map((table) => [table.name, table]));
    expect(tables.get('record')?.columns).toContain('fields');
    expect(tables.get('record')?.columns).not.toContain('search');
    expect(tables.get('event')?.key).toEqual(['scope', 'sequence']);
    expect(tables.get('seal_scope')?.key).toEqual(['seal', 'scope']);
  });

  // Whoever adds such a thing has to say how a back-up carries it.
  test('are all that a store keeps: nothing lies in other schemas, sequences, views or large objects', async () => {
    const { rows } = await client.query<{ name: string; relkind: string }>(
      `select n.nspname || '.' || c.relname as name, c.relkind from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname not in ('pg_catalog', 'information_schema', $1) and n.nspname not like 'pg\\_%'
         and c.relkind not in ('i', 't') order by 1`,
      // Whatever is unfinished stands in the table job, and is put on the queue again.
      [QUEUE_SCHEMA],
    );
    const known = (await storeTables(client)).map(({ name }) => `public.${name}`);
    const migrator = ['public.kysely_migration', 'public.kysely_migration_lock'];
    expect(rows.map(({ name }) => name)).toEqual([...known, ...migrator].sort());
    expect(new Set(rows.map(({ relkind }) => relkind))).toEqual(new Set(['r']));
  });

  test('in a circle are refused', () => {
    const circle = [
      { name: 'a', parents: ['b'] },
      { name: 'b', parents: ['a'] },
      { name: 'c', parents: [] },
    ];
    expect(() => inForeignKeyOrder(circle)).toThrow('circle: a, b');
  });
});
