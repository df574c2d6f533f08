import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, openClinic } from './clinic.ts';
import { clinicPlan } from './plan.ts';
import { overflow, violations } from './stage.ts';

describe('Somebody who starts a project', () => {
  let clinic: Clinic;
  let page: Page;

  beforeAll(async () => {
    clinic = await openClinic({ isEmpty: true });
    page = clinic.owner;
  });
  afterAll(() => clinic.close());

  test('chooses a template, is told why each question is asked, sees what will be made, and lands on its gates', async () => {
    await page.goto('/start?type=project');
    await page.getByLabel('Title').fill('Ward list');
    await page.getByLabel('Key').fill('WARD');
    await page.getByRole('radio', { name: 'Small app' }).check();
    await page.getByRole('combobox', { name: /identifiable patients/ }).selectOption('No');
    await page.getByText('Patient data brings obligations').waitFor();
    await page.getByLabel('Go-live', { exact: true }).fill('2029-01-08');
    await page.getByRole('button', { name: 'Show what will be made' }).press('Enter');
    const made = page.getByRole('region', { name: 'What will be made' });
    await made.getByRole('rowheader', { name: 'Go/no-go' }).waitFor();
    await expect.poll(() => made.getByRole('rowheader', { name: 'Obligations' }).count()).toBe(0);
    // The button has come back from its work.
    await page.locator('button[type=submit]:not([data-loading])', { hasText: 'Start' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await overflow(page)).toBe(0);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: 'Start' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Readiness' }).waitFor();
    await page.getByText('Go/no-go').first().waitFor();
    // Registers the template asked for are there while they are empty; small stays small.
    const registers = page.getByRole('navigation', { name: 'Project', exact: false }).getByRole('link');
    await registers.filter({ hasText: 'Clinical needs' }).waitFor();
    await expect.poll(() => registers.filter({ hasText: 'Obligations' }).count()).toBe(0);
  });

  test('imports a plan onto the gates of a template instead', async () => {
    await page.goto('/import');
    await page.locator('input[type=file]').setInputFiles(clinicPlan());
    await page.getByRole('textbox', { name: 'Project key' }).fill('ONTO');
    await page.getByRole('combobox', { name: 'Gates' }).selectOption('Those of “Small app”');
    await page.getByRole('combobox', { name: /identifiable patients/ }).selectOption('No');
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await page.getByRole('heading', { name: 'What the import would do' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const gates = page.getByRole('list', { name: /^Gates from/ });
    await gates.getByRole('listitem').first().waitFor();
    await expect.poll(() => gates.getByRole('listitem').count()).toBe(3);
  });

  test('reads what the server says in the language he chose, as all the rest', async () => {
    await page.goto('/import?lang=pseudo');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'plan.xml', mimeType: 'text/xml', buffer: Buffer.from('<Workbook/>') });
    await page.locator('button[type=submit]').click();
    await page.getByRole('alert').getByText('(ļîñé 1, çöļûɱñ 11)').waitFor();
  });
});
