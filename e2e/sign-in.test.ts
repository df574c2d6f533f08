import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stepAt, totpCode } from '@callosum/server/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Stage, violations } from './stage.ts';
import { join, OWNER } from './steps.ts';

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));

let stage: Stage;
let page: Page;
let secret = '';

/** Passkeys are bound to a name, so the browser goes to the server by its name. */
const byName = (path: string): string => `${stage.server.address.replace('127.0.0.1', 'localhost')}${path}`;
const code = (): string => totpCode(secret, stepAt(new Date()));
/** The clock does not move for a test: earlier codes are forgotten instead. */
const forgetSteps = () => stage.server.installation.pool.query('update second_factor set last_step = 0');

async function show(page: Page, password: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Show that it is you' });
  await dialog.getByRole('textbox', { name: 'Password' }).fill(password);
  await dialog.getByRole('button', { name: 'Go on' }).click();
}

describe('Signing in, in a real browser', () => {
  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    stage = await openStage();
    ({ page } = await stage.visitor());
    await join(page, byName(stage.server.firstLink ?? ''));
  });
  afterAll(() => stage.close());

  test('an authenticator is set up with the keyboard: picture, key, first code, backup codes shown once', async () => {
    await page.goto(byName('/account'));
    await page.getByRole('button', { name: 'Set up an authenticator' }).press('Enter');
    await show(page, OWNER.password);
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `${SHOTS}authenticator.png` });
    const text = await page.getByText('Or type this key:').textContent();
    secret = text?.replace('Or type this key:', '').replaceAll(/\s/g, '') ?? '';
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    await page.getByLabel('The code it shows now').fill('000000');
    await page.keyboard.press('Enter');
    await page.getByText('This is not the code the authenticator shows now').waitFor();
    await page.getByLabel('The code it shows now').fill(code());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your backup codes' }).waitFor();
    await expect.poll(() => page.locator('li', { hasText: /^[a-z2-9]{4}(-[a-z2-9]{4}){5}$/ }).count()).toBe(10);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('10 backup codes are left').waitFor();
  });

  test('the code is asked for at the next sign-in, and a wrong one is not enough', async () => {
    const visitor = await stage.visitor('phone');
    await visitor.page.goto(byName('/'));
    await visitor.page.getByLabel('E-mail address').fill(OWNER.email);
    await visitor.page.getByRole('textbox', { name: 'Password' }).fill(OWNER.password);
    await visitor.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    const field = visitor.page.getByRole('textbox', { name: 'Code' });
    await field.waitFor();
    expect(await violations(visitor.page)).toEqual([]);
    await field.fill('123456');
    await visitor.page.keyboard.press('Enter');
    await visitor.page.getByText('This code is not right').waitFor();
    await forgetSteps();
    await field.fill(code());
    await visitor.page.keyboard.press('Enter');
    await visitor.page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
    await visitor.context.close();
  });

  test('a passkey is added, signs in without a password, and shows its owner again', async () => {
    const client = await page.context().newCDPSession(page);
    await client.send('WebAuthn.enable');
    await client.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(byName('/account'));
    await page.getByLabel('Name of the new passkey').fill('Work laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await forgetSteps();
    const dialog = page.getByRole('dialog', { name: 'Show that it is you' });
    await dialog.getByRole('textbox', { name: 'Code' }).fill(code());
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Remove the passkey Work laptop' }).waitFor();
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: 'Account and settings' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
    const { rows } = await stage.server.installation.pool.query<{ method: string }>(
      'select method from session order by "createdAt" desc limit 1',
    );
    expect(rows[0]?.method).toBe('passkey');

    await page.goto(byName('/account'));
    await page.getByRole('button', { name: 'New backup codes' }).click();
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('heading', { name: 'Your backup codes' }).waitFor();
    await page.getByRole('button', { name: 'I have kept them' }).click();
  });

  test('a passkey whose owner the device did not verify is refused', async () => {
    const visitor = await stage.visitor();
    const client = await visitor.context.newCDPSession(visitor.page);
    await client.send('WebAuthn.enable');
    const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: false,
        automaticPresenceSimulation: true,
      },
    });
    await visitor.page.goto(byName('/sign-in'));
    await visitor.page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await visitor.page.waitForTimeout(500);
    await expect.poll(() => visitor.page.getByRole('heading', { level: 1, name: 'Sign in' }).isVisible()).toBe(true);
    await client.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    await visitor.context.close();
  });

  test('an API token is made, shown once and ended', async () => {
    await page.goto(byName('/account'));
    await page.getByLabel('What it is for').fill('Nightly export');
    await page.getByRole('button', { name: 'Make a token' }).click();
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByText(/^callosum_[\w-]{43}$/).waitFor();
    await page.getByRole('button', { name: 'End the token Nightly export' }).click();
    await page.getByText(/ended/).first().waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'API tokens' }).waitFor();
    await expect.poll(() => page.getByText(/^callosum_/).count()).toBe(0);
  });

  test('the owner sets how everybody is signed off', async () => {
    await page.goto(byName('/settings/sign-in'));
    await page.getByLabel('Minutes without anybody touching anything').fill('5');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved. It holds from now on').waitFor();
  });
});

describe('Walking away from the screen', () => {
  test('warns, then covers the page, keeps what was typed, and goes on after signing in again', async () => {
    const walk = await openStage();
    const { page: screen } = await walk.visitor();
    await join(screen, walk.server.firstLink ?? '');
    const query = (text: string) => walk.server.installation.pool.query(text);
    await screen.goto('/account');
    // Time passes: a minute before the fifteen are over, the page is asked next.
    await query(`update session set "createdAt" = now() - interval '14 minutes 30 seconds', active = null`);
    walk.server.installation.sessions.forget();
    await screen.reload();
    await screen.getByRole('dialog', { name: 'Are you still there?' }).waitFor();
    expect(await violations(screen)).toEqual([]);
    await screen.screenshot({ path: `${SHOTS}idle-warning.png` });
    await screen.getByRole('button', { name: 'Stay signed in' }).press('Enter');
    await screen.getByRole('dialog', { name: 'Are you still there?' }).waitFor({ state: 'hidden' });

    await query(`update session set active = now() - interval '14 minutes 50 seconds'`);
    walk.server.installation.sessions.forget();
    await screen.reload();
    await screen.getByLabel('What it is for').fill('typed before leaving');
    await screen.getByRole('heading', { name: 'You were signed off' }).waitFor();
    await screen.screenshot({ path: `${SHOTS}signed-off.png` });
    await expect.poll(() => screen.getByRole('heading', { name: 'API tokens' }).isVisible()).toBe(false);
    expect(await violations(screen)).toEqual([]);
    await screen.getByRole('textbox', { name: 'Password' }).fill(OWNER.password);
    await screen.getByRole('button', { name: 'Sign in', exact: true }).click();
    await screen.getByRole('heading', { name: 'You were signed off' }).waitFor({ state: 'hidden' });
    await expect.poll(() => screen.getByLabel('What it is for').inputValue()).toBe('typed before leaving');
    await walk.close();
  });
});
