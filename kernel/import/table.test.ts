import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineCommand } from '../declare/command.ts';
import { defineKind, NO_LIFECYCLE } from '../declare/kind.ts';
import { TEAM_WRITES } from '../declare/presets.ts';
import { Refusal } from '../declare/problem.ts';
import { createRegistry } from '../declare/registry.ts';
import { createTestScope, TEST_OWNER } from '../testing/graph.ts';
import { proposeMapping } from './propose.ts';

const base = {
  discipline: 'sample',
  help: 'For tests.',
  lifecycle: NO_LIFECYCLE,
  permissions: TEAM_WRITES,
  list: { columns: ['title'], sort: 'title' },
  form: [],
} as const;
const site = defineKind({
  ...base,
  name: 'site',
  prefix: 'SIT',
  label: { one: 'Site', many: 'Sites' },
  fields: { title: { type: 'text', label: 'Title', required: true } },
});
const unit = defineKind({
  ...base,
  name: 'unit',
  prefix: 'UNT',
  label: { one: 'Unit', many: 'Units' },
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    beds: { type: 'number', label: 'Beds', min: 0, integer: true },
    opened: { type: 'date', label: 'Opened' },
    lead: { type: 'person', label: 'Lead' },
    story: { type: 'richText', label: 'Story' },
    checked: { type: 'flag', label: 'Checked', computed: true },
    code: { type: 'text', label: 'Code', fixed: true },
  },
  links: {
    within: { to: ['unit'], label: 'is within', inverse: 'holds', most: 1, acyclic: true },
    at: { to: ['site'], label: 'is at', inverse: 'houses' },
    surveyed: {
      to: ['site'],
      label: 'was surveyed at',
      inverse: 'surveyed',
      most: 1,
      byHand: 'adding',
      removedBy: { command: 'unit.release', from: 'unit', to: 'site' },
    },
  },
});
const release = defineCommand({
  name: 'unit.release',
  label: 'Release',
  allow: ['owner'],
  input: z.strictObject({ unit: z.uuid(), site: z.uuid() }),
  decide: () => ({ changes: [] }),
});
const registry = createRegistry(
  [{ name: 'sample', label: 'Sample', kinds: [site, unit], commands: [release], facts: [] }],
  [],
);

const result = z.object({
  created: z.int(),
  updated: z.int(),
  restored: z.int(),
  unchanged: z.int(),
  linked: z.int(),
  unlinked: z.int(),
  faulty: z.int(),
  faults: z.array(z.object({ line: z.int(), column: z.string(), message: z.string() })),
  rows: z.array(z.object({ line: z.int(), title: z.string(), action: z.string(), fields: z.array(z.unknown()) })),
});
type Scope = ReturnType<typeof createTestScope>;

const COLUMNS = [
  { header: 'No.', key: true },
  { header: 'Unit', field: 'title' },
  { header: 'Beds', field: 'beds' },
  { header: 'Part of', link: 'unit.within' },
  { header: 'Site', link: 'unit.at' },
  { header: 'Opened', field: 'opened' },
  { header: 'Head', field: 'lead' },
];

function bring(scope: Scope, rows: readonly (readonly string[])[], more: object = {}) {
  const input = {
    kind: 'unit',
    columns: COLUMNS,
    match: 'key',
    clearEmpty: false,
    skipFaulty: false,
    people: {},
    rows: rows.map((cells, index) => ({ line: index + 2, cells })),
    ...more,
  };
  const run = scope.run('table.import', input);
  return { ...result.parse(run.result), writes: run.writes.length };
}

const titles = (scope: Scope): unknown[] => [...scope.graph.rows('unit')].map(({ fields }) => fields['title']);
const refusedWith = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.problems.map(({ message }) => message);
    throw error;
  }
  return [];
};

describe('a table', () => {
  test('makes records with their links, whatever order its rows are in', () => {
    const scope = createTestScope(registry);
    scope.create('site', { title: 'Main campus' });
    const done = bring(scope, [
      ['7', 'ICU', '12', 'medicine', 'SIT-1', '2019-04-01', ''],
      ['3', 'Medicine', '40', '', 'Main Campus', '', ''],
    ]);
    expect(done).toMatchObject({ created: 2, linked: 3, faults: [], writes: 5 });
    const icu = scope.graph.byExternal('table:unit', '7');
    expect(icu?.fields).toEqual({ title: 'ICU', beds: 12, opened: '2019-04-01' });
    expect(
      scope.graph.out(icu?.id ?? '', 'unit.within').map(({ to }) => scope.graph.find(to)?.fields['title']),
    ).toEqual(['Medicine']);
  });

  test('again changes nothing; a later one changes what differs and nothing else', () => {
    const scope = createTestScope(registry);
    const rows = [
      ['3', 'Medicine', '40', '', '', '', ''],
      ['7', 'ICU', '12', '3', '', '', ''],
      ['8', 'Surgery', '', '', '', '', ''],
    ];
    bring(scope, rows);
    expect(bring(scope, rows)).toMatchObject({ created: 0, updated: 0, unchanged: 3, writes: 0 });
    const later = [rows[0] ?? [], ['7', 'Intensive care', '14', '8', '', '', ''], rows[2] ?? []];
    expect(bring(scope, later)).toMatchObject({ updated: 1, unchanged: 2, linked: 1, unlinked: 1, writes: 3 });
    expect(titles(scope)).toEqual(['Medicine', 'Intensive care', 'Surgery']);
  });

  test('finds records by the numbers an export has, makes those without one, and says which are not there', () => {
    const scope = createTestScope(registry);
    for (const title of ['Medicine', 'ICU']) scope.create('unit', { title });
    const rows = [
      ['unt-2', 'Intensive care', '12', '', '', '', ''],
      ['', 'Surgery', '', '', '', '', ''],
      ['UNT-9', 'Nowhere', '', '', '', '', ''],
      ['UNT-2', 'Twice', '', '', '', '', ''],
    ];
    const done = bring(scope, rows, { match: 'number', skipFaulty: true });
    expect(done).toMatchObject({ created: 1, updated: 1, faulty: 2 });
    expect(done.faults.map(({ line, message }) => [line, message])).toEqual([
      [4, 'there is no UNT-9 here; empty the cell to make a new record'],
      [5, '“unt-2” stands in line 2 already'],
    ]);
    expect(titles(scope)).toEqual(['Medicine', 'Intensive care', 'Surgery']);
  });

  test('is known by a first column of its own numbers, and not by numbers of another', () => {
    const header = ['Number', 'Title', 'Beds', 'Story'];
    const of = (...cells: string[]) =>
      proposeMapping(
        unit,
        registry,
        header,
        cells.map((cell) => [cell]),
      ).match;
    expect([of('UNT-1', '', 'unt-20'), of('1', '2'), of('SIT-1'), of()]).toEqual(['number', 'key', 'key', 'key']);
  });

  test('twice is as once, for any rows', () => {
    const cell = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const row = fc.tuple(cell, cell, fc.constantFrom('', '1', '20'));
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { selector: ([key]) => key, maxLength: 5 }),
        fc.constantFrom('key', 'title'),
        (rows, match) => {
          const scope = createTestScope(registry);
          const cells = rows.map(([key, title, beds]) => [key, title, beds, '', '', '', '']);
          const first = bring(scope, cells, { match, skipFaulty: true });
          const again = bring(scope, cells, { match, skipFaulty: true });
          expect(again).toMatchObject({ created: 0, updated: 0, writes: 0, faulty: first.faulty });
          expect(scope.graph.count('unit')).toBe(first.created);
        },
      ),
    );
  });

  test('brings back what was withdrawn', () => {
    const scope = createTestScope(registry);
    bring(scope, [['3', 'Medicine', '', '', '', '', '']]);
    scope.apply([{ action: 'withdraw', id: scope.graph.byExternal('table:unit', '3')?.id ?? '' }]);
    expect(bring(scope, [['3', 'Medicine', '', '', '', '', '']])).toMatchObject({ restored: 1 });
    expect(titles(scope)).toEqual(['Medicine']);
  });

  test('leaves a field alone where a cell is empty, unless it is to empty it', () => {
    const scope = createTestScope(registry);
    bring(scope, [['3', 'Medicine', '40', '', '', '', '']]);
    expect(bring(scope, [['3', 'Medicine', '', '', '', '', '']])).toMatchObject({ unchanged: 1 });
    expect(bring(scope, [['3', '', '', '', '', '', '']], { clearEmpty: true })).toMatchObject({ updated: 1 });
    expect(scope.graph.byExternal('table:unit', '3')?.fields).toEqual({ title: 'Medicine' });
  });

  test('makes paragraphs of text, and leaves the form of one whose words it repeats', () => {
    const scope = createTestScope(registry);
    const columns = [COLUMNS[1], { header: 'Story', field: 'story' }];
    const read = (text: string) => bring(scope, [['Medicine', text]], { columns, match: 'title' });
    const story = () => scope.graph.all(unit)[Symbol.iterator]().next().value?.fields.story;
    read('First\nSecond');
    const words = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
    expect(story()).toEqual({ type: 'doc', content: [words('First'), words('Second')] });
    const list = {
      type: 'doc',
      content: [{ type: 'bulletList', content: [{ type: 'listItem', content: [words('First')] }] }],
    };
    const [row] = scope.graph.rows('unit');
    scope.apply([{ action: 'update', id: row?.id ?? '', fields: { story: list } }]);
    expect(read('• First')).toMatchObject({ unchanged: 1, writes: 0 });
    expect(story()).toEqual(list);
    expect(read('• Last')).toMatchObject({ updated: 1 });
    expect(story()).toEqual({ type: 'doc', content: [words('• Last')] });
  });

  test('gives what is chosen once, and does not change it afterwards', () => {
    const scope = createTestScope(registry);
    const columns = [COLUMNS[1], { header: 'Kürzel', field: 'code' }, { header: 'Beds', field: 'beds' }];
    const read = (rows: string[][], more: object = {}) => bring(scope, rows, { columns, match: 'title', ...more });
    read([['Medicine', '', '40']]);
    expect(read([['Medicine', 'MED', '40']])).toMatchObject({ updated: 1 });
    expect(read([['Medicine', 'MED', '42']])).toMatchObject({ updated: 1 });
    const other = [['Medicine', 'SUR', '44']];
    expect(refusedWith(() => read(other))).toEqual([
      'Line 2, Kürzel: “Code” cannot be changed once the record is made.',
    ]);
    expect(refusedWith(() => read([['Medicine', '', '44']], { clearEmpty: true }))).toHaveLength(1);
    expect(read(other, { skipFaulty: true })).toMatchObject({ updated: 0, faulty: 1, writes: 0 });
    expect([...scope.graph.rows('unit')].map(({ fields }) => fields)).toEqual([
      { title: 'Medicine', code: 'MED', beds: 42 },
    ]);
  });

  test('makes a link that a command alone removes, and does not put another in its place', () => {
    const scope = createTestScope(registry);
    for (const title of ['North', 'South']) scope.create('site', { title });
    const columns = [COLUMNS[1], { header: 'Surveyed', link: 'unit.surveyed' }];
    const read = (site: string) => bring(scope, [['Medicine', site]], { columns, match: 'title' });
    expect(read('North')).toMatchObject({ created: 1, linked: 1 });
    expect(read('North')).toMatchObject({ unchanged: 1 });
    expect(refusedWith(() => read('South'))).toEqual([
      'Line 2, Surveyed: “was surveyed at” leads to another record already, and a command of its own takes that away.',
    ]);
  });

  test('names people by what the server knows of them', () => {
    const scope = createTestScope(registry);
    const people = { 'ada ward': TEST_OWNER.account };
    bring(scope, [['3', 'Medicine', '', '', '', '', 'Ada Ward']], { people });
    expect(scope.graph.byExternal('table:unit', '3')?.fields['lead']).toBe(TEST_OWNER.account);
  });
});

describe('a row at fault', () => {
  const rows = [
    ['1', 'Fine', '10', '', '', '', ''],
    ['2', 'Too many', 'lots', '', '', '', ''],
    ['', 'No key', '', '', '', '', ''],
    ['1', 'Twice', '', '', '', '', ''],
    ['5', 'Lost', '', 'nowhere', '', '', ''],
    ['6', 'Nobody', '', '', '', '31.12.2026', 'Nobody Known'],
  ];

  test('is told with its line and column, and refuses the whole', () => {
    const scope = createTestScope(registry);
    const said = refusedWith(() => bring(scope, rows));
    expect(said).toEqual([
      'Line 3, Beds: “lots” is not a number.',
      expect.stringContaining('Line 7, Opened:'),
      expect.stringContaining('Line 7, Head:'),
      'Line 4, No.: the key is empty.',
      'Line 5, No.: “1” stands in line 2 already.',
      'Line 6, Part of: nothing is called “nowhere”.',
    ]);
    expect(scope.graph.count('unit')).toBe(0);
  });

  test('is left out when that is asked for, and told all the same', () => {
    const scope = createTestScope(registry);
    const done = bring(scope, rows, { skipFaulty: true });
    // A link that leads nowhere does not keep its record out.
    expect(done).toMatchObject({ created: 2, faulty: 5 });
    expect(titles(scope)).toEqual(['Fine', 'Lost']);
  });

  test.each([
    ['two of a name', 'Twin', 'several records are called “Twin”'],
    ['itself', 'Own', 'cannot be linked to itself'],
  ])('may link to %s', (_what, target, message) => {
    const scope = createTestScope(registry);
    for (let count = 0; count < 2; count += 1) scope.create('unit', { title: 'Twin' });
    const said = refusedWith(() => bring(scope, [['9', 'Own', '', target, '', '', '']]));
    expect(said).toMatchObject([expect.stringContaining(message)]);
  });

  test('when found by a title that several have, is not guessed', () => {
    const scope = createTestScope(registry);
    for (let count = 0; count < 2; count += 1) scope.create('unit', { title: 'Twin' });
    const said = refusedWith(() => bring(scope, [['', 'twin', '3', '', '', '', '']], { match: 'title' }));
    expect(said).toEqual(['Line 2, Unit: several records are called “twin”.']);
  });
});

describe('a mapping', () => {
  test.each<[string, object, string]>([
    ['to a kind that is not there', { kind: 'ward' }, 'no register called'],
    [
      'to a field that is not there',
      { columns: [{ header: 'x', field: 'colour' }], match: 'none' },
      'no field “colour”',
    ],
    [
      'to a field that commands set',
      { columns: [{ header: 'x', field: 'checked' }], match: 'none' },
      'set by commands',
    ],
    ['to one field twice', { columns: [COLUMNS[1], COLUMNS[1]], match: 'none' }, 'Two columns go to “Title”'],
    ['to a link of another kind', { columns: [{ header: 'x', link: 'site.at' }], match: 'none' }, 'no link “site.at”'],
    ['by a key without a key column', { columns: [COLUMNS[1]] }, 'Exactly one column'],
    ['by title without one', { columns: [COLUMNS[0]], match: 'title' }, 'A column must go to the title'],
  ])('%s is refused', (_what, more, message) => {
    expect(refusedWith(() => bring(createTestScope(registry), [], more))[0]).toContain(message);
  });

  test('gives nobody rights: who may not create records imports none', () => {
    const scope = createTestScope(registry);
    const { changes } = scope.run('table.import', {
      kind: 'unit',
      columns: COLUMNS,
      match: 'none',
      clearEmpty: false,
      skipFaulty: false,
      people: {},
      rows: [{ line: 2, cells: ['1', 'Ward'] }],
    });
    const other = createTestScope(registry);
    expect(refusedWith(() => other.apply(changes, { ...TEST_OWNER, roles: ['reader'] }))[0]).toContain('do not allow');
  });
});
