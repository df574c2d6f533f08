import { importDiff, readiness, recordPage, templateMade } from '@callosum/kernel/contract';
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

const offers = z.array(
  z.looseObject({ name: z.string(), record: z.string().nullable(), brings: z.looseObject({ weeks: z.number() }) }),
);
const created = z.object({ key: z.string(), made: templateMade });
const project = z.looseObject({ counts: z.record(z.string(), z.number()), registers: z.array(z.string()) });

const start = (body: object, client = server.owner) =>
  client.request('POST', '/scopes', {
    type: 'project',
    parent: 'organisation',
    title: 'Ward list',
    zone: 'UTC',
    ...body,
  });
const problemOf = (body: unknown) =>
  z
    .object({
      data: z.object({ problems: z.array(z.looseObject({ path: z.array(z.unknown()), remedy: z.string() })) }),
    })
    .parse(body).data.problems[0];

describe('a project from a template', () => {
  test('is offered, the smallest first, with what it brings', async () => {
    const offered = await server.reader.read(offers, '/templates');
    expect(offered.map(({ name }) => name)).toEqual([
      'small-app',
      'interface',
      'departmental-system',
      'enterprise-ehr',
    ]);
    const weeks = offered.map(({ brings }) => brings.weeks);
    expect(weeks).toEqual(weeks.toSorted((a, b) => a - b));
    expect((await server.anonymous.request('GET', '/templates')).status).toBe(401);
  });

  test('is shown before it is made, then made in one batch as it was shown, with its gates in readiness', async () => {
    const template = { name: 'small-app', goLive: '2029-01-08', answers: { phi: 'yes', interfaces: 1 } };
    const shown = created.parse((await start({ key: 'WARD', template, dryRun: true })).body);
    expect((await server.owner.request('GET', '/projects/WARD')).status).toBe(404);
    const answer = await start({ key: 'WARD', template });
    expect(answer.status).toBe(200);
    const { made } = created.parse(answer.body);
    expect(made).toEqual(shown.made);
    const view = await server.owner.read(project, '/projects/WARD');
    for (const { kind, count } of made.counts) expect(view.counts[kind], kind).toBe(count);
    expect(view.registers).toEqual(['need', 'risk', 'decision', 'issue', 'hazard', 'obligation', 'interface']);
    const { gates } = await server.owner.read(readiness, '/projects/WARD/readiness');
    expect(gates.map(({ key, date }) => [key, date])).toEqual(made.gates.map(({ key, date }) => [key, date]));
    const verified = await server.owner.request('POST', '/projects/WARD/ledger/verify', {});
    expect(verified.body).toMatchObject({ ok: true });
  });

  test('knows from its first minute which tasks are critical, and when it goes live as things stand', async () => {
    const template = { name: 'interface', goLive: '2029-01-08' };
    expect((await start({ key: 'FIRST', template })).status).toBe(200);
    const { rows } = await server.owner.read(recordPage, '/projects/FIRST/records/task?limit=200');
    const critical = rows.filter(({ fields }) => fields['storedCritical'] === true);
    expect(critical.length).toBeGreaterThan(0);
    expect(critical.length).toBeLessThan(rows.length);
    const [begun] = (await server.owner.read(recordPage, '/projects/FIRST/records/project?limit=1')).rows;
    expect(begun?.fields).toMatchObject({ goLive: '2029-01-08', forecastGoLive: '2029-01-08' });
  });

  test.each([
    [{ name: 'large-app' }, ['template'], 'small-app'],
    [{ name: 'small-app', answers: { phi: 'perhaps' } }, ['answers', 'phi'], 'yes'],
    [{ name: 'small-app', answers: { sites: 2 } }, ['answers', 'sites'], 'phi'],
  ])('is refused whole for %j', async (template, path, remedy) => {
    const { status, body } = await start({ key: 'NONE', template });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(problemOf(body)?.path).toEqual(path);
    expect(problemOf(body)?.remedy).toContain(remedy);
    expect((await server.owner.request('GET', '/projects/NONE')).status).toBe(404);
  });

  test('is no way to begin a programme, and nothing for readers', async () => {
    const template = { name: 'small-app' };
    expect((await start({ type: 'programme', key: 'PRG', template })).status).toBe(422);
    expect((await start({ key: 'NEW', template }, server.reader)).status).toBe(403);
  });
});

describe('a template of one’s own', () => {
  const keep = (client = server.owner, title = 'Our small tool') =>
    client.request('POST', '/projects/WARD/template', { title, summary: 'As the ward list went.' });

  test('is kept by those who run both project and organisation, once for each name', async () => {
    expect((await keep(server.reader)).status).toBe(403);
    expect(await keep()).toMatchObject({ status: 200, body: { name: 'our-small-tool' } });
    expect((await keep()).status).toBe(409);
    const kept = (await server.reader.read(offers, '/templates')).at(-1);
    expect(kept).toMatchObject({ name: 'our-small-tool', record: expect.any(String), questions: [] });
  });

  test('makes the same kind of project, and is gone once it is withdrawn', async () => {
    const { made } = created.parse(
      (await start({ key: 'AGAIN', template: { name: 'our-small-tool', goLive: '2030-01-07' } })).body,
    );
    expect(made.gates.map(({ key }) => key)).toEqual(['charter', 'go-no-go', 'stabilised']);
    const tasks = made.counts.find(({ kind }) => kind === 'task')?.count;
    expect(tasks).toBeGreaterThan(15);
    const record = (await server.owner.read(offers, '/templates')).at(-1)?.record;
    await server.owner.command('organisation', 'record.withdraw', { id: record });
    expect((await server.owner.read(offers, '/templates')).map(({ name }) => name)).not.toContain('our-small-tool');
    expect((await start({ key: 'LATER', template: { name: 'our-small-tool' } })).status).toBe(404);
  });
});

describe('a plan that is imported onto a template', () => {
  const at = (day: string) => `${day}T17:00:00`;
  const plan = mspdi({
    settings: { Title: 'Ward list', StartDate: '2027-01-04T08:00:00' },
    tasks: [
      {
        Name: 'Build',
        Start: '2027-01-04T08:00:00',
        Finish: at('2027-01-08'),
        Duration: 'PT40H0M0S',
        DurationFormat: 7,
      },
      { Name: 'Go-live', Milestone: 1, Start: at('2027-06-30'), Finish: at('2027-06-30'), Duration: 'PT0H0M0S' },
    ],
  });
  const template = { name: 'small-app', answers: { phi: 'yes', interfaces: 1 } };

  test('is previewed as it is done: the plan’s own tasks, the template’s gates and registers, nothing twice', async () => {
    const shown = await importPlan(server.owner, plan, { key: 'ONTO', template }, '/imports/preview');
    expect((await server.owner.request('GET', '/projects/ONTO')).status).toBe(404);
    const done = importDiff.parse((await importPlan(server.owner, plan, { key: 'ONTO', template })).body);
    expect(importDiff.parse(shown.body)).toMatchObject({
      created: done.created,
      byKind: done.byKind,
      goLive: done.goLive,
    });
    const created = (kind: string) => done.byKind.find((one) => one.kind === kind)?.created;
    // Two gates of the template are on no milestone of the plan, so each brings its own.
    expect([created('task'), created('gate')]).toEqual([4, 3]);
    const { rows } = await server.owner.read(recordPage, '/projects/ONTO/records/task');
    const titles = rows.map((row) => row.fields['title']);
    expect(titles).toEqual(expect.arrayContaining(['Build', 'Go-live']));
    expect(new Set(titles).size).toBe(4);
    const { gates } = await server.owner.read(readiness, '/projects/ONTO/readiness');
    expect(gates.map(({ key }) => key).sort()).toEqual(['charter', 'go-no-go', 'stabilised']);
    expect(gates.find(({ key }) => key === 'go-no-go')).toMatchObject({ date: '2027-06-30' });
    const view = await server.owner.read(project, '/projects/ONTO');
    expect(view.registers).toContain('obligation');
  });

  test('is refused with a wrong answer at its place, and nothing is made; in a project that is there already as well', async () => {
    const wrong = { ...template, answers: { phi: 'perhaps' } };
    const answer = await importPlan(server.owner, plan, { key: 'ONTONO', template: wrong });
    expect(answer.status).toBe(400);
    expect(problemOf(answer.body)?.path).toEqual(expect.arrayContaining(['answers', 'phi']));
    expect((await server.owner.request('GET', '/projects/ONTONO')).status).toBe(404);
    const again = await importPlan(server.owner, plan, { key: 'ONTO', template });
    expect(again.status).toBe(422);
    expect(problemOf(again.body)?.path).toEqual(['template']);
  });
});
