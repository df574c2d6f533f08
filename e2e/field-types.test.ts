import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, create, openClinic } from './clinic.ts';
import { complaints, LOOK_NAMES, overflow, violations } from './stage.ts';

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
  let clinic: Clinic;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    clinic = await openClinic();
    page = clinic.owner;
    for (const [valueType, more] of Object.entries(TYPES)) {
      const fields = { title: `Own ${valueType}`, of: 'risk', valueType, ...more };
      await create(page, 'ownField', fields);
    }
  });
  afterAll(() => clinic.close());

  test.each(LOOK_NAMES)('are named, free of axe violations and fit the window in %s', async (look) => {
    const visitor = await clinic.ownerIn(look);
    const heard = complaints(visitor.page);
    await visitor.page.goto('/p/CLN/new/risk');
    await visitor.page.getByRole('textbox', { name: 'Own richText' }).waitFor();
    await visitor.page.screenshot({ path: `${SHOTS}field-types-${look}.png`, fullPage: true });
    expect(await violations(visitor.page)).toEqual([]);
    expect(await overflow(visitor.page)).toBe(0);
    expect(heard).toEqual([]);
    await visitor.context.close();
  });
});
