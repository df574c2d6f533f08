import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newHome } from './testing/callosum.ts';
import { runHere } from './testing/run-here.ts';

const MESSAGE = [
  'MSH|^~\\&|LAB|WEST|EHR|EAST|20260102030405||ORU^R01^ORU_R01|77|P|2.5.1',
  'PID|1||12^^^A~34^^^B||Doe^Jane',
  'OBX|1|NM|2345-7^Glucose^LN||95|mg/dL',
  '',
].join('\r');

let home: string;
beforeAll(async () => {
  home = await newHome();
  await writeFile(join(home, 'one.hl7'), MESSAGE);
  await writeFile(join(home, 'batch.hl7'), `FHS|^~\\&|A\r${MESSAGE}${MESSAGE}FTS|1\r`);
  await writeFile(
    join(home, 'broken.hl7'),
    Buffer.from(`MSH|^~\\&|A${'|'.repeat(15)}UNICODE UTF-8\rPID|\xff~\xc3`, 'latin1'),
  );
  await writeFile(join(home, 'other.txt'), 'Good morning');
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function callosum(...args: string[]): Promise<{ status: number | null; json: unknown; stderr: string }> {
  const { status, stdout, stderr } = await runHere(['hl7', ...args, '--json'], { cwd: home });
  return { status, json: JSON.parse(stdout), stderr };
}

describe('callosum hl7 parse', () => {
  test('tells everything with its bytes, for each file in its order', async () => {
    const { status, json } = await callosum('parse', 'one.hl7', 'batch.hl7');
    expect(status).toBe(0);
    expect(json).toMatchObject([
      { file: 'one.hl7', bytes: MESSAGE.length, messages: [{ type: 'ORU^R01^ORU_R01', controlId: '77' }] },
      { file: 'batch.hl7', messages: [{ start: 11, line: 2 }, { line: 5 }], problems: [] },
    ]);
    const start = MESSAGE.indexOf('34');
    expect(json).toMatchObject([
      {
        messages: [
          {
            segments: [
              { name: 'MSH' },
              {
                name: 'PID',
                parts: expect.arrayContaining([
                  expect.objectContaining({
                    path: 'PID-3',
                    parts: expect.arrayContaining([
                      expect.objectContaining({
                        path: 'PID-3[2]',
                        parts: [
                          { path: 'PID-3[2].1', start, end: start + 2, value: '34' },
                          { path: 'PID-3[2].4', start: start + 5, end: start + 6, value: 'B' },
                        ],
                      }),
                    ]),
                  }),
                ]),
              },
              { name: 'OBX' },
            ],
          },
        ],
      },
      {},
    ]);
  });

  test('tells what is no HL7 or cannot be read and goes on', async () => {
    const { status, json, stderr } = await callosum('parse', 'other.txt', 'missing.hl7', 'one.hl7');
    expect(status).toBe(1);
    expect(json).toMatchObject([
      { file: 'other.txt', messages: [], problems: [{ code: 'no-message', place: { byte: 0, line: 1, column: 1 } }] },
      { file: 'missing.hl7', error: { code: 'unreadable' } },
      { file: 'one.hl7', messages: [{}] },
    ]);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('prints for people what JSON would say', async () => {
    const { stdout } = await runHere(['hl7', 'parse', 'one.hl7'], { cwd: home });
    expect(stdout).toContain('one.hl7: 1 message\nline 1: ORU^R01^ORU_R01, control id 77, version 2.5.1, utf-8\n');
    expect(stdout).toContain('PID-3[2].4  ');
  });
});

describe('callosum hl7 roundtrip', () => {
  test('gives one object for all files, and finds every byte again', async () => {
    expect(await callosum('roundtrip', 'one.hl7', 'batch.hl7', 'broken.hl7', 'other.txt')).toEqual({
      status: 0,
      json: { files: 4, exact: 4, differing: [] },
      stderr: '',
    });
  });

  test('counts a file that cannot be read as differing', async () => {
    expect(await callosum('roundtrip', 'one.hl7', 'missing.hl7')).toMatchObject({
      status: 1,
      json: { files: 2, exact: 1, differing: [{ file: 'missing.hl7', code: 'unreadable' }] },
    });
  });

  test('explains itself with examples', async () => {
    const { status, stdout } = await runHere(['hl7', 'roundtrip', '--help'], { cwd: home });
    expect([status, stdout]).toEqual([0, expect.stringContaining('Examples:\n  callosum hl7 roundtrip *.hl7')]);
  });
});
