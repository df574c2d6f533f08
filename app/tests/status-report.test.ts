import { jobFilePath, jobView, producedDocument, readiness } from '@callosum/kernel/contract';
import { createRecord, startServer, type TestServer, until } from '@callosum/server/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster'), registry });
  const template = { name: 'small-app', goLive: '2029-01-08', answers: { phi: 'yes', interfaces: 1 } };
  const body = { type: 'project', parent: 'organisation', title: 'Ward list', zone: 'UTC', key: 'WARD', template };
  await server.owner.request('POST', '/scopes', body);
});
afterAll(() => server.close());

/** Produces a document, and gives what is kept of it with its text. */
async function produce(body: object) {
  const started = jobView.parse((await server.owner.request('POST', '/projects/WARD/documents', body)).body);
  const state = async () => (await server.owner.read(jobView, `/jobs/${started.id}`)).state;
  await until('the document is there', async () => (await state()) === 'done', 60_000);
  const all = await server.owner.read(z.array(producedDocument), '/projects/WARD/documents');
  const found = all.find(({ job }) => job === started.id);
  if (!found) throw new Error('it is not listed');
  const response = await fetch(`${server.address}${jobFilePath(started.id)}`, {
    headers: { cookie: server.owner.cookie },
  });
  return { ...found, text: await response.text() };
}

test('a status report is made in one action, and comes out the same from its ledger position after more has happened', async () => {
  await createRecord(server.owner, 'WARD', 'issue', { title: 'No trainers on nights', severity: 'high' });
  await createRecord(server.owner, 'WARD', 'action', { title: 'Ask the vendor', due: '2020-01-01' });
  const first = await produce({ document: 'status-report', format: 'html' });
  expect(first.text).toMatch(/(Red|Amber|Green)\./);
  for (const said of ['No trainers on nights', 'Ask the vendor', 'What comes next', 'Top risks'])
    expect(first.text).toContain(said);
  // People read names: the milestone is no identifier, and a gate whose title says its key is told once.
  const { forecast } = await server.owner.read(readiness, '/projects/WARD/readiness');
  expect(forecast.milestone).not.toBeNull();
  expect(first.text).not.toContain(forecast.milestone);
  expect(first.text).toMatch(/Milestone<\/dt><dd>[^<]*[Gg]o-live/);
  expect(first.text).not.toMatch(/charter\s+Charter/);
  await createRecord(server.owner, 'WARD', 'issue', { title: 'Printers jam', severity: 'critical' });
  const again = await produce({ document: 'status-report', format: 'html', position: first.position });
  expect(again.sha256).toBe(first.sha256);
  const now = await produce({ document: 'status-report', format: 'html' });
  expect(now.text).toContain('Printers jam');
});

test('a meeting’s minutes carry what was decided and promised there', async () => {
  const committee = await createRecord(server.owner, 'WARD', 'committee', { title: 'Steering' });
  const id = await createRecord(server.owner, 'WARD', 'meeting', {
    title: 'Kick-off',
    present: [server.owner.account.id],
  });
  await server.owner.command('WARD', 'link.create', { type: 'meeting.of', from: id, to: committee });
  const owner = server.owner.account.id;
  await server.owner.command('WARD', 'meeting.promise', { id, title: 'Order scanners', owner, due: '2029-01-02' });
  await server.owner.command('WARD', 'meeting.decide', { id, title: 'Which ward first?', outcome: 'Ward 3', owner });
  await server.owner.command('WARD', 'record.move', { id, move: 'hold' });
  const { text } = await produce({ document: 'minutes', subject: id, format: 'html' });
  for (const said of ['Minutes', 'Steering', 'Order scanners', 'Which ward first?', 'Ward 3', 'Olive Owner'])
    expect(text).toContain(said);
});
