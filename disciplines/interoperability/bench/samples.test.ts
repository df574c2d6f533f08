import { Vault } from '@callosum/deid';
import { generateMessages, loadStandard, readHl7, readProfile, writeProfile } from '@callosum/hl7v2';
import { describe, expect, test } from 'vitest';
import { helpFor, openMessage } from './open-message.ts';
import {
  edited,
  faultOf,
  faultsOf,
  fieldKey,
  fieldsOf,
  nodeKey,
  type ProfileEdits,
  structureOf,
} from './profile-lines.ts';
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

describe('a profile as lines', () => {
  test('shows structure and fields, and takes edits without touching the rest', async () => {
    const standard = await loadStandard('2.5.1');
    const at = standard.messages.findIndex(({ id }) => id === 'ADT_A01');
    expect(structureOf(standard, at)[0]).toMatchObject({ name: 'MSH', usage: 'R', min: 1, max: 1, depth: 0 });
    expect(structureOf(standard, at).some(({ group, depth }) => !group && depth === 1)).toBe(true);

    const changed = edited(standard, {
      fields: {
        [fieldKey('PID', 8)]: { usage: 'R', min: 1, maxLength: 2, table: '0002', note: 'as in the passport' },
        [fieldKey('PID', 3)]: { maxLength: null },
      },
      nodes: {},
    });
    const pid = changed.segments['PID'] ?? expect.fail('no PID');
    const lines = fieldsOf(pid, changed);
    expect(lines[7]).toMatchObject({ usage: 'R', min: 1, maxLength: 2, tables: ['0002'], note: 'as in the passport' });
    expect(lines[2]?.maxLength).toBeUndefined();
    expect({ ...changed, segments: { ...changed.segments, PID: standard.segments['PID'] } }).toEqual(standard);
  });

  test('takes usage and number of segments and groups, each at its own place', async () => {
    const standard = await loadStandard('2.5.1');
    const at = standard.messages.findIndex(({ id }) => id === 'ADT_A01');
    const find = (name: string) => structureOf(standard, at).find((line) => line.name === name) ?? expect.fail(name);
    const [obx, inner] = [find('OBX'), structureOf(standard, at).find(({ depth }) => depth === 1)];
    if (!inner) throw new Error('ADT_A01 has a group');
    const edits: ProfileEdits = {
      fields: {},
      nodes: {
        [nodeKey(at, obx.place)]: { usage: 'R', min: 1, max: 5, note: 'height and weight' },
        [nodeKey(at, inner.place)]: { usage: 'X', min: 0, max: 0 },
      },
    };
    const changed = edited(standard, edits);
    expect(faultsOf(standard, edits)).toEqual([]);
    const turned = structureOf(changed, at).filter((line, index) => {
      const before = structureOf(standard, at)[index];
      return JSON.stringify(line) !== JSON.stringify(before);
    });
    expect(turned).toMatchObject([
      { name: 'OBX', usage: 'R', min: 1, max: 5, note: 'height and weight' },
      { name: inner.name, usage: 'X', min: 0, max: 0 },
    ]);
    expect(changed.messages.filter((_, index) => index !== at)).toEqual(
      standard.messages.filter((_, index) => index !== at),
    );
    expect(changed.segments).toEqual(standard.segments);
    // A note goes along in the file that is kept, and is taken away again.
    const read = readProfile(writeProfile(changed));
    const kept = read.ok ? read.value : expect.fail('not read');
    expect(structureOf(kept, at)).toEqual(structureOf(changed, at));
    const bare = edited(kept, { fields: {}, nodes: { [nodeKey(at, obx.place)]: { note: null } } });
    expect(structureOf(bare, at).filter(({ note }) => note !== undefined)).toEqual([]);
    expect(faultsOf(standard, { fields: {}, nodes: { [nodeKey(at, obx.place)]: { min: 3, max: 2 } } })).toEqual([
      { path: 'OBX', fault: 'order' },
    ]);
  });

  test('refuses what cannot be', async () => {
    const standard = await loadStandard('2.5.1');
    const [, , line] = fieldsOf(standard.segments['PID'] ?? expect.fail('no PID'), standard);
    if (!line) throw new Error('no line');
    expect(faultOf(line, { min: 3, max: 2 })).toBe('order');
    expect(faultOf(line, { usage: 'R', min: 0, max: 0 })).toBe('required');
    expect(faultOf(line, { usage: 'X', min: 1 })).toBe('unused');
    expect(faultOf(line, { usage: 'R', min: 1, max: null })).toBeUndefined();
  });
});
