import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { find, findAll, messageOf, parsePath, readHl7, rebuild, treeOf, valueAt, walk } from '../index.ts';
import type { Message } from '../index.ts';

const MESSAGE = [
  'MSH|^~\\&|LAB|WEST|EHR|EAST|20260102030405||ORU^R01^ORU_R01|77|P|2.5.1',
  'PID|1||12^^^A&1.2&ISO~34^^^B||Doe^J\\T\\K',
  'OBX|1|ST|A||x',
  'OBX|2|TX|B||line one\\.br\\line two',
  'ZZZ|own',
  '',
].join('\r');

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const only = (input: Uint8Array | string): Message => {
  const [message] = readHl7(input).messages;
  if (!message) throw new Error('no message');
  return message;
};

describe('places of a message', () => {
  const message = only(MESSAGE);

  test.each([
    ['MSH-1', '|'],
    ['MSH-2', '^~\\&'],
    ['MSH-9.2', 'R01'],
    ['PID-3', '12^^^A&1.2&ISO~34^^^B'],
    ['PID-3.1', '12'],
    ['PID-3[2].1', '34'],
    ['PID-3.4.2', '1.2'],
    ['PID-5.2', 'J&K'],
    ['PID.5.2', 'J&K'],
    ['OBX[2]-3', 'B'],
    ['ZZZ-1', 'own'],
    ['PID-3.9', ''],
    ['PID-99', ''],
    ['NTE-1', ''],
  ])('%s', (path, value) => expect(valueAt(message, path)).toBe(value));

  test('say their path, bytes, line and column', () => {
    const found = find(message, 'OBX[2]-5');
    const node = found.ok ? found.value : undefined;
    expect(node?.path).toBe('OBX[2]-5');
    expect(node?.place).toEqual({ byte: MESSAGE.indexOf('line one'), line: 4, column: 13 });
    expect(MESSAGE.slice(node?.bytes.start, node?.bytes.end)).toBe('line one\\.br\\line two');
    expect(node?.plain).toBe('line one\nline two');
  });

  test('are many where a path leaves out numbers', () => {
    const values = (path: string): readonly string[] => {
      const found = findAll(message, path);
      return found.ok ? found.value.map(({ value }) => value) : [];
    };
    expect(values('OBX-3')).toEqual(['A', 'B']);
    expect(values('PID-3.1')).toEqual(['12', '34']);
    expect(values('PID-3[2].1')).toEqual(['34']);
    expect(values('OBX[*]-1')).toEqual(['1', '2']);
  });

  test.each(['', 'PI-3', 'PID-0', 'PID-3[0]', 'PID-3.1.2.3', 'PID-x', 'PID-3]'])('“%s” is no path', (path) => {
    expect(parsePath(path)).toMatchObject({ ok: false, error: { code: 'path-malformed' } });
  });

  test('are told with offsets as plain data', () => {
    const [tree] = treeOf(readHl7(MESSAGE)).messages;
    expect(tree).toMatchObject({ type: 'ORU^R01^ORU_R01', controlId: '77', version: '2.5.1', charset: 'utf-8' });
    expect(tree?.segments.map(({ name, path }) => `${name} ${path}`)).toEqual([
      'MSH MSH',
      'PID PID',
      'OBX OBX[1]',
      'OBX OBX[2]',
      'ZZZ ZZZ',
    ]);
    const field = tree?.segments[1]?.parts?.find(({ path }) => path === 'PID-3');
    expect(field?.parts?.map(({ path }) => path)).toEqual(['PID-3[1]', 'PID-3[2]']);
  });
});

describe('delimiters', () => {
  test('are those of the header', () => {
    const message = only('MSH#*!?%#A#B%C*D?F?E##\rPID#1##a!b*c\r');
    expect(valueAt(message, 'MSH-4.1.2')).toBe('C');
    expect(valueAt(message, 'MSH-4.2')).toBe('D#E');
    expect(valueAt(message, 'PID-3[2].2')).toBe('c');
  });

  test('that are missing or have two roles are told', () => {
    expect(only('MSH||A^B\r').problems.map(({ code }) => code)).toEqual(['delimiters-missing']);
    const twice = only('MSH|^~\\\\|A&B\\T\\\r');
    expect(twice.problems.map(({ code }) => code)).toEqual(['delimiters-repeated']);
    expect(valueAt(twice, 'MSH-3.1.1')).toBe('A&B\\T\\');
  });

  test('of a truncated value are known', () => {
    expect(only('MSH|^~\\&#|A\r').delimiters.truncation).toBe('#');
  });
});

describe('files', () => {
  test('hold many messages within batches, and noise', () => {
    const text = `FHS|^~\\&|A\rBHS|^~\\&|B\r${MESSAGE}${MESSAGE}BTS|2\rFTS|1\r`;
    const file = readHl7(text);
    expect(file.parts.map(({ kind }) => kind)).toEqual([
      'file-header',
      'batch-header',
      'message',
      'message',
      'batch-trailer',
      'file-trailer',
    ]);
    expect(file.messages.map(({ source }) => source.line)).toEqual([3, 8]);
    expect(file.problems).toEqual([]);
    const noisy = readHl7(`2026 INFO received\n${MESSAGE}`);
    expect(noisy.problems).toMatchObject([{ code: 'noise', place: { byte: 0, line: 1 } }]);
    expect(noisy.messages).toHaveLength(1);
  });

  test.each<[string, string, readonly string[]]>([
    ['a trailer counts right', `BHS|^~\\&|B\r${MESSAGE}BTS|1\r`, []],
    ['a trailer counts nothing', `BHS|^~\\&|B\r${MESSAGE}BTS\r`, []],
    [
      'messages are missing',
      `BHS|^~\\&|B\r${MESSAGE}BTS|7\r`,
      ['batch-count 7: BTS-1 says “7”; messages since BHS: 1.'],
    ],
    ['a file without batches counts itself as one', `FHS|^~\\&|A\r${MESSAGE}${MESSAGE}FTS|1\r`, []],
    ['a file without batches counts messages', `FHS|^~\\&|A\r${MESSAGE}${MESSAGE}FTS|2\r`, []],
    ['the count is no number', `BHS|^~\\&|B\rBTS|many\r${MESSAGE}`, ['batch-count 2: BTS-1 says “many”']],
    ['other delimiters are declared', `BHS#@~\\&#B\r${MESSAGE}BTS#2\r`, ['batch-count 7: BTS-1 says “2”']],
    ['a batch is missing', `FHS|^~\\&|A\rBHS|^~\\&|B\r${MESSAGE}BTS|1\rFTS|2\r`, ['batch-count 9: FTS-1 says “2”']],
    [
      'the end is missing',
      `FHS|^~\\&|A\rBHS|^~\\&|B\r${MESSAGE}`,
      ['batch-unpaired 2: BHS has no BTS', 'batch-unpaired 1: FHS has no FTS'],
    ],
    [
      'the beginning is missing',
      `${MESSAGE}BTS|1\rFTS|1\r`,
      ['batch-unpaired 6: BTS has no BHS', 'batch-unpaired 7: FTS has no FHS'],
    ],
    [
      'a batch begins within another',
      `BHS|^~\\&|A\rBHS|^~\\&|B\r${MESSAGE}BTS|1\r`,
      ['batch-unpaired 1: BHS has no BTS'],
    ],
  ])('are told where %s', (_, text, told) => {
    const { problems } = readHl7(text);
    expect(
      problems.map(({ code, place, text: said }) => `${code} ${place?.line}: ${said}`.replace(/: .*?\. /, ': ')),
    ).toEqual(told.map((one) => expect.stringContaining(one)));
  });

  test('may begin with a byte order mark', () => {
    const { problems, messages } = readHl7(Uint8Array.from([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(MESSAGE)]));
    expect([problems, messages.length]).toEqual([[], 1]);
  });

  test('may be framed for MLLP', () => {
    const file = readHl7(`\u000B${MESSAGE}\u001C\r\u000B\u000B${MESSAGE}\u001C\r`);
    expect(file.parts.map(({ kind }) => kind)).toEqual(['between', 'message', 'between', 'message', 'between']);
    expect([file.problems, file.messages.map(({ segmentCount }) => segmentCount)]).toEqual([[], [5, 5]]);
  });

  test.each([
    ['', 'empty'],
    ['PID|1', 'no-message'],
    ['{"resourceType":"Bundle"}', 'no-message'],
    ['MSHA|x', 'no-message'],
  ])('%j is no HL7', (text, code) => expect(readHl7(text).problems).toMatchObject([{ code }]));

  test.each(['\r', '\n', '\r\n', '\r\r', '\r\n\r\n'])('segments end with %j', (end) => {
    const text = ['MSH|^~\\&|A', 'PID|1', 'PV1|2'].join(end);
    const message = only(text);
    expect(message.segments.map(({ raw }) => raw)).toEqual(['MSH|^~\\&|A', 'PID|1', 'PV1|2']);
    expect(rebuild(readHl7(text))).toEqual(bytesOf(text));
  });

  test('a line that is no segment continues the one before it', () => {
    const message = only('MSH|^~\\&|A\rOBX|1|TX|||first\rsecond line\r||F\rNTE|1');
    expect(message.segments.map(({ segmentName }) => segmentName)).toEqual(['MSH', 'OBX', 'NTE']);
    expect(valueAt(message, 'OBX-5')).toBe('first\rsecond line\r');
    expect(message.problems).toMatchObject([
      { code: 'stray-line', place: { line: 3, column: 1 } },
      { code: 'stray-line', place: { line: 4 } },
    ]);
  });
});

describe('whatever is read', () => {
  const piece = fc.constantFrom(
    '|',
    '^',
    '~',
    '\\',
    '&',
    '\r',
    '\n',
    '\u000B',
    '\u001C',
    'A',
    'é',
    '漢',
    '😀',
    'MSH|^~\\&|',
    'PID|',
    'OBX',
  );
  const text = fc.array(piece, { maxLength: 80 }).map((pieces) => `MSH|^~\\&|${pieces.join('')}`);

  test('is put together again from its smallest parts, byte for byte', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(rebuild(readHl7(any))).toEqual(bytesOf(any));
      }),
    );
  });

  test('also when it is any bytes at all', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }).map((tail) => Uint8Array.from([...bytesOf('MSH|^~\\&|'), ...tail])),
    );
    fc.assert(
      fc.property(bytes, (any) => {
        expect(rebuild(readHl7(any))).toEqual(any);
      }),
    );
  });

  test('is told by walk as the tree tells it', () => {
    fc.assert(
      fc.property(text, (any) => {
        for (const message of readHl7(any).messages) {
          const walked: string[] = [];
          walk(message, (segment, field, repetition, component, subcomponent, start, end) => {
            walked.push(
              `${segment}-${field}[${repetition}].${component}.${subcomponent}=${message.text.slice(start, end)}`,
            );
          });
          const leaves = message.segments.flatMap((segment) =>
            segment.children.flatMap((field) =>
              field.children.flatMap((repetition) =>
                repetition.children.flatMap((component) =>
                  component.children.map(
                    (leaf) =>
                      `${segment.position}-${field.position}[${repetition.position}].${component.position}.${leaf.position}=${leaf.raw}`,
                  ),
                ),
              ),
            ),
          );
          expect(walked).toEqual(leaves.filter((leaf) => !leaf.endsWith('=')));
        }
      }),
    );
  });

  test('is walked right by a visitor that walks another message meanwhile, with delimiters of its own', () => {
    const fields = Array.from({ length: 3_000 }, (_, at) => (at % 3 === 0 ? '' : `v${at}^w&x~y`)).join('|');
    const outer = messageOf(`MSH|^~\\&|A\rZZZ|${fields}\r`);
    const inner = messageOf('MSH$*~\\!$B$c*d!e|f~g\rZZZ$^$h&i\r');
    if (!outer || !inner) throw new Error('Both are messages');
    const told = (meanwhile?: () => void): readonly string[] => {
      const values: string[] = [];
      walk(outer, (...numbers) => {
        meanwhile?.();
        values.push(numbers.join(' '));
      });
      return values;
    };
    const within: string[] = [];
    const alone = told();
    const nested = told(() => {
      within.length = 0;
      walk(inner, (...numbers) => within.push(inner.text.slice(numbers[5], numbers[6])));
    });
    expect(nested).toEqual(alone);
    expect(alone.length).toBeGreaterThan(8_000 - 10);
    expect(within).toEqual(['$', '*~\\!', 'B', 'c', 'd', 'e|f', 'g', '^', 'h&i']);
  });
});

test('text is a message as well', () => {
  expect(messageOf(MESSAGE)?.segmentCount).toBe(5);
});
