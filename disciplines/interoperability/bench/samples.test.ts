import { Vault } from '@callosum/deid';
import { generateMessages, loadStandard, readHl7 } from '@callosum/hl7v2';
import { describe, expect, test } from 'vitest';
import { helpFor, openMessage } from './open-message.ts';
import { takeFile } from './sample.ts';
import { Samples } from './samples.ts';

const MESSAGE = (sender: string, control: string, sex: string): string =>
  [
    `MSH|^~\\&|${sender}|WEST|EHR|EAST|20260102030405||ADT^A01^ADT_A01|${control}|P|2.5.1`,
    'EVN||20260102030405',
    `PID|1||4711^^^WEST^MR||Garcia^Maria^J||19800231|${sex}|||12 Elm St^^Omaha^NE^68102||402-555-7788`,
    'PV1|1|I',
  ].join('\r');

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const OPTIONS = { mode: 'safe-harbor', asOf: 2026 } as const;
const ignore = (): void => undefined;

describe('messages that are dropped', () => {
  test('are freed of identifiers before anything else knows them, and what was replaced is told by kind and place', async () => {
    const samples = new Samples();
    await samples.take([{ name: 'adt.hl7', bytes: bytes(MESSAGE('HIS', 'A1', 'F')) }], OPTIONS, ignore);
    const open = await openMessage(samples.get(1) ?? expect.fail('no message'));
    const text = open.segments.map(({ raw }) => raw).join('\n');
    expect(text).not.toMatch(/Garcia|Maria|4711|Elm St|402-555/);
    expect(samples.replacedBy()).toContainEqual(expect.objectContaining({ class: 'names', place: 'PID-5.1' }));
    expect(samples.search('garcia')).toEqual([]);
    expect(samples.search('his adt')).toEqual([1]);
  });

  test('have findings in groups: a sentence that names one value says how many others stand for', async () => {
    const samples = new Samples();
    const text = ['Q', 'Q', 'ZZ'].map((sex, at) => MESSAGE('HIS', `A${at}`, sex)).join('\r');
    await samples.take([{ name: 'adt.hl7', bytes: bytes(text) }], OPTIONS, ignore);
    const sex = samples.summary().find(({ place, text: told }) => place === 'PID-8' && told.includes('"Q"'));
    expect(sex).toMatchObject({ count: 3, others: 1, first: 1 });
  });

  test('tell how far a file is, message by message', () => {
    const text = bytes(`${MESSAGE('HIS', 'A1', 'F')}\r${MESSAGE('HIS', 'A2', 'Q')}`);
    const scan = { ...OPTIONS, vault: new Vault() };
    expect([...takeFile('adt.hl7', text, scan)].map(({ share }) => share)).toEqual([0.5, 1]);
    expect([...takeFile('scan.pdf', bytes('%PDF'), scan)].map(({ share }) => share)).toEqual([1]);
  });

  test('teach no lengths by what was replaced in segments of one’s own, where a year carries no mark', async () => {
    const samples = new Samples();
    const text = `${MESSAGE('HIS', 'A1', 'F')}\rZCL|CARE1|20260102030405\r`;
    await samples.take([{ name: 'adt.hl7', bytes: bytes(text) }], OPTIONS, ignore);
    const { profile } = await samples.derive('HIS · WEST', 'West');
    const [clinic, moment] = profile.segments['ZCL']?.fields ?? [];
    expect(clinic).toMatchObject({ maxLength: 5 });
    expect(moment).toMatchObject({ deidentified: true });
    expect(moment?.maxLength).toBeUndefined();
  });

  test('that cannot be read are told with a remedy, and the rest goes on', async () => {
    const samples = new Samples();
    const files = [
      { name: 'scan.pdf', bytes: bytes('%PDF-1.4 no message') },
      { name: 'adt.hl7', bytes: bytes(`${MESSAGE('HIS', 'A1', 'F')}\r${MESSAGE('HIS', 'A2', 'Q')}`) },
    ];
    const untaken = await samples.take(files, OPTIONS, ignore);
    expect(untaken.map(({ file }) => file)).toEqual(['scan.pdf']);
    expect(untaken[0]?.remedy.key).toMatch('begin with MSH');
    expect(samples.lines().map(({ file, type, sender }) => [file, type, sender])).toEqual([
      ['adt.hl7', 'ADT^A01', 'HIS · WEST'],
      ['adt.hl7', 'ADT^A01', 'HIS · WEST'],
    ]);
  });

  test('with the same finding stand together, the worst first', async () => {
    const samples = new Samples();
    const text = ['A1', 'A2', 'A3'].map((control) => MESSAGE('HIS', control, 'F').replace('|P|', '|QQ|')).join('\r');
    await samples.take([{ name: 'adt.hl7', bytes: bytes(text) }], OPTIONS, ignore);
    const found = samples.summary().find(({ place, code }) => place.startsWith('MSH-11') && code === 'code-unknown');
    expect(found).toMatchObject({ count: 3, first: 1, against: 'standard' });
  });

  test('stop being read when somebody says so; what was read stays', async () => {
    const samples = new Samples();
    const many = Array.from({ length: 400 }, (_, at) => MESSAGE('HIS', `A${at}`, 'F')).join('\r');
    await samples.take([{ name: 'adt.hl7', bytes: bytes(many) }], OPTIONS, () => samples.stop());
    expect(samples.lines().length).toBeGreaterThan(0);
    expect(samples.lines().length).toBeLessThan(400);
    samples.clear();
    expect(samples.lines()).toEqual([]);
  });

  test('of two systems give two profiles; the one says nothing of the other', async () => {
    const samples = new Samples();
    const text = `${MESSAGE('HIS', 'A1', 'F')}\r${MESSAGE('LAB', 'L1', 'M')}\rZLB|1|x`;
    await samples.take([{ name: 'adt.hl7', bytes: bytes(text) }], OPTIONS, ignore);
    const lab = await samples.derive('LAB · WEST', 'LAB');
    expect(lab).toMatchObject({ samples: 1, own: ['ZLB'] });
    expect(lab.text).toContain('ZLB|1');
    expect((await samples.derive('HIS · WEST', 'HIS')).own).toEqual([]);
  });

  test('are held against a profile as well as the standard', async () => {
    const samples = new Samples();
    const files = [{ name: 'adt.hl7', bytes: bytes(MESSAGE('HIS', 'A1', 'F')) }];
    await samples.take(files, OPTIONS, ignore);
    const { profile } = await samples.derive('HIS · WEST', 'HIS');
    await samples.take(
      [{ name: 'b', bytes: bytes(MESSAGE('HIS', 'A2', 'F').replace('PV1|1|I', 'PV1|1')) }],
      OPTIONS,
      ignore,
    );
    await samples.holdAgainst(profile);
    const found = samples.summary().filter(({ against, place }) => against === 'profile' && place.startsWith('PV1'));
    expect(found).toContainEqual(expect.objectContaining({ place: 'PV1-2', severity: 'error', first: 2 }));
    await samples.holdAgainst(undefined);
    expect(samples.summary().some(({ against }) => against === 'profile')).toBe(false);
  });
});

describe('an open message', () => {
  test('has every place in its line, under the name the standard gives it', async () => {
    const standard = await loadStandard('2.5.1');
    for (const { message, ...made } of generateMessages(standard, { count: 10, seed: 4, trigger: 'ORU^R01' })) {
      expect(made).toBeDefined();
      const open = await openMessage({ id: 1, file: 'x', message, replaced: [], findings: [] });
      for (const { raw, fields } of open.segments) {
        for (const { start, end, parts } of fields) {
          const within = raw.slice(start, end);
          for (const part of parts) expect(within).toContain(raw.slice(part.start, part.end));
        }
      }
    }
  });

  test('has help for fields and components, and none for a segment of one’s own', async () => {
    const [message] = readHl7(`${MESSAGE('HIS', 'A1', 'F')}\rZZZ|1`).messages;
    if (!message) throw new Error('no message');
    expect(await helpFor(message, 'PID-8')).toMatchObject({ usage: 'O', often: '0..1', table: { name: '0001' } });
    expect(await helpFor(message, 'PID-3.4')).toMatchObject({ datatype: 'HD' });
    expect(await helpFor(message, 'ZZZ-1')).toBeUndefined();
  });
});

test('two messages differ where they differ, as deep as it goes', async () => {
  const samples = new Samples();
  const other = MESSAGE('HIS', 'A2', 'F').replace('PV1|1|I', 'PV1|1|O').concat('\rOBX|1|NM|1||2');
  await samples.take([{ name: 'a', bytes: bytes(`${MESSAGE('HIS', 'A1', 'F')}\r${other}`) }], OPTIONS, ignore);
  expect(samples.compare(1, 2).filter(({ path }) => !path.startsWith('MSH'))).toEqual([
    { path: 'PV1-2', left: 'I', right: 'O' },
    { path: 'OBX', left: '', right: 'OBX|1|NM|1||2' },
  ]);
});
