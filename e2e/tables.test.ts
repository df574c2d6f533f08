import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, openClinic } from './clinic.ts';
import { violations } from './stage.ts';

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));

/** A risk log as it is kept in a spreadsheet: headings of its own, one row that says something odd. */
const LOG = `Ref;Risk;Category;Likelihood;Owner;Review
R1;Laboratory interface is late;Technical;4 – Likely;Ada Ward;2027-02-01
R2;Too few super users at night;People;3;;
R3;Printers do not print labels;Technical;often;;
`;
const log = (text: string) => ({ name: 'risks.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

describe('A risk log from a spreadsheet', () => {
  let clinic: Clinic;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    clinic = await openClinic();
    page = clinic.owner;
  });
  afterAll(() => clinic.close());

  const figures = (on: Page) => on.getByRole('heading', { name: 'What the import would do' });

  test('is mapped, shown with what is wrong in it, and imported without that', async () => {
    await page.goto('/p/CLN/register/risk');
    await page.getByRole('button', { name: 'Import a table' }).click();
    await page.locator('input[type=file]').setInputFiles(log(LOG));
    const review = page.getByRole('combobox', { name: 'Where Review goes' });
    await review.selectOption({ label: 'Next review' });
    await page.getByRole('combobox', { name: 'Where Ref goes' }).selectOption({ label: 'Key that tells rows apart' });
    await page.screenshot({ path: `${SHOTS}table-mapping.png`, fullPage: true });
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await figures(page).waitFor();
    await page.getByText('“often” is not one of').waitFor();
    await page.screenshot({ path: `${SHOTS}table-diff.png`, fullPage: true });
    expect(await violations(page)).toEqual([]);
    await expect.poll(() => page.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: /leave these out/ }).check();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('link', { name: 'Go to Risks' }).click();
    await page.getByText('2 records', { exact: true }).waitFor();
    await page.getByText('Too few super users at night').first().waitFor();
    await expect.poll(() => page.getByText('Printers do not print labels').count()).toBe(0);
  });

  test('mended and chosen again goes where it went before, and adds only what was missing; on a phone as well', async () => {
    const { page: phone } = await clinic.ownerIn('phone');
    await phone.goto('/p/CLN/register/risk/import');
    await phone.locator('input[type=file]').setInputFiles(log(LOG.replace('often', '2')));
    await phone.getByText('The columns go where they went').waitFor();
    expect(await violations(phone)).toEqual([]);
    await phone.screenshot({ path: `${SHOTS}table-phone.png`, fullPage: true });
    await phone.getByRole('button', { name: 'Show what would change' }).click();
    await figures(phone).waitFor();
    await phone.getByRole('button', { name: 'Import', exact: true }).click();
    await phone.getByRole('link', { name: 'Go to Risks' }).click();
    await phone.getByText('Printers do not print labels').first().waitFor();
    await page.goto('/p/CLN/register/risk');
    await page.getByText('3 records').waitFor();
  });

  test('is taken back with one click, but for what was changed since', async () => {
    await page.getByRole('gridcell', { name: 'Printers do not print labels' }).waitFor();
    await page.goto('/p/CLN/imports');
    await page
      .getByRole('button', { name: /Undo the import of/ })
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `${SHOTS}imports.png` });
    await page
      .getByRole('button', { name: /Undo the import of/ })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
    await page.getByText('1 record was taken back.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto('/p/CLN/register/risk');
    await page.getByText('2 records').waitFor();
  });
});
