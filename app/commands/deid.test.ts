import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runHere } from './testing/run-here.ts';

const MESSAGE =
  'MSH|^~\\&|LAB|WEST|EHR|EAST|20260102||ADT^A01|77|P|2.5.1\rPID|1||12345678^^^A^MR||Doe^Jane||19600101\r';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'callosum-deid-'));
  await writeFile(join(home, 'adt.hl7'), MESSAGE);
  await writeFile(join(home, 'note.txt'), Buffer.from('Se\xf1ora Garc\xeda was seen on 3/14/2021.\n', 'latin1'));
  await writeFile(join(home, 'visits.csv'), 'mrn,name,result\n4711001,Jane Doe,12.5\n');
  await writeFile(join(home, 'open.csv'), 'a,b\n"never closed,1\n');
});
afterAll(() => rm(home, { recursive: true, force: true }));

const deid = (...args: string[]) => runHere(['deid', ...args], { cwd: home });

describe('callosum deid', () => {
  test('writes messages, tables and text without identifiers, and says what was where', async () => {
    const { status, stdout } = await deid(
      'adt.hl7',
      'note.txt',
      'visits.csv',
      '--mode',
      'safe-harbor',
      '--out',
      'out',
      '--json',
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      {
        file: 'adt.hl7',
        replaced: expect.arrayContaining([
          expect.objectContaining({ path: 'PID-3.1', class: 'mrn', length: 8 }),
          expect.objectContaining({ path: 'PID-5.1', class: 'names', length: 3 }),
        ]),
      },
      {
        file: 'note.txt',
        replaced: [
          { class: 'names', offset: 7, length: 6 },
          { class: 'dates', offset: 26, length: 9 },
        ],
      },
      {
        file: 'visits.csv',
        replaced: [
          { path: '[2].mrn', class: 'mrn' },
          { path: '[2].name', class: 'names' },
        ],
      },
    ]);
    expect(await readFile(join(home, 'adt.hl7'), 'utf8')).toBe(MESSAGE);
    const written = await readFile(join(home, 'out', 'adt.hl7'), 'utf8');
    expect(written).not.toMatch(/12345678|Doe|Jane|0101/);
    expect(await readFile(join(home, 'out', 'note.txt'), 'latin1')).toMatch(/^Se\xf1ora Qx\w+ was seen on 2021\.\n$/);
    expect(await readFile(join(home, 'out', 'visits.csv'), 'utf8')).toMatch(
      /^mrn,name,result\n\d{7},Qx\w+ Qx\w+,12\.5\n$/,
    );
  });

  test('finds nothing in what it wrote', async () => {
    await deid('adt.hl7', 'visits.csv', '--mode', 'safe-harbor', '--out', 'first');
    const { stdout } = await deid(
      'first/adt.hl7',
      'first/visits.csv',
      '--mode',
      'safe-harbor',
      '--out',
      'second',
      '--json',
    );
    expect(JSON.parse(stdout)).toMatchObject([{ replaced: [] }, { replaced: [] }]);
  });

  test('keeps codes in a vault for the next run, for its owner alone', async () => {
    const args = ['adt.hl7', '--mode', 'pseudonymised', '--vault', 'vault.json', '--out'];
    const { stderr } = await deid(...args, 'one');
    await deid(...args, 'two');
    expect(stderr).toContain('not Safe Harbor');
    expect(await readFile(join(home, 'one', 'adt.hl7'), 'utf8')).toBe(
      await readFile(join(home, 'two', 'adt.hl7'), 'utf8'),
    );
    expect((await stat(join(home, 'vault.json'))).mode & 0o077).toBe(0);
  });

  test('writes a report beside each file', async () => {
    await deid('note.txt', '--mode', 'safe-harbor', '--out', 'reported', '--report');
    const report = await readFile(join(home, 'reported', 'note.txt.report.json'), 'utf8');
    expect(JSON.parse(report)).toMatchObject({ mode: 'safe-harbor', replaced: [{ rule: expect.any(String) }, {}] });
    expect(report).not.toContain('Garc');
  });

  test('tells a file that cannot be read, writes nothing of it, and goes on', async () => {
    const { status, stdout } = await deid(
      'open.csv',
      'none.txt',
      'note.txt',
      '--mode',
      'safe-harbor',
      '--out',
      'rest',
      '--json',
    );
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([
      { file: 'open.csv', error: { code: 'quote-not-closed', message: expect.stringContaining('character 4') } },
      { file: 'none.txt', error: { code: 'unreadable' } },
      { file: 'note.txt', replaced: [{}, {}] },
    ]);
    expect(await readdir(join(home, 'rest'))).toEqual(['note.txt']);
  });

  test.each([
    [['note.txt', '--mode', 'safe-harbor', '--out', '.'], 'never changed'],
    [['note.txt', 'out/note.txt', '--mode', 'safe-harbor', '--out', 'x'], 'Two files are called note.txt'],
    [['note.txt', '--mode', 'safe-harbor', '--out', 'x', '--vault', 'adt.hl7'], 'no vault of codes'],
    [['note.txt', '--mode', 'anonymous', '--out', 'x'], 'safe-harbor, pseudonymised'],
    [['note.txt', '--out', 'x'], '--mode'],
  ])('refuses %j in one line', async (args, reason) => {
    const { status, stdout, stderr } = await deid(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(reason);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
