import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, command, create, openClinic } from './clinic.ts';
import { violations } from './stage.ts';

describe('A register', () => {
  let clinic: Clinic;
  let page: Page;

  beforeAll(async () => {
    clinic = await openClinic();
    page = clinic.owner;
    for (const [title, due] of [
      ['Interface is late', '2027-01-10'],
      ['Training room is small', '2027-03-01'],
    ] as const) {
      await create(page, 'risk', { title, due });
    }
  });
  afterAll(() => clinic.close());

  const rows = () => page.getByRole('grid').getByRole('row', { name: /RSK-/ });

  test('is filtered in plain words with the keyboard alone, and the filter stands in the address', async () => {
    await page.goto('/p/CLN/register/risk');
    await rows().nth(1).waitFor();
    await page.keyboard.press('f');
    await page.getByLabel('Field').selectOption({ label: 'Next review' });
    await page.getByLabel('Condition').selectOption({ label: 'before' });
    await page.getByLabel('Value').selectOption({ label: 'a day' });
    await page.locator('form input[type=date]').fill('2027-01-31');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Next review before .*2027/ }).waitFor();
    await expect.poll(() => rows().count()).toBe(1);
    expect(decodeURIComponent(page.url())).toContain('"op":"before"');
    await page.reload();
    await expect.poll(() => rows().count()).toBe(1);
  });

  test('is kept as a view, and gone back to', async () => {
    await page.keyboard.press('v');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name for what is shown now').fill('Soon');
    await page.keyboard.press('Enter');

    await dialog.getByRole('button', { name: 'Soon', exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.goto('/p/CLN/register/risk');
    await expect.poll(() => rows().count()).toBe(2);
    await page.keyboard.press('v');
    await dialog.getByRole('button', { name: 'Soon', exact: true }).click();
    await expect.poll(() => rows().count()).toBe(1);
  });

  test('shows groups with their counts, which close and open', async () => {
    await page.goto('/p/CLN/register/risk?group=state');
    const heading = page.getByRole('row', { name: /^State: Open 2/ });
    await heading.waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('grid').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Enter');
    await expect.poll(() => rows().count()).toBe(0);
    await page.keyboard.press('Enter');
    await expect.poll(() => rows().count()).toBe(2);
  });

  test('shows the columns one chose, and exports what it shows', async () => {
    await page.goto('/p/CLN/register/risk');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('dialog').getByRole('checkbox', { name: 'Response plan' }).check();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Response plan' }).waitFor();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(lines[0]).toContain('Response plan');
    expect(lines.filter((line) => line.startsWith('RSK-'))).toHaveLength(2);
  });

  test('changes a cell in place, and takes it back', async () => {
    await page.goto('/p/CLN/register/risk?columns=["title","due"]&sort=number');
    await rows().nth(1).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F2');
    const editor = page.getByRole('dialog', { name: 'Title of RSK-1' });
    expect(await violations(page)).toEqual([]);
    await editor.getByRole('textbox').fill('Interface is very late');
    await page.keyboard.press('Enter');
    await rows().filter({ hasText: 'Interface is very late' }).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('Undone: Title of RSK-1.').waitFor();
    await rows()
      .filter({ hasText: /Interface is late/ })
      .waitFor();
  });

  test('changes several records at once, and takes them back at once', async () => {
    await page.goto('/p/CLN/register/risk?columns=["title","category","state"]&sort=number');
    await rows().nth(1).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    const bar = page.getByRole('region', { name: 'Chosen records' });
    await bar.getByText('2 records').waitFor();
    expect(await violations(page)).toEqual([]);
    await bar.getByRole('button', { name: 'Change a field' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Field').selectOption({ label: 'Category' });
    await dialog.getByLabel('Category').selectOption({ label: 'Vendor' });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => rows().filter({ hasText: 'Vendor' }).count()).toBe(2);
    await bar.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => rows().filter({ hasText: 'Closed' }).count()).toBe(2);
    for (const left of [0, 2]) {
      await page.getByRole('grid').focus();
      await page.keyboard.press('Control+z');
      await expect.poll(() => rows().filter({ hasText: 'Closed' }).count()).toBe(0);
      await expect.poll(() => rows().filter({ hasText: 'Vendor' }).count()).toBe(left === 0 ? 2 : 0);
    }
    await page.keyboard.press('Control+a');
    await bar.getByText('2 records').waitFor();
    await page.keyboard.press('Escape');
    await bar.waitFor({ state: 'detached' });
  });

  test('refuses to take back what somebody has changed since, and says so', async () => {
    await page.goto('/p/CLN/register/risk?columns=["title"]&sort=number');
    await rows().nth(1).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F2');
    await page.getByRole('dialog').getByRole('textbox').fill('Mine');
    await page.keyboard.press('Enter');
    const row = rows().filter({ hasText: 'Mine' });
    await row.waitFor();
    const page1 = await page.request.get('/api/v1/projects/CLN/records/risk?sort=number');
    const { rows: found }: { rows: { id: string }[] } = await page1.json();
    await command(page, 'record.update', { id: found[0]?.id, fields: { title: 'Theirs' } });
    await rows().filter({ hasText: 'Theirs' }).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText(/Not undone: somebody has changed it since/).waitFor();
    await rows().filter({ hasText: 'Theirs' }).waitFor();
  });

  test('is a board, on which the keyboard carries cards by moves of the lifecycle', async () => {
    await page.goto('/p/CLN/register/risk');
    await rows().nth(1).waitFor();
    await page.keyboard.press('b');
    const closed = page.getByRole('region', { name: 'Closed' });
    const open = page.getByRole('region', { name: 'Open' });
    await open.getByRole('link', { name: /Training room/ }).focus();
    await page.keyboard.press('Shift+ArrowRight');
    await closed.getByRole('link', { name: /Training room/ }).waitFor();
    await page.getByText(/RSK-2 is now: Closed/).waitFor();
    expect(await violations(page)).toEqual([]);
    await expect.poll(() => page.locator(':focus').textContent()).toContain('Training room');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByText('No move of yours leads RSK-2 from Closed to Occurred.').waitFor();
    await closed.getByRole('link', { name: /Training room/ }).dragTo(open);
    await open.getByRole('link', { name: /Training room/ }).waitFor();
  });
});
