import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, openClinic } from './clinic.ts';
import { complaints, violations } from './stage.ts';

describe('Documents', () => {
  let clinic: Clinic;
  let page: Page;
  let heard: string[];

  beforeAll(async () => {
    clinic = await openClinic();
    page = clinic.owner;
    heard = complaints(page);
  });
  afterAll(() => clinic.close());

  async function downloadBy(click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
    const [download]: [Download, void] = await Promise.all([page.waitForEvent('download'), click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }

  test.each([
    ['PDF', 'pdf', '%PDF-'],
    ['Word (DOCX)', 'docx', 'PK'],
  ])('the board pack comes out as %s by keyboard, and stays in the history', async (label, format, beginning) => {
    await page.goto('/p/CLN/documents');
    await page.getByRole('button', { name: 'Produce Board pack' }).press('Enter');
    await page.getByLabel('Format').selectOption({ label });
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Produce' }).press('Enter');
    const cell = page.getByRole('link', { name: new RegExp(`CLN-board-pack-.*\\.${format}`) }).first();
    await cell.waitFor({ timeout: 60_000 });
    const { name, bytes } = await downloadBy(() => cell.click());
    expect(name).toMatch(new RegExp(`^CLN-board-pack-\\d{4}-\\d{2}-\\d{2}\\.${format}$`));
    expect(bytes.subarray(0, beginning.length).toString('latin1')).toBe(beginning);
    expect(await violations(page)).toEqual([]);
  });

  test('the tray shows what was done, and gives it out', async () => {
    await page.goto('/p/CLN/register/risk');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Excel (XLSX)' }).click();
    await page.getByRole('button', { name: /Work in progress/ }).click();
    const tray = page.getByRole('dialog', { name: 'Work in progress' });
    const file = tray.getByRole('link', { name: /CLN-risk-.*\.xlsx/ });
    await file.waitFor({ timeout: 30_000 });
    expect(await violations(page)).toEqual([]);
    const { bytes } = await downloadBy(() => file.click());
    expect(bytes.subarray(0, 2).toString('latin1')).toBe('PK');
    await page.keyboard.press('Escape');
    await tray.waitFor({ state: 'hidden' });
    expect(heard).toEqual([]);
  });
});
