import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { thousandTasks } from './plan.ts';
import { type Clinic, importPlan, openClinic } from './clinic.ts';

describe('With the keyboard alone', () => {
  let clinic: Clinic;
  let page: Page;

  beforeAll(async () => {
    clinic = await openClinic();
    page = clinic.owner;
    await importPlan(page, thousandTasks(), 'BIG');
  });
  afterAll(() => clinic.close());

  test('the first Tab offers to skip to the content', async () => {
    await page.goto('/p/CLN');
    await page.getByRole('heading', { level: 1, name: 'Readiness' }).waitFor();
    await page.evaluate(() => document.body.focus());
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    await expect.poll(() => focused.textContent()).toContain('Skip to the content');
  });

  test('the palette opens with Ctrl K, finds a page by name and goes there', async () => {
    await page.goto('/p/CLN');
    await page.getByRole('heading', { level: 1, name: 'Readiness' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('What do you want to do?').fill('ledger');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Ledger' }).waitFor();
  });

  test('the palette finds a record by a word in it, and the page of all that was found', async () => {
    await page.goto('/p/CLN');
    await page.getByRole('heading', { level: 1, name: 'Readiness' }).waitFor();
    await page.keyboard.press('Control+k');
    const box = page.getByPlaceholder('What do you want to do?');
    await box.fill('agre scope');
    await page
      .getByText(/TSK-\d+ Agree the scope/)
      .first()
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Agree the scope/ }).waitFor();
    await page.keyboard.press('Control+k');
    await box.fill('configure');
    await page.getByText('Search all records for “configure”').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();
    await page
      .locator('mark', { hasText: /configure/i })
      .first()
      .waitFor();
  });

  test('? lists the keys', async () => {
    await page.goto('/p/CLN');
    await page.getByRole('heading', { level: 1, name: 'Readiness' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Move in a register').waitFor();
    await page.keyboard.press('Escape');
  });

  test('a register of a thousand rows is walked to its end and a record opened', async () => {
    await page.goto('/p/BIG/register/task');
    const grid = page.getByRole('grid');
    await expect.poll(async () => Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(1_000);
    await grid.focus();
    await page.keyboard.press('Control+End');
    const last = await grid.getAttribute('aria-rowcount');
    await page.locator(`[role=row][aria-rowindex="${last}"]`, { hasText: 'TSK-' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toMatch(/\/p\/BIG\/TSK-\d+$/);
  });
});
