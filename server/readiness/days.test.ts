import { addDays } from '@callosum/kernel';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { CONSOLE } from '../identity/access.ts';
import { newId } from '../store/new-id.ts';
import { type Scope, scopeByKey } from '../store/scopes.ts';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
});
afterAll(() => server.close());

const BEGIN = addDays(new Date().toISOString().slice(0, 10), -30);
const on = (day: number): string => addDays(BEGIN, day);

/** A project whose gate counts what is overdue, and how something is told of it on a day. */
async function begun() {
  const { key, id } = await buildProject(server);
  const write = (day: number, command: string, input: unknown): Promise<unknown> =>
    server.installation.writes.execute({
      scope: id,
      actor: CONSOLE,
      commands: [{ command, input }],
      effective: `${on(day)}T12:00:00.000Z`,
    });
  const fields = { title: 'G', fact: 'items.overdue', most: 0, date: on(30) };
  await write(0, 'record.create', { kind: 'checkpoint', fields });
  const item = async (day: number, due: number): Promise<string> => {
    const record = newId();
    await write(day, 'record.create', { kind: 'item', id: record, fields: { title: 'Item', due: on(due) } });
    return record;
  };
  return { scope: await scopeByKey(server.installation.db, key), write, item };
}

const { told, view, tell, prepared } = {
  told: (scope: Scope, day: number) => server.installation.readiness.told(scope, on(day)),
  view: (scope: Scope, day: number) => server.installation.readiness.view(scope, on(day)),
  tell: async (scope: Scope, day: number) => server.installation.readiness.tell(scope, await view(scope, day)),
  prepared: () => server.installation.readiness.prepared(),
};

/** What each of the days comes to, as it is kept, and as it is when it is looked at. */
async function days(scope: Scope, last: number) {
  const [kept, looked]: [unknown[], unknown[]] = [[], []];
  for (let day = 0; day <= last; day += 1) {
    kept.push(await told(scope, day));
    looked.push(await tell(scope, day));
  }
  return { kept, looked };
}

describe('a day gone by', () => {
  test('is prepared as soon as another one was asked for, and comes to what it is when it is looked at', async () => {
    const { scope, item } = await begun();
    for (let day = 1; day < 20; day += 3) await item(day, day + 2);
    const asked = await told(scope, 12);
    await prepared();
    expect(await told(scope, 12)).toBe(asked);
    const before = await told(scope, 5);
    const after = await told(scope, 17);
    expect([await told(scope, 5), await told(scope, 17)]).toEqual([before, after]);
    expect(await told(scope, 5)).toBe(before);
    const { kept, looked } = await days(scope, 20);
    expect(kept).toEqual(looked);
    // It must not be the same on all of them.
    expect(new Set(kept.map((one) => JSON.stringify(one))).size).toBeGreaterThan(10);
  });

  test('is told anew when something is told of it late, and only from the day on that it is told of', async () => {
    const { scope, item } = await begun();
    await item(3, 6);
    await item(9, 11);
    await told(scope, 15);
    await prepared();
    const [earlier, later] = [await told(scope, 4), await told(scope, 14)];
    await item(8, 9);
    expect(await told(scope, 4)).toBe(earlier);
    expect(await told(scope, 14)).not.toEqual(later);
    const { kept, looked } = await days(scope, 15);
    expect(kept).toEqual(looked);
  });

  test('is told anew when a record was changed late', async () => {
    const { scope, item, write } = await begun();
    const record = await item(3, 6);
    const before = await told(scope, 10);
    await write(4, 'record.update', { id: record, fields: { due: on(20) } });
    expect(await told(scope, 10)).not.toBe(before);
    expect(await told(scope, 10)).toEqual(await tell(scope, 10));
  });
});
