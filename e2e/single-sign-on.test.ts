import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PROVIDER_PATHS } from '@callosum/kernel/contract';
import { startOidcProvider, type TestOidcProvider } from '@callosum/server/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, openClinic } from './clinic.ts';
import { complaints, violations } from './stage.ts';
import { OWNER } from './steps.ts';

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));

let clinic: Clinic;
let page: Page;
let provider: TestOidcProvider;

describe('Single sign-on, in a real browser', () => {
  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    clinic = await openClinic({ isEmpty: true });
    provider = await startOidcProvider([clinic.server.address + PROVIDER_PATHS.callback]);
    page = clinic.owner;
  });
  afterAll(async () => {
    await provider.close();
    await clinic.close();
  });

  test('an owner adds the provider, asks it first, and shows that it is he', async () => {
    await page.goto('/settings');
    await page.getByRole('link', { name: 'Single sign-on' }).click();
    await page.getByText('No provider has been added').waitFor();
    await page.getByRole('button', { name: 'Add OpenID Connect' }).press('Enter');
    await page.getByText(clinic.server.address + PROVIDER_PATHS.callback).waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Mercy Hospital');
    await page.getByRole('textbox', { name: 'Issuer' }).fill('http://127.0.0.1:1');
    await page.getByRole('button', { name: 'Ask the provider' }).press('Enter');
    await page.getByText('At this address no provider of OpenID Connect answers').waitFor();
    await page.getByRole('textbox', { name: 'Issuer' }).fill(provider.issuer);
    await page.getByRole('button', { name: 'Ask the provider' }).press('Enter');
    await page.getByText(`${provider.issuer}/auth`).waitFor();
    await page.getByRole('textbox', { name: 'Client ID' }).fill(provider.clientId);
    await page.getByRole('textbox', { name: 'Client secret' }).fill(provider.clientSecret);
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `${SHOTS}provider-form.png`, fullPage: true });
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Show that it is you' });
    await dialog.getByRole('textbox', { name: 'Password' }).fill(OWNER.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: /Mercy Hospital/ }).waitFor();
    await page.getByRole('button', { name: 'Add a group' }).click();
    await page.getByRole('textbox', { name: 'Group in line 1' }).fill('ehr-leads');
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `${SHOTS}providers.png`, fullPage: true });
  });

  test('a directory’s token is shown once', async () => {
    await page.getByRole('button', { name: 'Add a directory (SCIM)' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Directory');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Show that it is you' });
    await dialog.getByRole('textbox', { name: 'Password' }).fill(OWNER.password);
    await page.keyboard.press('Enter');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make the token for Directory' }).click();
    await dialog.getByRole('textbox', { name: 'Password' }).fill(OWNER.password);
    await page.keyboard.press('Enter');
    await page.getByText(/^callosum_scim_[\w-]{43}$/).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Make a new token for Directory' }).waitFor();
    expect(await page.getByText(/^callosum_scim_/).count()).toBe(0);
  });

  test('a colleague who was invited signs in by it on his phone, and ends where he wanted to go', async () => {
    const invitation = { role: 'reader', email: 'ida@hospital.org' };
    const { ok } = await page.evaluate(async (body) => {
      const sent = await fetch('/api/v1/people/invitations', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { ok: sent.ok };
    }, invitation);
    expect(ok).toBe(true);
    provider.seat({ sub: 'ida', email: 'ida@hospital.org', email_verified: true, name: 'Ida Intern' });
    const visitor = await clinic.visitor('phone');
    const heard = complaints(visitor.page);
    await visitor.page.goto('/account');
    const way = visitor.page.getByRole('link', { name: 'Sign in with Mercy Hospital' });
    await way.waitFor();
    expect(await violations(visitor.page)).toEqual([]);
    await visitor.page.screenshot({ path: `${SHOTS}sign-in-provider.png` });
    await way.press('Enter');
    await visitor.page.getByRole('heading', { level: 1, name: 'Account and security' }).waitFor();
    await visitor.page.getByText('You sign in without a password here').waitFor();
    expect(heard).toEqual([]);
    await visitor.context.close();
  });

  test('whoever nobody invited is told so on the sign-in page, and a password still opens', async () => {
    provider.seat({ sub: 'ned', email: 'ned@hospital.org', email_verified: true, name: 'Ned Nobody' });
    const { page: stranger, context } = await clinic.visitor('dark');
    await stranger.goto('/sign-in');
    await stranger.getByRole('link', { name: 'Sign in with Mercy Hospital' }).click();
    await stranger.getByRole('alert').getByText('Nobody has invited you yet').waitFor();
    expect(await violations(stranger)).toEqual([]);
    await stranger.screenshot({ path: `${SHOTS}sign-in-refused.png` });
    await stranger.getByLabel('E-mail address').fill(OWNER.email);
    await stranger.getByRole('textbox', { name: 'Password' }).fill(OWNER.password);
    await stranger.getByRole('button', { name: 'Sign in', exact: true }).click();
    await stranger.getByRole('heading', { level: 1, name: /^(My day|Projects)$/ }).waitFor();
    await context.close();
  });
});
