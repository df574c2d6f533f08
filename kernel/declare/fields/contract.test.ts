import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { operandOf, OPERATORS } from '../operator.ts';
import { FIELD_CASES } from './contract-cases.ts';
import { fieldType } from './index.ts';

const json = fc.jsonValue().map((value): Json => JSON.parse(JSON.stringify(value)));

describe.each(Object.entries(FIELD_CASES))('a field of type %s', (_name, { field, ascending, garbage, unreadable }) => {
  const type = fieldType(field);

  test('gives valid examples', () => {
    if (field.type === 'structure') return;
    for (let seed = 0; seed < 60; seed += 1) {
      const value = type.example(seed);
      expect(type.schema().safeParse(value).success, JSON.stringify(value)).toBe(true);
    }
  });

  test('accepts its values', () => {
    for (const value of ascending) expect(type.schema().safeParse(value).success, JSON.stringify(value)).toBe(true);
  });

  test('refuses what is none of its values', () => {
    for (const value of garbage) expect(type.schema().safeParse(value).success, JSON.stringify(value)).toBe(false);
  });

  test('says what is wrong with a text it cannot read', () => {
    for (const written of unreadable) {
      const read = type.parse(written);
      expect('problem' in read && read.problem.text.length > 0, JSON.stringify(written)).toBe(true);
    }
  });

  test('reads back what it writes', () => {
    const examples = field.type === 'structure' ? [] : [0, 1, 2, 3, 4, 5, 6, 7, 8].map((seed) => type.example(seed));
    for (const value of [...ascending, ...examples]) {
      const read = type.parse(type.format(value));
      if (!type.losesForm) expect(read, type.format(value)).toEqual({ value });
      // What says less than the value is at least said the same a second time.
      else expect('value' in read && type.format(read.value)).toBe(type.format(value));
    }
  });

  test('orders its values by their sort keys', () => {
    if (!type.sorts) return;
    const keys = ascending.map((value) => type.sortKey(value));
    const sorted = [...keys].sort((a, b) => (a < b ? -1 : Number(a > b)));
    expect(sorted).toEqual(keys);
    expect(new Set(keys).size).toBe(keys.length);
    const wanted = type.sqlType === 'text' ? 'string' : 'number';
    expect(keys.every((key) => typeof key === wanted)).toBe(true);
  });

  test('answers every operator it offers, and refuses all others and operands that are none of its values', () => {
    const [first] = ascending;
    for (const operator of OPERATORS) {
      const one = field.type === 'rating' ? 'high' : first;
      const several = Array.isArray(first) ? first : [one ?? null];
      const operand = { value: one, values: several, words: 'a', none: undefined }[operandOf(operator)];
      const offered = type.operators.includes(operator);
      expect(type.test(operator, operand).ask === 'never', operator).toBe(!offered);
      if (offered && operandOf(operator) !== 'none') expect(type.test(operator, {}).ask).toBe('never');
    }
  });

  test('never throws, whatever JSON it meets', () => {
    fc.assert(
      fc.property(json, (value) => {
        const valid = type.schema().safeParse(value).success;
        expect(typeof type.format(value)).toBe('string');
        expect(typeof type.sortKey(value)).toMatch(valid && type.sqlType !== 'text' ? 'number' : /string|number/);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (written) => {
        const read = type.parse(written);
        if ('value' in read) expect(type.schema().safeParse(read.value).success).toBe(true);
      }),
    );
  });
});

describe('reading back', () => {
  test('holds for every duration', () => {
    const type = fieldType({ type: 'duration', label: 'Length' });
    const durations = fc.record({
      seconds: fc.integer({ min: -1e12, max: 1e12 }),
      unit: fc.constantFrom('m', 'h', 'd', 'w', 'mo'),
      elapsed: fc.boolean(),
    });
    fc.assert(
      fc.property(durations, (value) => {
        const read = type.parse(type.format(value));
        // The unit may give way to minutes where it could not say the length; the length itself never changes.
        expect(read).toMatchObject({ value: { seconds: value.seconds, elapsed: value.elapsed } });
      }),
    );
  });

  test('holds for every number', () => {
    const type = fieldType({ type: 'number', label: 'Share', unit: '%' });
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const read = type.parse(type.format(value));
        expect(read).toEqual({ value: value + 0 });
      }),
    );
  });

  test('holds for every single-line text that has no outer space', () => {
    const type = fieldType({ type: 'text', label: 'Name' });
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => text.trim() === text),
        (value) => {
          expect(type.parse(type.format(value))).toEqual({ value });
        },
      ),
    );
  });
});
