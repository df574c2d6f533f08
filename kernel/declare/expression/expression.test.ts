import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fields } from '../field.ts';
import type { FieldValues } from '../json.ts';
import { compile } from './compile.ts';
import { FUNCTIONS, SIGNS } from './operations.ts';

const fields: Fields = {
  beds: { type: 'number', label: 'Number of beds' },
  rooms: { type: 'number', label: 'Rooms' },
  ward: { type: 'text', label: 'Ward' },
  open: { type: 'flag', label: 'Open' },
  due: { type: 'date', label: 'Due' },
  price: { type: 'money', label: 'Price', currencies: ['EUR'] },
  effort: { type: 'duration', label: 'Effort' },
};
const values: FieldValues = {
  beds: 12,
  ward: 'West',
  open: true,
  due: '2027-03-01',
  effort: { seconds: 7_200, unit: 'h', elapsed: false },
};
const TODAY = '2027-02-01';

const worked = (source: string, known: FieldValues = values): unknown => {
  const compiled = compile(source, fields);
  if (!('of' in compiled)) throw new Error(`${compiled.position}: ${compiled.message.text}`);
  return compiled.of(known, TODAY);
};
const fault = (source: string): { position: number; message: string } => {
  const compiled = compile(source, fields);
  if ('of' in compiled) throw new Error(`“${source}” was taken`);
  return { position: compiled.position, message: compiled.message.text };
};

/** A formula as a tree, printed by the test and worked out by it. */
type Tree =
  | { readonly number: number }
  | { readonly field: 'beds' | 'rooms' }
  | { readonly sign: '+' | '-' | '*' | '/'; readonly left: Tree; readonly right: Tree }
  | { readonly minus: Tree }
  | { readonly test: Tree; readonly least: Tree; readonly yes: Tree; readonly no: Tree };

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.nat(1_000).map((number): Tree => ({ number: number / 4 })),
    fc.constantFrom<Tree>({ field: 'beds' }, { field: 'rooms' }),
    fc.record({
      sign: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const),
      left: tie('tree'),
      right: tie('tree'),
    }),
    fc.record({ minus: tie('tree') }),
    fc.record({ test: tie('tree'), least: tie('tree'), yes: tie('tree'), no: tie('tree') }),
  ),
}));

const STRENGTH = { '+': 1, '-': 1, '*': 2, '/': 2 } as const;
const ATOM = 3;

function strengthOf(one: Tree): number {
  if ('sign' in one) return STRENGTH[one.sign];
  return ATOM;
}

/** With no more brackets than are needed: what binds how is what is being tested. */
function print(one: Tree): string {
  if ('number' in one) return String(one.number);
  if ('field' in one) return one.field === 'beds' ? '[Number of beds]' : one.field;
  if ('minus' in one) return `-${bracketed(one.minus, ATOM)}`;
  if ('test' in one) return `if(${print(one.test)} >= ${print(one.least)}, ${print(one.yes)}, ${print(one.no)})`;
  const strength = STRENGTH[one.sign];
  return `${bracketed(one.left, strength)} ${one.sign} ${bracketed(one.right, strength + 1)}`;
}

function bracketed(one: Tree, least: number): string {
  return strengthOf(one) < least ? `(${print(one)})` : print(one);
}

function work(one: Tree, known: FieldValues): number | undefined {
  if ('number' in one) return one.number;
  if ('field' in one) {
    const value = known[one.field];
    return typeof value === 'number' ? value : undefined;
  }
  if ('minus' in one) {
    const value = work(one.minus, known);
    return value === undefined ? undefined : 0 - value;
  }
  if ('test' in one) {
    const [test, least] = [work(one.test, known), work(one.least, known)];
    if (test === undefined || least === undefined) return undefined;
    return work(test >= least ? one.yes : one.no, known);
  }
  const [a, b] = [work(one.left, known), work(one.right, known)];
  if (a === undefined || b === undefined) return undefined;
  if (one.sign === '+') return a + b;
  if (one.sign === '-') return a - b;
  if (one.sign === '*') return a * b;
  return b === 0 ? undefined : a / b;
}

describe('a formula', () => {
  test('means what it was printed from, with as few brackets as that needs, whatever is missing', () => {
    fc.assert(
      fc.property(tree, fc.option(fc.nat(40), { nil: undefined }), (one, rooms) => {
        const known = rooms === undefined ? values : { ...values, rooms };
        const wanted = work(one, known);
        const sure = wanted !== undefined && Number.isFinite(wanted) ? wanted : undefined;
        expect(worked(print(one), known)).toBe(sure);
      }),
    );
  });

  test.each([
    ['beds * 2 - 4', 20],
    ['text(beds) + " beds in " + ward', '12 beds in West'],
    ['due - today()', 28],
    ['due + 1', '2027-03-02'],
    ['if(due < today(), "late", "in time")', 'in time'],
    ['not(open) or beds >= 12 and ward = "West"', true],
    ['default(rooms, 3) * 2', 6],
    ['set(rooms)', false],
    ['rooms + 1', undefined],
    ['rooms > 1 or yes', true],
    ['beds / 0', undefined],
    ['round(beds / 7, 2)', 1.71],
    ['effort', 2],
    ['"a \\"quote\\" and \\\\"', 'a "quote" and \\'],
  ])('%s is %s', (source, wanted) => {
    expect(worked(source)).toBe(wanted);
  });

  test.each([
    ['beds +', 6, 'missing'],
    ['beds + weight', 7, 'no field “weight”'],
    ['beds + due', 5, '“+” takes'],
    ['price * 2', 0, 'cannot work with “Price”'],
    ['(beds', 5, '“)” is needed'],
    ['beds)', 4, 'one too many'],
    ['if(beds, 1, 2)', 3, 'not yes or no'],
    ['if(open, 1, "a")', 12, 'of one type'],
    ['launch(1)', 0, 'no function “launch”'],
    ['constructor(1)', 0, 'no function “constructor”'],
    ['ward + "x', 7, 'no closing quotation mark'],
    ['[Ward', 0, 'no closing bracket'],
    ['beds § 2', 5, '“§” means nothing'],
  ])('%s is refused at its place', (source, position, message) => {
    expect(fault(source)).toEqual({ position, message: expect.stringContaining(message) });
  });

  test('is refused before it exhausts the stack', () => {
    expect(fault(`${'('.repeat(100_000)}1`)).toMatchObject({
      position: 60,
      message: expect.stringContaining('too deeply'),
    });
    expect(fault(`${'-'.repeat(100_000)}1`)).toMatchObject({
      position: 59,
      message: expect.stringContaining('too deeply'),
    });
  });

  test('is compiled, or refused at a place within it, whatever was typed', () => {
    const pieces = fc.constantFrom(
      ...Object.keys(SIGNS),
      ...Object.keys(FUNCTIONS),
      'if',
      'beds',
      'ward',
      '(',
      ')',
      ',',
      '1',
      '"a"',
      ' ',
      '[',
      'yes',
      'today()',
    );
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 12 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(typed, (source) => {
        const compiled = compile(source, fields);
        if ('of' in compiled) compiled.of(values, TODAY);
        else {
          expect(compiled.position).toBeGreaterThanOrEqual(0);
          expect(compiled.position).toBeLessThanOrEqual(source.length);
          expect(compiled.message.text.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 150 },
    );
  });
});
