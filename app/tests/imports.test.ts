import { importDiff, judgedPage, readiness, recordPage } from '@callosum/kernel/contract';
import { mspdi } from '@callosum/schedule/testing';
import { connectTo, importPlan, startServer, type TestServer } from '@callosum/server/testing';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';
import { planImporter } from '../plan-importer.ts';

const LIMIT = 1_048_576;
let server: TestServer;

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster'), registry, importers: [planImporter], fileLimit: LIMIT });
});
afterAll(() => server.close());

const working = { PercentComplete: 0, Duration: 'PT40H0M0S', DurationFormat: 7 };
const TASKS = [
  { Name: 'Phase', Summary: 1, Start: '2027-01-04T08:00:00', Finish: '2027-06-30T17:00:00' },
  { Name: 'Build interface', OutlineLevel: 2, Start: '2027-01-04T08:00:00', Finish: '2027-01-08T17:00:00', ...working },
  {
    Name: 'Test interface',
    OutlineLevel: 2,
    Start: '2027-01-11T08:00:00',
    Finish: '2027-01-15T17:00:00',
    ...working,
    PredecessorLink: { PredecessorUID: 2, Type: 1, CrossProject: 0, LinkLag: 0, LagFormat: 7 },
  },
  {
    Name: 'Go-live',
    OutlineLevel: 2,
    Milestone: 1,
    Start: '2027-06-30T17:00:00',
    Finish: '2027-06-30T17:00:00',
    Duration: 'PT0H0M0S',
  },
];
const PLAN = mspdi({ settings: { Title: 'Riverbend', StartDate: '2027-01-04T08:00:00' }, tasks: TASKS });

const counts = async (): Promise<Record<string, number>> => {
  const tables = ['scope', 'record', 'link', 'event', 'value', 'head', 'command_key'];
  const sql = tables.map((table) => `(select count(*)::int from "${table}") as "${table}"`).join(', ');
  return (await server.installation.pool.query<Record<string, number>>(`select ${sql}`)).rows[0] ?? {};
};
const eventsOf = async (key: string): Promise<number> =>
  (await server.owner.read(z.looseObject({ events: z.number() }), `/projects/${key}/ledger`)).events;
const run = async (plan: string | Uint8Array, key: string, more: object = {}, path?: '/imports/preview') => {
  const { status, body } = await importPlan(server.owner, plan, { key, ...more }, path);
  expect([status, body]).toEqual([200, expect.anything()]);
  return importDiff.parse(body);
};
const tasksOf = async (key: string, query = '') =>
  (await server.owner.read(recordPage, `/projects/${key}/records/task?limit=500${query}`)).rows;

describe('a preview', () => {
  test('says what an import would do and writes nothing', async () => {
    const before = await counts();
    const preview = await run(PLAN, 'PREVIEW', {}, '/imports/preview');
    expect(preview).toMatchObject({
      newProject: true,
      title: 'Riverbend',
      removed: 0,
      updated: 0,
      links: { removed: 0 },
    });
    expect(preview.milestones).toEqual([{ uid: 4, title: 'Go-live', date: '2027-06-30' }]);
    expect(preview.byKind.find(({ kind }) => kind === 'task')).toMatchObject({ created: 4 });
    expect(await counts()).toEqual(before);
    expect((await server.owner.request('GET', '/projects/PREVIEW')).status).toBe(404);
  });

  test('of a later version says what the import then does', async () => {
    await run(PLAN, 'PREVTWO');
    const later = PLAN.replace('Build interface', 'Build both interfaces');
    const before = await counts();
    const preview = await run(later, 'PREVTWO', {}, '/imports/preview');
    expect(await counts()).toEqual(before);
    const { rows: _rows, ...done } = await run(later, 'PREVTWO');
    expect(preview).toMatchObject(done);
    expect(preview.rows).toMatchObject([
      {
        kind: 'task',
        action: 'update',
        fields: [{ name: 'title', before: 'Build interface', after: 'Build both interfaces' }],
      },
    ]);
  });
});

describe('an import', () => {
  test('makes a project with its plan, its default gates and a readiness', async () => {
    const done = await run(PLAN, 'RIV', { zone: 'America/Chicago' });
    expect(done).toMatchObject({ project: 'RIV', newProject: true, goLive: '2027-06-30' });
    expect((await server.owner.request('GET', '/projects/RIV')).body).toMatchObject({
      title: 'Riverbend',
      zone: 'America/Chicago',
      goLive: '2027-06-30',
      roles: ['owner'],
      counts: { task: expect.any(Number) },
    });
    const { gates } = await server.reader.read(readiness, '/projects/RIV/readiness');
    expect(gates.length).toBeGreaterThan(5);
    const criterion = gates[0]?.criteria[0]?.id ?? '';
    await server.reader.read(judgedPage, `/projects/RIV/criteria/${criterion}/rows`);
    expect((await server.owner.request('POST', '/projects/RIV/ledger/verify', {})).body).toMatchObject({ ok: true });
  });

  test('of the same file again writes no event', async () => {
    await run(PLAN, 'SAME');
    const before = await eventsOf('SAME');
    const again = await run(PLAN, 'SAME', { name: 'plan-final-v2.xml' });
    expect(again).toMatchObject({
      newProject: false,
      created: 0,
      updated: 0,
      removed: 0,
      restored: 0,
      links: { added: 0, changed: 0, removed: 0 },
    });
    expect(await eventsOf('SAME')).toBe(before);
  });

  test('keeps two links between the same two tasks, and importing them again changes nothing', async () => {
    const links = [
      { PredecessorUID: 2, Type: 1, LinkLag: 0, LagFormat: 7 },
      { PredecessorUID: 2, Type: 3, LinkLag: 4_800, LagFormat: 7 },
    ];
    const tasks = TASKS.map((task) => ('PredecessorLink' in task ? { ...task, PredecessorLink: links } : task));
    const plan = mspdi({ settings: { Title: 'Ladder' }, tasks });
    expect((await run(plan, 'LADDER')).warnings.map(({ code }) => code)).not.toContain('link-repeated');
    const [test] = await tasksOf('LADDER', '&search=test');
    const shape = z.object({
      links: z.array(z.looseObject({ type: z.string(), fields: z.looseObject({}) })),
    });
    const path = `/projects/LADDER/record/${test?.id}`;
    const types = (await server.owner.read(shape, path)).links.filter(({ type }) => type === 'task.dependsOn');
    expect(new Set(types.map(({ fields }) => fields['type']))).toEqual(new Set(['FS', 'SS']));
    expect(types).toHaveLength(2);
    const before = await eventsOf('LADDER');
    await run(plan, 'LADDER');
    expect(await eventsOf('LADDER')).toBe(before);
  });

  test('keeps on the project how the plan counts time, and says when a later version counts otherwise', async () => {
    const days = [2, 3, 4, 5, 6].map((DayType) => ({ DayType, DayWorking: 1 }));
    const planWith = (settings: Record<string, string | number>) =>
      mspdi({
        settings: { Title: 'Settings', CalendarUID: 1, StartDate: '2027-01-04T08:00:00', ...settings },
        calendars: [{ UID: 1, Name: 'Hospital', IsBaseCalendar: 1, WeekDays: { WeekDay: days } }],
        tasks: TASKS,
      });
    const shape = z.object({
      record: z.object({ fields: z.looseObject({}) }),
      links: z.array(z.looseObject({ type: z.string(), other: z.looseObject({ title: z.string() }) })),
    });
    await run(planWith({ MinutesPerDay: 450, DefaultStartTime: '07:30:00' }), 'COUNTS');
    const { id } = await server.owner.read(z.looseObject({ id: z.string() }), '/projects/COUNTS');
    const look = () => server.reader.read(shape, `/projects/COUNTS/record/${id}`);
    expect((await look()).record.fields).toMatchObject({
      planStart: '2027-01-04T08:00',
      minutesPerDay: 450,
      dayStart: '07:30',
      dayFinish: '17:00',
      scheduleFrom: 'start',
    });
    expect((await look()).links).toContainEqual(
      expect.objectContaining({ type: 'project.uses', other: expect.objectContaining({ title: 'Hospital' }) }),
    );
    const before = await eventsOf('COUNTS');
    const later = planWith({ MinutesPerDay: 480, DefaultStartTime: '07:30:00' });
    const { rows } = await run(later, 'COUNTS', {}, '/imports/preview');
    expect(rows).toMatchObject([
      { kind: 'project', action: 'update', fields: [{ name: 'minutesPerDay', before: 450, after: 480 }] },
    ]);
    expect(await run(later, 'COUNTS')).toMatchObject({ updated: 1, created: 0, removed: 0 });
    expect(await eventsOf('COUNTS')).toBe(before + 1);
    await run(later, 'COUNTS');
    expect(await eventsOf('COUNTS')).toBe(before + 1);
    expect((await look()).record.fields).toMatchObject({ minutesPerDay: 480 });
  });

  test('of a later version changes what changed, and keeps gates and what people linked', async () => {
    await run(PLAN, 'LATER');
    const [build] = await tasksOf('LATER', '&search=build');
    const gatesBefore = (await server.owner.read(readiness, '/projects/LATER/readiness')).gates.map(({ id }) => id);
    const tasks = [
      TASKS[0],
      { ...TASKS[1], Name: 'Build anew' },
      TASKS[3],
      { Name: 'Train users', OutlineLevel: 2, ...working },
    ];
    const uids = [1, 2, 4, 5];
    const later = mspdi({
      settings: { Title: 'Riverbend' },
      tasks: tasks.map((task, index) => ({ UID: uids[index] ?? 0, ...task })),
    });
    const done = await run(later, 'LATER');
    expect(done.byKind.find(({ kind }) => kind === 'task')).toMatchObject({ created: 1, removed: 1 });
    const after = await tasksOf('LATER');
    expect(after.map(({ fields }) => fields.title)).toEqual(
      expect.arrayContaining(['Build anew', 'Train users', 'Go-live']),
    );
    expect(after.map(({ fields }) => fields.title)).not.toContain('Test interface');
    expect(after.find(({ id }) => id === build?.id)?.fields.title).toBe('Build anew');
    const { gates } = await server.owner.read(readiness, '/projects/LATER/readiness');
    expect(gates.map(({ id }) => id).sort()).toEqual(gatesBefore.sort());
    const back = await run(PLAN, 'LATER');
    expect(back.byKind.find(({ kind }) => kind === 'task')).toMatchObject({ restored: 1 });
  });

  test('that fails in the middle leaves no project, no record and no event', async () => {
    const before = await counts();
    const store = await connectTo(server.database.url);
    await store.query(`create function fail() returns trigger language plpgsql as
      $$ begin if new.title = 'Go-live' then raise exception 'in the middle'; end if; return new; end $$`);
    await store.query('create trigger fail before insert on record for each row execute function fail()');
    expect((await importPlan(server.owner, PLAN, { key: 'HALF' })).status).toBe(500);
    await store.query('drop trigger fail on record');
    await store.end();
    expect(await counts()).toEqual(before);
    expect((await server.owner.request('GET', '/projects/HALF')).status).toBe(404);
    expect(await run(PLAN, 'HALF')).toMatchObject({ newProject: true });
  });

  test('of one new key by two people at once: one makes the project, the other is told', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => importPlan(server.owner, PLAN, { key: 'TWICE' })));
    const made = answers.filter(({ status }) => status === 200);
    expect(made.length).toBeGreaterThanOrEqual(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 200)) {
      expect([status, body]).toMatchObject([409, { code: 'CONFLICT', message: expect.stringContaining('taken') }]);
    }
    const cards = await server.owner.read(z.array(z.looseObject({ key: z.string() })), '/projects');
    expect(cards.filter(({ key }) => key === 'TWICE')).toHaveLength(1);
    expect((await server.owner.request('POST', '/projects/TWICE/ledger/verify', {})).body).toMatchObject({ ok: true });
    expect((await tasksOf('TWICE')).length).toBe((await tasksOf('SAME')).length);
  });

  test('into a time zone that does not exist is refused and says so', async () => {
    for (const path of ['/imports', '/imports/preview'] as const) {
      const { status, body } = await importPlan(server.owner, PLAN, { key: 'NOZONE', zone: 'Nowhere/Special' }, path);
      expect([status, body]).toMatchObject([400, { data: { problems: [{ path: expect.arrayContaining(['zone']) }] } }]);
    }
    expect((await server.owner.request('GET', '/projects/NOZONE')).status).toBe(404);
  });

  test('of a file nobody uploaded is refused', async () => {
    const body = { file: 'ab'.repeat(32), name: 'plan.xml', key: 'NOFILE' };
    expect((await server.owner.request('POST', '/imports', body)).status).toBe(404);
    const outside = { ...body, file: `../../${'a'.repeat(58)}` };
    expect((await server.owner.request('POST', '/imports', outside)).status).toBe(400);
  });

  test('takes go-live from a date or a milestone that is named', async () => {
    expect(await run(PLAN, 'BYDATE', { goLive: { date: '2027-07-15' } })).toMatchObject({ goLive: '2027-07-15' });
    expect(await run(PLAN, 'BYMILE', { goLive: { milestone: 4 } })).toMatchObject({ goLive: '2027-06-30' });
    expect((await importPlan(server.owner, PLAN, { key: 'BADMILE', goLive: { milestone: 99 } })).status).toBeLessThan(
      500,
    );
  });
});

const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'));
const deep = `<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project">${'<a>'.repeat(5_000)}`;
const doctype = '<?xml version="1.0"?>\n<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n';

describe('a file that is no plan', () => {
  test.each<[string, string | Uint8Array]>([
    ['a DOCTYPE', mspdi({ head: '<?xml version="1.0"?>\n<!DOCTYPE Project>\n', tasks: TASKS })],
    ['an outside entity', mspdi({ head: doctype, settings: { Title: 'x' } }).replace('<Title>x<', '<Title>&x;<')],
    ['a billion laughs', `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>`],
    ['an MPP document', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600))],
    ['an archive', Uint8Array.of(0x50, 0x4b, 3, 4, ...new Uint8Array(100))],
    ['an encoding it does not have', utf16(mspdi({ tasks: TASKS }))],
    [
      'bytes that are no text',
      Uint8Array.of(...Buffer.from(PLAN.slice(0, 200)), 0xff, 0xfe, 0xc3, 0x28, ...Buffer.from(PLAN.slice(200))),
    ],
    ['an end in the middle', PLAN.slice(0, Math.floor(PLAN.length * 0.6))],
    ['elements nested without end', deep],
    ['nothing in it', ''],
    ['JSON', '{"tasks": []}'],
    ['a web page', '<!doctype html><html><body>Sign in</body></html>'],
    ['another XML', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['P6', 'ERMHDR\t20.12\t2026-01-01\tProject\n%T\tPROJECT\n'],
  ])('because of %s is told what it is and what to do, and nothing of it is kept', async (_what, content) => {
    const before = await counts();
    for (const path of ['/imports/preview', '/imports'] as const) {
      const { status, body } = await importPlan(server.owner, content, { key: 'BAD', name: 'odd plan.xml' }, path);
      expect(status).toBe(400);
      const { data } = z.object({ data: z.object({ problems: z.array(z.looseObject({})) }) }).parse(body);
      expect(data.problems).toMatchObject([
        {
          code: 'unreadable-file',
          path: ['file'],
          message: expect.stringMatching(/^odd plan\.xml/),
          remedy: expect.stringMatching(/\w{4}/),
        },
      ]);
      expect(JSON.stringify(body)).not.toContain('root:');
    }
    expect(await counts()).toEqual(before);
  });

  test('names the line where it goes wrong', async () => {
    const broken = PLAN.replace('<Name>Test interface</Name>', '<Name>Test interface</Nome>');
    const line = broken.slice(0, broken.indexOf('</Nome>')).split('\n').length;
    const { status, body } = await importPlan(server.owner, broken, { key: 'BAD' });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(`line ${line}`);
  });

  test('does not disturb a project it was meant for', async () => {
    await run(PLAN, 'STAYS');
    const before = await eventsOf('STAYS');
    expect((await importPlan(server.owner, PLAN.slice(0, -40), { key: 'STAYS' })).status).toBe(400);
    expect(await eventsOf('STAYS')).toBe(before);
  });
});

describe('an upload', () => {
  const files = async (): Promise<string[]> => {
    const all = await readdir(join(server.dataDir, 'files'), { recursive: true, withFileTypes: true }).catch(() => []);
    return all.filter((entry) => entry.isFile()).map(({ name }) => name);
  };

  test('answers with the hash of its content, and the same content is kept once', async () => {
    const content = 'the same content';
    const hash = createHash('sha256').update(content).digest('hex');
    for (let n = 0; n < 2; n += 1)
      expect(await server.owner.upload(content)).toMatchObject({ status: 200, body: { hash, size: 16 } });
    expect((await files()).filter((name) => name === hash)).toHaveLength(1);
  });

  test('over the limit is refused with a clear word and leaves no file', async () => {
    const before = await files();
    const { status, body } = await server.owner.upload(new Uint8Array(LIMIT + 1));
    expect([status, body]).toMatchObject([
      413,
      { code: 'TOO_LARGE', data: { problems: [{ remedy: expect.any(String) }] } },
    ]);
    expect(await files()).toEqual(before);
    expect((await server.owner.upload(new Uint8Array(LIMIT))).status).toBe(200);
  });

  test('far over the limit is refused the same way, also without a stated length', async () => {
    const before = await files();
    expect((await server.owner.upload(new Uint8Array(40 * LIMIT))).status).toBe(413);
    const chunks = new ReadableStream({
      start: (controller) => {
        for (let n = 0; n < 80; n += 1) controller.enqueue(new Uint8Array(LIMIT / 8));
        controller.close();
      },
    });
    const request = { method: 'POST', body: chunks, duplex: 'half' as const, headers: { cookie: server.owner.cookie } };
    expect((await fetch(`${server.address}/api/v1/files`, request)).status).toBe(413);
    expect(await files()).toEqual(before);
  });

  test('that is cut off leaves no file', async () => {
    const before = await files();
    const leaving = new AbortController();
    const slow = new ReadableStream({
      pull: async (controller) => {
        controller.enqueue(new Uint8Array(1_000));
        await new Promise((resolve) => setTimeout(resolve, 10));
      },
    });
    const request = {
      method: 'POST',
      body: slow,
      duplex: 'half' as const,
      headers: { cookie: server.owner.cookie },
      signal: leaving.signal,
    };
    const answer = fetch(`${server.address}/api/v1/files`, request).catch(() => 'cut off');
    await new Promise((resolve) => setTimeout(resolve, 150));
    leaving.abort();
    expect(await answer).toBe('cut off');
    await expect.poll(files, { timeout: 3_000 }).toEqual(before);
  });
});
