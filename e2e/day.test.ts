import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Clinic, create, openClinic } from './clinic.ts';
import { LOOK_NAMES, violations } from './stage.ts';
import { LEAD, OWNER, signIn } from './steps.ts';

describe('My day', () => {
  let clinic: Clinic;
  let ada: Page;
  let lea: Page;

  beforeAll(async () => {
    clinic = await openClinic();
    ada = clinic.owner;
    lea = await clinic.colleague(LEAD, 'lead', 'phone');
    const people = await ada.request.get('/api/v1/people');
    const known = z.array(z.object({ id: z.string(), name: z.string() })).parse(await people.json());
    const owner = known.find(({ name }) => name === OWNER.name)?.id;
    const give = async (title: string, due?: string): Promise<void> => {
      const fields = { title, owner, ...(due ? { due } : {}) };
      await create(lea, 'decision', fields);
    };
    await give('Which laboratory goes first?', '2020-01-06');
    await give('Who trains the night shift?');
  });
  afterAll(() => clinic.close());

  test('says on a phone what waits and why, is answered in place, and tells what is new', async () => {
    const { page, context } = await clinic.visitor('phone');
    await signIn(page);
    await page.getByRole('heading', { level: 1, name: 'My day' }).waitFor();
    await page.getByRole('heading', { name: 'Overdue' }).waitFor();
    await page.getByText('It was given to you').first().waitFor({ timeout: 45_000 });
    await page.getByRole('button', { name: /^Drop: DEC-2/ }).click();
    await page.getByRole('button', { name: /^Drop: DEC-2/ }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Mark all read' }).click();
    await page.getByRole('button', { name: 'Mark all read' }).waitFor({ state: 'detached' });
    await context.close();
  });

  test.each(LOOK_NAMES)('is free of axe violations in %s', async (look) => {
    const { page, context } = await clinic.ownerIn(look);
    await page.goto('/day');
    await page.getByRole('heading', { name: 'Overdue' }).waitFor();
    await page.getByText('It was given to you').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
