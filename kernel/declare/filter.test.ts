import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defineKind, NO_LIFECYCLE, OPEN_CLOSED } from '../declare/kind.ts';
import { MANAGERS_WRITE } from '../declare/presets.ts';
import { bindFilter, type Clause, type Known, passes, readClauses } from './filter.ts';
import { filterFaults } from './filter-faults.ts';

const kind = defineKind({
  name: 'sample',
  discipline: 'sample',
  prefix: 'SMP',
  label: { one: 'Sample', many: 'Samples' },
  help: 'For tests.',
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    effort: { type: 'number', label: 'Effort', min: 0 },
    milestone: { type: 'flag', label: 'Milestone' },
    day: { type: 'date', label: 'Day' },
    finish: { type: 'localTime', label: 'Finish' },
    colour: { type: 'choice', label: 'Colour', options: { red: 'Red', blue: 'Blue' } },
    duration: { type: 'duration', label: 'Duration' },
  },
  lifecycle: NO_LIFECYCLE,
  permissions: MANAGERS_WRITE,
  list: { columns: ['title'], sort: 'title' },
  form: [],
});

const OPEN_KIND = defineKind({
  name: 'thing',
  discipline: 'sample',
  prefix: 'THG',
  label: { one: 'Thing', many: 'Things' },
  help: 'For tests.',
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    notes: { type: 'text', label: 'Notes' },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Due' },
  },
  lifecycle: OPEN_CLOSED,
  permissions: MANAGERS_WRITE,
  list: { columns: ['title'], sort: 'title' },
  form: [],
});

const faults = (field: string, op: Clause['op'], value?: Clause['value']) =>
  filterFaults([value === undefined ? { field, op } : { field, op, value }], kind, 'criterion').map((one) => ({
    at: one.at,
    message: one.message.text,
    remedy: one.remedy.text,
  }));
const GATE = { gateDate: true } as const;

describe('a filter', () => {
  test('names fields of the kind', () => {
    expect(faults('titel', 'set')).toEqual([
      {
        at: [0, 'field'],
        message: 'Samples have no field “titel”.',
        remedy: 'Choose one of: state, title, effort, milestone, day, finish, colour, duration, attachments.',
      },
    ]);
    expect(faults('toString', 'set')).toHaveLength(1);
    expect(
      filterFaults(
        [
          { field: 'title', op: 'set' },
          { field: 'x', op: 'set' },
        ],
        kind,
        'criterion',
      )[0]?.at,
    ).toEqual([1, 'field']);
  });

  test.each<[string, Clause['op'], Clause['value']?]>([
    ['title', 'is', 'Go-live'],
    ['title', 'empty'],
    ['effort', 'upTo', 3],
    ['milestone', 'is', true],
    ['day', 'from', '2027-01-01'],
    ['day', 'is', GATE],
    ['finish', 'upTo', GATE],
    ['finish', 'upTo', '2027-01-01'],
    ['finish', 'from', '2027-01-01T08:00'],
    ['colour', 'not', 'red'],
    ['duration', 'set'],
    ['duration', 'from', { seconds: 60, unit: 'm', elapsed: false }],
    ['state', 'is', 'current'],
    ['colour', 'anyOf', ['red', 'blue']],
    ['title', 'has', 'live'],
  ])('may ask %s %s %s', (field, op, value) => {
    expect(faults(field, op, value)).toEqual([]);
  });

  test.each<[string, Clause['op'], Clause['value'] | undefined, 'op' | 'value']>([
    ['title', 'is', undefined, 'value'],
    ['title', 'set', 'x', 'value'],
    ['title', 'upTo', 'x', 'op'],
    ['title', 'is', 3, 'value'],
    ['title', 'is', GATE, 'value'],
    ['effort', 'is', '3', 'value'],
    ['effort', 'upTo', GATE, 'value'],
    ['milestone', 'is', 'yes', 'value'],
    ['day', 'from', '2027-02-30', 'value'],
    ['day', 'from', '2027-01-01T08:00', 'value'],
    ['finish', 'is', '2027-01-01T08:00', 'op'],
    ['finish', 'upTo', 'soon', 'value'],
    ['colour', 'is', 'green', 'value'],
    ['colour', 'from', 'red', 'op'],
    ['duration', 'is', 3, 'value'],
    ['duration', 'has', 'x', 'op'],
    ['state', 'is', 'lost', 'value'],
    ['colour', 'anyOf', 'red', 'value'],
    ['colour', 'noneOf', ['green'], 'value'],
  ])('may not ask %s %s %s', (field, op, value, part) => {
    expect(faults(field, op, value)).toMatchObject([{ at: [0, part], remedy: expect.stringMatching(/\w/) }]);
  });

  test('that is accepted can select a row', () => {
    const value = fc.constantFrom<NonNullable<Clause['value']>[]>(
      'x',
      'red',
      3,
      true,
      '2027-01-01',
      '2027-01-01T08:00',
      GATE,
    );
    const clause = fc
      .tuple(
        fc.constantFrom(...Object.keys(kind.fields), 'nothing'),
        fc.constantFrom<Clause['op'][]>('is', 'not', 'upTo', 'from', 'set', 'empty'),
        fc.option(value),
      )
      .map(([field, op, held]): Clause => (held === null ? { field, op } : { field, op, value: held }));
    const values = ['x', 'red', 'blue', 3, true, false, '2027-01-01', '2027-01-01T08:00', undefined];
    let accepted = 0;
    fc.assert(
      fc.property(clause, (one) => {
        if (filterFaults([one], kind, 'criterion').length > 0) return;
        accepted += 1;
        const bound = readClauses(kind, bindFilter([one], { gateDate: '2027-01-01' }));
        expect(
          values.some((held) =>
            passes(bound, { state: 'current', fields: held === undefined ? {} : { [one.field]: held } }),
          ),
        ).toBe(true);
      }),
      { numRuns: 3_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  test('of a register is about its state, who looks and today; one of a criterion is not', () => {
    const asked = (one: Clause, place: 'criterion' | 'register') => filterFaults([one], OPEN_KIND, place);
    const state: Clause = { field: 'state', op: 'is', value: 'open' };
    const mine: Clause = { field: 'owner', op: 'is', value: { me: true } };
    const late: Clause = { field: 'due', op: 'before', value: { today: 0 } };
    const atGate: Clause = { field: 'due', op: 'upTo', value: GATE };
    expect([state, mine, late].flatMap((one) => asked(one, 'register'))).toEqual([]);
    expect(asked(state, 'criterion')).toEqual([]);
    expect([mine, late].flatMap((one) => asked(one, 'criterion')).map(({ at }) => at)).toEqual([
      [0, 'value'],
      [0, 'value'],
    ]);
    expect(asked(atGate, 'register')).toMatchObject([{ at: [0, 'value'] }]);
    expect(asked({ field: 'notes', op: 'has', value: 'x' }, 'register')).toMatchObject([{ at: [0, 'field'] }]);
    expect(asked({ field: 'state', op: 'is', value: 'asleep' }, 'register')).toMatchObject([{ at: [0, 'value'] }]);
  });

  test('about what is not known selects nothing', () => {
    const row = { state: 'open', fields: { due: '2027-01-01', owner: 'a' } };
    const filter: Clause[] = [{ field: 'due', op: 'upTo', value: { today: 1 } }];
    const holds = (known: Known): boolean => passes(readClauses(OPEN_KIND, bindFilter(filter, known)), row);
    expect(holds({})).toBe(false);
    expect(holds({ today: '2026-12-31' })).toBe(true);
    expect(holds({ today: '2026-12-30' })).toBe(false);
  });
});
