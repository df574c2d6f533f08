import { describe, expect, test } from 'vitest';
import { PLAN_FILE_ERRORS } from '../errors.ts';
import { english } from '../say.ts';
import { mspdi } from '../testing/index.ts';
import { read, refusal, utf16 } from '../testing/read.ts';
import { createMspdiReader } from './reader.ts';

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const join = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(parts.flatMap((part) => [...part]));
const latin1 = (text: string): Uint8Array => bytes(...Array.from(text, (c) => c.codePointAt(0) ?? 0));

describe('another kind of file is named for what it is', () => {
  test.each([
    ['an empty file', bytes(), 'empty'],
    ['a file of blanks', utf8(' \n\t '), 'empty'],
    ['a byte order mark alone', bytes(0xef, 0xbb, 0xbf), 'empty'],
    ['an MPP document renamed to .xml', bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 'mpp'],
    ['a ZIP or XLSX file', bytes(0x50, 0x4b, 0x03, 0x04, 0x14), 'archive'],
    ['a gzip file', bytes(0x1f, 0x8b, 0x08), 'archive'],
    ['an MPX file', utf8('MPX,Microsoft Project for Windows,4.0,ANSI'), 'mpx'],
    ['an XER file', utf8('ERMHDR\t19.12\t2020-01-01\tProject'), 'xer'],
    ['a P6 XML file', utf8('<?xml version="1.0"?><APIBusinessObjects xmlns="http://x/P6/V8.2/API"/>'), 'pmxml'],
    ['a JSON object', utf8('{"tasks": []}'), 'json'],
    ['a JSON list', utf8('[]'), 'json'],
    ['a login page', utf8('<!DOCTYPE html><html><body>Sign in</body></html>'), 'html'],
    ['a login page as XHTML', utf8('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'), 'html'],
    ['plain text', utf8('Task 1, 5 days'), 'not-xml'],
    ['another XML document', utf8('<Workbook/>'), 'wrong-root'],
    ['a build file', utf8('<Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003"/>'), 'wrong-namespace'],
    ['a Project without namespace', utf8('<Project/>'), 'wrong-namespace'],
  ])('%s', (_, file, code) => {
    expect(refusal(file).code).toBe(code);
  });

  test('every error says what happened and what to do', () => {
    const error = refusal('<Workbook/>');
    expect(error.message).toContain('"Workbook"');
    expect(error.remedy).toBe(english(PLAN_FILE_ERRORS['wrong-root'].remedy));
  });
});

describe('XML that is not safe or not complete', () => {
  const task = (name: string): string => mspdi({ tasks: [{ Name: 'NAME' }] }).replace('NAME', name);
  const doctype = (declaration: string): string => task('&e;').replace('?>\n', `?>\n${declaration}\n`);

  test.each([
    ['an entity in the document', doctype('<!DOCTYPE Project [<!ENTITY e "x">]>')],
    ['an entity in another file', doctype('<!DOCTYPE Project [<!ENTITY e SYSTEM "file:///etc/passwd">]>')],
    ['an entity that grows', doctype('<!DOCTYPE Project [<!ENTITY a "aaaa"><!ENTITY e "&a;&a;&a;&a;">]>')],
    ['an outside definition', doctype('<!DOCTYPE Project SYSTEM "http://example.org/x.dtd">')],
    ['a plain DOCTYPE', doctype('<!DOCTYPE Project>')],
  ])('%s is refused with the DOCTYPE', (_, file) => {
    expect(refusal(file).code).toBe('doctype');
  });

  test('an entity that XML does not define is refused, those it defines are read', () => {
    expect(refusal(task('&nbsp;')).code).toBe('entity');
    expect(read(task('&lt;&gt;&amp;&apos;&quot;&#65;&#x1F600;')).plan.tasks[0]?.name).toBe('<>&\'"A\u{1F600}');
  });

  test('processing instructions and comments are skipped, CDATA is text', () => {
    const file = task('a<?php evil(); ?>b<!-- c --><![CDATA[<d>]]>');
    expect(read(file).plan.tasks[0]?.name).toBe('ab<d>');
  });

  test('a file that is not well-formed is refused with the line', () => {
    const error = refusal(mspdi({ tasks: [{ Name: 'x' }] }).replace('</Name>', '</Nome>'));
    expect(error.code).toBe('malformed');
    expect(error.line).toBe(8);
  });

  test('content after the end is not well-formed', () => {
    expect(refusal(`${mspdi()}<Project/>`).code).toBe('malformed');
  });

  test('a file cut off after any byte is refused as truncated, or as empty', () => {
    const whole = utf8(mspdi({ tasks: [{ Name: 'Größe 😀' }] }).trimEnd());
    for (let length = 0; length < whole.length; length++) {
      expect(refusal(whole.subarray(0, length)).code).toBe(length === 0 ? 'empty' : 'truncated');
    }
  });

  test('after a refusal the reader repeats it, and after the end it takes no more', () => {
    const reader = createMspdiReader();
    const step = (): void => reader.write(utf8('<'.repeat(2000)));
    expect(step).toThrow('not well-formed');
    expect(step).toThrow('not well-formed');
    expect(() => reader.end()).toThrow('not well-formed');
    const done = createMspdiReader();
    done.write(utf8(mspdi()));
    done.end();
    expect(() => done.write(utf8(' '))).toThrow(TypeError);
  });
});

describe('limits', () => {
  const inner = (text: string): string => mspdi().replace('</Project>', `${text}</Project>`);

  test.each([
    ['bytes', mspdi(), { maxBytes: 100 }, 'too-large'],
    ['depth', inner('<a>'.repeat(100) + '</a>'.repeat(100)), {}, 'too-deep'],
    ['a kept text', mspdi({ tasks: [{ Notes: 'x'.repeat(1001) }] }), { maxTextLength: 1000 }, 'text-too-long'],
    [
      'CDATA in pieces',
      inner(`<Title>${'<![CDATA[xxxx]]>'.repeat(300)}</Title>`),
      { maxTextLength: 1000 },
      'text-too-long',
    ],
    ['a skipped text', inner(`<a>${'x'.repeat(300_000)}</a>`), { maxTextLength: 100_000 }, 'text-too-long'],
    ['a comment', inner(`<!--${'x'.repeat(300_000)}-->`), { maxTextLength: 100_000 }, 'text-too-long'],
    ['a name', inner(`<${'x'.repeat(300_000)}/>`), { maxTextLength: 100_000 }, 'text-too-long'],
    ['an attribute', inner(`<a b="${'x'.repeat(1001)}"/>`), { maxTextLength: 1000 }, 'text-too-long'],
    [
      'attributes',
      inner(`<a ${Array.from({ length: 65 }, (_, n) => `a${n}=""`).join(' ')}/>`),
      {},
      'too-many-attributes',
    ],
    ['tasks', mspdi({ tasks: [{}, {}, {}] }), { maxTasks: 2 }, 'too-many-rows'],
    ['rows', mspdi({ tasks: [{ PredecessorLink: [{}, {}, {}] }] }), { maxRows: 2 }, 'too-many-rows'],
  ])('too much of %s is refused', (_, file, limits, code) => {
    expect(refusal(file, limits).code).toBe(code);
  });

  test('input without end and without structure is refused before it ends', () => {
    const reader = createMspdiReader({ maxTextLength: 1_000_000 });
    const piece = utf8('x'.repeat(100_000));
    reader.write(utf8(`${mspdi().replace('</Project>\n', '')}<!--`));
    expect(() => {
      for (let n = 0; n < 20; n++) reader.write(piece);
    }).toThrow(english(PLAN_FILE_ERRORS['text-too-long'].meaning));
  });

  test('warnings beyond the limit are counted', () => {
    const { warnings } = read({ tasks: Array.from({ length: 5 }, () => ({ Start: 'never' })) }, { maxWarnings: 2 });
    expect(warnings.map(({ code }) => code)).toEqual(['unreadable-date', 'unreadable-date', 'more-warnings']);
    expect(warnings[2]?.message).toContain('3');
  });
});

describe('encodings', () => {
  const text = mspdi({ tasks: [{ Name: 'Größe – 北 😀' }] });
  const undeclared = text.replace(' encoding="UTF-8"', '');
  const declared = (label: string): string => text.replace('UTF-8', label);
  const name = (file: Uint8Array): string | undefined => read(file).plan.tasks[0]?.name;

  test.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with byte order mark', join(bytes(0xef, 0xbb, 0xbf), utf8(text))],
    ['UTF-8 without declaration', utf8(undeclared)],
    ['UTF-16 little-endian', utf16(declared('UTF-16'), 'le')],
    ['UTF-16 big-endian', utf16(declared('utf-16'), 'be')],
    ['UTF-16 without declaration', utf16(undeclared, 'be')],
    ['UTF-16 without byte order mark', utf16(declared('UTF-16LE'), 'le', false)],
  ])('%s is read', (_, file) => {
    expect(name(file)).toBe('Größe – 北 😀');
  });

  test('a declared one-byte encoding is read', () => {
    const file = mspdi({ tasks: [{ Name: 'Größe' }] }).replace('UTF-8', 'windows-1252');
    expect(name(latin1(file))).toBe('Größe');
    expect(name(latin1(file.replaceAll('ö', 'î').replace('windows-1252', 'windows-1251')))).toContain('о');
  });

  test.each([
    ['an unknown name', utf8(declared('EBCDIC-XYZ')), 'encoding-unknown'],
    ['UTF-7', utf8(declared('UTF-7')), 'encoding-unknown'],
    ['UTF-32', join(bytes(0xff, 0xfe, 0, 0), bytes(0x3c, 0, 0, 0)), 'encoding-unknown'],
    ['UTF-16 declared on bytes that are not', utf8(declared('UTF-16')), 'encoding-mismatch'],
    ['one byte per character declared on UTF-16', utf16(declared('iso-8859-1'), 'le'), 'encoding-mismatch'],
    [
      'a byte order mark against the declaration',
      join(bytes(0xef, 0xbb, 0xbf), utf8(declared('windows-1252'))),
      'encoding-mismatch',
    ],
    ['UTF-8 declared on Latin-1', latin1(mspdi({ tasks: [{ Name: 'Größe' }] })), 'encoding-broken'],
    [
      'half a pair in UTF-16',
      utf16(mspdi({ tasks: [{ Name: 'a\uD800b' }] }).replace('UTF-8', 'UTF-16'), 'le'),
      'encoding-broken',
    ],
  ])('%s is refused', (_, file, code) => {
    expect(refusal(file).code).toBe(code);
  });

  test('a bad byte is named with its place, however the bytes arrive', () => {
    const good = utf8(mspdi({ tasks: [{ Name: `${'ü'.repeat(40_000)}!` }] }));
    const at = good.indexOf('!'.codePointAt(0) ?? 0);
    const bad = join(good.subarray(0, at), bytes(0xff), good.subarray(at + 1));
    for (const size of [1, 7, 65_536, bad.length]) {
      const reader = createMspdiReader();
      const feed = (): void => {
        for (let from = 0; from < bad.length; from += size) reader.write(bad.subarray(from, from + size));
      };
      expect(feed).toThrow(expect.objectContaining({ code: 'encoding-broken', byte: at, line: 8 }));
    }
  });
});
