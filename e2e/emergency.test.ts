import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, importPlan, openClinic } from './clinic.ts';
import { clinicPlan } from './plan.ts';
import { violations } from './stage.ts';
import { join, OWNER } from './steps.ts';

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));
const NIGHT = { name: 'Nia Night', email: 'nia@example.org', password: 'another sentence to remember' };

describe('Access in an emergency', () => {
  let clinic: Clinic;
  let owner: Page;
  let night: Page;

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    clinic = await openClinic();
    ({ owner } = clinic);
    ({ page: night } = await clinic.visitor('phone'));
    await importPlan(owner, clinicPlan(), 'OTHER');
  });
  afterAll(() => clinic.close());

  test('a colleague is invited by e-mail; the link is there to hand over when no server takes it', async () => {
    await owner.goto('/p/OTHER');
    await owner.getByRole('button', { name: 'Account and settings' }).click();
    await owner.getByRole('menuitem', { name: 'Invite a colleague' }).click();
    const dialog = owner.getByRole('dialog');
    await dialog.getByLabel('E-mail address').fill(NIGHT.email);
    await dialog.getByLabel('Account ends on').fill('2099-12-31');
    await dialog.getByRole('button', { name: 'Make a link' }).click();
    await dialog.getByText('The link could not be sent').waitFor();
    expect(await violations(owner)).toEqual([]);
    const link = (await dialog.locator('pre').textContent()) ?? '';
    await join(night, new URL(link).pathname, NIGHT);
  });

  test('is for those an owner names', async () => {
    await night.goto('/emergency');
    await night.getByText('You may not take access in an emergency').waitFor();
    await owner.goto('/settings');
    await owner.getByRole('link', { name: 'Access in an emergency' }).click();
    await owner.getByRole('combobox', { name: 'Add somebody' }).selectOption({ label: NIGHT.name });
    await owner.getByRole('button', { name: 'Save' }).click();
    await owner.getByText('Saved').waitFor();
    expect(await violations(owner)).toEqual([]);
  });

  test('opens the project with a reason, says so while it lasts, and is given back', async () => {
    await night.goto('/emergency');
    await night.getByLabel('Key of the project').fill('cln');
    await night.getByLabel('Why').fill('Interfaces are down and nobody in charge answers.');
    expect(await violations(night)).toEqual([]);
    await night.getByRole('button', { name: 'Take access now' }).click();
    const proof = night.getByRole('dialog', { name: 'Show that it is you' });
    await proof.getByRole('textbox', { name: 'Password' }).fill(NIGHT.password);
    await proof.getByRole('button', { name: 'Go on' }).click();
    const banner = night.getByRole('complementary', { name: 'Emergency access' });
    await banner.getByText('You are here by emergency access until').waitFor();
    await night.getByRole('heading', { level: 1, name: 'Readiness' }).waitFor();
    expect(await violations(night)).toEqual([]);
    await night.screenshot({ path: `${SHOTS}emergency-banner-phone.png` });
    await banner.getByRole('button', { name: 'End it' }).click();
    await night.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
    await night.goto('/p/CLN');
    await night.getByRole('heading', { name: 'Project CLN cannot be opened' }).waitFor();
  });

  test('is reviewed by those who answer for the project', async () => {
    await owner.goto('/p/CLN/emergency');
    await owner.getByText('Interfaces are down').waitFor();
    await owner.getByRole('button', { name: 'Review' }).click();
    const dialog = owner.getByRole('dialog', { name: `Review the access of ${NIGHT.name}` });
    await dialog.getByLabel('What you found').fill('The outage was real, and only the queue was looked at.');
    await dialog.getByLabel('The access was justified').check();
    expect(await violations(owner)).toEqual([]);
    await dialog.getByRole('button', { name: 'Review' }).click();
    await owner.getByText(`Justified, says ${OWNER.name}`).waitFor();
    await owner.screenshot({ path: `${SHOTS}emergency-review.png` });
  });
});
