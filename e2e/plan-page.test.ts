import { mspdi } from '@callosum/schedule/testing';
import { readMspdi } from '@callosum/schedule';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Clinic, command, importPlan, openClinic } from './clinic.ts';
import { OWNER } from './steps.ts';
import { complaints, overflow, violations, wear } from './stage.ts';

const task = (name: string, from: string, to: string, days: number, more: object = {}) => ({
  Name: name,
  OutlineLevel: 2,
  Start: `${from}T08:00:00`,
  Finish: `${to}T17:00:00`,
  Duration: `PT${days * 8}H0M0S`,
  DurationFormat: 7,
  ...more,
});
const after = (uid: number, days = 0) => ({
  PredecessorLink: { PredecessorUID: uid, Type: 1, CrossProject: 0, LinkLag: days * 4_800, LagFormat: 7 },
});

/** A plan whose dates follow from its links. */
const LABORATORY = mspdi({
  settings: { Title: 'Laboratory', StartDate: '2027-01-04T08:00:00', FinishDate: '2027-02-01T17:00:00' },
  tasks: [
    { ...task('Interface', '2027-01-04', '2027-01-20', 13), OutlineLevel: 1, Summary: 1 },
    task('Agree the messages', '2027-01-04', '2027-01-08', 5),
    task('Build the interface', '2027-01-11', '2027-01-15', 5, after(2)),
    task('Test with the laboratory', '2027-01-18', '2027-01-20', 3, after(3)),
    { ...task('Train the nurses', '2027-01-04', '2027-01-05', 2), OutlineLevel: 1 },
  ],
});

describe('The plan', () => {
  let clinic: Clinic;
  let page: Page;
  let heard: string[];

  beforeAll(async () => {
    clinic = await openClinic({ isEmpty: true });
    page = clinic.owner;
    const file = { name: 'laboratory.xml', mimeType: 'application/xml', buffer: Buffer.from(LABORATORY) };
    await importPlan(page, file, 'LAB');
    heard = complaints(page);
  });
  afterAll(() => clinic.close());

  const grid = () => page.getByRole('treegrid', { name: 'Tasks of the plan' });
  const row = (name: string) => grid().getByRole('row', { name: new RegExp(name) });
  const texts = async (name: string): Promise<string[]> => row(name).getByRole('gridcell').allTextContents();
  /** Types into the active cell. */
  const type = async (text: string): Promise<void> => {
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  const saved = () => page.getByText('saving …').waitFor({ state: 'detached' });

  test('opens with the dates of its file', async () => {
    await page.goto('/p/LAB');
    await page.getByRole('link', { name: /^Plan/ }).click();
    await grid().waitFor();
    await expect
      .poll(() => texts('Build the interface'))
      .toEqual(['3', 'Build the interfaceCritical', '5d', 'Mon, 11 Jan 2027', 'Fri, 15 Jan 2027', '2', '0%', '', '']);
    await expect.poll(() => texts('Interface')).toContain('Wed, 20 Jan 2027');
    await expect.poll(() => page.getByText(/other dates here/).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
  });

  test('a bar is dragged, what follows moves with it, and both are taken back', async () => {
    const box = await page.locator('canvas').boundingBox();
    if (!box) throw new Error('There is no time line.');
    // In weeks a day has 14 pixels, and the time line begins a fortnight before the plan.
    const [x, y] = [box.x + 14 * 14 + 14, box.y + 60 + 45];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 5 * 14, y, { steps: 6 });
    await expect.poll(() => texts('Build the interface')).toContain('Mon, 18 Jan 2027');
    await page.mouse.up();
    await saved();
    await expect.poll(() => texts('Agree the messages')).toContain('Mon, 11 Jan 2027');
    await page.keyboard.press('Control+z');
    await expect.poll(() => texts('Build the interface')).toContain('Mon, 11 Jan 2027');
    await saved();
  });

  test('moves what follows while one types, keeps the dates, and takes it back', async () => {
    await grid().focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+ArrowUp');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await type('10d');
    await expect.poll(() => texts('Test with the laboratory')).toContain('Wed, 27 Jan 2027');
    await saved();
    // What the registers read follows once the planner pauses.
    await expect
      .poll(async () => (await page.request.get('/api/v1/projects/LAB/records/task?search=laboratory')).text())
      .toContain('2027-01-27T17:00');
    await page.keyboard.press('Control+z');
    await expect.poll(() => texts('Test with the laboratory')).toContain('Wed, 20 Jan 2027');
    await saved();
  });

  test('links are typed as planners write them, and a task says why it is where it is', async () => {
    await page.keyboard.press('Control+ArrowDown');
    for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowRight');
    await type('4FS+2d');
    await expect.poll(() => texts('Train the nurses')).toEqual(expect.arrayContaining(['Mon, 25 Jan 2027', '4FS+2d']));
    await page.getByRole('button', { name: 'Why is it there?' }).click();
    const why = page.getByRole('complementary', { name: 'Train the nurses' });
    await why.getByText('once “Test with the laboratory” is done').waitFor();
    await why.getByText('it waits for nothing').waitFor();
    expect(await violations(page)).toEqual([]);
    await grid().focus();
    await type('99');
    await page.getByText('There is no row 99 in the plan.').waitFor();
    await saved();
  });

  test('rows are indented, added and withdrawn by keyboard', async () => {
    await page.keyboard.press('Alt+Shift+ArrowRight');
    await expect.poll(() => row('Train the nurses').getAttribute('aria-level')).toBe('2');
    await page.keyboard.press('Insert');
    await page.keyboard.type('Watch the first day');
    await page.keyboard.press('Enter');
    await expect.poll(() => texts('Watch the first day')).toContain('1d?');
    await page.keyboard.press('Delete');
    await row('Watch the first day').waitFor({ state: 'detached' });
    await saved();
    await page.reload();
    await grid().waitFor();
    await expect.poll(() => row('Train the nurses').getAttribute('aria-level')).toBe('2');
    await expect.poll(() => grid().getByRole('row').count()).toBe(6);
  });

  test('plan health names what to mend, and leads there', async () => {
    await page.getByRole('button', { name: 'Plan health' }).click();
    const health = page.getByRole('complementary', { name: 'Plan health' });
    await health
      .getByRole('button', { name: /to mend/ })
      .first()
      .click();
    const first = health.getByRole('listitem').getByRole('listitem').getByRole('button').first();
    const mended = (await first.textContent()) ?? '';
    await first.click();
    await expect.poll(() => row(mended).getAttribute('data-active')).toBe('true');
    expect(await violations(page)).toEqual([]);
  });

  test('is held against a baseline: by how much, and why', async () => {
    const projects = await page.request.get('/api/v1/projects/LAB/records/project');
    const { rows } = z.object({ rows: z.array(z.object({ id: z.string() })) }).parse(await projects.json());
    await command(page, 'plan.takeBaseline', { id: rows[0]?.id, title: 'Agreed with the laboratory' }, 'LAB');
    await page
      .getByRole('combobox', { name: 'Compare with' })
      .selectOption({ label: 'Baseline 0: Agreed with the laboratory' });
    await grid().focus();
    await page.keyboard.press('Control+ArrowUp');
    await page.keyboard.press('Home');
    for (const _ of [1, 2]) await page.keyboard.press('ArrowDown');
    for (const _ of [1, 2]) await page.keyboard.press('ArrowRight');
    await type('7d');
    await expect.poll(() => texts('Test with the laboratory')).toEqual(expect.arrayContaining(['+2d']));
    await saved();
    await page.getByRole('link', { name: 'What moved' }).click();
    const moved = page
      .getByRole('region', { name: 'What moved' })
      .getByRole('row', { name: /Test with the laboratory/ });
    await moved.getByText('follows “Build the interface”, which takes 7d instead of 5d').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Time line' }).click();
    await page.getByRole('combobox', { name: 'Compare with' }).selectOption('Compare with …');
    await grid().focus();
    await page.keyboard.press('Control+z');
    await saved();
  });

  test('is a board, a calendar and a map of workload, each at its own address', async () => {
    await page.getByRole('link', { name: 'Board', exact: true }).click();
    const column = (name: string) => page.getByRole('region', { name, exact: true });
    await column('Planned')
      .getByRole('link', { name: /Agree the messages/ })
      .press('Shift+ArrowRight');
    const begun = column('Started').getByRole('link', { name: /Agree the messages/ });
    await begun.waitFor();
    await expect.poll(() => begun.evaluate((card) => card === document.activeElement)).toBe(true);
    await saved();
    await page.getByRole('button', { name: /^Undo: Agree the messages to Started/ }).click();
    await column('Planned')
      .getByRole('link', { name: /Agree the messages/ })
      .waitFor();
    await saved();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show as a table' }).click();
    await page
      .getByRole('region', { name: 'Board' })
      .getByRole('row', { name: /Agree the messages/ })
      .waitFor();
    await page.goto('/p/LAB/plan?as=calendar&month=2027-01');
    await page.getByRole('button', { name: /Open Mon, 18 Jan 2027/ }).click();
    const day = page.getByRole('region', { name: 'Mon, 18 Jan 2027', exact: true });
    await day.getByRole('row', { name: /Test with the laboratory/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Board', exact: true }).click();
    await page.getByText('By owner').click();
    await column('Nobody')
      .getByRole('link', { name: /Build the interface/ })
      .press('Shift+ArrowRight');
    await column(OWNER.name)
      .getByRole('link', { name: /Build the interface/ })
      .waitFor();
    await saved();
    await page.goto('/p/LAB/plan?as=workload&week=2027-01-04');
    await page.getByRole('button', { name: /^.* week of .*: 40 of 40 hours, full/ }).click();
    await page
      .getByRole('region', { name: `Tasks, ${OWNER.name}` })
      .getByRole('row', { name: /Build the interface/ })
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Time line' }).click();
    await grid().waitFor();
  });

  test('takes what somebody else does while one types, and types on where one was', async () => {
    const other = (await clinic.ownerIn('light')).page;
    await other.goto('/p/LAB/plan');
    const elsewhere = other.getByRole('treegrid', { name: 'Tasks of the plan' });
    await elsewhere.getByRole('gridcell', { name: 'Train the nurses' }).dblclick();
    await other.keyboard.type('Train all');
    await grid().focus();
    await page.keyboard.press('Control+ArrowUp');
    await page.keyboard.press('Insert');
    await page.keyboard.type('Meet the laboratory');
    await page.keyboard.press('Enter');
    await saved();
    await elsewhere.getByRole('row', { name: /Meet the laboratory/ }).waitFor();
    await other.keyboard.type(' nurses');
    await other.keyboard.press('Enter');
    await row('Train all nurses').waitFor();
    await row('Meet the laboratory').waitFor();
    await other.keyboard.press('Control+z');
    await row('Train the nurses').waitFor();
    await other.context().close();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await row('Meet the laboratory').waitFor({ state: 'detached' });
    await saved();
  });

  test('hands over its time line as a picture, and prints it', async () => {
    const taken = async (name: string): Promise<Buffer> => {
      await page.getByRole('button', { name: 'Picture' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name }).click(),
      ]);
      return readFile(await download.path());
    };
    const svg = (await taken('SVG, to be scaled')).toString('utf8');
    expect(svg).toContain('>Test with the laboratory</text>');
    const png = await taken('PNG');
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2 * Number(/width="(\d+)"/.exec(svg)?.[1]));
    const csv = (await taken('Open rows as a table (CSV)')).toString('utf8');
    expect(csv).toMatch(/Test with the laboratory/);
    const printed = page.evaluate(() => new Promise((done) => (window.print = () => done(document.images.length))));
    await page.getByRole('button', { name: 'Picture' }).click();
    await page.getByRole('menuitem', { name: 'Print, or PDF' }).click();
    expect(await printed).toBe(1);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await page.getByText(/page 1 of 1/).waitFor({ state: 'detached' });
  });

  test('gives an address at which a calendar program subscribes to it', async () => {
    await page.getByRole('button', { name: 'In my calendar' }).click();
    const dialog = page.getByRole('dialog', { name: 'This project in your calendar' });
    await dialog.getByLabel('Only what names me').check();
    await dialog.locator('input[type=password]').fill(OWNER.password);
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the address' }).click();
    const address = await dialog.locator('output pre').textContent();
    expect(address).toMatch(/calendar\.ics\?token=.+&mine$/);
    const subscribed = await page.request.get((address ?? '').replace('&mine', ''), { headers: { cookie: '' } });
    expect(await subscribed.text()).toMatch(/^BEGIN:VCALENDAR[\s\S]*SUMMARY:.*Test with the laboratory/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('hands back a file that says the same', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Microsoft Project file' }).click(),
    ]);
    const { plan } = await readMspdi(await readFile(await download.path()));
    expect(plan.tasks.map(({ uid, name, outlineLevel, stored }) => [uid, name, outlineLevel, stored.finish])).toEqual([
      [1, 'Interface', 1, '2027-01-26T17:00'],
      [2, 'Agree the messages', 2, '2027-01-08T17:00'],
      [3, 'Build the interface', 2, '2027-01-15T17:00'],
      [4, 'Test with the laboratory', 2, '2027-01-20T17:00'],
      [5, 'Train the nurses', 2, '2027-01-26T17:00'],
    ]);
    expect(plan.links.at(-1)).toMatchObject({ from: 4, to: 5, type: 'FS', lag: { value: 57_600 } });
  });

  test('is looked at in the dark and on a phone, and nothing complained', async () => {
    await wear(page, 'dark');
    expect(await violations(page)).toEqual([]);
    const phone = await clinic.ownerIn('phone');
    await phone.page.goto('/p/LAB/plan');
    await phone.page.getByRole('list', { name: 'Tasks of the plan' }).waitFor();
    expect(await violations(phone.page)).toEqual([]);
    expect(await overflow(phone.page)).toBe(0);
    expect(heard).toEqual([]);
  });
});
