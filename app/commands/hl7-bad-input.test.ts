import { loadStandard, PROFILE_FORMAT, writeProfile } from '@callosum/hl7v2';
import type { Profile } from '@callosum/hl7v2';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { newHome } from './testing/callosum.ts';
import { runHere } from './testing/run-here.ts';

const message = (id: string | number): string =>
  [
    `MSH|^~\\&|LAB|WEST|EHR|EAST|20260102030405||ORU^R01^ORU_R01|${id}|P|2.5.1`,
    'PID|1||12^^^A~34^^^B||Doe^Jane',
    'OBR|1|||2345-7^Glucose^LN',
    'OBX|1|NM|2345-7^Glucose^LN||95|mg/dL|||||F',
    '',
  ].join('\r');

/** What is wrong with a message that stands in the midst of good ones, by what it is called. */
const BAD: Readonly<Record<string, Buffer>> = {
  'cut off': Buffer.from(message('bad').slice(0, 150)),
  'delimiters that are all the same': Buffer.from(message('bad').replace('^~\\&', '^^^^')),
  'no delimiters at all': Buffer.from(message('bad').replace('|^~\\&|', '||')),
  'other delimiters in its segments': Buffer.from(message('bad').replace('PID|1||', 'PID*1**')),
  'bytes that are no characters': Buffer.from(
    message('bad').replace('2.5.1', '2.5.1||||||UNICODE UTF-8').replace('Jane', '\xff\xfe\xc3'),
    'latin1',
  ),
  'a great many repetitions': Buffer.from(message('bad').replace('12^^^A', `${'7~'.repeat(300_000)}7`)),
  'more than is read': Buffer.from(message('bad').replace('Jane', 'x'.repeat(1_200_000))),
};

/** A type that holds itself, through another one, under a rule whose pattern takes ages elsewhere. */
async function cyclic(): Promise<Profile> {
  const standard = await loadStandard('2.5.1');
  const element = { usage: { code: 'O' }, name: 'Part' } as const;
  const of = (name: string, datatype: string) => ({ name, description: '', components: [{ ...element, datatype }] });
  return {
    format: PROFILE_FORMAT,
    name: 'Around',
    version: '2.5.1',
    source: 'test',
    messages: standard.messages.filter(({ structure }) => structure === 'ORU_R01'),
    segments: {
      ...standard.segments,
      PID: {
        name: 'PID',
        description: '',
        fields: Array.from({ length: 8 }, () => ({ ...element, datatype: 'A', min: 0, max: null })),
        rules: [
          {
            id: 'slow',
            text: 'The family name is of one letter.',
            strength: 'SHALL',
            expression: { kind: 'format', path: '5[1].1[1]', pattern: '(a+)+$', absent: 'pass' },
          },
        ],
      },
    },
    datatypes: { ...standard.datatypes, A: of('A', 'B'), B: of('B', 'A') },
    tables: {},
  };
}

const told = z.array(
  z.object({
    file: z.string(),
    message: z.number().optional(),
    controlId: z.string().optional(),
    valid: z.boolean().optional(),
    findings: z.array(z.object({ code: z.string(), line: z.number(), text: z.string() })).optional(),
  }),
);

let home: string;
beforeAll(async () => {
  home = await newHome();
  await writeFile(join(home, 'around.json'), writeProfile(await cyclic()));
  await writeFile(join(home, 'good.hl7'), message(1));
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('among good messages, one', () => {
  test.each(Object.entries(BAD))('with %s is told with its place, and the rest goes on', async (_, bad) => {
    await writeFile(
      join(home, 'batch.hl7'),
      Buffer.concat([Buffer.from(message(1)), bad, Buffer.from(`\r${message(2)}`)]),
    );
    const { status, stdout } = await runHere(['hl7', 'check', 'batch.hl7', '--largest', '1', '--json'], { cwd: home });
    const results = told.parse(JSON.parse(stdout));
    expect(status).toBe(1);
    expect(results.filter(({ valid }) => valid).map(({ controlId }) => controlId)).toEqual(['1', '2']);
    const wrong = results.filter(({ valid }) => !valid);
    expect(wrong).toHaveLength(1);
    // Lines 1 to 4 are those of the first message.
    for (const { line } of wrong[0]?.findings ?? []) expect([5, 6, 7, 8]).toContain(line);
    expect(wrong[0]?.findings).not.toHaveLength(0);
  });

  test.each(Object.entries(BAD).slice(0, -1))('with %s is the same when it was put together again', async (_, bad) => {
    await writeFile(join(home, 'again.hl7'), Buffer.concat([Buffer.from(message(1)), bad]));
    const { status } = await runHere(['hl7', 'roundtrip', 'again.hl7', '--json'], { cwd: home });
    expect(status).toBe(0);
  });
});

describe('a profile that turns in a circle, with a pattern that explodes elsewhere,', () => {
  test('is checked against', async () => {
    await writeFile(join(home, 'slow.hl7'), message(1).replace('Doe', `${'a'.repeat(5_000)}!`));
    const { status, stdout } = await runHere(
      ['hl7', 'check', 'good.hl7', 'slow.hl7', '--profile', 'around.json', '--json'],
      { cwd: home },
    );
    expect(status).toBe(1);
    const broken = told
      .parse(JSON.parse(stdout))
      .map(({ findings }) => findings?.filter(({ code }) => code === 'rule-broken').map(({ line }) => line));
    expect(broken).toEqual([[2], [2]]);
  });

  test('is compared, and messages are made from it', async () => {
    const gap = await runHere(['hl7', 'gap', 'around.json', '2.5.1', '--json'], { cwd: home });
    expect(gap.status).toBe(1);
    const made = await runHere(['hl7', 'generate', 'around.json', '-n', '3', '--json'], { cwd: home });
    expect(z.array(z.unknown()).parse(JSON.parse(made.stdout))).toHaveLength(3);
  });
});

test('what is interrupted ends after the message in work, and says so', async () => {
  const count = 4_000;
  await writeFile(join(home, 'many.hl7'), Array.from({ length: count }, (_, at) => message(at)).join(''));
  const before = new Set(process.listeners('SIGINT'));
  const running = runHere(['hl7', 'check', 'many.hl7', '--summary', '--json'], { cwd: home });
  await expect.poll(() => process.listeners('SIGINT').some((one) => !before.has(one)), { interval: 1 }).toBe(true);
  for (const listener of process.listeners('SIGINT')) if (!before.has(listener)) listener('SIGINT');
  const { status, stdout } = await running;
  const ended = z.object({ messages: z.number(), stopped: z.boolean() }).parse(JSON.parse(stdout));
  expect([status, ended.stopped]).toEqual([130, true]);
  expect(ended.messages).toBeLessThan(count);
});
