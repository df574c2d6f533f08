import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, openClinic } from './clinic.ts';
import { complaints, type Look, LOOK_NAMES, overflow, violations, wear } from './stage.ts';

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));

/** Every screen of the first cut: where it is, and what shows that it is there. */
const SCREENS: readonly { name: string; path: string; shows: (page: Page) => Promise<void> }[] = [
  { name: 'projects', path: '/', shows: (page) => page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor() },
  {
    name: 'search',
    path: '/search?q=scope',
    shows: (page) => page.getByRole('link', { name: /Agree the scope/ }).waitFor(),
  },
  { name: 'day', path: '/day', shows: (page) => page.getByRole('heading', { name: 'Waits for you' }).waitFor() },
  {
    name: 'import',
    path: '/import',
    shows: (page) => page.getByRole('heading', { level: 1, name: 'Import a plan' }).waitFor(),
  },
  {
    name: 'readiness',
    path: '/p/CLN',
    shows: (page) => page.getByRole('heading', { level: 1, name: 'Readiness' }).waitFor(),
  },
  {
    name: 'readiness-table',
    path: '/p/CLN?view=table',
    shows: (page) => page.getByRole('heading', { level: 1 }).waitFor(),
  },
  {
    name: 'gate',
    path: '/p/CLN/gate/T-60',
    shows: (page) =>
      page
        .getByRole('heading', { name: /criteria/i })
        .first()
        .waitFor(),
  },
  { name: 'plan', path: '/p/CLN/register/task', shows: (page) => page.getByText('Agree the scope').first().waitFor() },
  {
    name: 'plan-asked',
    path: `/p/CLN/register/task?group=milestone&filter=${encodeURIComponent('[{"field":"title","op":"has","value":"a"}]')}`,
    shows: (page) =>
      page
        .getByRole('button', { name: /contains/ })
        .first()
        .waitFor(),
  },
  {
    name: 'plan-board',
    path: '/p/CLN/register/task?as=board',
    shows: (page) => page.getByRole('link', { name: /Agree the scope/ }).waitFor(),
  },
  {
    name: 'risks',
    path: '/p/CLN/register/risk',
    shows: (page) => page.getByRole('heading', { level: 1, name: 'Risks' }).waitFor(),
  },
  {
    name: 'new-risk',
    path: '/p/CLN/new/risk',
    shows: (page) => page.getByRole('button', { name: 'Create' }).waitFor(),
  },
  { name: 'record', path: '/p/CLN/TSK-2', shows: (page) => page.getByRole('heading', { level: 1 }).waitFor() },
  {
    name: 'project',
    path: '/p/CLN/PRJ-1',
    shows: (page) => page.getByRole('heading', { name: 'How the plan counts time' }).waitFor(),
  },
  {
    name: 'documents',
    path: '/p/CLN/documents',
    shows: (page) => page.getByRole('heading', { name: 'Board pack' }).waitFor(),
  },
  {
    name: 'ledger',
    path: '/p/CLN/ledger',
    shows: (page) => page.getByRole('heading', { level: 1, name: 'Ledger' }).waitFor(),
  },
  {
    name: 'redaction',
    path: '/p/CLN/redaction',
    shows: (page) => page.getByText('Nothing waits to be redacted').waitFor(),
  },
  {
    name: 'account',
    path: '/account',
    shows: (page) => page.getByRole('heading', { name: 'API tokens' }).waitFor(),
  },
  {
    name: 'settings',
    path: '/settings',
    shows: (page) => page.getByRole('link', { name: 'Sign-in of the organisation' }).waitFor(),
  },
  {
    name: 'mail-settings',
    path: '/settings/mail',
    shows: (page) => page.getByRole('button', { name: 'Send a test message to me' }).waitFor(),
  },
  {
    name: 'document-style',
    path: '/settings/document-style',
    shows: (page) => page.getByText('Go-live expected').waitFor(),
  },
  {
    name: 'emergency-settings',
    path: '/settings/emergency',
    shows: (page) => page.getByRole('heading', { name: 'Who may' }).waitFor(),
  },
  {
    name: 'emergency-reviews',
    path: '/p/CLN/emergency',
    shows: (page) => page.getByText('Nobody has taken access').waitFor(),
  },
  {
    name: 'imports',
    path: '/p/CLN/imports',
    shows: (page) => page.getByText('Nothing was imported').waitFor(),
  },
  {
    name: 'sign-in-settings',
    path: '/settings/sign-in',
    shows: (page) => page.getByRole('heading', { name: 'Signing off' }).waitFor(),
  },
  {
    name: 'people',
    path: '/p/CLN/people',
    shows: (page) => page.getByRole('rowheader').first().waitFor(),
  },
  {
    name: 'people-organisation',
    path: '/people',
    shows: (page) =>
      page
        .getByRole('button', { name: /^Change the roles/ })
        .first()
        .waitFor(),
  },
  {
    name: 'organisation',
    path: '/p/organisation',
    shows: (page) => page.getByRole('heading', { level: 2, name: 'Offices' }).waitFor(),
  },
  {
    name: 'start',
    path: '/start',
    shows: (page) => page.getByRole('heading', { level: 1, name: 'Start a project' }).waitFor(),
  },
  {
    name: 'webhooks',
    path: '/p/CLN/webhooks',
    shows: (page) => page.getByRole('heading', { name: 'Tell another system' }).waitFor(),
  },
  {
    name: 'api-reference',
    path: '/api/v1/reference',
    shows: (page) => page.getByRole('heading', { level: 1 }).waitFor(),
  },
  { name: 'nothing', path: '/p/CLN/nothing/here', shows: (page) => page.getByText('There is nothing here').waitFor() },
];

/** Waits until the page is there and at rest, and has nothing to complain of; then looks at it. */
async function expectGood(page: Page, name: string, look: Look): Promise<void> {
  await page.screenshot({ path: `${SHOTS}${name}-${look}.png` });
  expect(await violations(page), look).toEqual([]);
  expect(await overflow(page), look).toBe(0);
}

describe('Every screen is free of axe violations and of complaints, and does not scroll sideways', () => {
  let clinic: Clinic;
  let desk: Page;
  let phone: Page;
  let heard: string[];

  beforeAll(async () => {
    clinic = await openClinic();
    [{ page: desk }, { page: phone }] = await Promise.all([clinic.ownerIn('light'), clinic.ownerIn('phone')]);
    heard = complaints(desk, phone);
  });
  afterAll(() => clinic.close());

  test('as far as a page with barriers would be noticed', async () => {
    const { page, context } = await clinic.visitor();
    await page.setContent('<main><img src="x"><p style="color: #bbb; width: 3000px">pale</p></main>');
    expect(await violations(page)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^image-alt: img$/), expect.stringMatching(/^color-contrast: p$/)]),
    );
    expect(await overflow(page)).toBeGreaterThan(1_000);
    await context.close();
  });

  test.each(LOOK_NAMES)('sign-in in %s', async (look) => {
    const { page, context } = await clinic.visitor(look);
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectGood(page, 'sign-in', look);
    await context.close();
  });

  test.each(SCREENS)('$name in light, in dark and on a phone', async ({ name, path, shows }) => {
    const open = async (page: Page): Promise<void> => {
      await page.goto(path);
      await shows(page);
      await page.waitForLoadState('networkidle').catch(() => undefined);
    };
    // While one page waits the other is looked at.
    await Promise.all([
      open(phone).then(() => expectGood(phone, name, 'phone')),
      wear(desk, 'light')
        .then(() => open(desk))
        .then(() => expectGood(desk, name, 'light'))
        // What is shown does not depend on the colours, so the page is not loaded again for them.
        .then(() => wear(desk, 'dark'))
        .then(() => expectGood(desk, name, 'dark')),
    ]);
    expect(heard).toEqual([]);
  });
});
