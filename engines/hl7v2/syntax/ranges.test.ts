import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOneMessage, rangesOf } from './ranges.ts';

const piece = fc.constantFrom(
  '\r',
  '\n',
  '\r\n',
  '\u000B',
  '\u001C',
  '\uFEFF',
  ' ',
  '\t',
  '|',
  '^~\\&',
  'a',
  'é',
  'MSH|',
  'MSH',
  'MSA|',
  'FHS|',
  'FT1|',
  'FTS',
  'BHS|',
  'BLG|',
  'BTS|1',
  'PID|',
  'ZZZ|',
);

test('what is told to be one message is one, without anything around it', () => {
  let alone = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = `MSH|^~\\&|${pieces.join('')}`;
      if (!isOneMessage(text)) return;
      alone += 1;
      const bytes = new TextEncoder().encode(text);
      expect(rangesOf(bytes)).toEqual([{ kind: 'message', start: 0, end: bytes.length, line: 1 }]);
    }),
    { numRuns: 2_000 },
  );
  expect(alone).toBeGreaterThan(100);
});

test.each(['MSH|^~\\&|A\rPID|1\r', 'MSH|^~\\&|A\r\nFT1|1\r\nBLG|1\r\nMSA|AA', 'MSH|^~\\&|é'])('%j is one', (text) => {
  expect(isOneMessage(text)).toBe(true);
});

test.each(['', 'PID|1', 'MSH', 'MSH ', 'MSH|\rMSH|', 'MSH|\rBTS|1', 'MSH|\u001C', 'MSH|\r\u000BPID|', ' MSH|'])(
  '%j is not, or not for certain',
  (text) => {
    expect(isOneMessage(text)).toBe(false);
  },
);
