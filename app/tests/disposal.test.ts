import { buildProject, createRecord, joinWith, startServer, type TestServer, tokenOf } from '@callosum/server/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';

describe('a record whose time is over', () => {
  let server: TestServer;
  let key = '';
  beforeAll(async () => {
    server = await startServer({ cluster: inject('cluster'), registry });
    ({ key } = await buildProject(server));
  });
  afterAll(() => server.close());

  const due = z.object({
    records: z.array(z.object({ record: z.string(), keptUntil: z.string(), hold: z.string().nullable() })),
  });
  const made = z.object({ id: z.string() });

  test('is listed, kept by a legal hold until that is released by signature, and then erased by two people', async () => {
    const { owner } = server;
    const record = await createRecord(owner, key, 'decision', {
      title: 'Said by Quentin Marsh',
      decidedOn: '2015-05-01',
    });
    const listed = async () => (await owner.read(due, `/projects/${key}/redactions/due`)).records;
    expect(await listed()).toEqual([{ record, keptUntil: '2021-05-01', hold: null }]);

    const fields = { title: 'Doe v. Clinic', reason: 'A lawsuit', from: '2026-01-01' };
    const hold = await createRecord(owner, key, 'legalHold', fields, {
      links: [{ type: 'legalHold.covers', to: record }],
    });
    expect(await listed()).toMatchObject([{ hold: 'HLD-1 (Doe v. Clinic)' }]);
    expect((await owner.attempt(key, 'disposal.ask', { records: [record] })).status).toBe(422);
    const release = { id: hold, move: 'release' };
    await owner.command(key, 'record.update', { id: hold, fields: { releaseReason: 'Settled' } });
    expect((await owner.attempt(key, 'record.move', release)).status).toBe(428);
    expect((await owner.sign(key, 'record.move', release)).status).toBe(200);

    const { result } = await owner.command(key, 'disposal.ask', { records: [record] });
    const invited = await owner.request('POST', '/people/invitations', { role: 'manager', project: key });
    const { path } = z.object({ path: z.string() }).parse(invited.body);
    const manager = await joinWith(server.address, tokenOf(path), 'Mary Manager');
    const { id } = made.parse(result);
    expect((await manager.sign(key, 'redaction.approve', { id })).status).toBe(200);
    expect(await listed()).toEqual([]);
    const { rowCount } = await server.installation.pool.query(
      `select from value where "values"::text like '%Quentin%' union all select from record where title like '%Quentin%'`,
    );
    expect(rowCount).toBe(0);
    expect((await owner.request('POST', `/projects/${key}/ledger/verify`, {})).body).toMatchObject({ ok: true });
  });
});
