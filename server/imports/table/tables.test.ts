import { Refusal } from '@callosum/kernel';
import { strToU8, zipSync } from 'fflate';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { tableDiff } from '@callosum/kernel/contract';
import { z } from 'zod';
import type { TestClient } from '../../testing/client.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../../testing/server.ts';
import { readTable } from './read-table.ts';
import { workbook } from './testing.ts';

const read = (bytes: Uint8Array | string, sheet?: string) =>
  readTable(Readable.from([typeof bytes === 'string' ? Buffer.from(bytes) : bytes]), 'list', sheet);
const refused = async (bytes: Uint8Array | string, sheet?: string): Promise<Refusal> => {
  try {
    await read(bytes, sheet);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was read');
};
const cells = (table: { rows: readonly { cells: readonly string[] }[] }) => table.rows.map((row) => row.cells);

describe('separated values', () => {
  test.each([
    ['commas', 'Unit,Beds\r\nICU,12\r\n"Medicine, west",40\r\n'],
    ['semicolons and a mark', '\ufeffUnit;Beds\nICU;12\n"Medicine, west";40'],
    ['tabs', 'Unit\tBeds\nICU\t12\nMedicine, west\t40\n\n'],
  ])('are read whether by %s', async (_by, text) => {
    const table = await read(text);
    expect(table.header).toEqual(['Unit', 'Beds']);
    expect(cells(table)).toEqual([
      ['ICU', '12'],
      ['Medicine, west', '40'],
    ]);
  });

  test('keep the line a row begins or ends on, quotes and line breaks within', async () => {
    const table = await read('Unit,Remark\nICU,"two\nlines and ""quotes"""\nER,\n');
    expect(table.rows).toEqual([
      { line: 3, cells: ['ICU', 'two\nlines and "quotes"'] },
      { line: 4, cells: ['ER', ''] },
    ]);
  });

  test('lose the apostrophe that keeps a text from being run as a formula', async () => {
    expect(cells(await read("Unit,Remark\nICU,'-3 beds\nER,'s-Hertogenbosch\n"))).toEqual([
      ['ICU', '-3 beds'],
      ['ER', "'s-Hertogenbosch"],
    ]);
  });

  test('tell columns apart that have one heading or none', async () => {
    expect((await read('Unit,Phone,Phone,,\nICU,1,2,3,4\n')).header).toEqual([
      'Unit',
      'Phone',
      'Phone (2)',
      'Column 4',
      'Column 5',
    ]);
  });

  test('are read in UTF-16 and in what Excel of the West writes', async () => {
    const text = 'Unit,Head\nChirurgie,Müller\n';
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    expect(cells(await read(wide))).toEqual([['Chirurgie', 'Müller']]);
    expect(cells(await read(Buffer.from(text, 'latin1')))).toEqual([['Chirurgie', 'Müller']]);
  });
});

describe('a workbook', () => {
  const rows = [
    ['Unit', 'Beds', 'Open', 'Since', 'Total'],
    ['ICU', 12, true, { day: '2019-04-01' }, { formula: 'B2*2', was: 24 }],
    ['', '', '', '', ''],
    ['Medicine', 40.5, false, '', ''],
  ] as const;

  test('gives text, numbers, yes and no, days, and what formulas came to', async () => {
    const table = await read(workbook({ Units: rows, Other: [['x']] }));
    expect(table).toMatchObject({
      sheets: ['Units', 'Other'],
      sheet: 'Units',
      header: ['Unit', 'Beds', 'Open', 'Since', 'Total'],
    });
    expect(table.rows.map(({ line }) => line)).toEqual([2, 4]);
    expect(cells(table)[0]).toEqual(['ICU', '12', 'yes', '2019-04-01', '24']);
    expect(cells(table)[1]?.slice(0, 3)).toEqual(['Medicine', '40.5', 'no']);
  });

  test('gives the sheet that was asked for, and says which there are', async () => {
    const file = workbook({ Units: rows, Sites: [['Site'], ['Main']] });
    expect(cells(await read(file, 'Sites'))).toEqual([['Main']]);
    expect((await refused(file, 'Staff')).problems[0]).toMatchObject({
      code: 'unreadable-file',
      remedy: expect.stringContaining('Units, Sites'),
    });
  });

  test('gives the first that begins with headings, as our own workbooks have a cover before it', async () => {
    const table = await read(workbook({ Document: [['Units'], ['As of', 'Monday']], Units: rows }));
    expect(table).toMatchObject({ sheet: 'Units', header: ['Unit', 'Beds', 'Open', 'Since', 'Total'] });
    expect((await read(workbook({ Names: [['Unit'], ['ICU']] }))).sheet).toBe('Names');
  });

  test('with merged cells has their text at the first and nothing in the others', async () => {
    const file = workbook(
      {
        Units: [
          ['Unit', 'Beds'],
          ['Medicine', 12],
          ['', 14],
        ],
      },
      'A2:A3',
    );
    expect(cells(await read(file))).toEqual([
      ['Medicine', '12'],
      ['', '14'],
    ]);
  });
});

describe('a file that is no table', () => {
  test.each([
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'unreadable-file'],
    ['a packed file of something else', zipSync({ 'word/document.xml': strToU8('<w/>') }), 'unreadable-file'],
    ['half a workbook', workbook({ A: [['x'], ['y']] }).slice(0, 200), 'unreadable-file'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'unreadable-file'],
    ['nothing', '', 'unreadable-file'],
    ['a quote without end', 'Unit,Beds\n"ICU,12\nER,4\n', 'unreadable-file'],
    ['too many columns', `${Array.from({ length: 201 }, (_, index) => `c${index}`).join(',')}\n`, 'too-large'],
    ['too many rows', `Unit,Beds\n${'ICU,12\n'.repeat(100_001)}`, 'too-large'],
    ['a bomb', zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(600 * 1_048_576) }, { level: 1 }), 'too-large'],
  ])('%s is refused with a remedy', async (_what, bytes, code) => {
    const { problems } = await refused(bytes);
    expect(problems[0]).toMatchObject({ code, remedy: expect.any(String) });
  });

  test('a workbook whose entities would grow without end is refused or read without them', async () => {
    const grown = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 12 }, (_, n) => `<!ENTITY a${n} "${`&a${n || ''};`.repeat(10)}">`).join('')}]>`;
    const sheet = `${grown}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row></sheetData></worksheet>`;
    const file = zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/worksheets/sheet1.xml': strToU8(sheet) });
    const said = await read(file).then(
      ({ header }) => header.join('').length,
      () => 0,
    );
    expect(said).toBeLessThan(100);
  });
});

test('a table of a hundred thousand rows is read whole, from text and from a workbook', async () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => [`Unit ${index}`, index]);
  const text = await read(`Unit,Beds\n${rows.map((row) => row.join(',')).join('\n')}\n`);
  const sheet = await read(workbook({ Units: [['Unit', 'Beds'], ...rows] }));
  for (const table of [text, sheet]) {
    expect(table.rows).toHaveLength(100_000);
    expect(table.rows.at(-1)).toMatchObject({ line: 100_001, cells: ['Unit 99999', '99999'] });
  }
});

describe('a table imported over HTTP', () => {
  let server: TestServer;
  let key = '';
  const columns = [
    { header: 'No', key: true },
    { header: 'Item', field: 'title' },
    { header: 'Size', field: 'size' },
    { header: 'Owner', field: 'owner' },
    { header: 'Needs', link: 'item.needs' },
  ];
  const mapping = { kind: 'item', columns, match: 'key', clearEmpty: false };

  beforeAll(async () => {
    server = await startServer({ cluster: inject('cluster') });
    ({ key } = await buildProject(server));
  });
  afterAll(() => server.close());

  const stored = z.object({ hash: z.string() });
  const upload = async (content: string | Uint8Array, client: TestClient = server.owner): Promise<string> =>
    stored.parse((await client.upload(Buffer.from(content))).body).hash;
  const call = (path: string, body: object, client: TestClient = server.owner) => client.request('POST', path, body);
  const importing = async (
    text: string | Uint8Array,
    how: 'preview' | 'import',
    more: object = {},
    client = server.owner,
  ) => {
    const file = await upload(text);
    return call(`/projects/${key}/tables/${how}`, { file, name: 'items.csv', mapping, ...more }, client);
  };
  const rows = 'No,Item,Size,Owner,Needs\n1,Cable,3,Olive Owner,2\n2,Switch,1,,\n';

  test('is shown before, changes what it says, and the same again nothing', async () => {
    const file = await upload(rows);
    const { body } = await call(`/projects/${key}/tables/read`, { file, name: 'items.csv' });
    expect(body).toMatchObject({ header: ['No', 'Item', 'Size', 'Owner', 'Needs'], total: 2 });
    const before = tableDiff.parse((await importing(rows, 'preview')).body);
    expect(before).toMatchObject({ created: 2, linked: 1, faults: [] });
    expect((await server.owner.request('GET', `/projects/${key}/records/item`)).body).toMatchObject({ total: 0 });
    expect(tableDiff.parse((await importing(rows, 'import')).body)).toEqual(before);
    const list = await server.owner.request('GET', `/projects/${key}/records/item?sort=title`);
    expect(list.body).toMatchObject({
      total: 2,
      rows: [{ fields: { title: 'Cable', size: 3, owner: server.owner.account.id } }, { fields: { title: 'Switch' } }],
    });
    const again = tableDiff.parse((await importing(rows, 'import')).body);
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 2, linked: 0 });
  });

  test('remembers how its columns were mapped', async () => {
    await importing(rows, 'import');
    const header = columns.map((column) => column.header);
    expect((await call(`/projects/${key}/tables/remembered`, { kind: 'item', header })).body).toEqual({ mapping });
    expect((await call(`/projects/${key}/tables/remembered`, { kind: 'item', header: ['other'] })).body).toEqual({
      mapping: null,
    });
  });

  test('with rows at fault is refused whole, with line and column, or imported without them', async () => {
    const faulty = 'No,Item,Size,Owner,Needs\n11,Rack,9,,\n12,Fan,huge,,\n13,Lamp,1,Nobody Known,\n';
    const refusedImport = await importing(faulty, 'import');
    expect(refusedImport.status).toBe(400);
    expect(JSON.stringify(refusedImport.body)).toContain('Line 3, Size: “huge” is not a number');
    expect((await server.owner.request('GET', `/projects/${key}/records/item?search=Rack`)).body).toMatchObject({
      total: 0,
    });
    const done = tableDiff.parse((await importing(faulty, 'import', { skipFaulty: true })).body);
    expect(done).toMatchObject({ created: 1, faulty: 2 });
  });

  test('whose columns are no longer those that were mapped is refused', async () => {
    const answer = await importing('No,Thing\n1,Cable\n', 'import');
    expect(answer.status).toBe(409);
    expect(JSON.stringify(answer.body)).toContain('Column 2 is called “Thing”');
  });

  test('gives nobody rights: a reader imports nothing, a stranger sees no project', async () => {
    const record = await createRecord(server.owner, key, 'item', { title: 'Kept' });
    expect((await importing('No,Item,Size,Owner,Needs\n1,Theirs,,,\n', 'import', {}, server.reader)).status).toBe(403);
    expect((await importing(rows, 'preview', {}, server.stranger)).status).toBe(404);
    expect((await server.owner.request('GET', `/projects/${key}/record/${record}`)).status).toBe(200);
    expect((await server.owner.request('GET', `/projects/${key}/records/item?search=Theirs`)).body).toMatchObject({
      total: 0,
    });
  });

  test('of many rows goes in whole', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => [
      `m${index}`,
      `Many ${index}`,
      index,
      '',
      index ? `m${index - 1}` : '',
    ]);
    const file = workbook({ Items: [['No', 'Item', 'Size', 'Owner', 'Needs'], ...many] });
    expect(tableDiff.parse((await importing(file, 'import')).body)).toMatchObject({ created: 5_000, linked: 4_999 });
  });
});
