import { PROFILE_FORMAT, writeProfile } from '@callosum/hl7v2';
import type { Profile } from '@callosum/hl7v2';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newHome } from './testing/callosum.ts';
import { runHere } from './testing/run-here.ts';

const HEADER = 'MSH|^~\\&|LAB|WEST|EHR|EAST|20260102030405||ORU^R01^ORU_R01|77|P|2.5.1';
const MESSAGE = `${HEADER}\rPID|1||12^^^A~34^^^B||Doe^Jane\rOBR|1|||2345-7^Glucose^LN\rOBX|1|NM|2345-7^Glucose^LN||95|mg/dL|||||F\r`;
/** One more mebibyte than a message may have. */
const LONG = 33 * 1_024 * 1_024;
const COMMANDS = ['parse', 'roundtrip', 'check'] as const;

let home: string;
beforeAll(async () => {
  home = await newHome();
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function callosum(...args: string[]): Promise<{ status: number | null; json: unknown; stderr: string }> {
  const { status, stdout, stderr } = await runHere(['hl7', ...args, '--json'], { cwd: home });
  return { status, json: stdout === '' ? undefined : JSON.parse(stdout), stderr };
}

const file = async (name: string, content: string | Uint8Array): Promise<string> => {
  await writeFile(join(home, name), content);
  return name;
};

describe('files that are odd', () => {
  test.each([
    ['nothing', '', 'empty'],
    ['no HL7', '%PDF-1.7 no message here\n', 'no-message'],
    ['what begins like it', 'MSH', 'no-message'],
    ['zeros', '\0'.repeat(5_000), 'no-message'],
    ['a lone escape', '\\', 'no-message'],
  ])('%s is told with its place, and is the same again', async (_, content, code) => {
    const name = await file('odd.hl7', content);
    expect(await callosum('parse', name)).toMatchObject({
      status: 1,
      json: [{ file: name, messages: [], problems: [{ code, place: { byte: 0, line: 1, column: 1 } }] }],
    });
    expect(await callosum('check', name)).toMatchObject({
      status: 1,
      json: [{ message: 0, valid: false, findings: [{ code: 'writing', byte: 0, line: 1, column: 1 }] }],
    });
    expect(await callosum('roundtrip', name)).toMatchObject({ status: 0, json: { exact: 1 } });
    expect(await callosum('profile', name, '--out', 'none.json')).toMatchObject({ status: 2, json: undefined });
  });

  test('messages cut off at any byte are read as far as they go', async () => {
    for (let length = 4; length < MESSAGE.length; length += 23) {
      const name = await file('cut.hl7', MESSAGE.slice(0, length));
      for (const command of COMMANDS) {
        const { status, json } = await callosum(command, name);
        expect([0, 1]).toContain(status);
        expect(json).toBeTypeOf('object');
      }
      expect(await callosum('roundtrip', name)).toMatchObject({ json: { exact: 1 } });
    }
  });

  test('bytes that are no UTF-8 are told with their message and kept', async () => {
    const bytes = Buffer.from(
      `${HEADER.replace('|P|2.5.1', '|P|2.5.1||||||UNICODE UTF-8')}\rPID|1||\xff\xc3||\xe9`,
      'latin1',
    );
    const name = await file('bytes.hl7', bytes);
    expect(await callosum('check', name)).toMatchObject({
      status: 1,
      json: [{ message: 1, findings: expect.arrayContaining([expect.objectContaining({ code: 'writing', line: 1 })]) }],
    });
    expect(await callosum('roundtrip', name)).toMatchObject({ status: 0, json: { exact: 1 } });
    expect(await callosum('parse', name)).toMatchObject({
      json: [{ messages: [{ problems: [{ code: 'charset-broken' }] }] }],
    });
  });

  test('a message that is too long is told by its place, and the rest goes on', async () => {
    const name = await file('long.hl7', MESSAGE);
    await appendFile(join(home, name), `${HEADER}\rOBX|1|ED|`);
    await appendFile(join(home, name), Buffer.alloc(LONG, 'x'));
    await appendFile(join(home, name), `\r${MESSAGE}`);
    const place = `The message at byte ${MESSAGE.length}, line 5, has `;
    expect(await callosum('parse', name)).toMatchObject({
      status: 1,
      json: [{ file: name, messages: [{ line: 1 }, { line: 7 }], tooLong: [{ code: 'message-too-long', line: 5 }] }],
      stderr: expect.stringContaining(place),
    });
    expect(await callosum('check', name)).toMatchObject({
      status: 1,
      json: [
        { message: 1 },
        { findings: [{ code: 'message-too-long', line: 5, byte: MESSAGE.length }] },
        { message: 2 },
      ],
    });
    expect(await callosum('roundtrip', name)).toMatchObject({
      status: 1,
      json: { exact: 0, differing: [{ code: 'message-too-long', byte: MESSAGE.length }] },
    });
    expect(await callosum('profile', name, '--out', 'some.json')).toMatchObject({
      status: 1,
      json: { messages: 2, unread: [{ file: name, error: { code: 'message-too-long', line: 5 } }] },
      stderr: expect.stringContaining(place),
    });
  });

  test('more repetitions, components and segments than anything needs come to an end', async () => {
    const name = await file(
      'many.hl7',
      `${HEADER}\rPID|1||1${'~1'.repeat(260_000)}||${'^x'.repeat(5_000)}\r${'NTE|1\r'.repeat(2_000)}`,
    );
    const { status, json } = await callosum('check', name);
    expect(status).toBe(1);
    expect(json).toMatchObject([
      {
        findings: expect.arrayContaining([
          expect.objectContaining({ code: 'too-many-repetitions', path: 'PID-3[250000]', line: 2 }),
        ]),
      },
    ]);
    expect(await callosum('roundtrip', name)).toMatchObject({ status: 0, json: { exact: 1 } });
    const { status: parsed, stdout } = await runHere(['hl7', 'parse', name], { cwd: home });
    expect([parsed, stdout.includes('PID-3[250000]  ')]).toEqual([0, true]);
  });
});

/** A profile whose data type holds itself, with a pattern that makes others explode, and with numbers beyond reason. */
const ODD: Profile = {
  format: PROFILE_FORMAT,
  name: 'odd',
  version: '2.5.1',
  source: 'test',
  messages: [
    {
      id: 'm',
      name: '',
      type: 'ORU',
      event: 'R01',
      structure: 'ORU_R01',
      children: ['MSH', 'PID'].map((name) => ({
        kind: 'segment',
        names: [name],
        segments: [name],
        usage: { code: 'R' },
        min: 1,
        max: null,
      })),
    },
  ],
  segments: {
    MSH: { name: 'MSH', description: '', fields: [] },
    PID: {
      name: 'PID',
      description: '',
      fields: [
        { name: 'itself', usage: { code: 'R' }, datatype: 'LOOP', min: 1, max: null },
        { name: 'text', usage: { code: 'R' }, datatype: 'ST', min: 1_000_000_000, max: null, minLength: 1_000_000_000 },
      ],
      rules: [
        {
          id: 'explodes',
          text: 'It is all a.',
          strength: 'SHALL',
          expression: { kind: 'format', path: '3[1]', pattern: '((a+)+)+', absent: 'pass' },
        },
      ],
    },
  },
  datatypes: {
    ST: { name: 'ST', description: '', components: [] },
    LOOP: {
      name: 'LOOP',
      description: '',
      components: [1, 2].map((at) => ({ name: `part ${at}`, usage: { code: 'R' }, datatype: 'LOOP' })),
    },
  },
  tables: {},
};

describe('profiles that are odd', () => {
  beforeAll(async () => {
    await file('odd.json', writeProfile(ODD));
  });

  test('types that hold themselves, patterns that explode and numbers beyond reason come to an end', async () => {
    const name = await file('one.hl7', `${HEADER}\rPID|a&b^c|x|${'a'.repeat(30_000)}!\r`);
    expect(await callosum('check', name, '--profile', 'odd.json')).toMatchObject({
      status: 1,
      json: [{ findings: expect.arrayContaining([expect.objectContaining({ against: 'profile', path: 'PID' })]) }],
    });
    expect(await callosum('gap', 'odd.json', 'odd.json')).toMatchObject({ json: { questions: { length: 8 } } });
    const { status, json } = await callosum('generate', 'odd.json');
    // What cannot be made is told.
    expect([status, json]).toEqual([
      1,
      [expect.objectContaining({ errors: expect.arrayContaining([expect.stringContaining('PID')]) })],
    ]);
  });

  test.each([
    ['cut off', '{"format":"callosum-hl7-profile/1","name":', 'It ends before it is complete'],
    ['another kind', '{"format":"other"}', 'At format'],
    ['nested without end', '['.repeat(200_000), ''],
    ['a bundle that is cut off', '<ConformanceProfile><Messages>', 'line 1, column 30'],
  ])('%s is refused in one line with its place', async (_, content, place) => {
    const name = await file(content.startsWith('<') ? 'bad.xml' : 'bad.json', content);
    for (const args of [
      ['check', 'one.hl7', '--profile', name],
      ['gap', name, '2.5.1'],
      ['generate', name],
    ]) {
      const { status, stdout, stderr } = await runHere(['hl7', ...args], { cwd: home });
      expect([status, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
      expect(stderr).toContain(place);
    }
  });

  test('nothing is written where it cannot be', async () => {
    await file('ok.hl7', MESSAGE);
    const { status, stderr } = await runHere(['hl7', 'profile', 'ok.hl7', '--out', join('no', 'where.json')], {
      cwd: home,
    });
    expect([status, stderr.trimEnd().split('\n').length]).toEqual([2, 1]);
    await expect(readFile(join(home, 'no', 'where.json'))).rejects.toThrow('ENOENT');
  });
});
