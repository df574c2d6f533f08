import { PROFILE_FORMAT, writeProfile } from '@callosum/hl7v2';
import type { Profile } from '@callosum/hl7v2';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newHome } from './testing/callosum.ts';
import { runHere } from './testing/run-here.ts';

const MESSAGE = [
  'MSH|^~\\&|LAB|WEST|EHR|EAST|20260102030405||ORU^R01^ORU_R01|77|P|2.5.1',
  'PID|1||12^^^A~34^^^B||Doe^Jane',
  'OBR|1|||2345-7^Glucose^LN',
  'OBX|1|NM|2345-7^Glucose^LN||95|mg/dL|||||F',
  '',
].join('\r');

/** A site that wants the units of a result. */
const SITE: Profile = {
  format: PROFILE_FORMAT,
  name: 'West',
  version: '2.5.1',
  source: 'test',
  messages: [
    {
      id: 'R01',
      name: 'Results',
      type: 'ORU',
      event: 'R01',
      structure: 'ORU_R01',
      children: ['MSH', 'PID', 'OBR', 'OBX'].map((name) => ({
        kind: 'segment',
        names: [name],
        segments: [name],
        usage: { code: 'R' },
        min: 1,
        max: 1,
      })),
    },
  ],
  segments: {
    PID: {
      name: 'PID',
      description: '',
      fields: [1, 2, 3, 4, 5].map((at) => ({
        name: `Field ${at}`,
        usage: { code: at === 4 ? 'R' : 'O' },
        datatype: 'VARIES',
        min: 0,
        max: null,
      })),
    },
  },
  datatypes: {},
  tables: {},
};

let home: string;
beforeAll(async () => {
  home = await newHome();
  await writeFile(join(home, 'one.hl7'), MESSAGE);
  await writeFile(join(home, 'batch.hl7'), `FHS|^~\\&|A\r${MESSAGE}${MESSAGE}FTS|1\r`);
  await writeFile(
    join(home, 'broken.hl7'),
    Buffer.from(`MSH|^~\\&|A${'|'.repeat(15)}UNICODE UTF-8\rPID|\xff~\xc3`, 'latin1'),
  );
  await writeFile(join(home, 'wrong.hl7'), MESSAGE.replace('|95|', '|abc|'));
  await writeFile(join(home, 'site.json'), writeProfile(SITE));
  await mkdir(join(home, 'nist'));
  await writeFile(join(home, 'nist', 'PROFILE.xml'), '<ConformanceProfile><Messages/></ConformanceProfile>');
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
      { file: 'batch.hl7', messages: [{ start: 11, line: 2 }, { line: 6 }], problems: [] },
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
              { name: 'OBR' },
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
    expect(stdout).toContain('one.hl7\nline 1: ORU^R01^ORU_R01, control id 77, version 2.5.1, utf-8\n');
    expect(stdout.endsWith('one.hl7: 1 message\n')).toBe(true);
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

describe('callosum hl7 check', () => {
  test('holds messages against the standard of their version', async () => {
    const { status, json } = await callosum('check', 'one.hl7', 'batch.hl7');
    expect(status).toBe(0);
    expect(json).toMatchObject([
      {
        file: 'one.hl7',
        message: 1,
        type: 'ORU^R01^ORU_R01',
        controlId: '77',
        version: '2.5.1',
        valid: true,
        findings: [],
      },
      { file: 'batch.hl7', message: 1, valid: true, findings: [{ code: 'control-id-repeated' }] },
      { file: 'batch.hl7', message: 2, valid: true, findings: [{ code: 'control-id-repeated' }] },
    ]);
  });

  test('tells what is wrong, where, and what to do', async () => {
    const { status, json } = await callosum('check', 'wrong.hl7', 'other.txt', 'missing.hl7');
    expect(status).toBe(1);
    expect(json).toMatchObject([
      {
        valid: false,
        findings: [
          { severity: 'error', code: 'wrong-format', against: 'standard', path: 'OBX-5', line: 4, column: 29 },
        ],
      },
      { file: 'other.txt', message: 0, valid: false, findings: [{ severity: 'error', code: 'writing', line: 1 }] },
      { file: 'missing.hl7', error: { code: 'unreadable' } },
    ]);
  });

  test('holds them against a profile as well, and judges by that', async () => {
    const { status, json } = await callosum('check', 'one.hl7', '--profile', 'site.json');
    expect(status).toBe(1);
    expect(json).toMatchObject([
      { valid: false, findings: [{ against: 'profile', code: 'required-missing', path: 'PID-4', line: 2 }] },
    ]);
    const { stdout } = await runHere(['hl7', 'check', 'one.hl7', '--profile', 'site.json'], { cwd: home });
    expect(stdout).toContain('  ▲ profile, line 2, column 22, PID-4: Field 4 is required. Send a value.');
    expect(stdout).toContain('1 message, 0 valid, 1 not');
  });

  test('takes folders, tells control ids that come again, and sums up', async () => {
    await mkdir(join(home, 'archive', 'older'), { recursive: true });
    await writeFile(join(home, 'archive', 'a.hl7'), `${MESSAGE}${MESSAGE.replace('|77|', '|78|')}`);
    await writeFile(
      join(home, 'archive', 'older', 'b.hl7'),
      `${MESSAGE}${MESSAGE.replace('|77|', '|79|').replace('|95|', '|abc|')}`,
    );
    const { status, json } = await callosum('check', 'archive', '--summary');
    expect(status).toBe(1);
    expect(json).toEqual({
      messages: 4,
      valid: 3,
      stopped: false,
      uncounted: 0,
      unread: [],
      findings: [
        expect.objectContaining({ severity: 'error', code: 'wrong-format', place: 'OBX-5', count: 1 }),
        expect.objectContaining({
          severity: 'warning',
          code: 'control-id-repeated',
          place: 'MSH-10',
          count: 1,
          first: `${join('archive', 'older', 'b.hl7')}, message 1`,
          text: `Control id "77" was there before, in ${join('archive', 'a.hl7')}, message 1.`,
        }),
      ],
    });
    const { stdout } = await runHere(['hl7', 'check', 'archive', '--summary'], { cwd: home });
    expect(stdout).toContain('4 messages, 3 valid, 1 not');
  });

  test('tells a message that is too long, and goes on', async () => {
    const long = MESSAGE.replace('|95|', `|${'9'.repeat(1_100_000)}|`);
    await writeFile(join(home, 'long.hl7'), `${MESSAGE}${long}${MESSAGE.replace('|77|', '|80|')}`);
    const { status, json } = await callosum('check', 'long.hl7', '--largest', '1');
    expect(status).toBe(1);
    expect(json).toMatchObject([
      { message: 1, valid: true },
      { message: 0, findings: [{ code: 'message-too-long', line: 5 }] },
      { message: 2, valid: true },
    ]);
  });

  test.each(['nist', 'other.txt', 'nowhere'])('refuses the profile %s in one line', async (profile) => {
    const { status, stdout, stderr } = await runHere(['hl7', 'check', 'one.hl7', '--profile', profile], { cwd: home });
    expect([status, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
  });
});

describe('callosum hl7 profile, gap and generate', () => {
  beforeAll(async () => {
    await callosum('profile', 'one.hl7', 'batch.hl7', '--out', 'own.json', '--name', 'West lab');
  });

  test('a profile is learnt from samples, and the samples fit it', async () => {
    const { status, json } = await callosum(
      'profile',
      'one.hl7',
      'batch.hl7',
      '--out',
      'own.json',
      '--name',
      'West lab',
    );
    expect([status, json]).toEqual([
      0,
      {
        out: 'own.json',
        name: 'West lab',
        version: '2.5.1',
        messages: 3,
        types: ['ORU^R01'],
        segments: 4,
        unread: [],
      },
    ]);
    expect(await callosum('check', 'one.hl7', '--profile', 'own.json')).toMatchObject({
      status: 0,
      json: [{ valid: true }],
    });
    const without = MESSAGE.replace('Doe^Jane', '');
    await writeFile(join(home, 'without.hl7'), without);
    expect(await callosum('check', 'without.hl7', '--profile', 'own.json')).toMatchObject({
      status: 1,
      json: [{ findings: expect.arrayContaining([expect.objectContaining({ against: 'profile', path: 'PID-5' })]) }],
    });
  });

  test('nothing is learnt from nothing', async () => {
    const { status, stderr } = await runHere(['hl7', 'profile', 'other.txt', '--out', 'no.json'], { cwd: home });
    expect([status, stderr.trimEnd().split('\n').length]).toEqual([2, 1]);
  });

  test('two profiles answer the eight questions', async () => {
    expect(await callosum('gap', 'own.json', 'own.json')).toMatchObject({
      status: 0,
      json: {
        questions: [
          { id: 'messages', answer: 'yes', rows: [] },
          ...Array.from({ length: 6 }, () => ({ answer: 'yes' })),
          { id: 'identifiers', answer: 'look' },
        ],
      },
    });
    const { status, json } = await callosum('gap', 'own.json', 'site.json');
    expect(status).toBe(1);
    expect(json).toMatchObject({ a: 'West lab', b: 'West', questions: { length: 8 } });
    const { stdout } = await runHere(['hl7', 'gap', 'own.json', 'site.json'], { cwd: home });
    expect(stdout).toContain('  PID-4: not used | R  Alternate Patient ID - PID: only West uses it.');
  });

  test('messages are made from a profile or a version, the same for the same seed', async () => {
    const args = ['generate', '2.5.1', '--type', 'ADT^A01', '-n', '3', '--seed', '7'];
    const first = await callosum(...args);
    expect(first).toMatchObject({ status: 0, json: [{ errors: [] }, { errors: [] }, { errors: [] }] });
    expect((await callosum(...args)).json).toEqual(first.json);
    expect((await runHere(['hl7', ...args, '--out', 'made.hl7'], { cwd: home })).status).toBe(0);
    expect(await callosum('check', 'made.hl7')).toMatchObject({
      status: 0,
      json: [{ type: 'ADT^A01^ADT_A01' }, {}, {}],
    });
  });

  test('one fault each is planted when that is asked for', async () => {
    const { status, json } = await callosum('generate', 'own.json', '-n', '5', '--faults');
    expect(status).toBe(0);
    expect(json).toHaveLength(5);
    expect(json).toMatchObject([{ fault: { code: expect.any(String), path: expect.any(String) } }, {}, {}, {}, {}]);
  });

  test.each([
    ['generate', '2.5.1', '-n', 'many'],
    ['generate', 'nowhere.json'],
    ['gap', 'own.json'],
    ['profile', 'one.hl7'],
  ])('refuses %j %j %j in one line', async (...args) => {
    const { status, stdout, stderr } = await runHere(['hl7', ...args], { cwd: home });
    expect([status, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
  });

  test('says when a profile describes no such message', async () => {
    expect(await callosum('generate', 'own.json', '--type', 'ADT^A08')).toMatchObject({ status: 1, json: [] });
  });
});
