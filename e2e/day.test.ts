import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { clinicPlan } from './plan.ts';
import { LOOK_NAMES, openStage, type Stage, violations } from './stage.ts';
import { importNew, join, OWNER, signIn } from './steps.ts';

const LEAD = { name: 'Lea Lindqvist', email: 'lea@example.org', password: 'leading is listening too' };

describe('My day', () => {
  let stage: Stage;
  let ada: Page;
  let lea: Page;

  beforeAll(async () => {
    stage = await openStage();
    ({ page: ada } = await stage.visitor());
    await join(ada, stage.server.firstLink ?? '');
    await importNew(ada, clinicPlan(new Date().toISOString().slice(0, 10)), 'CLN');
    const invited = await ada.request.post('/api/v1/people/invitations', { data: { role: 'lead', project: 'CLN' } });
    const { path } = z.object({ path: z.string() }).parse(await invited.json());
    ({ page: lea } = await stage.visitor('phone'));
    await join(lea, path, LEAD);
    const people = await ada.request.get('/api/v1/people');
    const known = z.array(z.object({ id: z.string(), name: z.string() })).parse(await people.json());
    const owner = known.find(({ name }) => name === OWNER.name)?.id;
    const give = async (title: string, due?: string): Promise<void> => {
      const fields = { title, owner, ...(due ? { due } : {}) };
      const input = { input: { kind: 'decision', fields } };
      const given = await lea.request.post('/api/v1/projects/CLN/commands/record.create', { data: input });
      expect(given.status()).toBe(200);
    };
    await give('Which laboratory goes first?', '2020-01-06');
    await give('Who trains the night shift?');
  });
  afterAll(() => stage.close());

  test('says on a phone what waits and why, is answered in place, and tells what is new', async () => {
    const { page, context } = await stage.visitor('phone');
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
    const { page, context } = await stage.visitor(look);
    await signIn(page);
    await page.getByRole('heading', { name: 'Overdue' }).waitFor();
    await page.getByText('It was given to you').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
