import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from './canonical.ts';
import { toHex, utf8 } from './hash.ts';

describe('the published examples of RFC 8785', () => {
  const sample = String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`;

  test('section 3.2.2: literals, numbers and strings', () => {
    expect(canonical(JSON.parse(sample))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test('section 3.2.3: members are ordered by UTF-16 code units', () => {
    const members = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect([...canonical(members).matchAll(/:"([^"]+)"/g)].map((found) => found[1])).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  test('section 3.2.4: the bytes are UTF-8', () => {
    const published =
      '7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72 75 65 2c 66 61 6c 73 65 5d 2c 22 6e 75 6d 62 65 72 73 22 3a' +
      ' 5b 33 33 33 33 33 33 33 33 33 2e 33 33 33 33 33 33 33 2c 31 65 2b 33 30 2c 34 2e 35 2c 30 2e 30 30 32 2c 31 65 2d 32 37' +
      ' 5d 2c 22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24 5c 75 30 30 30 66 5c 6e 41 27 42 5c 22 5c 5c 5c 5c 5c 22 2f 22 7d';
    expect(toHex(utf8(canonical(JSON.parse(sample))))).toBe(published.replaceAll(' ', ''));
  });

  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('appendix B: the double %s is written %s', (bits, text) => {
    expect(canonical(doubleOf(bits))).toBe(text);
  });

  test.each(['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])('appendix B: %s is refused', (bits) => {
    expect(() => canonical(doubleOf(bits))).toThrow('has no form in JSON');
  });
});

describe('what has no canonical form is refused, with its place', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = [circle];
  let deep: unknown = 0;
  for (let level = 0; level < 100_000; level++) deep = [deep];

  test.each([
    ['undefined', { a: [undefined] }, ['a', 0]],
    ['a hole in a list', { a: Array.from({ length: 3 }, (_, index) => index).concat(Array(1)) }, ['a', 3]],
    ['a function', { a: () => 1 }, ['a']],
    ['a symbol', [Symbol('x')], [0]],
    ['a bigint', { n: 1n }, ['n']],
    ['a date', { at: new Date(0) }, ['at']],
    ['a map', new Map(), []],
    ['a boxed string', Object('text'), []],
    ['a lone surrogate', ['fine', 'a\ud800'], [1]],
    ['a lone surrogate in a name', { '\udc00': 1 }, ['\udc00']],
    ['a member named by a symbol', { [Symbol('x')]: 1 }, []],
    ['a circle', circle, ['self', 0]],
  ])('%s', (_, value, path) => {
    expect(problemOf(value)).toMatchObject({ code: 'invalid', path });
  });

  test('nesting that would exhaust the stack', () => {
    expect(problemOf(deep)?.message).toContain('nested deeper');
  });

  test('but the same object twice, side by side, is no circle', () => {
    const shared = { a: 1 };
    expect(canonical([shared, shared])).toBe('[{"a":1},{"a":1}]');
  });

  test('and an object without a prototype is plain', () => {
    expect(canonical(Object.assign(Object.create(null), { b: 1, a: 2 }))).toBe('{"a":2,"b":1}');
  });
});

describe('for every JSON value', () => {
  // Members of any name, `__proto__` aside, which fast-check cannot build as an own member of a literal.
  const json = fc.jsonValue({ stringUnit: 'binary' });

  test('the canonical form is a fixed point', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonical(JSON.parse(canonical(value)))).toBe(canonical(value));
      }),
    );
  });

  test('it says the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('the order of members does not matter', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonical(backwards(value))).toBe(canonical(value));
      }),
    );
  });

  test('a member named __proto__ is kept', () => {
    expect(canonical(JSON.parse('{"b":1,"__proto__":{"a":2}}'))).toBe('{"__proto__":{"a":2},"b":1}');
  });
});

function doubleOf(bits: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

function problemOf(value: unknown) {
  try {
    canonical(value);
  } catch (error) {
    if (error instanceof Error && 'problems' in error && Array.isArray(error.problems)) return error.problems[0];
    throw error;
  }
  return undefined;
}

function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, backwards(member)]),
  );
}
