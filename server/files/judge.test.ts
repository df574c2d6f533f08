import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeFile } from './judge.ts';
import { FORMATS, USUAL_EXTENSIONS } from './media-types.ts';

const ALL = new Set(USUAL_EXTENSIONS);
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const PDF = bytes('%PDF-1.7\n%âãÏÓ');
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const DOCX = bytes('PK\u0003\u0004\u0014\0\u0006\0\b\0\0\0!\0[Content_Types].xml …');
const ODT = bytes(`PK\u0003\u0004${'\0'.repeat(26)}mimetypeapplication/vnd.oasis.opendocument.text`);

describe('a file whose name, declared type and content agree', () => {
  test.each([
    ['plan.pdf', 'application/pdf', PDF, 'application/pdf'],
    ['PLAN.PDF', '', PDF, 'application/pdf'],
    ['shot.png', 'application/octet-stream', PNG, 'image/png'],
    ['photo.jpg', 'image/jpg', bytes('ÿØÿà'), 'image/jpeg'],
    ['letter.docx', '', DOCX, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['letter.odt', '', ODT, 'application/vnd.oasis.opendocument.text'],
    ['units.csv', 'application/vnd.ms-excel', bytes('unit;beds\n4 West;28'), 'text/csv'],
    ['adt.hl7', 'text/plain', bytes('MSH|^~\\&|EPIC|\rPID|1|'), 'text/plain'],
    ['notes.txt', 'text/plain; charset=utf-8', Buffer.from('Übergabe, 4 °C'), 'text/plain'],
    ['empty.txt', 'text/plain', bytes(''), 'text/plain'],
  ])('is of the type it says: %s as “%s”', (name, type, head, is) => {
    expect(judgeFile({ name, type }, head, ALL)).toBe(is);
  });

  test('is text even when the part that is looked at ends within a letter', () => {
    const head = Buffer.from('ü'.repeat(10)).subarray(0, 19);
    expect(judgeFile({ name: 'a.txt', type: '' }, head, ALL)).toBe('text/plain');
  });
});

describe('a file is refused, with its remedy,', () => {
  test.each([
    ['because of what it is not', 'plan.pdf', '', PNG, 'is not what its ending says'],
    ['because a program calls itself a picture', 'photo.jpg', 'image/jpeg', bytes('MZ\u0090\0'), 'not what its ending'],
    ['because a plain zip is no document', 'letter.docx', '', bytes('PK\u0003\u0004stuff.exe'), 'not what its ending'],
    ['because text holds control characters', 'notes.txt', '', bytes('a\u0000b'), 'not what its ending'],
    ['because its type contradicts its name', 'plan.pdf', 'image/png', PDF, 'sent as image/png'],
    ['because nobody accepts pages that run', 'page.html', 'text/html', bytes('<html>'), 'not accepted'],
    ['because a vector graphic can run', 'logo.svg', 'image/svg+xml', bytes('<svg>'), 'not accepted'],
    ['because macros run', 'sheet.xlsm', '', DOCX, 'not accepted'],
    ['because it has no ending', 'README', '', bytes('a'), 'does not say by its ending'],
    ['because a dot in front is no ending', '.pdf', '', PDF, 'does not say by its ending'],
  ])('%s: %s', (_why, name, type, head, message) => {
    expect(() => judgeFile({ name, type }, head, ALL)).toThrow(message);
  });

  test('because this installation does not accept its kind', () => {
    expect(() => judgeFile({ name: 'plan.pdf', type: '' }, PDF, new Set(['txt']))).toThrow('“.pdf” are not accepted');
  });
});

test('no content is taken for two formats that begin differently', () => {
  const binary = FORMATS.filter(({ fits }) => !fits(bytes('just text')));
  const alike = (type: string): string =>
    /officedocument|visio\.drawing/.test(type) ? 'ooxml' : /ms-|msword/.test(type) ? 'cfb' : type;
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 64 }),
      fc.constantFrom(PDF, PNG, DOCX, ODT, bytes('GIF89a')),
      (tail, start) => {
        const families = new Set(
          binary.filter(({ fits }) => fits(Buffer.concat([start, tail]))).map(({ type }) => alike(type)),
        );
        expect(families.size).toBe(1);
      },
    ),
  );
});
