import { importRun, importUndone, recordPage } from '@callosum/kernel/contract';
import { mspdi } from '@callosum/schedule/testing';
import { importPlan, startServer, type TestServer } from '@callosum/server/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';
import { planImporter } from '../plan-importer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster'), registry, importers: [planImporter] });
});
afterAll(() => server.close());

const day = (from: string, to: string) => ({
  Start: `2027-01-${from}T08:00:00`,
  Finish: `2027-01-${to}T17:00:00`,
  Duration: 'PT40H0M0S',
  DurationFormat: 7,
});
const after = (uid: number, lag = 0) => ({
  PredecessorLink: { PredecessorUID: uid, Type: 1, CrossProject: 0, LinkLag: lag, LagFormat: 7 },
});
const plan = (...tasks: NonNullable<NonNullable<Parameters<typeof mspdi>[0]>['tasks']>[number][]) =>
  mspdi({ settings: { Title: 'Riverbend', StartDate: '2027-01-04T08:00:00' }, tasks });
const BUILD = { UID: 1, Name: 'Build', ...day('04', '08') };
const TRY = { UID: 2, Name: 'Try', ...day('11', '15'), ...after(1, 4_800) };
const TEACH = { UID: 3, Name: 'Teach', ...day('18', '22'), ...after(2) };
const FIRST = plan(BUILD, TRY, TEACH);
/** One task has another name, a dependency another lag, one task is gone with its dependency, and one is new. */
const LATER = plan(
  { ...BUILD, Name: 'Build all of it' },
  { ...TRY, ...after(1, 9_600) },
  { UID: 4, Name: 'Celebrate', ...day('25', '29'), ...after(2) },
);

const tasksOf = async (key: string) =>
  (await server.owner.read(recordPage, `/projects/${key}/records/task?limit=100&sort=title`)).rows.map(
    ({ id, fields }) => ({ id, fields }),
  );
/** Those of the file; the gates of a new project bring milestones of their own. */
const OURS: ReadonlySet<unknown> = new Set([
  'Build',
  'Build all of it',
  'Build it at last',
  'Celebrate',
  'Teach',
  'Try',
]);
const titlesOf = async (key: string) =>
  (await tasksOf(key)).map(({ fields }) => fields['title']).filter((title) => OURS.has(title));
const LINKS = `select l.type, l.from_record as "from", l.to_record as "to", l.fields from link l join scope s on s.id = l.scope
  where s.key = $1 order by 1, 2, 3`;
const linksOf = async (key: string) => (await server.installation.pool.query(LINKS, [key])).rows;
const bring = async (text: string, key: string) => {
  const { status, body } = await importPlan(server.owner, text, { key });
  expect([status, body]).toEqual([200, expect.anything()]);
};
const runsOf = async (key: string) => server.owner.read(z.array(importRun), `/projects/${key}/imports`);
const undo = async (key: string) => {
  const [run] = await runsOf(key);
  return server.owner.request('POST', `/projects/${key}/imports/${run?.id}/undo`, {});
};

describe('the import of a plan that is taken back', () => {
  test('leaves the plan as it was: names, what was left out, what was new, and each dependency with its lag', async () => {
    await bring(FIRST, 'BACK');
    const before = { tasks: await tasksOf('BACK'), links: await linksOf('BACK') };
    expect(before.links.length).toBeGreaterThan(1);
    await bring(LATER, 'BACK');
    expect(await titlesOf('BACK')).toEqual(['Build all of it', 'Celebrate', 'Try']);
    expect(await linksOf('BACK')).not.toEqual(before.links);
    const answer = await undo('BACK');
    expect(importUndone.parse(answer.body)).toMatchObject({ stays: 0, kept: [] });
    expect({ tasks: await tasksOf('BACK'), links: await linksOf('BACK') }).toEqual(before);
    expect((await server.owner.request('POST', '/projects/BACK/ledger/verify', {})).body).toMatchObject({ ok: true });
    expect((await undo('BACK')).status).toBe(422);
  });

  test('keeps what somebody has changed since, and says so', async () => {
    await bring(FIRST, 'KEPT');
    await bring(LATER, 'KEPT');
    const built = (await tasksOf('KEPT')).find(({ fields }) => fields['title'] === 'Build all of it');
    await server.owner.command('KEPT', 'record.update', { id: built?.id, fields: { title: 'Build it at last' } });
    const { kept } = importUndone.parse((await undo('KEPT')).body);
    expect(kept).toEqual([{ id: built?.id, title: 'Build it at last', why: 'changed' }]);
    expect(await titlesOf('KEPT')).toEqual(['Build it at last', 'Teach', 'Try']);
  });

  test('is for those who may import one', async () => {
    await bring(FIRST, 'RIGHT');
    await bring(LATER, 'RIGHT');
    const [run] = await runsOf('RIGHT');
    const answer = await server.reader.request('POST', `/projects/RIGHT/imports/${run?.id}/undo`, {});
    expect(answer.status).toBe(403);
  });
});
