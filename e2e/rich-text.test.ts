import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, openClinic } from './clinic.ts';
import { complaints, overflow, violations } from './stage.ts';

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));

/** As Word puts it on the clipboard: titles and lists are paragraphs, everything has a style, cells are merged. */
const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head><body lang=EN-GB>
<!--StartFragment--><h2>Options<o:p></o:p></h2>
<p class=MsoNormal style='margin-bottom:8.0pt;color:red'>Pick <b>one</b> of these, see <a href="https://example.org/paper">the paper</a> or <a href="javascript:alert(1)">this</a>:<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;</span></span><![endif]>Wait<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>for a month<o:p></o:p></p>
<table class=MsoTableGrid><tr><td colspan=2><p class=MsoNormal>Costs</p></td></tr><tr><td><p class=MsoNormal>Wait</p></td><td><p class=MsoNormal>None</p></td></tr></table>
<img src="https://example.org/track.png"><!--EndFragment--></body></html>`;

describe('A rich text', () => {
  let clinic: Clinic;
  let page: Page;
  let heard: string[];

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    clinic = await openClinic();
    page = clinic.owner;
    heard = complaints(page);
    heard.length = 0;
  });
  afterAll(() => clinic.close());

  const situation = () => page.getByRole('textbox', { name: 'Situation' });

  test('is written with the keyboard alone: tools by Alt and F10, arrows among them, Escape back', async () => {
    await page.goto('/p/CLN/new/decision');
    await page.getByRole('textbox', { name: 'Title' }).fill('Which unit goes first?');
    await situation().focus();
    await page.keyboard.press('Alt+F10');
    await page
      .getByRole('toolbar', { name: 'Form of Situation' })
      .getByRole('button', { name: 'Large heading' })
      .waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Two units ask');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Alt+F10');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Bold');
    await page.keyboard.press('Escape');
    await page.keyboard.type('- only one can be staffed');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('in spring');
    await expect.poll(() => situation().getByRole('listitem').count()).toBe(2);
    expect(await violations(page)).toEqual([]);
  });

  test('pasted from Word keeps headings, lists and tables, and nothing that runs, loads or colours', async () => {
    const assessment = page.getByRole('textbox', { name: 'Assessment' });
    await assessment.focus();
    await assessment.evaluate((target, html) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', html);
      clipboardData.setData('text/plain', 'Options');
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, WORD);
    await assessment.locator('[data-level="2"]', { hasText: 'Options' }).waitFor();
    await expect.poll(() => assessment.locator('img, script, [style*=color], a[href^="javascript"]').count()).toBe(0);
    await page.screenshot({ path: `${SHOTS}rich-text-editor-light.png`, fullPage: true });
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { level: 1, name: 'Which unit goes first?' }).waitFor();
    const read = page.getByRole('region', { name: 'IT-SBAR' });
    await read.getByRole('heading', { level: 3, name: 'Options' }).waitFor();
    await expect.poll(() => read.locator('ol > li > p').allTextContents()).toEqual(['Wait']);
    await expect.poll(() => read.locator('ol ul > li > p').allTextContents()).toEqual(['for a month']);
    expect(await read.locator('tr').evaluateAll((rows) => rows.map((row) => row.children.length))).toEqual([2, 2]);
    expect(await read.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual(
      ['https://example.org/paper'],
    );
    expect(await violations(page)).toEqual([]);
    expect(heard).toEqual([]);
  });

  test('is linked, changed, and its history tells the words that changed', async () => {
    await page.getByRole('button', { name: 'Edit' }).click();
    const recommendation = page.getByRole('textbox', { name: 'Recommendation' });
    await recommendation.focus();
    await page.keyboard.type('Start with surgery. ');
    await page.getByRole('toolbar', { name: 'Form of Recommendation' }).getByRole('button', { name: 'Link' }).click();
    await page.getByLabel('Address of the link').fill('javascript:alert(1)');
    await page.keyboard.press('Enter');
    await page.getByText('A link needs an address').waitFor();
    await page.getByLabel('Address of the link').fill('example.org/plan');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const link = page.getByRole('region', { name: 'IT-SBAR' }).getByRole('link', { name: 'example.org/plan' });
    await expect.poll(() => link.getAttribute('href')).toBe('https://example.org/plan');

    await page.getByRole('button', { name: 'Edit' }).click();
    await recommendation.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('Do not ');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('ins', { hasText: 'Do not' }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(heard).toEqual([]);
  });

  test.each(['dark', 'phone'] as const)('reads well in %s', async (look) => {
    const visitor = await clinic.ownerIn(look);
    for (const [name, path] of [
      ['read', '/p/CLN/DEC-1'],
      ['editor', '/p/CLN/new/decision'],
    ] as const) {
      await visitor.page.goto(path);
      await visitor.page.getByRole(name === 'read' ? 'region' : 'toolbar', { name: /SBAR|Situation/ }).waitFor();
      await visitor.page.screenshot({ path: `${SHOTS}rich-text-${name}-${look}.png`, fullPage: true });
      expect(await violations(visitor.page)).toEqual([]);
      expect(await overflow(visitor.page)).toBe(0);
    }
    await visitor.context.close();
  });
});
