import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acknowledge, createMllpReader, frameMllp, readHl7, valueAt, wantsAcknowledgement } from '../index.ts';
import type { Message, MllpEvent } from '../index.ts';

const [VT, FS] = ['\u000B', '\u001C'];
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** What a stream holds, when it comes in the pieces given. */
function readAll(pieces: readonly Uint8Array[], maxBytes = 1_000): MllpEvent[] {
  const reader = createMllpReader({ maxBytes });
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

const told = (events: readonly MllpEvent[]): string[] =>
  events.map((event) => `${event.kind}: ${'bytes' in event ? String.fromCharCode(...event.bytes) : event.length}`);

/** Cuts a stream after every so many bytes. */
function cut(text: string, size: number): Uint8Array[] {
  const bytes = bytesOf(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

describe.each([1, 2, 3, 5, 1_000])('a stream in pieces of %d bytes', (size) => {
  test.each<[string, string, string[]]>([
    ['two messages', `${VT}MSH|a\r${FS}\r${VT}MSH|b\r${FS}\r`, ['message: MSH|a\r', 'message: MSH|b\r']],
    [
      'doubled framing',
      `${VT}${VT}MSH|a\r${FS}\r${FS}\r${VT}MSH|b${FS}${FS}\r`,
      ['message: MSH|a\r', 'message: MSH|b'],
    ],
    ['line breaks within a field', `${VT}MSH|a\r\rx\ny\r${FS}\r`, ['message: MSH|a\r\rx\ny\r']],
    ['block characters within a field', `${VT}MSH|a${FS}b${VT}c\r${FS}\r`, [`message: MSH|a${FS}b${VT}c\r`]],
    ['an end without carriage return', `${VT}MSH|a${FS}${VT}MSH|b${FS}\n`, ['message: MSH|a', 'message: MSH|b']],
    ['a block that is left unfinished', `${VT}MSH|a\r${VT}MSH|b${FS}\r`, ['unfinished: MSH|a\r', 'message: MSH|b']],
    ['a stream that breaks off', `${VT}MSH|a${FS}\r${VT}MSH|b`, ['message: MSH|a', 'unfinished: MSH|b']],
    ['a stream that breaks off after the end', `${VT}MSH|a${FS}`, ['message: MSH|a']],
    ['an empty block', `${VT}${FS}\r${VT}MSH|a${FS}\r`, ['message: ', 'message: MSH|a']],
    [
      'a block that is too large',
      `${VT}${'x'.repeat(2_000)}${FS}\r${VT}MSH|a${FS}\r`,
      ['too-large: 2000', 'message: MSH|a'],
    ],
    ['no messages', '\r\n \r\n', []],
  ])('%s', (_, stream, expected) => expect(told(readAll(cut(stream, size)))).toEqual(expected));

  test('noise is told and passed over', () => {
    const events = told(readAll(cut(`GET / HTTP/1.1\r\n${VT}MSH|a${FS}\r`, size)));
    expect(events.filter((event) => !event.startsWith('noise'))).toEqual(['message: MSH|a']);
    expect(events[0]).toMatch(/^noise: G/);
  });
});

test('messages come out as they went in, wherever the stream is cut', () => {
  const message = fc.uint8Array({ maxLength: 60 }).map((bytes) => bytes.filter((byte) => byte !== 11 && byte !== 28));
  fc.assert(
    fc.property(fc.array(message, { maxLength: 6 }), fc.array(fc.nat(400), { maxLength: 8 }), (messages, cuts) => {
      const stream = Uint8Array.from(messages.flatMap((one) => [...frameMllp(one)]));
      const marks = [0, ...cuts.map((at) => Math.min(at, stream.length)).toSorted((a, b) => a - b), stream.length];
      const pieces = marks.slice(1).map((end, at) => stream.subarray(marks[at], end));
      const events = readAll(pieces);
      expect(events.map((event) => 'bytes' in event && [...event.bytes])).toEqual(messages.map((one) => [...one]));
      // Each position says where the message began in the stream.
      for (const event of events) expect(stream[event.at - 1]).toBe(11);
    }),
  );
});

describe('the answer to a message', () => {
  const read = (text: string): Message => {
    const [message] = readHl7(bytesOf(text)).messages;
    if (!message) throw new Error('no message');
    return message;
  };
  const answer = (text: string, why?: string): string =>
    acknowledge(read(text), {
      code: why === undefined ? 'AA' : 'AE',
      controlId: 'X1',
      time: '20260102030405',
      ...(why === undefined ? {} : { text: why }),
    }).text;

  test('goes back to the sender with its control id', () => {
    expect(answer('MSH|^~\\&|LAB^1|WEST|EHR|EAST|2025||ORU^R01|7\\T\\7|P^T|2.5.1||||||8859/1\r')).toBe(
      'MSH|^~\\&|EHR|EAST|LAB^1|WEST|20260102030405||ACK^R01^ACK|X1|P^T|2.5.1||||||8859/1\rMSA|AA|7\\T\\7\r',
    );
  });

  test('is written with the delimiters of the message and says why not', () => {
    expect(answer('MSH#*~\\&#A#B#C#D###ADT*A01#1#P#2.3', 'PID#3 is missing')).toBe(
      'MSH#*~\\&#C#D#A#B#20260102030405##ACK*A01*ACK#X1#P#2.3\rMSA#AE#1#PID\\F\\3 is missing\r',
    );
  });

  test('is readable in the character set of the message', () => {
    expect(answer('MSH|^~\\&|A|B|C|D|||ADT|1|P|2.3||||||8859/1\rPID|é', '漢')).toContain('MSA|AE|1|?');
  });

  test.each([
    ['||', 'accept', true, false],
    ['||', 'application', true, true],
    ['|AL|NE', 'accept', true, true],
    ['|AL|NE', 'application', true, false],
    ['|ER|SU', 'accept', true, false],
    ['|ER|SU', 'accept', false, true],
    ['|ER|SU', 'application', true, true],
  ] as const)('is wanted as %s says', (modes, kind, succeeded, expected) => {
    const message = read(`MSH|^~\\&|A|B|C|D|||ADT|1|P|2.5||${modes}\r`);
    expect(valueAt(message, 'MSH-12')).toBe('2.5');
    expect(wantsAcknowledgement(message, kind, succeeded)).toBe(expected);
  });
});
