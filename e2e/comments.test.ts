import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, openClinic } from './clinic.ts';
import { violations } from './stage.ts';
import { LEAD } from './steps.ts';

describe('Two people talk about a record', () => {
  let clinic: Clinic;
  let ada: Page;
  let lea: Page;

  beforeAll(async () => {
    clinic = await openClinic();
    ada = clinic.owner;
    lea = await clinic.colleague(LEAD, 'lead', 'phone');
    for (const page of [ada, lea]) {
      await page.goto('/p/CLN/TSK-2');
      await page.getByText('Nothing is said about it yet.').waitFor();
    }
  });
  afterAll(() => clinic.close());

  test('with the keyboard alone, mentioning each other, and see it at once', async () => {
    const box = ada.getByRole('textbox', { name: 'Comment' });
    await box.focus();
    await ada.keyboard.type('Please look, @le');
    await ada.getByRole('option', { name: LEAD.name }).waitFor();
    expect(await violations(ada)).toEqual([]);
    await ada.keyboard.press('Enter');
    await ada.keyboard.type('before Friday');
    await ada.keyboard.press('Control+Enter');
    await lea.getByText('@Lea Lindqvist').waitFor();
    await lea.getByText('before Friday').waitFor();
    // It goes to others before the answer is back here.
    await expect.poll(() => box.inputValue()).toBe('');
    await lea.getByRole('textbox', { name: 'Comment' }).fill('I will.');
    await lea.getByRole('button', { name: 'Send' }).click();
    await ada.getByText('I will.').waitFor();
    for (const page of [ada, lea]) expect(await violations(page)).toEqual([]);
  });

  test('see each other come, edit a field, and go', async () => {
    await ada.getByText('Lea Lindqvist is here').waitFor();
    await lea.getByText('Ada Ward is here').waitFor();
    await lea.getByRole('button', { name: 'Edit' }).click();
    await lea.getByLabel('Title').focus();
    await ada.getByText('Lea Lindqvist is editing “Title”').waitFor();
    await ada.getByRole('button', { name: 'Edit' }).click();
    await ada.getByText('Lea Lindqvist is editing this').waitFor();
    for (const page of [ada, lea]) expect(await violations(page)).toEqual([]);
    await ada.getByRole('button', { name: 'Cancel' }).click();
    await lea.getByRole('button', { name: 'Cancel' }).click();
    await ada.getByText('Lea Lindqvist is here').waitFor();
    await ada.goto('/p/CLN/TSK-3');
    await lea.getByText('Ada Ward is here').waitFor({ state: 'detached' });
    await ada.goto('/p/CLN/TSK-2');
    await lea.getByText('Ada Ward is here').waitFor();
  });

  test('change and take back what they said', async () => {
    await lea.getByRole('button', { name: /^Change the comment/ }).click();
    const box = lea.getByRole('textbox', { name: /^Change the comment/ });
    await box.fill('I will, on Thursday.');
    await box.press('Control+Enter');
    await ada.getByText('I will, on Thursday.').waitFor();
    await lea.getByRole('button', { name: /^Withdraw the comment/ }).click();
    await lea.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await ada.getByText('I will, on Thursday.').waitFor({ state: 'detached' });
  });
});
