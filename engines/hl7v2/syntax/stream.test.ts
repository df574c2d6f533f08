import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { charsetNamed, createHl7Stream, readHl7, valueAt } from '../index.ts';
import type { StreamOptions, StreamPart } from '../index.ts';

const encode = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** What a stream gives for bytes that come in pieces of the given lengths, over and over. */
function streamed(bytes: Uint8Array, lengths: readonly number[], options?: StreamOptions): readonly StreamPart[] {
  const stream = createHl7Stream(options);
  const found: StreamPart[] = [];
  const buffer = new Uint8Array(1_024);
  let turn = 0;
  for (let at = 0; at < bytes.length;) {
    const length = Math.max(1, lengths[turn++ % lengths.length] ?? 1);
    const piece = bytes.subarray(at, at + length);
    // The memory of a piece is used again for the next.
    buffer.set(piece);
    found.push(...stream.push(buffer.subarray(0, piece.length)));
    at += length;
  }
  return [...found, ...stream.end()];
}

const told = (parts: readonly StreamPart[]) =>
  parts.map((part) => [
    part.kind,
    part.start,
    part.end,
    ...('message' in part && part.message
      ? [part.message.text, part.message.delimiters.component, part.message.placeAt(0)]
      : []),
  ]);

describe('a file that comes in pieces', () => {
  const piece = fc.constantFrom(
    'MSH|^~\\&|A\r',
    'MSH|^~\\&|A\r\n',
    'MSH!$~\\&!é\r',
    'MSH',
    'MSHX|1\r',
    'PID|1||x\r',
    'OBX|1|x MSH|\n',
    'FHS|^~\\&|A\r',
    'BHS!$~\\&!B\r',
    'BTS!1\r',
    'FTS|1\r',
    '\u000B',
    '\u001C\r',
    '\u001C',
    '\r\n',
    ' \t',
    'log line\n',
    '\u00EF\u00BB\u00BF',
  );

  test('has the parts that it has as a whole, wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
        (pieces, lengths) => {
          const bytes = encode(pieces.join(''));
          const whole = readHl7(bytes);
          expect(told(streamed(bytes, lengths))).toEqual(told(whole.parts));
          const stream = createHl7Stream();
          for (let at = 0; at < bytes.length; at += 7) stream.push(bytes.subarray(at, at + 7));
          stream.end();
          expect(stream.problems()).toEqual(whole.problems);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('gives a message when the next one begins', () => {
    const stream = createHl7Stream();
    expect(stream.push(encode('MSH|^~\\&|A\rPID|1\rMS'))).toEqual([]);
    expect(stream.push(encode('H|^~\\&|B\r')).map(({ kind, end }) => [kind, end])).toEqual([['message', 17]]);
    expect(stream.end().map(({ start }) => start)).toEqual([17]);
  });

  test('says nothing of batches behind a message that is too long, as their trailers may have gone with it', () => {
    const stream = createHl7Stream({ maxBytes: 100 });
    stream.push(encode(`BHS|^~\\&|A\rMSH|^~\\&|A\rPID|${'x'.repeat(200)}\rBTS|1\r`));
    stream.end();
    expect(stream.problems()).toEqual([]);
  });

  test('tells a message that is too long with its place, and the rest goes on', () => {
    const bytes = encode(`MSH|^~\\&|A\rOBX|${'x'.repeat(500)}\r\nNTE\rMSH|^~\\&|B\r`);
    const [long, next, ...rest] = streamed(bytes, [7], { maxBytes: 100 });
    expect([long, rest]).toEqual([{ kind: 'too-large', start: 0, end: 521, line: 1 }, []]);
    if (!next || !('message' in next) || !next.message) throw new Error('no message');
    expect([valueAt(next.message, 'MSH-3'), next.message.placeAt(0)]).toEqual(['B', { byte: 521, line: 4, column: 1 }]);
  });

  test('is read as UTF-16 where it is that', () => {
    const bytes = charsetNamed('utf-16le').encode('\uFEFFMSH|^~\\&|Ä\rMSH|^~\\&|B\r') ?? new Uint8Array();
    expect(told(streamed(bytes, [1, 5]))).toEqual(told(readHl7(bytes).parts));
    expect(streamed(bytes, [1, 5], { maxBytes: 10 }).map(({ kind }) => kind)).toEqual(['too-large']);
  });

  test('of nothing has no parts', () => expect(streamed(new Uint8Array(), [1])).toEqual([]));

  test('of a hundred megabytes without an end is told', () => {
    const stream = createHl7Stream({ maxBytes: 1_000_000 });
    const block = encode(`OBX|1|FT|${'~'.repeat(65_000)}\r`);
    stream.push(encode('MSH|^~\\&|A\r'));
    for (let count = 0; count < 1_600; count++) expect(stream.push(block)).toEqual([]);
    expect(stream.end()).toMatchObject([{ kind: 'too-large', end: 11 + 1_600 * block.length }]);
  });
});
