import { describe, expect, test } from 'vitest';
import {
  coverageOf,
  fieldPlace,
  LiveValues,
  mapFields,
  mapLines,
  MAPPING_FORMAT,
  PROFILE_FORMAT,
  readHl7,
} from '../index.ts';
import type { FieldProfile, MapRow, Profile, UsageCode } from '../index.ts';

const field = (name: string, code: UsageCode, more: Partial<FieldProfile> = {}): FieldProfile => ({
  name,
  usage: { code },
  datatype: 'ST',
  min: 0,
  max: 1,
  ...more,
});

/** A profile of PID alone. */
const profile = (name: string, fields: readonly FieldProfile[], tables: Profile['tables'] = {}): Profile => ({
  format: PROFILE_FORMAT,
  name,
  version: '2.5.1',
  source: 'test',
  messages: [
    {
      id: 'A01',
      name: '',
      type: 'ADT',
      event: 'A01',
      structure: 'ADT_A01',
      children: [{ kind: 'segment', names: ['PID'], segments: ['PID'], usage: { code: 'R' }, min: 1, max: 1 }],
    },
  ],
  segments: { PID: { name: 'PID', description: '', fields } },
  datatypes: {},
  tables,
});

const table = (name: string, ...values: string[]): Profile['tables'][string] => ({
  name,
  description: '',
  extensible: false,
  codes: values.map((value) => ({ value, text: value })),
});
const bound = (name: string) => ({ bindings: [{ tables: [name], strength: 'R' as const }] });

const SOURCE = profile(
  'West',
  [
    field('Id', 'R'),
    field('Old number', 'O', { maxLength: 20, max: null }),
    field('Class', 'O', bound('1')),
    field('Mother', 'X'),
    field('Race', 'O'),
  ],
  { '1': table('1', 'I', 'O', 'E') },
);
const TARGET = profile(
  'East',
  [
    field('Id', 'R'),
    field('Old number', 'R', { maxLength: 10 }),
    field('Class', 'O', bound('1')),
    field('Mother', 'O'),
    field('Race', 'X'),
  ],
  { '1': table('1', 'I', 'O') },
);

const agreed = (to: string, from: string): MapRow => ({ to, from: [from], rule: { kind: 'copy' }, status: 'agreed' });

describe('the fields of two ends', () => {
  test('stand side by side with what differs', () => {
    expect(
      mapFields(SOURCE, TARGET).map(({ place, source, target, differences }) => [
        place,
        source?.usage,
        target?.usage,
        differences,
      ]),
    ).toEqual([
      ['PID-1', 'R', 'R', []],
      ['PID-2', 'O', 'R', ['target-requires', 'shorter', 'fewer']],
      ['PID-3', 'O', 'O', ['other-codes']],
      ['PID-4', undefined, 'O', []],
      ['PID-5', 'O', undefined, ['target-refuses']],
    ]);
  });
});

test('a segment that only the target knows, and need not have, asks for nothing', () => {
  const also = (code: UsageCode): Profile => ({
    ...TARGET,
    messages: TARGET.messages.map((message) => ({
      ...message,
      children: [
        ...message.children,
        { kind: 'segment', names: ['ZCL'], segments: ['ZCL'], usage: { code }, min: code === 'R' ? 1 : 0, max: 1 },
      ],
    })),
    segments: { ...TARGET.segments, ZCL: { name: 'ZCL', description: '', fields: [field('Clinic', 'R')] } },
  });
  const stateOf = (target: Profile) =>
    mapLines(mapFields(SOURCE, target), { format: MAPPING_FORMAT, rows: [] }, () => 0).find(
      ({ place }) => place === 'ZCL-1',
    );
  expect(stateOf(also('O'))).toMatchObject({ state: 'unused', differences: [] });
  expect(stateOf(also('R'))).toMatchObject({ state: 'open', differences: ['target-requires'] });
});

describe('what becomes of each field', () => {
  const lines = (rows: readonly MapRow[], filled: Readonly<Record<string, number>> = {}) =>
    mapLines(mapFields(SOURCE, TARGET), { format: MAPPING_FORMAT, rows }, (place) => filled[place] ?? 0);

  test('is open where it is used and nobody has decided, with a proposal where that is plain', () => {
    const all = lines([], { 'PID-5': 3 });
    expect(all.map(({ state }) => state)).toEqual(['open', 'open', 'unused', 'unused', 'open']);
    expect(all.map(({ suggestion }) => suggestion?.reason)).toEqual([
      'alike',
      undefined,
      undefined,
      undefined,
      'target-refuses',
    ]);
    expect(coverageOf(all)).toEqual({ inUse: 3, mapped: 0, left: 0, open: 3 });
  });

  test('is decided by rows that both sides agreed to', () => {
    const all = lines([
      agreed('PID-1', 'PID-1'),
      agreed('PID-2.1', 'PID-3'),
      { ...agreed('PID-4', 'PID-4'), status: 'proposed' },
      { to: 'PID-5', from: [], rule: { kind: 'drop', reason: 'not needed' }, status: 'agreed' },
    ]);
    expect(all.map(({ state }) => state)).toEqual(['mapped', 'mapped', 'moved', 'proposed', 'left']);
    expect(coverageOf(all)).toEqual({ inUse: 5, mapped: 3, left: 1, open: 1 });
  });

  test('is mapped where parts alone are left behind, since the others go through', () => {
    const drop = { kind: 'drop', reason: 'not needed' } as const;
    const [whole, part] = ['PID-2', 'PID-2.3'].map((to): MapRow => ({ to, from: [], rule: drop, status: 'agreed' }));
    expect(whole && lines([whole])[1]?.state).toBe('left');
    expect(part && lines([part])[1]?.state).toBe('mapped');
  });

  test('is asked while one of its rows asks', () => {
    const ask: MapRow = { to: 'PID-1', from: [], rule: { kind: 'ask', question: 'Which number?' }, status: 'agreed' };
    expect(lines([ask])[0]?.state).toBe('asked');
  });
});

describe('live values', () => {
  const seen = (...texts: string[]): LiveValues => {
    const values = new LiveValues(['PID-3.1', 'PID-9']);
    for (const { messages } of texts.map((text) => readHl7(`MSH|^~\\&|A\r${text}`)))
      for (const one of messages) values.add(one);
    return values;
  };

  test('are counted by place, the most frequent first', () => {
    const values = seen('PID|1||7^A', 'PID|1||8^A~9', 'PID|1||7^A\rPID|2||7^A');
    expect(values.at('PID-3')).toEqual({
      messages: 3,
      more: false,
      values: [
        { value: '7^A', count: 3 },
        { value: '8^A~9', count: 1 },
      ],
    });
    expect(values.at('PID-3.1').values).toEqual([
      { value: '7', count: 3 },
      { value: '8', count: 1 },
      { value: '9', count: 1 },
    ]);
    expect(values.at('PID-2')).toEqual({ messages: 0, more: false, values: [] });
  });

  test('are remembered up to a limit, and that is told', () => {
    const values = seen(...Array.from({ length: 250 }, (_, at) => `PID|${at}|${'x'.repeat(500)}`));
    expect([values.at('PID-1').values.length, values.at('PID-1').more, values.at('PID-1').messages]).toEqual([
      200,
      true,
      250,
    ]);
    expect(values.at('PID-2').values[0]?.value).toHaveLength(121);
  });

  test('belong to the field a path names', () => {
    expect(['PID-3', 'PID[2]-3[1].4', 'OBX-5.1.2'].map((path) => fieldPlace(path))).toEqual([
      'PID-3',
      'PID-3',
      'OBX-5',
    ]);
  });
});
