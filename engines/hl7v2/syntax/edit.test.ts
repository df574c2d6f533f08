import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { charsetNamed, edit, printHl7, readHl7, valueAt } from '../index.ts';
import type { Edit, Message } from '../index.ts';

const TEXT = 'MSH|^~\\&|LAB\rPID|1||12^x~34||Doe\r';

const read = (input: Uint8Array | string): Message => {
  const [message] = readHl7(input).messages;
  if (!message) throw new Error('no message');
  return message;
};
const edited = (text: string, ...edits: Edit[]): string => {
  const result = edit(read(text), edits);
  return result.ok ? result.value.text : result.error.code;
};

describe('setting a place', () => {
  test.each<[Edit, string]>([
    [{ path: 'PID-3[2].1', value: '5|6' }, 'PID|1||12^x~5\\F\\6||Doe'],
    [{ path: 'PID-3', value: 'a^b' }, 'PID|1||a\\S\\b||Doe'],
    [{ path: 'PID-3', raw: 'a^b~c' }, 'PID|1||a^b~c||Doe'],
    [{ path: 'PID-3.4.2', value: 'ISO' }, 'PID|1||12^x^^&ISO~34||Doe'],
    [{ path: 'PID-3[4].2', value: 'z' }, 'PID|1||12^x~34~~^z||Doe'],
    [{ path: 'PID-4', value: 'n' }, 'PID|1||12^x~34|n|Doe'],
    [{ path: 'PID-7', value: '1990' }, 'PID|1||12^x~34||Doe||1990'],
    [{ path: 'PID-5', value: 'a\nb' }, 'PID|1||12^x~34||a\\X0A\\b'],
    [{ path: 'PID-5.1', value: '' }, 'PID|1||12^x~34||'],
  ])('%j', (one, line) => expect(edited(TEXT, one)).toBe(`MSH|^~\\&|LAB\r${line}\r`));

  test('makes a segment after the last', () => {
    expect(edited(TEXT, { path: 'NTE-3', value: 'x' })).toBe(`${TEXT}NTE|||x`);
    expect(edited('MSH|^~\\&|A\nPID|1', { path: 'PID[2]-1', value: '2' })).toBe('MSH|^~\\&|A\nPID|1\nPID|2');
  });

  test('many at once or one after the other', () => {
    expect(edited(TEXT, { path: 'PID-5', value: 'Roe' }, { path: 'PID-3.1', value: '9' })).toContain('9^x~34||Roe');
    expect(edited(TEXT, { path: 'PID-8', value: 'F' }, { path: 'PID-7.1', value: 'x' })).toContain('Doe||x|F');
    expect(edited(TEXT, { path: 'PID-3', raw: 'a~b' }, { path: 'PID-3[2]', value: 'c' })).toContain('a~c');
  });

  test.each<[Edit, string]>([
    [{ path: 'PID', value: 'x' }, 'path-malformed'],
    [{ path: 'PID[3]-1', value: 'x' }, 'path-missing'],
    [{ path: 'MSH-2', value: 'x' }, 'delimiters-fixed'],
    [{ path: 'PID-3.1', raw: 'a~b' }, 'delimiter-in-value'],
    [{ path: 'PID-3', raw: 'a\rb' }, 'delimiter-in-value'],
    [{ path: 'PID-99999999', value: 'x' }, 'path-missing'],
  ])('%j is refused', (one, code) => expect(edited(TEXT, one)).toBe(code));

  test('needs the delimiter it takes', () => {
    expect(edited('MSH|^~\\|A\rPID|1', { path: 'PID-3.1.2', value: 'x' })).toBe('delimiter-not-declared');
  });

  test('gives back what was set', () => {
    const path = fc
      .tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }))
      .map(([field, repetition, component]) => `PID-${field}[${repetition}].${component}`);
    fc.assert(
      fc.property(path, fc.string({ unit: 'grapheme', maxLength: 12 }), (place, value) => {
        const result = edit(read(TEXT), [{ path: place, value }]);
        if (!result.ok) throw new Error(result.error.text);
        expect(valueAt(result.value, place)).toBe(value);
        expect(valueAt(result.value, 'PID-1')).toBe('1');
        expect(result.value.segmentCount).toBe(2);
      }),
    );
  });
});

describe('bytes around an edit', () => {
  const message = (charset: string, encoded: number[]): Uint8Array =>
    Uint8Array.from([
      ...new TextEncoder().encode(`MSH|^~\\&|A${'|'.repeat(15)}${charset}\rPID|1|`),
      ...encoded,
      ...new TextEncoder().encode('|x\r'),
    ]);

  test.each([
    ['8859/1', [0xe9, 0x81], 'é', [0xe9]],
    ['8859/2', [0xb1], 'ą', [0xb1]],
    ['UNICODE UTF-8', [0xff, 0xc3], 'é', [0xc3, 0xa9]],
    ['BIG-5', [0xa5, 0x5c, 0xff], '功', [0xa5, 0x5c]],
    ['GB 18030-2000', [0x81, 0x7c], '亅', [0x81, 0x7c]],
    ['', [0xe9], 'é', [0xe9]],
  ])('stay as they were in %s', (charset, before, value, after) => {
    const bytes = message(charset, before);
    const file = readHl7(bytes);
    const [read] = file.messages;
    if (!read) throw new Error('no message');
    expect(valueAt(read, 'PID-3')).toBe('x');
    const result = edit(read, [{ path: 'PID-3', value }]);
    if (!result.ok) throw new Error(result.error.text);
    const expected = [...bytes.subarray(0, bytes.length - 2), ...after, 0x0d];
    expect([...printHl7(file, new Map([[read, result.value]]))]).toEqual(expected);
  });

  test('a character without a place in the set is refused', () => {
    const [read] = readHl7(message('8859/1', [0xe9])).messages;
    expect(read && edit(read, [{ path: 'PID-3', value: '漢' }])).toMatchObject({
      ok: false,
      error: { code: 'value-not-encodable' },
    });
  });

  test('another character set in MSH-18 writes all text anew', () => {
    const [read] = readHl7(message('8859/1', [0xe9])).messages;
    const result = read && edit(read, [{ path: 'MSH-18', value: 'UNICODE UTF-8' }]);
    if (!result?.ok) throw new Error('refused');
    expect([valueAt(result.value, 'PID-2'), result.value.charset.name]).toEqual(['é', 'utf-8']);
    expect([...result.value.bytes]).toEqual([...message('UNICODE UTF-8', [0xc3, 0xa9])]);
  });
});

describe('character sets', () => {
  test.each(['windows-1252', 'iso-8859-7', 'utf-8', 'shift_jis', 'gb18030', 'euc-kr'])(
    '%s is decoded and encoded',
    (name) => {
      const text =
        name === 'iso-8859-7' ? 'Αθήνα' : name === 'windows-1252' ? 'Zürich' : name === 'euc-kr' ? '서울' : '東京';
      const { encode, decode, positions } = charsetNamed(name);
      const bytes = encode(`a${text}z`);
      if (!bytes) throw new Error('not encodable');
      expect(decode(bytes)).toBe(`a${text}z`);
      const at = positions(`a${text}z`, bytes);
      expect([at(0), at(1), at(text.length + 1), at(text.length + 2)]).toEqual([0, 1, bytes.length - 1, bytes.length]);
    },
  );

  test('UTF-16 is seen by its bytes', () => {
    const bytes = charsetNamed('utf-16le').encode(`\uFEFF${TEXT.replace('Doe', 'Müller')}`) ?? new Uint8Array();
    const file = readHl7(bytes);
    const [message] = file.messages;
    expect([file.messages.length, message && valueAt(message, 'PID-5'), file.problems]).toEqual([1, 'Müller', []]);
    expect(message?.segments[1]?.bytes.start).toBe(2 * (1 + TEXT.indexOf('PID')));
  });

  test('problems are told with a place', () => {
    const codes = (charset: string, bytes: number[]): string[] => {
      const text = new TextEncoder().encode(`MSH|^~\\&|A${'|'.repeat(15)}${charset}\rPID|1|`);
      return read(Uint8Array.from([...text, ...bytes])).problems.map(({ code }) => code);
    };
    expect(codes('', [0xe9])).toEqual(['charset-assumed']);
    expect(codes('UNICODE UTF-8', [0xe9])).toEqual(['charset-broken']);
    expect(codes('KLINGON', [])).toEqual(['charset-unknown']);
    expect(codes('UNICODE UTF-8~ISO IR87', [0xc3, 0xa9])).toEqual([]);
  });

  test('bytes in escape sequences are in the set of the message', () => {
    const text = (charset: string, value: string): string =>
      valueAt(read(`MSH|^~\\&|A${'|'.repeat(15)}${charset}\rPID|1|${value}`), 'PID-2');
    expect(text('UNICODE UTF-8', '\\XC3A9\\\\E\\x\\unknown\\F\\')).toBe('é\\x\\unknown|');
    expect(text('', 'a\\H\\b\\N\\')).toBe('a\\H\\b\\N\\');
  });
});
