import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, openClinic } from './clinic.ts';

describe('An owner of the organisation', () => {
  let clinic: Clinic;
  let page: Page;

  beforeAll(async () => {
    clinic = await openClinic({ isEmpty: true });
    page = clinic.owner;
  });
  afterAll(() => clinic.close());

  test('starts a programme, and a project in it', async () => {
    await page.goto('/start?type=programme');
    await page.getByLabel('Title').fill('Better care');
    await page.getByLabel('Key').fill('CARE');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('heading', { level: 1, name: 'Better care' }).waitFor();
    await page.getByRole('main').getByRole('button', { name: 'New project' }).click();
    await page.getByLabel('Title').fill('Riverbend');
    await page.getByLabel('Key').fill('RIV');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('heading', { level: 1, name: 'Readiness' }).waitFor();
    await page.goto('/');
    await page.getByRole('heading', { level: 2, name: /Better care/ }).waitFor();
    await page.getByRole('list', { name: 'Better care' }).getByRole('link', { name: 'Riverbend' }).waitFor();
  });

  test('enters a person at the top, and appoints her in the project below', async () => {
    await page.goto('/p/organisation/new/person');
    await page.getByLabel('Name').fill('Ann Lee');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ann Lee' }).waitFor();
    await page.goto('/p/RIV');
    await page.getByRole('main').getByRole('button', { name: 'Appoint' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Office').selectOption('Privacy officer');
    await dialog.getByRole('combobox', { name: 'Person' }).selectOption({ label: 'Ann Lee' });
    await dialog.getByRole('button', { name: 'Appoint' }).click();
    await page.getByRole('region', { name: 'Offices' }).getByRole('link', { name: 'Ann Lee' }).waitFor();
    await page.goto('/p/RIV/register/person');
    await expect.poll(() => page.getByRole('row', { name: /Ann Lee/ }).textContent()).toContain('organisation');
  });
});
