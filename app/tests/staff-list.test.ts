import { tableDiff } from '@callosum/kernel/contract';
import { buildProject, createRecord, startServer, type TestServer, workbook } from '@callosum/server/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster'), registry });
  for (const title of ['Intensive care', 'Emergency'])
    await createRecord(server.owner, 'organisation', 'unit', { title });
  for (const title of ['Nurse', 'Physician']) await createRecord(server.owner, 'organisation', 'jobRole', { title });
});
afterAll(() => server.close());

const HEADER = ['Personnel number', 'Name', 'Mail', 'Department', 'Function', 'Head'];
const mapping = {
  kind: 'person',
  columns: [
    { header: 'Personnel number', key: true, field: 'employeeNumber' },
    { header: 'Name', field: 'title' },
    { header: 'Mail', field: 'email' },
    { header: 'Department', link: 'person.worksIn' },
    { header: 'Function', link: 'person.does' },
    { header: 'Head', link: 'person.reportsTo' },
  ],
  match: 'key',
  clearEmpty: false,
};
const stored = z.object({ hash: z.string() });

/** Brings a list in as the staff office would: the file, how its columns go, and the same for the next one. */
async function bring(content: string | Uint8Array, name: string, how: 'preview' | 'import' = 'import') {
  const file = stored.parse((await server.owner.upload(content)).body).hash;
  const body = { file, name, mapping };
  return server.owner.request('POST', `/projects/organisation/tables/${how}`, body);
}
const people = async (key = 'organisation') =>
  (
    await server.owner.read(
      z.looseObject({ rows: z.array(z.looseObject({ id: z.string(), fields: z.record(z.string(), z.json()) })) }),
      `/projects/${key}/records/person?sort=title`,
    )
  ).rows;

const FIRST = [
  HEADER,
  ['4711', 'Ana Alvarez', 'ana@hospital.example', 'Intensive care', 'Nurse', '4713'],
  ['4712', 'Bo Berg', 'bo@hospital.example', 'Emergency', 'Nurse', '4713'],
  ['4713', 'Cara Chen', 'cara@hospital.example', 'Intensive care', 'Physician', ''],
] as const;
const csvOf = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.join(';')).join('\r\n');

describe('a staff list', () => {
  test('as CSV is shown before, and brings people with their units, roles and heads', async () => {
    const csv = csvOf(FIRST);
    const before = tableDiff.parse((await bring(csv, 'staff.csv', 'preview')).body);
    // Two of three have a head, who stands in the same list.
    expect(before).toMatchObject({ created: 3, linked: 8, faults: [] });
    expect(await people()).toEqual([]);
    expect(tableDiff.parse((await bring(csv, 'staff.csv')).body)).toEqual(before);
    expect((await people()).map(({ fields }) => fields)).toMatchObject([
      { title: 'Ana Alvarez', employeeNumber: '4711' },
      { title: 'Bo Berg', email: 'bo@hospital.example' },
      { title: 'Cara Chen' },
    ]);
  });

  test('as a workbook, half a year later, finds everybody again by number, whatever is called otherwise now', async () => {
    const later = [
      HEADER,
      ['4711', 'Ana Alvarez-Roy', 'ana@hospital.example', 'Emergency', 'Nurse', '4713'],
      ['4712', 'Bo Berg', 'bo@hospital.example', 'Emergency', 'Nurse', '4713'],
      ['4714', 'Dee Dorn', '', 'Emergency', 'Nurse', '4711'],
    ];
    const [ana] = await people();
    const diff = tableDiff.parse((await bring(workbook({ Staff: later }), 'staff.xlsx')).body);
    expect(diff).toMatchObject({ created: 1, updated: 1, faults: [] });
    const now = await people();
    expect(now.map(({ fields }) => fields['title'])).toEqual(['Ana Alvarez-Roy', 'Bo Berg', 'Cara Chen', 'Dee Dorn']);
    expect(now[0]?.id).toBe(ana?.id);
    expect(tableDiff.parse((await bring(workbook({ Staff: later }), 'staff.xlsx')).body)).toMatchObject({
      created: 0,
      updated: 0,
      linked: 0,
    });
  });

  test('with a unit that is not there, or a wrong address, is refused whole, and says where', async () => {
    const away = [HEADER, ['4715', 'Eve Earl', '', 'Radiology', 'Nurse', '']];
    const lost = await bring(csvOf(away), 'staff.csv');
    expect(lost.status).toBe(400);
    expect(JSON.stringify(lost.body)).toContain('Line 2, Department');
    const wrong = [HEADER, ['4715', 'Eve Earl', 'eve at home', 'Emergency', 'Nurse', '']];
    const { status, body } = await bring(csvOf(wrong), 'staff.csv');
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('“eve at home” is no e-mail address');
    expect(JSON.stringify(body)).toContain('Line 2');
    expect(await people()).toHaveLength(4);
  });

  test('is seen in every project, where one of its people is appointed from when to when', async () => {
    const { key } = await buildProject(server);
    const [ana] = await people(key);
    const given = { office: 'safetyOfficer', person: ana?.id, from: '2026-01-01', until: '2026-06-30' };
    expect((await server.owner.attempt(key, 'office.appoint', given)).status).toBe(200);
    const { body } = await server.owner.request('GET', `/projects/${key}/records/appointment`);
    expect(body).toMatchObject({
      rows: [{ fields: { office: 'safetyOfficer', from: '2026-01-01', due: '2026-06-30' } }],
    });
  });
});
