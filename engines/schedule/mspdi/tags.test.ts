import { array, assert, constantFrom, letrec, oneof, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlanFileError } from '../errors.ts';
import { createMspdiReader } from './reader.ts';
import { codesOf, TAG, TagFinder } from './tags.ts';

/** What a file comes to when it arrives in pieces of so many bytes: a plan with warnings, or an error with its place. */
function outcome(file: string, size: number): unknown {
  const bytes = new TextEncoder().encode(file);
  const reader = createMspdiReader();
  try {
    for (let at = 0; at < bytes.length; at += size) reader.write(bytes.subarray(at, at + size));
    return reader.end();
  } catch (error) {
    if (!(error instanceof PlanFileError)) throw error;
    const { code, line, column, message } = error;
    return { code, line, column, message };
  }
}

const leaves = constantFrom(
  '<UID>1</UID>',
  '<UID>2</UID>',
  '<Name>a b</Name>',
  '<Name></Name>',
  '<Name>Größe – 北</Name>',
  '<Name>😀</Name>',
  '<Name>a &amp; b</Name>',
  '<Name>two\nlines</Name>',
  '<Name>two\r\nlines</Name>',
  '<Name xml:space="preserve"> a </Name>',
  '<p:Name xmlns:p="http://schemas.microsoft.com/project">other prefix</p:Name>',
  '<Name xmlns="http://example.org">not ours</Name>',
  '<Name>a<!-- <UID>7</UID> -->b</Name>',
  '<Name><![CDATA[<UID>8</UID>]]></Name>',
  '<Name>a<b>1</b>c</Name>',
  '<Name/>',
  '<Start>never</Start>',
  '<Unread>1</Unread>',
  '<PredecessorLink>1</PredecessorLink>',
  '<WorkingTimes>1</WorkingTimes>',
  '<!-- <UID>9</UID> -->',
  '<?x <UID>9</UID> ?>',
);
const between = constantFrom('', ' ', '\n', '\r\n', '\n\t  ', '\r', 'text');
/** What is not XML, or not any more. */
const broken = constantFrom(
  '<Name>a</Nome>',
  '<Name>]]></Name>',
  '<Name>\u0001</Name>',
  '<Name>&e;</Name>',
  '<1>1</1>',
  '</Task>',
  '<Task>',
  '<Name>a</Name',
  '\uFFFF',
);
const content = letrec<{ node: string; nodes: string }>((tie) => ({
  nodes: array(tie('node'), { maxLength: 6 }).map((nodes) => nodes.join('')),
  node: oneof(
    { depthSize: 'small' },
    { weight: 6, arbitrary: leaves },
    { weight: 5, arbitrary: between },
    ...['Task', 'PredecessorLink', 'Unread', 'Tasks', 'Name'].map((name) => ({
      weight: 1,
      arbitrary: tie('nodes').map((inner) => `<${name}>${inner}</${name}>`),
    })),
  ),
}));
const inProject = (inner: string): string =>
  `<Project xmlns="http://schemas.microsoft.com/project">\r\n<Tasks>\n<Task>${inner}</Task>\n<Task><UID>3</UID><Start>never</Start></Task></Tasks></Project>`;

describe('values and tags taken before the parser sees them', () => {
  // Byte by byte no value is ever in one piece, and the parser sees all of them.
  test('make no difference to what a file comes to, nor to the places it names', () => {
    assert(
      property(content.nodes, (inner) => {
        const file = inProject(inner);
        expect(outcome(file, file.length * 4)).toEqual(outcome(file, 1));
      }),
      { numRuns: 400 },
    );
  });

  test('make no difference to what is wrong with a file, nor to where', () => {
    assert(
      property(content.nodes, broken, content.nodes, (before, wrong, after) => {
        const file = inProject(`${before}${wrong}${after}`);
        expect(outcome(file, file.length * 4)).toEqual(outcome(file, 1));
      }),
      { numRuns: 400 },
    );
  });
});

describe('the finder', () => {
  const found = (text: string): unknown => {
    const finder = new TagFinder();
    const tag = finder.find(codesOf(text, new Uint8Array()), 0);
    if (tag === TAG.other) return undefined;
    const name = text.slice(finder.nameFrom, finder.nameTo);
    const rest = text.slice(finder.end);
    return tag === TAG.value ? [name, text.slice(finder.valueFrom, finder.valueTo), rest] : [tag, name, rest];
  };

  test('takes what needs no understanding', () => {
    expect(found('<Name>a b</Name>rest')).toEqual(['Name', 'a b', 'rest']);
    expect(found('<N_1.x-></N_1.x->')).toEqual(['N_1.x-', '', '']);
    expect(found('<Name>Größe</Name>')).toEqual(['Name', 'Größe', '']);
    expect(found('</Name>rest')).toEqual([TAG.closing, 'Name', 'rest']);
  });

  test.each([
    '<Name>a</Nome>',
    '<Name>a</Name ',
    '<Name>a</Names>',
    '<Name>a',
    '<Name>&amp;</Name>',
    '<Name>a\nb</Name>',
    '<Name>😀</Name>',
    '<Name>\u0085</Name>',
    '<Name>]]></Name>',
  ])('takes the tag alone of %j', (text) => {
    expect(found(text)).toEqual([TAG.opening, 'Name', text.slice('<Name>'.length)]);
  });

  test.each(['<Name a="1">a</Name>', '<p:Name>a</p:Name>', '<Name/>', '</Name >', '<1>1</1>', '<!---->', 'text', ''])(
    'leaves %j to the parser',
    (text) => {
      expect(found(text)).toBeUndefined();
    },
  );
});
