import type { RichText } from '@callosum/kernel';
import { isRichText } from '@callosum/kernel';
import { ofRichTexts } from '@callosum/kernel/testing/rich-text';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { renderDocx } from './docx.ts';
import { renderHtml } from './html.ts';
import { renderPdfByLibrary } from './pdf-library.ts';
import { proseHtml } from './prose-html.ts';
import { entriesOf, pagesOf } from './testing/read.ts';
import { sample } from './testing/sample.ts';
import { renderXlsx } from './xlsx.ts';

const words = (text: string, ...marks: object[]) => ({ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) });
const line = (...content: object[]) => ({ type: 'paragraph', content });
const item = (text: string, ...more: object[]) => ({ type: 'listItem', content: [line(words(text)), ...more] });
const cell = (type: string, text: string) => ({ type, content: [line(words(text))] });

const written: unknown = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 1 }, content: [words('Options <2>')] },
    line(words('Wait', { type: 'bold' }), { type: 'hardBreak' }, words('or '), words('go', { type: 'italic' })),
    {
      type: 'orderedList',
      content: [item('First'), item('Second', { type: 'bulletList', content: [item('Inner')] })],
    },
    { type: 'orderedList', content: [item('Again one')] },
    { type: 'taskList', content: [{ type: 'taskItem', attrs: { checked: true }, content: [line(words('Asked'))] }] },
    { type: 'blockquote', content: [line(words('Said so'))] },
    line(
      words('See ', { type: 'code' }),
      words('here', { type: 'link', attrs: { href: 'https://example.org/?a=1&b=2' } }),
    ),
    {
      type: 'table',
      content: [
        { type: 'tableRow', content: [cell('tableHeader', 'Option'), cell('tableHeader', 'Price')] },
        { type: 'tableRow', content: [cell('tableCell', 'Wait'), cell('tableCell', 'None')] },
      ],
    },
  ],
};

function checked(value: unknown): RichText {
  const json = JSON.parse(JSON.stringify(value));
  if (!isRichText(json)) throw new Error('refused');
  return json;
}
const text = checked(written);
const printed = {
  ...sample,
  report: { title: 'Paper', sections: [{ title: 'Assessment', blocks: [{ type: 'prose' as const, text }] }] },
};

describe('what somebody wrote, in a document', () => {
  test('as HTML: headings below that of the section, lists, tasks, a table with its head, links', () => {
    const html = renderHtml(printed);
    for (const part of [
      '<h3>Options &lt;2&gt;</h3>',
      '<strong>Wait</strong><br>or <em>go</em>',
      '<ol><li><p>First</p></li><li><p>Second</p><ul><li><p>Inner</p></li></ul></li></ol>',
      'type="checkbox" disabled aria-label="done" checked',
      '<blockquote><p>Said so</p></blockquote>',
      '<a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">here</a>',
      '<th scope="col"><p>Option</p></th>',
    ]) {
      expect(html).toContain(part);
    }
  });

  test('as HTML is well-formed whatever was written', () => {
    ofRichTexts((value) => {
      const html = proseHtml(value, 2)
        .replaceAll('<br>', '<br/>')
        .replaceAll(/<input ([^>]*?)( checked)?>/g, '<input $1/>')
        .replaceAll(' disabled', '')
        // Characters that XML has no way to write; HTML shows nothing for them.
        .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '');
      expect(() => new SaxesParser().write(html).close()).not.toThrow();
    });
  });

  test('as DOCX: real headings, each numbered list counting for itself, a table whose head repeats, a link', async () => {
    const entries = entriesOf(await renderDocx(printed));
    const document = entries.get('word/document.xml') ?? '';
    expect(document).toMatch(/<w:pStyle w:val="Heading4"\/>.*Options &lt;2&gt;/s);
    const lists = [...document.matchAll(/<w:ilvl w:val="(\d)"\/><w:numId w:val="(\d+)"\/>/g)].map(([, , id]) => id);
    // First and second of one list, what is within, and a list of its own.
    expect(lists).toHaveLength(4);
    expect(lists[0]).toBe(lists[1]);
    expect(lists[3]).not.toBe(lists[0]);
    expect(document).toContain('<w:tblHeader/>');
    expect(document).toContain('☑ ');
    expect(document).toContain('<w:hyperlink');
    expect(entries.get('word/_rels/document.xml.rels')).toContain('https://example.org/?a=1&amp;b=2');
  });

  test('as PDF by the library: every word in its order, lists numbered, the link there', async () => {
    const pdf = await renderPdfByLibrary(printed);
    const { pages } = await pagesOf(pdf);
    const all = pages.join(' ').replace(/\s+/g, ' ');
    for (const part of ['Options <2>', 'Wait or go', '[x] Asked', 'Said so', 'Option Price'])
      expect(all).toContain(part);
    expect(all).toMatch(/First ?1\./);
    expect(pdf.toString('latin1')).toContain('https://example.org/?a=1&b=2');
  });

  test('as XLSX: the words, line by line', async () => {
    const entries = entriesOf(await renderXlsx(printed));
    expect(entries.get('xl/sharedStrings.xml')).toMatch(/1\. First\s+2\. Second\s+• Inner/);
  });
});
