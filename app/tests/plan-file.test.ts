import { importDiff, recordPage } from '@callosum/kernel/contract';
import { planningPart } from '@callosum/planning/server';
import { differences, elementsIn, mspdi } from '@callosum/schedule/testing';
import { buildProject, importPlan, startServer, type TestServer } from '@callosum/server/testing';
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';
import { planImporter } from '../plan-importer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({
    cluster: inject('cluster'),
    registry,
    importers: [planImporter],
    parts: (services) => [planningPart(services)],
  });
});
afterAll(() => server.close());

const span = (from: string, to: string, hours = 40) => ({
  Start: `2027-01-${from}T08:00:00`,
  Finish: `2027-01-${to}T17:00:00`,
  Duration: `PT${hours}H0M0S`,
  DurationFormat: 7,
  Work: `PT${hours}H0M0S`,
  PercentComplete: 0,
});
const after = (uid: number) => ({ PredecessorUID: uid, Type: 1, CrossProject: 0, LinkLag: 0, LagFormat: 7 });
const own = (text: string) => ({ FieldID: 188743731, Value: text });
const hours = (day: string) => ({
  Type: 1,
  UID: 1,
  Start: `2027-01-${day}T08:00:00`,
  Finish: `2027-01-${day}T17:00:00`,
  Unit: 2,
  Value: 'PT8H0M0S',
});
/** A file with much that Callosum knows nothing of: costs, custom fields, rates, hyperlinks, blank rows, periods. */
const FILE = mspdi({
  settings: {
    Title: 'Riverbend',
    Company: 'Riverbend Health',
    StartDate: '2027-01-04T08:00:00',
    FinishDate: '2027-01-29T17:00:00',
    CurrencyCode: 'USD',
    CalendarUID: 7,
    OutlineCodes: { OutlineCode: { FieldID: 188744096, Alias: 'Site' } },
    ExtendedAttributes: { ExtendedAttribute: { FieldID: 188743731, Alias: 'Ward' } },
  },
  calendars: [
    {
      UID: 7,
      Name: 'Hospital',
      IsBaseCalendar: 1,
      IsBaselineCalendar: 0,
      BaseCalendarUID: -1,
      WeekDays: {
        WeekDay: [2, 3, 4, 5, 6].map((DayType) => ({
          DayType,
          DayWorking: 1,
          WorkingTimes: {
            WorkingTime: [
              { FromTime: '08:00:00', ToTime: '12:00:00' },
              { FromTime: '13:00:00', ToTime: '17:00:00' },
            ],
          },
        })),
      },
    },
  ],
  tasks: [
    { UID: 0, ID: 0, Name: 'Riverbend', OutlineLevel: 0, OutlineNumber: 0, Summary: 1, ...span('04', '29', 160) },
    {
      UID: 11,
      ID: 1,
      Name: 'Build',
      WBS: '1',
      OutlineNumber: 1,
      ...span('04', '08'),
      FixedCost: 1200,
      ExtendedAttribute: own('ICU'),
    },
    { UID: 12, ID: 2, IsNull: 1, OutlineLevel: 1 },
    {
      UID: 13,
      ID: 3,
      Name: 'Try',
      WBS: '2',
      OutlineNumber: 2,
      ...span('11', '15'),
      HyperlinkAddress: 'https://example.org/try',
      PredecessorLink: after(11),
      CommitmentType: 0,
    },
    {
      UID: 17,
      ID: 4,
      Name: 'Teach',
      WBS: 'T.3',
      OutlineNumber: 3,
      ...span('18', '22'),
      PredecessorLink: after(13),
      Baseline: { Number: 0, Interim: 0, Start: '2027-01-18T08:00:00', Finish: '2027-01-22T17:00:00' },
    },
    {
      UID: 19,
      ID: 5,
      Name: 'Celebrate',
      WBS: '4',
      OutlineNumber: 4,
      ...span('25', '29'),
      PredecessorLink: after(17),
      Notes: 'Cake\nand tea',
      OutlineCode: { FieldID: 188744096, ValueID: 3 },
    },
  ],
  resources: [
    { UID: 0, ID: 0, Type: 1, IsNull: 0 },
    {
      UID: 3,
      ID: 1,
      Name: 'Nina Nurse',
      Type: 1,
      IsNull: 0,
      StandardRate: 80,
      MaxUnits: 1,
      CalendarUID: 7,
      ExtendedAttribute: own('nights'),
    },
  ],
  assignments: [
    {
      UID: 21,
      TaskUID: 11,
      ResourceUID: 3,
      Units: 1,
      Work: 'PT40H0M0S',
      RegularWork: 'PT40H0M0S',
      RemainingWork: 'PT40H0M0S',
      Start: '2027-01-04T08:00:00',
      Finish: '2027-01-08T17:00:00',
      Cost: 3200,
      TimephasedData: ['04', '05', '06', '07', '08'].map(hours),
    },
    {
      UID: 22,
      TaskUID: 19,
      ResourceUID: -65535,
      Units: 1,
      Work: 'PT0H0M0S',
      Start: '2027-01-25T08:00:00',
      Finish: '2027-01-29T17:00:00',
    },
  ],
});

/** The same under another hash. */
const OTHER = FILE.replace('Riverbend Health', 'Another');

const handedOver = z.object({ name: z.string(), text: z.string(), anew: z.string().nullable() });
const fileOf = async (key: string, client = server.owner) =>
  handedOver.parse((await client.request('GET', `/projects/${key}/parts/planning/file`)).body);
const bring = async (text: string, key: string) =>
  expect((await importPlan(server.owner, text, { key })).status).toBe(200);
const idsOf = async (key: string) =>
  new Map(
    (await server.owner.read(recordPage, `/projects/${key}/records/task?limit=100`)).rows.map(({ id, fields }) => [
      fields.title,
      id,
    ]),
  );
const edit = (key: string, ...edits: object[]) => server.owner.command(key, 'plan.edit', { edits });
const days = (count: number) => ({ seconds: count * 28_800, unit: 'd', elapsed: false });

describe('a plan that came from a Microsoft Project file', () => {
  test('untouched, is handed over as that file to the last character', async () => {
    await bring(FILE, 'SAME');
    expect(await fileOf('SAME')).toEqual({ name: 'SAME.xml', text: FILE, anew: null });
  });

  test('is handed over with what people have changed, and every other element as it was', async () => {
    await bring(FILE, 'EDIT');
    const ids = await idsOf('EDIT');
    const [build, teach, celebrate] = ['Build', 'Teach', 'Celebrate'].map((title) => ids.get(title));
    await edit('EDIT', { do: 'set', task: build, fields: { duration: days(7) } });
    await edit('EDIT', { do: 'link', from: build, to: teach, type: 'SS', lag: days(1) });
    await edit('EDIT', { do: 'set', task: celebrate, fields: { title: 'Celebrate & rest' } });
    const { text, anew } = await fileOf('EDIT');
    expect(anew).toBeNull();
    const [was, is] = [elementsIn(FILE), elementsIn(text)];
    const told = differences(was, is);
    // What was typed.
    expect(is.get('Project/Tasks/Task[11]/Duration')).toBe('PT56H0M0S');
    expect(is.get('Project/Tasks/Task[17]/PredecessorLink[11 3]/LinkLag')).toBe('4800');
    expect(is.get('Project/Tasks/Task[19]/Name')).toBe('Celebrate & rest');
    // What follows from it: two working days later, of tasks, of the whole, and of who is assigned.
    expect(is.get('Project/Tasks/Task[11]/Finish')).toBe('2027-01-12T17:00:00');
    expect(is.get('Project/Tasks/Task[13]/Start')).toBe('2027-01-13T08:00:00');
    expect(is.get('Project/Tasks/Task[19]/Finish')).toBe('2027-02-02T17:00:00');
    expect(is.get('Project/Tasks/Task[0]/Finish')).toBe('2027-02-02T17:00:00');
    expect(is.get('Project/FinishDate')).toBe('2027-02-02T17:00:00');
    expect(is.get('Project/Assignments/Assignment[21]/Work')).toBe('PT56H0M0S');
    expect(is.get('Project/Assignments/Assignment[21]/Finish')).toBe('2027-01-12T17:00:00');
    const expected = [
      /^Project\/FinishDate$/,
      /^Project\/Tasks\/Task\[0\]\/(Finish|Duration|Work)$/,
      /^Project\/Tasks\/Task\[11\]\/(Duration|Finish|Work)$/,
      /^Project\/Tasks\/Task\[(13|17|19)\]\/(Start|Finish)$/,
      /^Project\/Tasks\/Task\[17\]\/PredecessorLink\[11 3\]/,
      /^Project\/Tasks\/Task\[\d+\]\/(Early|Late)(Start|Finish)$/,
      /^Project\/Tasks\/Task\[19\]\/Name$/,
      // Sums and periods of work that has grown: Microsoft Project reckons them anew.
      /^Project\/Assignments\/Assignment\[21\]\/(Work|RegularWork|RemainingWork|Finish|TimephasedData)/,
      /^Project\/Assignments\/Assignment\[22\]\/(Start|Finish)$/,
    ];
    expect(told.filter((path) => !expected.some((one) => one.test(path)))).toEqual([]);
  });

  test('has new tasks in their place, none of those that are gone, and its blank rows', async () => {
    await bring(FILE, 'ROWS');
    const ids = await idsOf('ROWS');
    const fresh = '00000000-0000-7000-8000-0000000a1b2c';
    await edit('ROWS', { do: 'unlink', from: ids.get('Try'), to: ids.get('Teach'), type: 'FS' });
    await edit('ROWS', { do: 'withdraw', task: ids.get('Try') });
    await edit(
      'ROWS',
      { do: 'add', task: fresh, parent: null, position: 1.5, fields: { title: 'Wire', duration: days(2) } },
      { do: 'link', from: ids.get('Build'), to: fresh, type: 'FS' },
    );
    const { text } = await fileOf('ROWS');
    const is = elementsIn(text);
    const rows = [...text.matchAll(/<Task>[\s\S]*?<UID>(\d+)<\/UID>[\s\S]*?<ID>(\d+)<\/ID>/g)].map(([, uid, id]) => [
      uid,
      id,
    ]);
    // Counted anew, as Microsoft Project does; the new row has a number that no row of the file had.
    expect(rows).toEqual([
      ['0', '0'],
      ['11', '1'],
      ['12', '2'],
      ['20', '3'],
      ['17', '4'],
      ['19', '5'],
    ]);
    expect(is.get('Project/Tasks/Task[20]/Name')).toBe('Wire');
    expect(is.get('Project/Tasks/Task[20]/PredecessorLink[11 1]/PredecessorUID')).toBe('11');
    // A code that is the number of the outline follows it; another stays.
    expect([17, 19].map((uid) => is.get(`Project/Tasks/Task[${uid}]/WBS`))).toEqual(['T.3', '4']);
    const left = differences(elementsIn(FILE), is).filter((path) => /Task\[(11|12|19)\]/.test(path));
    expect(left.filter((path) => !/\/(Start|Finish|ID|(Early|Late)(Start|Finish))$/.test(path))).toEqual([]);
    const { warnings } = importDiff.parse((await importPlan(server.owner, text, { key: 'AGAIN' })).body);
    // Only what a new project says of its gates; nothing of the file.
    expect(new Set(warnings.map(({ code }) => code))).toEqual(new Set(['gate-before-start']));
  });

  test('goes out and comes back with tasks that were made here: they are the same records, and keep the number of the file', async () => {
    await bring(FILE, 'ROUND');
    const ids = await idsOf('ROUND');
    const fresh = '00000000-0000-7000-8000-0000000a1b2e';
    await edit('ROUND', {
      do: 'add',
      task: fresh,
      parent: null,
      position: 9,
      fields: { title: 'Wire', duration: days(2) },
    });
    const { text } = await fileOf('ROUND');
    // Somebody goes on with it elsewhere.
    await bring(text.replace('<Name>Wire</Name>', '<Name>Wire it all</Name>'), 'ROUND');
    const after = await idsOf('ROUND');
    expect(after.get('Wire it all')).toBe(fresh);
    expect(after.size).toBe(ids.size + 1);
    expect((await fileOf('ROUND')).text).toBe(text.replace('<Name>Wire</Name>', '<Name>Wire it all</Name>'));
  });

  test('is written anew for whoever could not have imported it, without what only the file knows', async () => {
    await bring(FILE, 'SEEN');
    const { text, anew } = await fileOf('SEEN', server.reader);
    expect(anew).toBe('not-yours');
    expect(text).toContain('<Name>Teach</Name>');
    expect(text).not.toContain('StandardRate');
  });

  test('is written anew, and says so, when its file is no longer here', async () => {
    await bring(OTHER, 'GONE');
    const hash = createHash('sha256').update(OTHER).digest('hex');
    const kept = (await readdir(server.dataDir, { recursive: true })).find((path) => path.endsWith(hash));
    await rm(join(server.dataDir, kept ?? ''));
    expect(await fileOf('GONE')).toMatchObject({
      anew: 'not-here',
      text: expect.stringContaining('<Name>Teach</Name>'),
    });
  });
});

test('a plan that came from no file is one of its own', async () => {
  await buildProject(server, { key: 'OWN', title: 'Own', zone: 'UTC' });
  const id = '00000000-0000-7000-8000-0000000a1b2d';
  await edit('OWN', { do: 'add', task: id, parent: null, position: 1, fields: { title: 'Begin', duration: days(3) } });
  const { text, anew } = await fileOf('OWN');
  expect(anew).toBe('no-file');
  expect(elementsIn(text).get('Project/Tasks/Task[1]/Name')).toBe('Begin');
});
