import { z } from 'zod';
import type { Field } from '../field.ts';
import type { Json } from '../json.ts';
import type { RatingTable } from '../rating-table.ts';

/** One way a field type can be declared. */
interface FieldCase {
  readonly field: Field;
  /** Values in their order. */
  readonly ascending: readonly Json[];
  /** JSON that is no value of it. */
  readonly garbage: readonly Json[];
  /** Texts it cannot be read from. */
  readonly unreadable: readonly string[];
}

const aFile = (digit: string) => ({ hash: digit.repeat(64), name: `${digit}.pdf`, size: 7, type: 'application/pdf' });
const MATRIX: RatingTable = {
  id: 'm',
  version: '1',
  title: 'Matrix',
  source: 'for tests',
  axes: [
    {
      key: 'l',
      label: 'Likelihood',
      points: [
        { key: '1', label: 'Rare' },
        { key: '2', label: 'Often' },
      ],
    },
    {
      key: 's',
      label: 'Severity',
      points: [
        { key: '1', label: 'Minor' },
        { key: '2', label: 'Major' },
      ],
    },
  ],
  levels: [
    { key: 'low', label: 'Low' },
    { key: 'mid', label: 'Middle' },
    { key: 'high', label: 'High' },
  ],
  cells: { '1/1': 'low', '1/2': 'mid', '2/1': 'mid', '2/2': 'high' },
};

const paragraph = (text: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
const list = {
  type: 'doc',
  content: [
    { type: 'bulletList', content: [{ type: 'listItem', content: [...paragraph('a').content] }] },
    {
      type: 'table',
      content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: paragraph('b').content }] }],
    },
  ],
};

const noTypes: readonly Json[] = [[], {}, ['a'], { a: 1 }];

/** What the contract of field types is tried on: every type, in every way it can be declared. */
export const FIELD_CASES: Readonly<Record<string, FieldCase>> = {
  text: {
    field: { type: 'text', label: 'Name', maxLength: 40, required: true },
    ascending: ['a', 'b', 'ba'],
    garbage: [1, true, '', 'x'.repeat(41), 'a\u0000b', '\uD800', ...noTypes],
    unreadable: ['', '   ', 'a\u0000', 'x'.repeat(41)],
  },
  'multiline text': {
    field: { type: 'text', label: 'Notes', multiline: true },
    ascending: ['', 'a\nb', 'b'],
    garbage: [1, 'x'.repeat(100_001), ...noTypes],
    unreadable: ['\uDFFF'],
  },
  richText: {
    field: { type: 'richText', label: 'Situation' },
    ascending: [paragraph('a'), paragraph('b'), list],
    garbage: [
      'a',
      1,
      { type: 'doc' },
      { type: 'doc', content: [] },
      { type: 'doc', content: [{ type: 'paragraph' }] },
      { type: 'doc', content: [{ type: 'listItem', content: [{ type: 'paragraph' }] }] },
      paragraph(''),
      paragraph('a\nb'),
      paragraph('\uD800'),
      { ...paragraph('a'), style: 'color:red' },
      ...noTypes,
    ],
    unreadable: ['', '  ', '\n'],
  },
  number: {
    field: { type: 'number', label: 'Amount' },
    ascending: [-1e21, -2, -0.5, 0, 1e-7, 3, 20, 1e21],
    garbage: ['1', true, ...noTypes],
    unreadable: ['', 'many', '1,2,3', 'NaN', 'Infinity'],
  },
  'whole number with a unit and limits': {
    field: { type: 'number', label: 'Share', unit: '%', min: 0, max: 100, integer: true },
    ascending: [0, 9, 10, 100],
    garbage: [-1, 101, 0.5, '5', ...noTypes],
    unreadable: ['-1', '101 %', '0.5', '%'],
  },
  flag: {
    field: { type: 'flag', label: 'Active' },
    ascending: [false, true],
    garbage: [0, 1, 'yes', ...noTypes],
    unreadable: ['perhaps'],
  },
  date: {
    field: { type: 'date', label: 'Due' },
    ascending: ['0999-12-31', '2026-11-22', '2027-01-01', '2028-02-29'],
    garbage: ['2027-02-29', '2027-1-1', '2027-13-01', '', 20270101, ...noTypes],
    unreadable: ['1/2/2027', '', '2027-02-30'],
  },
  localTime: {
    field: { type: 'localTime', label: 'Start' },
    ascending: ['2026-11-22T08:00', '2026-11-22T08:00:01', '2026-11-22T17:00', '2027-01-01T00:00'],
    garbage: ['2026-11-22', '2026-11-22T24:00', '2026-11-22T08:60', '2026-11-22T08:00Z', 0, ...noTypes],
    unreadable: ['2026-11-22', 'noon'],
  },
  choice: {
    field: { type: 'choice', label: 'Type', options: { FF: 'Finish to finish', FS: 'Finish to start' } },
    ascending: ['FF', 'FS'],
    garbage: ['', 'ff', 'Finish to start', 'toString', '__proto__', 1, ...noTypes],
    unreadable: ['', 'XX'],
  },
  person: {
    field: { type: 'person', label: 'Owner' },
    ascending: ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'],
    garbage: ['Ann', '00000000-0000-7000-8000-00000000000', 1, ...noTypes],
    unreadable: ['Ann', ''],
  },
  duration: {
    field: { type: 'duration', label: 'Length' },
    ascending: [
      { seconds: -3_600, unit: 'h', elapsed: false },
      { seconds: 61, unit: 'm', elapsed: false },
      { seconds: 28_800, unit: 'd', elapsed: false },
      { seconds: 86_400, unit: 'd', elapsed: true },
    ],
    garbage: [
      5,
      '3d',
      { seconds: 1.5, unit: 'd', elapsed: false },
      { seconds: 1, unit: 'y', elapsed: false },
      { seconds: 1, unit: 'd' },
      { seconds: 1, unit: 'd', elapsed: false, more: 1 },
      ...noTypes,
    ],
    unreadable: ['', '3', '3 years', 'd'],
  },
  dateTime: {
    field: { type: 'dateTime', label: 'Called at' },
    ascending: [
      '0999-12-31T23:59:59.999Z',
      '2026-11-22T08:00:00.000Z',
      '2026-11-22T08:00:00.001Z',
      '2027-01-01T00:00:00.000Z',
    ],
    garbage: [
      '2026-11-22',
      '2026-11-22T08:00Z',
      '2026-11-22T08:00:00.000+01:00',
      '2026-02-30T08:00:00.000Z',
      0,
      ...noTypes,
    ],
    unreadable: ['2026-11-22', '2026-11-22 08:00', 'noon', '2026-11-22 25:00 Z', '2026-13-22 08:00 +01:00'],
  },
  money: {
    field: { type: 'money', label: 'Price', currencies: ['EUR', 'JPY'] },
    ascending: [
      { amount: '-10.5', currency: 'EUR' },
      { amount: '0', currency: 'EUR' },
      { amount: '0.0001', currency: 'JPY' },
      { amount: '9', currency: 'EUR' },
      { amount: '10', currency: 'EUR' },
      { amount: '99999999999.9998', currency: 'EUR' },
      { amount: '99999999999.9999', currency: 'EUR' },
    ],
    garbage: [
      5,
      '5 EUR',
      { amount: 5, currency: 'EUR' },
      { amount: '5' },
      { amount: '5', currency: 'USD' },
      { amount: '5.0', currency: 'EUR' },
      { amount: '05', currency: 'EUR' },
      { amount: '-0', currency: 'EUR' },
      { amount: '1e3', currency: 'EUR' },
      { amount: '123456789012', currency: 'EUR' },
      { amount: '5', currency: 'EUR', more: 1 },
      ...noTypes,
    ],
    unreadable: ['', 'EUR', '5 USD', 'EUR 5 EUR', '1,23,4', '1.234.56', 'about 5', '5.00001'],
  },
  choices: {
    field: { type: 'choices', label: 'Sites', options: { n: 'North', s: 'South', w: 'West' } },
    ascending: [['n'], ['n', 's'], ['n', 's', 'w'], ['s'], ['w']],
    garbage: ['n', ['s', 'n'], ['n', 'n'], ['x'], ['toString'], 1, [], {}, [{}]],
    unreadable: ['', ';', 'North; East'],
  },
  people: {
    field: { type: 'people', label: 'Team' },
    ascending: [
      ['00000000-0000-7000-8000-000000000001'],
      ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000003'],
      ['00000000-0000-7000-8000-000000000002'],
    ],
    garbage: [
      '00000000-0000-7000-8000-000000000001',
      ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000001'],
      ['Ann'],
      ...noTypes,
    ],
    unreadable: ['', 'Ann', '; ;'],
  },
  checklist: {
    field: { type: 'checklist', label: 'Steps' },
    ascending: [
      [{ id: 1, text: 'a' }],
      [
        { id: 7, text: '2. [x] b' },
        { id: 2, text: 'c', done: { by: 'console', at: '2027-01-12T08:00:00.000Z' } },
      ],
      [{ id: 3, text: '[ ] c' }],
    ],
    garbage: [
      'a',
      [{ id: 1, text: '' }],
      [{ id: 1, text: ' a' }],
      [{ id: 1, text: 'a\nb' }],
      [{ id: 0, text: 'a' }],
      [{ id: 1, text: 'a', done: true }],
      [{ id: 1, text: 'a', done: { by: 'x', at: 'noon' } }],
      [
        { id: 1, text: 'a' },
        { id: 1, text: 'b' },
      ],
      ...noTypes,
    ],
    unreadable: ['', '\n', '1. [x noon console] a'],
  },
  rating: {
    field: { type: 'rating', label: 'Severity', table: MATRIX, earlier: [{ ...MATRIX, version: '0' }] },
    ascending: [
      { table: 'm', version: '1', at: { l: '1', s: '1' }, level: 'low', rank: 1 },
      { table: 'm', version: '0', at: { l: '1', s: '2' }, level: 'mid', rank: 2 },
      { table: 'm', version: '1', at: { l: '2', s: '2' }, level: 'high', rank: 3 },
    ],
    garbage: [
      'high',
      { table: 'm', version: '1', at: { l: '1', s: '1' }, level: 'high', rank: 3 },
      { table: 'm', version: '1', at: { l: '1', s: '1' }, level: 'low', rank: 2 },
      { table: 'm', version: '9', at: { l: '1', s: '1' }, level: 'low', rank: 1 },
      { table: 'm', version: '1', at: { l: '1' }, level: 'low', rank: 1 },
      { table: 'm', version: '1', at: { l: '1', s: '1', x: '1' }, level: 'low', rank: 1 },
      { table: 'm', version: '1', at: { l: '1', s: 'toString' }, level: 'low', rank: 1 },
      ...noTypes,
    ],
    unreadable: ['', 'Rare', 'Rare × Rare', 'Rare × Minor × Minor', 'Rare × Minor → High', 'Rare × Minor → Low [m 9]'],
  },
  kindName: {
    field: { type: 'kindName', label: 'Of' },
    ascending: ['risk', 'task'],
    garbage: ['', 'Risk', 'a b', 1, ...noTypes],
    unreadable: ['', 'Two words'],
  },
  formula: {
    field: { type: 'formula', label: 'Twice', result: { type: 'number', label: '' }, of: ({ a }) => a },
    ascending: [1, 2, 3],
    garbage: ['1', true, ...noTypes],
    unreadable: ['', 'many'],
  },
  structure: {
    field: { type: 'structure', label: 'Filter', schema: z.array(z.strictObject({ at: z.int() })) },
    ascending: [[], [{ at: 1 }], [{ at: 2 }]],
    garbage: [{}, 'text', [{ at: 'a' }], [1]],
    unreadable: ['', '{', '{"at":1}'],
  },
  file: {
    field: { type: 'file', label: 'Evidence' },
    ascending: [[aFile('a')], [aFile('b'), aFile('c')], [aFile('b')]],
    garbage: [
      [],
      {},
      'a.pdf',
      [{ ...aFile('a'), hash: 'abc' }],
      [{ ...aFile('a'), name: '' }],
      [{ ...aFile('a'), size: -1 }],
      [{ ...aFile('a'), path: '/etc/passwd' }],
      Array.from({ length: 201 }, () => aFile('a')),
    ],
    unreadable: ['', 'a.pdf', '[]', '[{"name":"a.pdf"}]'],
  },
};
