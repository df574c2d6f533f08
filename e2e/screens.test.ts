import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, command, create, openClinic } from './clinic.ts';
import { complaints, type Look, LOOK_NAMES, overflow, violations, wear } from './stage.ts';

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));

interface Screen {
  readonly name: string;
  readonly path: string;
  readonly shows: (page: Page) => Promise<void>;
  /** Everything on it that can be pressed or typed into is come to with Tab. */
  readonly walked?: true;
}

/** Every screen of the first cut: where it is, and what shows that it is there. */
const SCREENS: readonly Screen[] = [
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
  {
    name: 'team-waits',
    path: '/p/CLN/view/team-waits?by=workstream',
    shows: (page) => page.getByRole('heading', { level: 1, name: 'Who waits for whom' }).waitFor(),
    walked: true,
  },
  {
    name: 'meeting',
    path: '/p/CLN/view/meeting',
    shows: (page) =>
      page
        .getByRole('link', { name: /Which laboratory goes first/ })
        .first()
        .waitFor(),
    walked: true,
  },
  {
    name: 'survey-trends',
    path: '/p/CLN/view/survey-trends',
    shows: (page) => page.getByRole('rowheader', { name: /Before training/ }).waitFor(),
    walked: true,
  },
  {
    name: 'report',
    path: '/p/CLN/view/report',
    shows: (page) => page.getByRole('button', { name: 'Send' }).waitFor(),
    walked: true,
  },
  { name: 'nothing', path: '/p/CLN/nothing/here', shows: (page) => page.getByText('There is nothing here').waitFor() },
];

/** What of the page’s own part cannot be come to with Tab, by its name; the rest of the page is walked by other tests. */
async function unreached(page: Page): Promise<string[]> {
  const wanted = await page.evaluate(() => {
    const all = [
      ...document.querySelectorAll<HTMLElement>('main :is(a[href], button, input, select, textarea, summary)'),
    ];
    const open = all.filter((one) => one.tabIndex >= 0 && !one.matches(':disabled') && one.checkVisibility());
    for (const [place, one] of open.entries()) one.dataset['walk'] = String(place);
    // Of radio buttons Tab comes to one; the arrows go on.
    const groups = new Set<string>();
    return open.flatMap((one, place) => {
      const group = one instanceof HTMLInputElement && one.type === 'radio' ? one.name : undefined;
      if (group !== undefined && groups.has(group)) return [];
      if (group !== undefined) groups.add(group);
      return [
        { place: String(place), group: group ?? null, name: (one.ariaLabel ?? one.textContent).trim() || one.tagName },
      ];
    });
  });
  const reached = new Set<string>();
  await page.evaluate(() => document.querySelector('main')?.focus());
  for (let step = 0; step < wanted.length + 60; step += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      if (!(one instanceof HTMLElement)) return null;
      return one instanceof HTMLInputElement && one.type === 'radio'
        ? `radio ${one.name}`
        : (one.dataset['walk'] ?? null);
    });
    if (at !== null) reached.add(at);
  }
  return wanted
    .filter(({ place, group }) => !reached.has(group === null ? place : `radio ${group}`))
    .map(({ name }) => name);
}

/** Waits until the page is there and at rest, and has nothing to complain of; then looks at it. */
async function expectGood(page: Page, name: string, look: Look): Promise<void> {
  await page.screenshot({ path: `${SHOTS}${name}-${look}.png` });
  expect(await violations(page), look).toEqual([]);
  expect(await overflow(page), look).toBe(0);
}

const ADKAR = { awareness: 4, desire: 4, knowledge: 2, ability: 3, reinforcement: 3 };

/** A meeting with an agenda, and a survey that enough people have answered. */
async function somethingToShow(page: Page): Promise<void> {
  const decision = await create(page, 'decision', { title: 'Which laboratory goes first?', due: '2020-01-06' });
  const meeting = await create(page, 'meeting', {
    title: 'Steering committee',
    // Tomorrow: what is far away is not run yet.
    at: new Date(Date.now() + 86_400_000).toISOString(),
  });
  await command(page, 'link.create', { type: 'meeting.treats', from: meeting, to: decision });
  const survey = await create(page, 'survey', { title: 'Before training', instrument: 'adkar', opens: '2020-01-06' });
  await command(page, 'record.move', { id: survey, move: 'open' });
  for (let answer = 0; answer < 5; answer += 1) {
    const links = [{ type: 'surveyAnswer.to', to: survey }];
    await command(page, 'record.create', { kind: 'surveyAnswer', fields: { title: 'Fine', ...ADKAR }, links });
  }
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
    await somethingToShow(clinic.owner);
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

  test.each(SCREENS)('$name in light, in dark and on a phone', async ({ name, path, shows, walked }) => {
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
    if (walked) expect(await unreached(desk)).toEqual([]);
    expect(heard).toEqual([]);
  });
});
