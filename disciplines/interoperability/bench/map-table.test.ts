import { CODES_FORMAT, deriveProfile, MAPPING_FORMAT, readHl7 } from '@callosum/hl7v2';
import type { CodeMapping, FieldMapping, MapRow, MapRule, Message, Profile } from '@callosum/hl7v2';
import { describe, expect, test } from 'vitest';
import { withEntry } from './code-entries.ts';
import { mapCodes, mapTable } from './map-table.ts';
import { fieldPlaceOf } from './place.ts';
import { draftOf, rowOf, withRow } from './row-draft.ts';

const result = (control: number, code: string, text: string, patient: string): string =>
  [
    `MSH|^~\\&|LAB|WEST|EHR|EAST|20260102030405||ORU^R01^ORU_R01|${control}|P|2.5.1`,
    `PID|1||12^^^A||${patient}`,
    `OBR|1|||${code}^${text}^L`,
    `OBX|1|NM|${code}^${text}^L||95|mg/dL|||||F`,
    '',
  ].join('\r');

const messagesOf = (...texts: string[]): readonly Message[] => texts.flatMap((text) => readHl7(text).messages);
const SENT = messagesOf(
  ...Array.from({ length: 6 }, (_, at) => result(at, 'GLU', 'Glucose', 'Doe^Jane')),
  result(7, 'NA', 'Sodium', 'Doe^Jane'),
  result(8, 'K', 'Potassium', 'Doe^Jane'),
);
const EXPECTED = messagesOf(
  ...Array.from({ length: 4 }, (_, at) => result(at, '2345-7', 'Glucose', '')),
  ...Array.from({ length: 4 }, (_, at) => result(at, '2951-2', 'Sodium', '')),
);

async function ends(): Promise<{ source: Profile; target: Profile }> {
  return { source: await deriveProfile(SENT, 'Lab'), target: await deriveProfile(EXPECTED, 'EHR') };
}

const row = (to: string, rule: MapRule, ...from: string[]): MapRow => ({ to, from, rule, status: 'agreed' });
const mapping = (...rows: MapRow[]): FieldMapping => ({ format: MAPPING_FORMAT, rows });
const CODES: CodeMapping = {
  format: CODES_FORMAT,
  entries: [
    { from: 'GLU', to: '2345-7' },
    { from: 'K', critical: true },
  ],
};
const byMap = (to: string): MapRow => row(to, { kind: 'codes', map: 'lab', otherwise: 'hold' }, to);

describe('a mapping beside messages', () => {
  test('tells what they hold, what the target would get and say, and what is open', async () => {
    const table = await mapTable(SENT, await ends(), mapping(), new Map());
    const line = (place: string) => table.lines.find((one) => one.place === place) ?? expect.fail(place);
    expect(table).toMatchObject({ messages: 8, held: 0, coverage: { mapped: 0, left: 0 } });
    expect(table.coverage.open).toBe(table.coverage.inUse);
    expect(line('PID-5')).toMatchObject({
      state: 'open',
      filled: 8,
      seen: { values: [{ value: 'Doe^Jane', count: 8 }] },
      gets: { values: [{ value: 'Doe^Jane', count: 8 }] },
      differences: ['target-refuses'],
      findings: [{ code: 'not-supported', count: 8 }],
      suggestion: { reason: 'target-refuses', row: { rule: { kind: 'drop' } } },
    });
    expect(line('PID-3').suggestion?.reason).toBe('alike');
  });

  test('takes away what the target does not want, and says which messages would be held', async () => {
    const rows = [row('PID-5', { kind: 'drop', reason: 'not needed' }), byMap('OBX-3.1')];
    const table = await mapTable(SENT, await ends(), mapping(...rows), new Map([['lab', CODES]]));
    const line = (place: string) => table.lines.find((one) => one.place === place);
    expect(line('PID-5')).toMatchObject({ state: 'left', gets: { messages: 0 }, findings: [] });
    expect(line('OBX-3')?.gets.values[0]).toEqual({ value: '2345-7^Glucose^L', count: 6 });
    expect(table).toMatchObject({ held: 2, troubles: [{ row: 1, outcome: 'code-unmapped', count: 2 }] });
  });

  test('puts codes without a target first, critical ones before others, and proposes by the table of the target', async () => {
    const { lines, seen } = await mapCodes(SENT, await ends(), mapping(byMap('OBX-3.1')), {
      name: 'lab',
      codes: CODES,
    });
    expect(lines.map(({ value, count, critical, to }) => [value, count, critical, to])).toEqual([
      ['K', 1, true, undefined],
      ['NA', 1, false, undefined],
      ['GLU', 6, false, '2345-7'],
    ]);
    expect(lines.map(({ suggestions }) => suggestions.map(({ to }) => to))).toEqual([[], expect.any(Array), []]);
    expect(seen.map(({ value, count }) => [value, count])).toEqual([
      ['GLU', 6],
      ['NA', 1],
      ['K', 1],
    ]);
  });
});

describe('a row that is typed', () => {
  const side = (datatype: string, composite: boolean) => ({
    name: '',
    usage: 'R',
    required: true,
    datatype,
    composite,
    often: '1..1',
    tables: [],
  });
  const ends = (place: string, more: Partial<Parameters<typeof draftOf>[1]> = {}) => ({
    place,
    source: side('ST', false),
    differences: [],
    ...more,
  });

  test.each([
    ['a copy where both ends are alike', ends('PID-1'), 'copy', 'PID-1'],
    ['a code map where codes differ', ends('PID-8', { differences: ['other-codes'] }), 'codes', 'PID-8'],
    [
      'a code map for the first part of what is made of parts',
      ends('PV1-3', { source: side('PL', true), differences: ['other-codes'] }),
      'codes',
      'PV1-3.1',
    ],
    [
      'a constant where the source has nothing',
      { place: 'EVN-1', differences: ['target-requires'] },
      'constant',
      'EVN-1',
    ],
  ] as const)('begins as %s', (_what, line, kind, from) =>
    expect(draftOf(undefined, line)).toMatchObject({ kind, to: from, from, status: 'proposed' }),
  );

  test.each<MapRow>([
    row('PID-3', { kind: 'copy' }, 'PID-2'),
    row('PID-5', { kind: 'join', separator: ' ' }, 'PID-5.2', 'PID-5.1'),
    row('PID-5', { kind: 'split', separator: ' ', part: 2 }, 'PID-5'),
    row('OBX-3.1', { kind: 'codes', map: 'lab', otherwise: 'keep' }, 'OBX-3.1'),
    row('PID-7', { kind: 'date', read: 'HL7', write: 'YYYYMMDD' }, 'PID-7'),
    row('PID-8', { kind: 'constant', value: 'U' }),
    { ...row('PID-8', { kind: 'drop', reason: 'x' }), owner: 'ann', note: 'y' },
  ])('is the row it was: $rule.kind', (one) => expect(rowOf(draftOf(one, ends(one.to)))).toEqual(one));

  test.each([
    [{ kind: 'constant' }],
    [{ kind: 'split', separator: ' ', part: '0' }],
    [{ kind: 'codes' }],
    [{ kind: 'drop', reason: ' ' }],
    [{ kind: 'copy', from: ' , ' }],
    [{ to: '' }],
  ] as const)('is none while something is missing: %j', (more) =>
    expect(rowOf({ ...draftOf(undefined, ends('PID-3')), ...more })).toBeUndefined(),
  );

  test('for a part takes the place of a copy of the whole, and of nothing else', () => {
    const [whole, other] = [row('PID-5', { kind: 'copy' }, 'PID-5'), row('PID-6', { kind: 'copy' }, 'PID-6')];
    const part = row('PID-5.7', { kind: 'drop', reason: 'x' });
    expect(withRow([whole, other], 2, part)).toEqual([other, part]);
    const moved = row('PID-5', { kind: 'copy' }, 'PID-9');
    expect(withRow([moved], 1, part)).toEqual([moved, part]);
    expect(withRow([other, whole], 0, whole)).toEqual([whole, whole]);
  });

  test('lies in a field', () =>
    expect(['PID[2]-3[1].4', 'OBX-5', 'PID'].map((path) => fieldPlaceOf(path))).toEqual(['PID-3', 'OBX-5', 'PID']));
});

describe('a code that is mapped by hand', () => {
  const line = { value: 'NA', text: 'Sodium', count: 5, critical: false };

  test('is said, said otherwise, and taken back', () => {
    const said = withEntry(CODES, line, { to: '2951-2', toText: 'Sodium' });
    expect(said.entries.at(-1)).toEqual({ from: 'NA', text: 'Sodium', to: '2951-2', toText: 'Sodium' });
    const critical = withEntry(said, line, { critical: true });
    expect(critical.entries.at(-1)).toMatchObject({ to: '2951-2', critical: true });
    expect(withEntry(withEntry(critical, line, { to: '' }), line, { critical: false })).toEqual(CODES);
  });
});
