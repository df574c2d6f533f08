import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { createVerifications } from './verifications.ts';
import { verifyLedger } from './verify.ts';

let server: TestServer;
let key = '';
let scope = '';

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key, id: scope } = await buildProject(server));
  await createRecord(server.owner, key, 'item', { title: 'Cart' });
});
afterAll(() => server.close());

describe('a ledger verified in a thread of its own', () => {
  test('says what a verification in the process says', async () => {
    const { verifications, pool } = server.installation;
    const { ms: _, ...apart } = await verifications.verify(scope);
    expect(apart).toMatchObject(await verifyLedger(pool, scope).then(({ ms: __, ...check }) => check));
    expect(apart).toMatchObject({ ok: true, scopes: 1 });
  });

  test('is done once for all who ask while they wait, and sees what was written before they asked', async () => {
    const { verifications } = server.installation;
    const before = await verifications.verify(scope);
    const atWork = verifications.verify(scope);
    await createRecord(server.owner, key, 'item', { title: 'Second cart' });
    const [one, other] = [verifications.verify(scope), verifications.verify(scope)];
    expect(one).toBe(other);
    expect((await one).events).toBe(before.events + 1);
    expect((await atWork).ok).toBe(true);
  });

  test('says that the store does not answer, and goes on with the next', async () => {
    const nowhere = createVerifications({ host: '127.0.0.1', port: 1, user: 'nobody', database: 'nothing' });
    for (const _ of [1, 2]) await expect(nowhere.verify(scope)).rejects.toMatchObject({ code: 'store-unavailable' });
    await nowhere.close();
    await expect(nowhere.verify(scope)).rejects.toThrow('stopping');
  });
});
