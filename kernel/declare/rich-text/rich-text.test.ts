import { say } from '../say.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileTexts, richTexts } from '../../testing/rich-text.ts';
import type { Json } from '../json.ts';
import { isRichText, richFault } from './check.ts';
import { isLinkAddress, LIMITS } from './model.ts';
import { plainText, richTextOf, textBlocks } from './plain.ts';

const words = (text: string): Json => ({ type: 'text', text });
const paragraph = (...content: Json[]): Json => ({ type: 'paragraph', content });
const doc = (...content: Json[]): Json => ({ type: 'doc', content });
const link = (href: string): Json =>
  doc(paragraph({ type: 'text', text: 'here', marks: [{ type: 'link', attrs: { href } }] }));

/** Every text in it, in order. */
function textsIn(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'text' in value && typeof value.text === 'string' ? [value.text] : [];
  return [...own, ...Object.values(value).flatMap(textsIn)];
}

describe('rich text', () => {
  test('of every shape is accepted', () => {
    fc.assert(
      fc.property(richTexts, (value) => {
        expect(richFault(value)).toBeUndefined();
      }),
    );
  });

  test('that was meddled with is refused with the place, or is still rich text throughout', () => {
    fc.assert(
      fc.property(hostileTexts, (value) => {
        const fault = richFault(value);
        if (fault) expect(fault.message.text.length).toBeGreaterThan(0);
        // Words may say anything; types, keys and addresses may not.
        else
          expect(JSON.stringify(value)).not.toMatch(
            /"type":"(?:image|script|constructor)"|"href":"[^"]*(?:script|data:text)|"onclick"/,
          );
      }),
      { numRuns: 500 },
    );
  });

  test('says where it is wrong', () => {
    const image = doc(paragraph(words('a')), paragraph(words('b'), { type: 'image', attrs: { src: 'x' } }));
    expect(richFault(image)?.path).toEqual(['content', 1, 'content', 1, 'type']);
    expect(richFault(link('javascript:alert(1)'))?.path).toEqual([
      'content',
      0,
      'content',
      0,
      'marks',
      0,
      'attrs',
      'href',
    ]);
    const cells = (count: number): Json => ({
      type: 'tableRow',
      content: Array.from({ length: count }, () => ({ type: 'tableCell', content: [paragraph(words('a'))] })),
    });
    expect(richFault(doc({ type: 'table', content: [cells(2), cells(1)] }))).toEqual({
      path: ['content', 0, 'content', 1],
      message: say`must have ${2} cells, like the first row`,
    });
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    ' https://example.org',
    'https://example.org\\@evil.example',
    'data:text/html,<script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//example.org',
    '/local',
    'https://',
    `https://example.org/${'a'.repeat(LIMITS.address)}`,
  ])('takes no link to %s', (href) => {
    expect(isLinkAddress(href)).toBe(false);
    expect(isRichText(link(href))).toBe(false);
  });

  test('has its limits, however deep and long what comes is', () => {
    let deep: Json = paragraph(words('a'));
    for (let level = 0; level < 50_000; level += 1) deep = { type: 'blockquote', content: [deep] };
    expect(richFault(doc(deep))?.message.text).toContain('deep');
    const many = Array.from({ length: LIMITS.nodes + 1 }, () => paragraph(words('a')));
    expect(richFault(doc(...many))?.message.text).toContain('parts');
    expect(richFault(doc(paragraph(words('a'.repeat(LIMITS.characters + 1)))))?.message.text).toContain('characters');
  });
});

describe('plain text', () => {
  test('becomes paragraphs, and is read back as it was written', () => {
    const lines = fc.array(
      fc.string().map((text) => text.replaceAll(/[\n\r\u2028\u2029]/g, '').toWellFormed()),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(lines, (all) => {
        const text = all.join('\n');
        const value = richTextOf(text);
        expect(value === undefined).toBe(text.trim() === '');
        if (value === undefined) return;
        expect(richFault(value)).toBeUndefined();
        expect(plainText(value)).toBe(text);
      }),
    );
  });

  test('has every word of the rich text, and what is read from it says the same', () => {
    fc.assert(
      fc.property(richTexts, (value) => {
        const text = plainText(value);
        const again = richTextOf(text);
        if (again === undefined) throw new Error('nothing was left');
        expect(plainText(again)).toBe(text);
        // Blanks at the edge of a block are no words.
        for (const written of textsIn(value)) expect(text).toContain(written.trim());
        expect(textBlocks(value).join('')).toBe(textsIn(value).join(''));
      }),
    );
  });

  test('shows lists, tasks, quotes and tables by their marks', () => {
    const item = (text: string, ...more: Json[]): Json => ({
      type: 'listItem',
      content: [paragraph(words(text)), ...more],
    });
    const cell = (text: string): Json => ({ type: 'tableCell', content: [paragraph(words(text))] });
    const value = doc(
      { type: 'heading', attrs: { level: 2 }, content: [words('Options')] },
      { type: 'orderedList', content: [item('Wait', { type: 'bulletList', content: [item('a month')] }), item('Go')] },
      {
        type: 'taskList',
        content: [{ type: 'taskItem', attrs: { checked: true }, content: [paragraph(words('Ask'))] }],
      },
      { type: 'blockquote', content: [paragraph(words('one'), { type: 'hardBreak' }, words('two'))] },
      { type: 'table', content: [{ type: 'tableRow', content: [cell('a'), cell('b')] }] },
    );
    if (!isRichText(value)) throw new Error('refused');
    expect(plainText(value)).toBe('Options\n1. Wait\n  • a month\n2. Go\n☑ Ask\n> one\n> two\na | b');
  });
});
