import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { findChromium } from '../../tools/chromium.mjs';
import { printByChromium } from './chromium.ts';
import { renderDocx } from './docx.ts';
import { fontFaces } from './fonts.ts';
import { renderHtml } from './html.ts';
import { renderPdfByLibrary } from './pdf-library.ts';
import { entriesOf, pagesOf } from './testing/read.ts';
import { sample } from './testing/sample.ts';
import { renderXlsx } from './xlsx.ts';

const STAMP = 'As of Mon 14 Dec 2026';
const FOOT = 'Riverbend & “Sons” <internal>';
const WRITTEN_FOOT = 'Riverbend &amp; “Sons” &lt;internal&gt;';

function expectWholeDocument(pages: readonly string[]): void {
  expect(pages.length).toBeGreaterThanOrEqual(3);
  for (const [index, page] of pages.entries()) {
    expect(page).toContain(STAMP);
    expect(page.replace(/\s+/g, ' ')).toContain(FOOT);
    expect(page).toContain('0123456789ab');
    expect(page.replace(/\s+/g, ' ')).toContain(`${index + 1} / ${pages.length}`);
  }
  const all = pages.join('\n').replace(/\s+/g, ' ');
  for (const text of ['Contents', 'Ελλην', 'Кириллица', 'ąężł', '3 not shown', 'Nothing is open.']) {
    expect(all).toContain(text);
  }
  expect(all).toContain('second <b>not bold</b>');
  // The head of a table stands on each page that the table reaches.
  expect(pages.filter((page) => /State\s+What/.test(page)).length).toBeGreaterThanOrEqual(2);
}

describe('as PDF', () => {
  test('by the library: every page numbered and stamped, fonts embedded, the table of contents with pages', async () => {
    const pdf = await renderPdfByLibrary(sample);
    const { pages, title, fonts } = await pagesOf(pdf);
    expectWholeDocument(pages);
    expect(title).toBe('Board pack');
    expect(fonts).toMatch(/\/FontFile2/);
    expect(pages[0]?.replace(/\s+/g, ' ')).toMatch(/Contents 1 Readiness 1 2 Ünïcode: .* 1 2\.1 Rows/);
    expect(Buffer.compare(pdf, await renderPdfByLibrary(sample))).toBe(0);
  });

  test.runIf(findChromium() !== undefined)(
    'by a browser in its sandbox: the same content, tagged, and the same pages again',
    { timeout: 90_000 },
    async () => {
      const html = renderHtml(sample, { fontFaces: await fontFaces('sans') });
      const once = (): Promise<Buffer> =>
        printByChromium(findChromium() ?? '', html, sample.stamp.asOf.instant, new AbortController().signal);
      const pdf = await once();
      const { pages, fonts } = await pagesOf(pdf);
      expectWholeDocument(pages);
      expect(fonts).toContain('/MarkInfo');
      expect(fonts).toContain('D:20261214163000');
      // Which bytes a browser writes for the same pages depends on how busy it is.
      expect((await pagesOf(await once())).pages).toEqual(pages);
    },
  );

  test.runIf(findChromium() !== undefined)('by a browser ends when it is told to', async () => {
    const told = AbortSignal.timeout(50);
    await expect(printByChromium(findChromium() ?? '', renderHtml(sample), '2026-01-01', told)).rejects.toThrow();
  });
});

describe('as DOCX', () => {
  test('has real headings, a table of contents, repeated heads, page numbers and the stamp in the foot', async () => {
    const file = await renderDocx(sample);
    const entries = entriesOf(file);
    const document = entries.get('word/document.xml') ?? '';
    expect(document).toMatch(/<w:pStyle w:val="Heading1"\/>/);
    expect(document).toMatch(/<w:pStyle w:val="Heading2"\/>/);
    expect(document).toContain('TOC \\h');
    expect(document).toContain('<w:tblHeader/>');
    expect(document).toContain('second &lt;b&gt;not bold&lt;/b&gt;');
    expect(document).toContain('◐ waived');
    expect(document).toContain('3 not shown');
    // Two tables, the definitions and the figure's twin.
    expect(document.match(/<w:tbl>/g)?.length).toBe(3);
    const foot = [...entries].filter(([name]) => name.startsWith('word/footer')).map(([, text]) => text);
    expect(foot.every((text) => text.includes(STAMP) && text.includes('NUMPAGES'))).toBe(true);
    expect(foot.every((text) => text.includes(WRITTEN_FOOT))).toBe(true);
    expect(entries.get('docProps/core.xml')).toContain('2026-12-14T16:30:00Z');
    expect(Buffer.compare(file, await renderDocx(sample))).toBe(0);
  });

  test('takes Letter where the organisation does', async () => {
    const entries = entriesOf(await renderDocx({ ...sample, style: { ...sample.style, page: 'Letter' } }));
    expect(entries.get('word/document.xml')).toMatch(/<w:pgSz w:w="12240" w:h="15840"/);
  });
});

describe('as XLSX', () => {
  test('text is text whatever it begins with, numbers and dates can be counted with', async () => {
    const file = await renderXlsx(sample);
    const entries = entriesOf(file);
    const sheets = [...entries].filter(([name]) => name.startsWith('xl/worksheets/sheet')).map(([, text]) => text);
    // The cover, the figure's twin, the rows; a table without rows has a sheet as well.
    expect(sheets).toHaveLength(4);
    for (const sheet of sheets) {
      expect(sheet).not.toMatch(/<f[ >]/);
      const foot = /<headerFooter><oddFooter>([^<]*)<\/oddFooter><\/headerFooter>/.exec(sheet)?.[1] ?? '';
      for (const text of [WRITTEN_FOOT.replace('&amp;', '&amp;&amp;'), STAMP, '&amp;R&amp;8 &amp;P / &amp;N']) {
        expect(foot).toContain(text);
      }
    }
    const strings = entries.get('xl/sharedStrings.xml') ?? '';
    // The cover says what it is, as of when and from which ledger position, and which sheet holds what.
    for (const text of [STAMP.replace('As of ', ''), '0123456789ab', 'Contents', 'Rows  all   of them']) {
      expect(strings).toContain(text);
    }
    for (const text of ['=HYPERLINK(&quot;http', '+1', '-1', '@SUM(A1)']) {
      expect(strings.replaceAll('"', '&quot;')).toContain(text);
    }
    expect(sheets[2]).toMatch(/<c r="C4"[^>]*(?<!t="s")><v>2<\/v>/);
    // 24 December 2026 as a spreadsheet counts days.
    expect(sheets[2]).toMatch(/<c r="D2"[^>]*><v>46380<\/v>/);
    expect(entries.get('xl/workbook.xml')).toMatch(/name="Rows  all   of them"/);
    expect(Buffer.compare(file, await renderXlsx(sample))).toBe(0);
  });
});

describe('as HTML', () => {
  test('is well-formed, allows no script, and escapes whatever was written', () => {
    const html = renderHtml(sample);
    const body = html
      .slice(html.indexOf('<body>'))
      .replace('</html>', '')
      .replaceAll('<br>', '<br/>')
      .replaceAll(/<col ([^>]*)>/g, '<col $1/>');
    expect(() => new SaxesParser().write(body.trim()).close()).not.toThrow();
    expect(html).toContain(`default-src 'none'`);
    expect(html).toMatch(/<nav class="contents"[^>]*>.*<a href="#s1"><span class="number">1<\/span> Readiness<\/a>/s);
    for (const stamped of [STAMP.replace('As of ', ''), '0123456789ab']) expect(html).toContain(stamped);
    expect(html).not.toMatch(/<script|<b>not bold/);
    expect(html).toContain('Riverbend &lt;Regional&gt; &amp; “Friends”');
    expect(html.match(/<th scope="col"/g)?.length).toBe(6);
    expect(html).toContain(`<footer class="house-foot">${WRITTEN_FOOT}</footer>`);
  });

  test('a title cannot leave the style sheet it is printed in', () => {
    const report = { ...sample.report, title: '</style><script>alert(1)</script>"}' };
    expect(renderHtml({ ...sample, report })).not.toContain('<script>');
  });
});
