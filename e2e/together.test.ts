import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, openClinic } from './clinic.ts';
import { violations } from './stage.ts';
import { sign } from './steps.ts';

const MARY = { name: 'Mary Manager', email: 'mary@example.org', password: 'managing takes two of us' };
const READER = { name: 'Rosa Reader', email: 'rosa@example.org', password: 'reading is enough for me' };

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));

describe('Two people at once', () => {
  let clinic: Clinic;
  let ada: Page;
  let other: Page;

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    clinic = await openClinic();
    ada = clinic.owner;
    ({ page: other } = await clinic.ownerIn('light'));
  });
  afterAll(() => clinic.close());

  test('see each other’s changes appear by themselves', async () => {
    await other.goto('/p/CLN/register/risk');
    await other.getByRole('heading', { level: 1, name: 'Risks' }).waitFor();
    await other.getByText('Up to date').waitFor();
    await ada.goto('/p/CLN/new/risk');
    await ada
      .getByRole('textbox', { name: /^Risk|^Title/ })
      .first()
      .fill('The laboratory interface is late');
    await ada.getByRole('button', { name: 'Create' }).click();
    await other.getByText('The laboratory interface is late').first().waitFor();
  });

  test('change one record: the second sees both texts side by side and loses nothing', async () => {
    for (const page of [ada, other]) {
      await page.goto('/p/CLN/RSK-1');
      await page.getByRole('button', { name: 'Edit' }).click();
    }
    const title = (page: Page) => page.getByRole('textbox', { name: /^Risk|^Title/ }).first();
    await title(ada).fill('The laboratory interface is four weeks late');
    await ada.getByRole('button', { name: 'Save' }).click();
    await ada.getByRole('button', { name: 'Edit' }).waitFor();
    await title(other).fill('The laboratory interface may be late');
    await other.getByRole('button', { name: 'Save' }).click();
    await other.getByText('Somebody else changed this record meanwhile').waitFor();
    expect(await other.getByText('The laboratory interface is four weeks late').count()).toBeGreaterThan(0);
    expect(await other.getByText('The laboratory interface may be late').count()).toBeGreaterThan(0);
  });

  test('a reader sees the project and no way to change it', async () => {
    const page = await clinic.colleague(READER, 'reader');
    await page.goto('/p/CLN/gate/T-60');
    await page.getByRole('heading', { name: 'Criteria' }).waitFor();
    expect(await page.getByRole('button', { name: /Decide|Waive/ }).count()).toBe(0);
    await page.goto('/p/CLN/RSK-1');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('button', { name: /Edit|Withdraw/ }).count()).toBe(0);
  });

  test('redact a name that slipped in: one finds it and asks, another erases it, and the ledger verifies', async () => {
    await ada.goto('/p/CLN/new/risk');
    const title = ada.getByRole('textbox', { name: /^Risk|^Title/ }).first();
    await title.fill('Ask Philomena Quist what happened');
    await ada.getByRole('button', { name: 'Create' }).click();
    await ada.getByRole('heading', { level: 1, name: /Philomena Quist/ }).waitFor();
    await ada.goto('/p/CLN/ledger');
    await ada.getByRole('button', { name: 'Redact something' }).click();
    await ada.getByLabel('Words to look for').fill('philomena');
    await ada.keyboard.press('Enter');
    await ada.getByRole('checkbox', { name: /Redact Title of RSK-/ }).waitFor();
    await ada.screenshot({ path: `${SHOTS}redaction-found.png` });
    expect(await violations(ada)).toEqual([]);
    await ada.getByRole('button', { name: 'Ask for redaction' }).click();
    await ada.getByText('Another owner or manager has to answer').waitFor();

    const mary = await clinic.colleague(MARY, 'manager');
    await mary.goto('/p/CLN/redaction');
    await mary.getByRole('button', { name: /^Erase/ }).click();
    await mary.getByRole('dialog').getByRole('button', { name: 'Erase' }).waitFor();
    expect(await violations(mary)).toEqual([]);
    await mary.screenshot({ path: `${SHOTS}redaction-erase.png` });
    await mary.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
    // One dialog over another: Escape closes the upper one.
    await mary.getByRole('region', { name: 'What you sign' }).waitFor();
    await mary.keyboard.press('Escape');
    await mary.getByRole('region', { name: 'What you sign' }).waitFor({ state: 'hidden' });
    await mary.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
    await sign(mary, MARY);
    await mary.getByText('Nothing waits to be redacted').waitFor();
    await mary.goto('/p/CLN/register/risk');
    await mary.getByText('[redacted]').first().waitFor();
    expect(await mary.getByText('Philomena').count()).toBe(0);
    await mary.goto('/p/CLN/ledger');
    await mary.getByRole('button', { name: 'Verify the whole ledger' }).click();
    await mary.getByText('The ledger is whole').waitFor();
  });

  test('the connection breaks and comes back without a gap', async () => {
    await other.goto('/p/CLN/register/risk');
    await other.getByText('Up to date').waitFor();
    await other.context().setOffline(true);
    await ada.goto('/p/CLN/new/risk');
    await ada
      .getByRole('textbox', { name: /^Risk|^Title/ })
      .first()
      .fill('Written while the other was away');
    await ada.getByRole('button', { name: 'Create' }).click();
    await ada.getByRole('heading', { level: 1, name: 'Written while the other was away' }).waitFor();
    await other.context().setOffline(false);
    await other.getByText('Written while the other was away').first().waitFor({ timeout: 20_000 });
  });
});
