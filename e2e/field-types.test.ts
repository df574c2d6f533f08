import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clinicPlan } from './plan.ts';
import { complaints, LOOK_NAMES, openStage, type Stage, violations } from './stage.ts';
import { importNew, join } from './steps.ts';

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));

/** Own fields of every type a project can give; with those the kind has itself, every input there is. */
const TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  text: {},
  longText: {},
  richText: {},
  number: { unit: 'beds' },
  flag: {},
  date: {},
  dateTime: {},
  choice: { options: 'Left\nRight' },
  choices: { options: 'North\nSouth' },
  person: {},
  people: {},
  money: { options: 'EUR\nUSD' },
  duration: {},
  formula: { formula: '1 + 1' },
};

describe('The inputs of every field type', () => {
  let stage: Stage;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    stage = await openStage();
    ({ page } = await stage.visitor());
    await join(page, stage.server.firstLink ?? '');
    await importNew(page, clinicPlan(new Date().toISOString().slice(0, 10)), 'CLN');
    for (const [valueType, more] of Object.entries(TYPES)) {
      const fields = { title: `Own ${valueType}`, of: 'risk', valueType, ...more };
      const answer = await page.request.post('/api/v1/projects/CLN/commands/record.create', {
        data: { input: { kind: 'ownField', fields } },
        headers: { origin: stage.server.address },
      });
      expect(answer.status(), await answer.text()).toBe(200);
    }
  });
  afterAll(() => stage.close());

  test.each(LOOK_NAMES)('are named, free of axe violations and fit the window in %s', async (look) => {
    const visitor = await stage.visitor(look);
    await visitor.context.addCookies(await page.context().cookies());
    const heard = complaints(visitor.page);
    await visitor.page.goto('/p/CLN/new/risk');
    await visitor.page.getByRole('textbox', { name: 'Own richText' }).waitFor();
    await visitor.page.screenshot({ path: `${SHOTS}field-types-${look}.png`, fullPage: true });
    expect(await violations(visitor.page)).toEqual([]);
    const wider = await visitor.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider).toBeLessThanOrEqual(0);
    expect(heard).toEqual([]);
    await visitor.context.close();
  });
});
