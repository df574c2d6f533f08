import { describe, expect, test } from 'vitest';
import {
  checkMessage,
  compareProfiles,
  deriveProfile,
  generateMessages,
  loadStandard,
  messageOf,
  readProfile,
  writeProfile,
} from '../index.ts';
import type { GapQuestion, Message, Profile } from '../index.ts';
import { ADMISSION, REPORT, withLine } from '../testing/messages.ts';

const messagesFrom = (...texts: string[]): Message[] => texts.flatMap((text) => messageOf(text) ?? []);
const derive = (...texts: string[]): Promise<Profile> => deriveProfile(messagesFrom(...texts), 'West');

describe('a profile from samples', () => {
  const other = withLine(ADMISSION, 2, (line) => line.replace('|F', '|M').replace('Doe^Jane^Q', 'Roe^Al')).replace(
    '\rAL1|1|DA|PEN^Penicillin^L',
    '\rZAL|1|own\rZAL|2',
  );

  test('says what is there always, sometimes and never, and how often', async () => {
    const profile = await derive(ADMISSION.join('\r'), other);
    const [message] = profile.messages;
    expect(message).toMatchObject({ type: 'ADT', event: 'A01', structure: 'ADT_A01' });
    expect(
      message?.children.map((child) => [
        child.kind === 'segment' ? child.names[0] : child.name,
        child.usage.code,
        child.min,
        child.max,
      ]),
    ).toEqual([
      ['MSH', 'R', 1, 1],
      ['EVN', 'R', 1, 1],
      ['PID', 'R', 1, 1],
      ['PV1', 'R', 1, 1],
      ['ZAL', 'O', 0, null],
      ['AL1', 'O', 0, 1],
    ]);
    const pid = profile.segments.PID?.fields;
    expect([pid?.[2], pid?.[3], pid?.[4]]).toMatchObject([
      { name: 'Patient Identifier List', usage: { code: 'R' }, min: 1, max: null },
      { usage: { code: 'X' }, max: 0 },
      { usage: { code: 'R' }, max: 1 },
    ]);
    const name = profile.datatypes[pid?.[4]?.datatype ?? ''];
    expect([name?.name, name?.components.slice(0, 4).map(({ usage }) => usage.code)]).toEqual([
      'XPN',
      ['R', 'R', 'O', 'X'],
    ]);
    expect(profile.tables['PID-8']?.codes.map(({ value }) => value)).toEqual(['F', 'M']);
  });

  test('keeps no contents but codes', async () => {
    const text = writeProfile(await derive(ADMISSION.join('\r'), REPORT.join('\r')));
    for (const secret of ['Doe', 'Jane', '19800101', 'fasting', '"12"', '"34"']) expect(text).not.toContain(secret);
    expect(text).toContain('2345-7');
  });

  test('is fit by its samples and survives as JSON', async () => {
    const standard = await loadStandard('2.5.1');
    for (const trigger of ['ADT^A01', 'ORU^R01', 'SIU^S12']) {
      const messages = [...generateMessages(standard, { count: 20, seed: 5, trigger })].map(({ message }) => message);
      const profile = await deriveProfile(messages, trigger);
      expect(readProfile(writeProfile(profile))).toEqual({ ok: true, value: profile });
      for (const message of messages) {
        const { findings } = await checkMessage(message, profile);
        expect(findings.filter(({ against, severity }) => against === 'profile' && severity === 'error')).toEqual([]);
      }
    }
  });

  test('values that are no numbers make no number of a field', async () => {
    const text = withLine(REPORT, 3, (line) => `${line}|${'|'.repeat(11)}`).replace('OBR|1|', 'OBR|one|');
    expect((await derive(text)).segments.OBR?.fields[0]?.datatype).toBe('ST');
  });

  test('limits no moment to how precisely the samples are written, and nothing beyond the standard', async () => {
    const text = ADMISSION.join('\r')
      .replace('|20260102030405||ADT', '|2026||ADT')
      .replace('PEN^', 'x'.repeat(19) + '^');
    const { segments, datatypes } = await derive(text);
    const longest = (segment: string, field: number, part: number): number | undefined =>
      datatypes[segments[segment]?.fields[field - 1]?.datatype ?? '']?.components[part - 1]?.maxLength;
    expect([longest('MSH', 7, 1), longest('PID', 7, 1)]).toEqual([24, 24]);
    const standard = await loadStandard('2.5.1');
    const allowed = standard.datatypes['CE']?.components[0]?.maxLength ?? 0;
    // Nineteen characters would be rounded up to more.
    expect([allowed, longest('AL1', 3, 1)]).toEqual([20, 20]);
    expect(segments['PV1']?.fields[1]?.maxLength).toBe(1);
  });

  test('says of replaced values what the standard says, and that they were replaced', async () => {
    const [message] = messagesFrom(withLine(ADMISSION, 2, (line) => line.replace('19800101', '1980')));
    if (!message) throw new Error('no message');
    const replaced = ['Jane', 'Doe', 'PEN^', '1980'].map((value) => {
      const start = message.text.indexOf(value);
      return { start, end: start + value.length };
    });
    const profile = await deriveProfile([message], 'West', { replaced: () => replaced });
    const standard = await loadStandard('2.5.1');
    const part = (field: number, position: number): { deidentified?: true; maxLength?: number } =>
      profile.datatypes[profile.segments['PID']?.fields[field - 1]?.datatype ?? '']?.components[position - 1] ?? {};
    expect(part(5, 2)).toMatchObject({
      deidentified: true,
      maxLength: standard.datatypes['XPN']?.components[1]?.maxLength,
    });
    expect(part(7, 1)).toMatchObject({ deidentified: true, maxLength: 24 });
    expect(part(5, 3)).not.toHaveProperty('deidentified');
    // A code that was drawn is none of a table.
    expect(profile.segments['AL1']?.fields[2]?.bindings).toBeUndefined();
    expect(profile.tables).not.toHaveProperty('AL1-3');
    expect(profile.source).toBe('derived from 1 messages, 1 of them de-identified');
    expect(readProfile(writeProfile(profile))).toEqual({ ok: true, value: profile });
  });

  test('messages of a structure that nobody knows are described as they come', async () => {
    const profile = await derive('MSH|^~\\&|A|B|C|D|2026||ZZZ^Z01|1|P|2.5.1\rZA1|x\rZA1|y\rPID|1');
    expect(
      profile.messages[0]?.children.map((child) => child.kind === 'segment' && [child.names[0], child.max]),
    ).toEqual([
      ['MSH', 1],
      ['ZA1', null],
      ['PID', 1],
    ]);
  });
});

describe('two profiles', () => {
  const rows = async (a: Profile, b: Profile, id: GapQuestion): Promise<string[]> => {
    const found = compareProfiles(a, b).questions.find((question) => question.id === id);
    return (found?.rows ?? []).map((row) => `${row.path}: ${row.a} | ${row.b}`);
  };

  test('that are the same leave nothing but places to remove', async () => {
    const profile = await derive(ADMISSION.join('\r'));
    const { questions } = compareProfiles(profile, profile);
    expect(questions.filter(({ answer }) => answer !== 'yes').map(({ id }) => id)).toEqual(['identifiers']);
  });

  test('answer each of the eight questions', async () => {
    const a = await derive(
      ADMISSION.join('\r'),
      withLine(ADMISSION, 2, (line) => line.replace('^Jane^Q', '').replace('|F', '|U')),
    );
    const changed = withLine(ADMISSION, 2, (line) =>
      line.replace('~34^^^EAST^PI', '').replace('|F', '|X').replace('Doe', 'A very long name of a family'),
    );
    const b = await derive(
      changed
        .replace('PEN^Penicillin^L', '7980^Penicillin^RXN')
        .replace('PV1|1|I|', 'PV1|1||')
        .replace('\rAL1', '\rPV2|||R\rAL1') + '\rZZZ|1',
      REPORT.join('\r'),
    );
    expect(await rows(a, b, 'messages')).toEqual(['ORU^R01:  | sent']);
    expect(await rows(a, b, 'structure')).toEqual(['ADT^A01 PV2:  | R [1..1]', 'ADT^A01 ZZZ:  | R [1..1]']);
    expect(await rows(a, b, 'usage')).toEqual(
      expect.arrayContaining(['PID-3: 1..* | 1..1', 'PID-5.2: O | R', 'PV1-2: R | not used']),
    );
    expect(await rows(a, b, 'codes')).toEqual(expect.arrayContaining(['PID-8: F, U | X', 'AL1-3: PEN | 7980']));
    expect(await rows(a, b, 'lengths')).toEqual(['PID-5.1.1: 3 | 30', 'AL1-3.1: 3 | 4', 'AL1-3.3: 1 | 3']);
    expect(await rows(a, b, 'own')).toEqual(['ZZZ:  | 1 fields']);
    expect(await rows(a, b, 'meaning')).toEqual(['AL1-3: L | RXN']);
    expect(await rows(a, b, 'identifiers')).toEqual(
      expect.arrayContaining(['PID-5: XPN | XPN', 'PID-7: TS | TS', 'ZZZ-1:  | ST']),
    );
  });

  test('of the whole standard are compared within a second', async () => {
    const [a, b] = [await loadStandard('2.3.1'), await loadStandard('2.5.1')];
    const started = performance.now();
    const { questions } = compareProfiles(a, b);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(questions).toHaveLength(8);
  });
});
