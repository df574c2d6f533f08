import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Clinic, command, create, openClinic } from './clinic.ts';
import { complaints, overflow, violations, wear } from './stage.ts';

let clinic: Clinic;
let desk: Page;
let phone: Page;
let heard: string[];

const link = (type: string, from: string, to: string, key = 'CLN') =>
  command(clinic.owner, 'link.create', { type, from, to }, key);

/** A need with a requirement that nobody tests, one nurse who needs a course, one who doubts, and a risk. */
async function furnish(): Promise<void> {
  const { owner } = clinic;
  const need = await create(owner, 'need', { title: 'Referrals disappear' });
  const requirement = await create(owner, 'requirement', { title: 'A referral has an outcome', fit: 'built' });
  await command(owner, 'record.move', { id: requirement, move: 'agree' });
  await link('requirement.meets', requirement, need);
  const place = (kind: string, title: string) => create(owner, kind, { title }, 'organisation');
  const [nurse, ward, night] = [
    await place('jobRole', 'Nurse'),
    await place('unit', 'Ward'),
    await place('shift', 'Night'),
  ];
  const person = await place('person', 'Nora Night');
  for (const [type, to] of [
    ['person.does', nurse],
    ['person.worksIn', ward],
    ['person.on', night],
  ] as const)
    await link(type, person, to, 'organisation');
  await link('course.requiredFor', await create(owner, 'course', { title: 'Orders' }), nurse);
  await create(owner, 'stakeholder', {
    title: 'Night nurses',
    power: 'low',
    interest: 'high',
    stance: 'doubts',
    wanted: 'supports',
  });
  await create(owner, 'risk', { title: 'The interface is late', likelihood: '4', impact: '4' });
}

const VIEWS = [
  {
    name: 'trace',
    shows: (page: Page) => page.getByRole('button', { name: 'Show the way of REQ-1' }).waitFor(),
    opens: async (page: Page) => {
      await page.getByRole('button', { name: 'No test 1' }).press('Enter');
      await page.getByRole('button', { name: 'Show the way of REQ-1' }).press('Enter');
      await page.getByRole('heading', { name: 'The way of REQ-1 A referral has an outcome' }).waitFor();
      await page.getByRole('link', { name: 'NED-1 Referrals disappear' }).waitFor();
    },
  },
  {
    name: 'coverage',
    shows: (page: Page) => page.getByRole('button', { name: '1 people: Ward, Nurse, Night' }).waitFor(),
    opens: async (page: Page) => {
      await page.getByRole('button', { name: '1 people: Ward, Nurse, Night' }).press('Enter');
      await page.getByRole('heading', { name: 'Ward · Nurse · Night: 1 person' }).waitFor();
      await page.getByRole('link', { name: 'PSN-1 Nora Night' }).waitFor();
    },
  },
  {
    name: 'stakeholder-map',
    shows: (page: Page) => page.getByRole('heading', { name: 'Keep informed' }).waitFor(),
    opens: async (page: Page) => {
      await page.getByLabel('Moved since').fill('2020-01-01');
      await page.getByText('Moved towards it since').waitFor();
    },
  },
  {
    name: 'risk-movement',
    shows: (page: Page) => page.getByRole('button', { name: /^1 Risk/ }).waitFor(),
    opens: async (page: Page) => {
      await page.getByRole('button', { name: /^1 Risk/ }).press('Enter');
      await page.getByRole('heading', { name: /4 – Likely × 4 – Major/ }).waitFor();
      await page.getByRole('link', { name: 'RSK-1 The interface is late' }).waitFor();
    },
  },
] as const;

beforeAll(async () => {
  clinic = await openClinic();
  await furnish();
  [{ page: desk }, { page: phone }] = await Promise.all([clinic.ownerIn('light'), clinic.ownerIn('phone')]);
  heard = complaints(desk, phone);
});
afterAll(() => clinic.close());

test.each(VIEWS)('$name opens by keyboard to what it is made of, in light, in dark and on a phone', async (view) => {
  for (const page of [desk, phone]) {
    await page.goto(`/p/CLN/view/${view.name}`);
    await view.shows(page);
    await view.opens(page);
    expect(await overflow(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
  }
  await wear(desk, 'dark');
  expect(await violations(desk)).toEqual([]);
  await wear(desk, 'light');
  expect(heard).toEqual([]);
});
