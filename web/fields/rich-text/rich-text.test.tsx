// @vitest-environment happy-dom
import type { RichText } from '@callosum/kernel';
import { ofRichTexts, ofTakenTexts } from '@callosum/kernel/testing/rich-text';
import { getSchema } from '@tiptap/core';
import { cleanup } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { renderScreen } from '../../testing/render.tsx';
import { extensions } from './extensions.ts';
import { stored } from './stored.ts';
import { RichTextView } from './view.tsx';
import { cleanPasted } from './word.ts';

afterEach(cleanup);

const schema = getSchema(extensions);

/** What an editor makes of a text, as it would be stored again. */
function throughEditor(value: RichText): unknown {
  const node = schema.nodeFromJSON(value);
  node.check();
  return stored(node.toJSON());
}

/** An editor keeps an empty line at the end for itself, and puts marks in an order of its own. */
function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]: [string, unknown]) => {
    if (key === 'marks' && Array.isArray(part)) return [key, part.map((mark) => JSON.stringify(mark)).toSorted()];
    return [key, settled(part)];
  });
  return Object.fromEntries(entries);
}
const withoutEmptyEnd = ({ type, content }: RichText): RichText => {
  const last = content.findLastIndex((block) => JSON.stringify(block) !== '{"type":"paragraph"}');
  return { type, content: content.slice(0, last + 1) };
};

describe('what the kernel takes as rich text', () => {
  test('opens in the editor, which gives it back as it was', () => {
    ofRichTexts((value) => {
      expect(settled(throughEditor(value))).toEqual(settled(withoutEmptyEnd(value)));
    });
  });

  test('is shown with every word of it, and nothing that runs or loads', async () => {
    await ofTakenTexts(async (value) => {
      schema.nodeFromJSON(value).check();
      await renderScreen(<RichTextView value={value} />);
      const shown = document.querySelector('div[class]');
      for (const { text } of textsIn(value)) expect(shown?.textContent).toContain(text);
      expect(document.querySelector('script, img, iframe, [onclick], [onerror], [style]')).toBeNull();
      for (const link of document.querySelectorAll('a')) expect(link.href).toMatch(/^(https?|mailto):/);
      cleanup();
    });
  });
});

function textsIn(value: unknown): { text: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'text' in value && typeof value.text === 'string' ? [{ text: value.text }] : [];
  return [...own, ...Object.values(value).flatMap(textsIn)];
}

describe('what word processors put on the clipboard', () => {
  const item = (level: number, mark: string, text: string): string =>
    `<p class=MsoListParagraph style='margin-left:36pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>${mark}<span>&nbsp;</span></span><![endif]>${text}<o:p></o:p></p>`;

  test('becomes lists within lists', () => {
    const html = `${item(1, '1.', 'Wait')}${item(2, '·', 'a month')}${item(2, '·', 'a year')}${item(1, '2.', 'Go')}<p>After</p>`;
    const page = new DOMParser().parseFromString(cleanPasted(html), 'text/html');
    expect([...page.querySelectorAll('body > ol > li > p')].map((one) => one.textContent)).toEqual(['Wait', 'Go']);
    expect([...page.querySelectorAll('ol ul > li > p')].map((one) => one.textContent)).toEqual(['a month', 'a year']);
    expect(page.querySelector('ol + p')?.textContent).toBe('After');
  });

  test('has its merged cells taken apart, so that every row has as many', () => {
    const html =
      '<table><tr><td colspan=2>a</td><td>b</td></tr><tr><td rowspan=2>c</td><td>d</td><td>e</td></tr><tr><td>f</td></tr></table>';
    const page = new DOMParser().parseFromString(cleanPasted(html), 'text/html');
    const rows = [...page.querySelectorAll('tr')].map((row) =>
      [...row.querySelectorAll('td')].map((one) => one.textContent),
    );
    expect(rows).toEqual([
      ['a', '', 'b'],
      ['c', 'd', 'e'],
      ['', 'f', ''],
    ]);
  });

  test('keeps titles as headings and no style sheets', () => {
    expect(cleanPasted('<style>p{}</style><p class=MsoTitle>Plan</p>')).toBe('<h1>Plan</h1>');
  });
});
