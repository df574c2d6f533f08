import { importDiff } from '@callosum/kernel/contract';
import { differences, elementsIn, mspdi } from '@callosum/schedule/testing';
import { buildProject, importPlan, type TestServer } from '@callosum/server/testing';
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { days, planDesk, planServer } from './plan-desk.ts';

let server: TestServer;
beforeAll(async () => {
  server = await planServer();
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

const { fileOf, handOut, bring, idsOf, edit } = planDesk(() => server);

describe('a plan that came from a Microsoft Project file', () => {
  test('untouched, is handed over as that file to the last character', async () => {
    await bring(FILE, 'SAME');
    expect(await fileOf('SAME')).toMatchObject({ name: 'SAME.xml', text: FILE, anew: null, given: [], losses: [] });
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

  test('tells what was deleted elsewhere, also of what was made here, and withdraws it when one agrees', async () => {
    await bring(FILE, 'LOST');
    const ids = await idsOf('LOST');
    const [wire, label] = ['1', '2'].map((last) => `00000000-0000-7000-8000-0000000a1b3${last}`);
    await edit(
      'LOST',
      ...[wire, label].map((task, at) => ({
        do: 'add',
        task,
        parent: null,
        position: 9 + at,
        fields: { title: at === 0 ? 'Wire' : 'Label', duration: days(1) },
      })),
    );
    const text = await handOut('LOST');
    // Somebody deletes a row that was made here and one of the first file; meanwhile another is made.
    const deleted = [...text.matchAll(/\s*<Task>[\s\S]*?<\/Task>/g)].filter(([row]) => /<Name>(Wire|Teach)</.test(row));
    const later = deleted
      .reduce((left, [row]) => left.replace(row, ''), text)
      .replace(/<PredecessorUID>17</, '<PredecessorUID>13<');
    expect(deleted).toHaveLength(2);
    const since = '00000000-0000-7000-8000-0000000a1b33';
    await edit('LOST', { do: 'add', task: since, parent: null, position: 20, fields: { title: 'Made since' } });
    await server.owner.command('LOST', 'link.create', {
      type: 'task.restsOn',
      from: ids.get('Teach'),
      to: ids.get('Build'),
      fields: {},
    });
    const tried = importDiff.parse((await importPlan(server.owner, later, { key: 'LOST' }, '/imports/preview')).body);
    expect(tried.rows.filter(({ action }) => action === 'remove').map(({ title }) => title)).toEqual([
      // It held nothing but that task.
      'Baseline',
      'Teach',
      'Wire',
    ]);
    expect(tried.warnings.map(({ code }) => code)).toContain('record-on-removed-task');
    const kept = importDiff.parse((await importPlan(server.owner, later, { key: 'LOST', gone: 'keep' })).body);
    expect(kept).toMatchObject({ removed: 0, gone: 3 });
    expect([...(await idsOf('LOST')).keys()]).toEqual(expect.arrayContaining(['Wire', 'Teach', 'Made since']));
    await bring(later, 'LOST');
    const titles = [...(await idsOf('LOST')).keys()];
    expect(titles).toEqual(expect.arrayContaining(['Label', 'Build', 'Made since']));
    expect(titles.filter((title) => title === 'Wire' || title === 'Teach')).toEqual([]);
    // An older file brings them back as the records they were.
    await bring(text, 'LOST');
    expect((await idsOf('LOST')).get('Wire')).toBe(wire);
  });

  test('carries progress on: work done and left of tasks and of everybody assigned, day by day, in sums that agree', async () => {
    await bring(FILE, 'DONE');
    const ids = await idsOf('DONE');
    const set = (title: string, fields: object) => edit('DONE', { do: 'set', task: ids.get(title), fields });
    await set('Build', { percentComplete: 50, actualStart: '2027-01-04T08:00' });
    const { text } = await fileOf('DONE');
    const half = elementsIn(text);
    const assignment = (name: string, from = half) => from.get(`Project/Assignments/Assignment[21]/${name}`);
    const task = (name: string, from = half) => from.get(`Project/Tasks/Task[11]/${name}`);
    expect([
      assignment('Work'),
      assignment('ActualWork'),
      assignment('RemainingWork'),
      assignment('PercentWorkComplete'),
    ]).toEqual(['PT40H0M0S', 'PT20H0M0S', 'PT20H0M0S', '50']);
    expect([task('Work'), task('ActualWork'), task('RemainingWork'), task('PercentWorkComplete')]).toEqual([
      'PT40H0M0S',
      'PT20H0M0S',
      'PT20H0M0S',
      '50',
    ]);
    expect([task('PercentComplete'), task('ActualDuration'), task('RemainingDuration')]).toEqual([
      '50',
      'PT20H0M0S',
      'PT20H0M0S',
    ]);
    expect([task('Stop'), task('Resume'), assignment('Stop'), assignment('ActualStart')]).toEqual([
      '2027-01-06T12:00:00',
      '2027-01-06T13:00:00',
      '2027-01-06T12:00:00',
      '2027-01-04T08:00:00',
    ]);
    const periods = [
      ...text.matchAll(/<TimephasedData>\s*<Type>(\d+)<[\s\S]*?<Start>([^<]*)<[\s\S]*?<Value>PT(\d+)H/g),
    ];
    expect(periods.map(([, type, start, value]) => [type, start?.slice(5, 13), value])).toEqual([
      ['2', '01-04T08', '8'],
      ['2', '01-05T08', '8'],
      ['2', '01-06T08', '4'],
      ['1', '01-06T13', '4'],
      ['1', '01-07T08', '8'],
      ['1', '01-08T08', '8'],
    ]);
    // What has come back says the same, and goes out as the same file.
    await bring(text, 'DONE');
    expect((await fileOf('DONE')).text).toBe(text);
    await set('Build', { percentComplete: 100, actualFinish: '2027-01-07T17:00' });
    const whole = elementsIn((await fileOf('DONE')).text);
    expect([
      assignment('ActualWork', whole),
      assignment('RemainingWork', whole),
      assignment('ActualFinish', whole),
    ]).toEqual(['PT40H0M0S', 'PT0H0M0S', '2027-01-07T17:00:00']);
    expect([task('ActualWork', whole), task('RemainingDuration', whole), task('Stop', whole)]).toEqual([
      'PT40H0M0S',
      'PT0H0M0S',
      undefined,
    ]);
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
