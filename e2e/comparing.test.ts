import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Clinic, command, create, openClinic } from './clinic.ts';
import { complaints, overflow, violations, wear } from './stage.ts';

let clinic: Clinic;
let heard: string[];

const link = (type: string, from: string, to: string) => command(clinic.owner, 'link.create', { type, from, to });

/** Alder is better for the workflow, which weighs 60, Birch is cheaper, which weighs 40: it tips at one half. */
async function offers(scorer: string): Promise<void> {
  const { owner } = clinic;
  const vendors = [
    await create(owner, 'vendor', { title: 'Alder' }),
    await create(owner, 'vendor', { title: 'Birch' }),
  ];
  for (const [title, weight, scores] of [
    ['Workflow', 60, [5, 3]],
    ['Price', 40, [2, 4]],
  ] as const) {
    const criterion = await create(owner, 'selectionCriterion', { title, weight });
    await command(owner, 'record.move', { id: criterion, move: 'open' });
    for (const [place, score] of scores.entries()) {
      const fields = { title: `${title} ${place}`, scorer, score, reason: 'Seen' };
      const id = await create(owner, 'vendorScore', fields);
      await link('vendorScore.by', id, criterion);
      await link('vendorScore.of', id, vendors[place] ?? '');
    }
    await command(owner, 'record.move', { id: criterion, move: 'disclose' });
  }
}

async function measured(): Promise<void> {
  const { owner } = clinic;
  const benefit = await create(owner, 'benefit', {
    title: 'Late charges',
    sign: 'benefit',
    direction: 'lower',
    baseline: 9,
    target: 3,
  });
  const measure = await create(owner, 'measure', { title: 'Late charges', direction: 'lower' });
  await link('benefit.measuredBy', benefit, measure);
  for (const [place, value] of [9, 8, 9, 10, 20].entries()) {
    const id = await create(owner, 'measurement', { title: `Month ${place + 1}`, on: `2024-0${place + 1}-28`, value });
    await link('measurement.of', id, measure);
  }
}

beforeAll(async () => {
  clinic = await openClinic();
  heard = complaints(clinic.owner);
  const answer = await clinic.owner.request.get('/api/v1/me');
  const { id } = z.object({ id: z.string() }).parse(await answer.json());
  await offers(id);
  await measured();
  await create(clinic.owner, 'scopeItem', { title: 'Orders', baselined: true, addedOn: '2024-01-05', effort: 5 });
  await create(clinic.owner, 'changeRequest', { title: 'One more list', class: 'minor', raisedOn: '2024-02-01' });
  await create(clinic.owner, 'decision', { title: 'Which lab codes', due: '2024-02-01', raisedOn: '2024-01-01' });
});
afterAll(() => clinic.close());

test('a weight is moved by keyboard until another vendor leads, and nothing is stored', async () => {
  const { owner } = clinic;
  await owner.goto('/p/CLN/view/vendor-selection');
  const first = owner.getByRole('table', { name: 'What the scores come to' }).getByRole('row').nth(1);
  await first.getByRole('rowheader', { name: /Alder/ }).waitFor();
  await owner.getByText('Below 50%: Birch').waitFor();
  const slider = owner.getByRole('slider', { name: 'Weight of Workflow' });
  await slider.focus();
  for (let step = 0; step < 3; step += 1) await slider.press('PageDown');
  await first.getByRole('rowheader', { name: /Birch/ }).waitFor();
  await owner.getByRole('button', { name: 'Back to the weights agreed on' }).click();
  await first.getByRole('rowheader', { name: /Alder/ }).waitFor();
});

const VIEWS: readonly (readonly [path: string, shows: (page: Page) => Promise<void>])[] = [
  ['CLN/view/vendor-selection', (page) => page.getByRole('heading', { name: 'Scores', exact: true }).waitFor()],
  ['CLN/view/benefits', (page) => page.getByRole('heading', { level: 2, name: 'Late charges' }).waitFor()],
  ['CLN/view/scope-change', (page) => page.getByRole('heading', { name: 'Open changes by class and age' }).waitFor()],
  ['CLN/view/decision-queue', (page) => page.getByRole('heading', { name: 'Who has to decide' }).waitFor()],
  ['organisation/view/portfolio', (page) => page.getByRole('heading', { name: 'Readiness and how it went' }).waitFor()],
];

test.each(VIEWS)(
  '%s is free of axe violations and does not scroll sideways, in light, in dark and on a phone',
  async (path, shows) => {
    const { owner } = clinic;
    await owner.setViewportSize({ width: 1280, height: 844 });
    await wear(owner, 'light');
    await owner.goto(`/p/${path}`);
    await shows(owner);
    expect(await violations(owner), 'light').toEqual([]);
    await wear(owner, 'dark');
    expect(await violations(owner), 'dark').toEqual([]);
    expect(await overflow(owner)).toBe(0);
    await owner.setViewportSize({ width: 390, height: 844 });
    await shows(owner);
    expect(await violations(owner), 'phone').toEqual([]);
    expect(await overflow(owner)).toBe(0);
    expect(heard).toEqual([]);
  },
);
