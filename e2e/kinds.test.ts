import { disciplines, registry } from '@callosum/app';
import { type FieldValues, isRichText, type Json, type Kind, plainText } from '@callosum/kernel';
import { API_PATH, recordView } from '@callosum/kernel/contract';
import { exampleRecord } from '@callosum/kernel/testing';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Clinic, command, create, openClinic } from './clinic.ts';
import { fillIn, isWritten } from './fill.ts';
import { complaints, violations } from './stage.ts';
import { LEAD } from './steps.ts';

// What is tried of the records of all disciplines, and where:
// * here, of every kind that people make: its form is opened, filled in input by input, and saved; its page opens, and what is
//   stored is what was typed;
// * here, of one kind of each discipline: the record opened from its register, a move of its lifecycle, a link with what it says
//   of itself, the register exported, and imported again from the changed file; with CALLOSUM_EVERY_KIND=1 the latter of every kind;
// * over HTTP, of every kind (app/tests/kinds.test.ts): every move, every link, sorting, withdrawing, export and import;
// * in the browser with one kind: a table of another's making (tables.test.ts), board and bulk changes (register.test.ts).

let clinic: Clinic;
let page: Page;
let heard: readonly string[];
let people: readonly string[] = [];
/** Of the browser: a moment is typed in it. */
let zone = '';
const account = z.looseObject({ id: z.string() });
const idOf = async (one: Page): Promise<string> =>
  account.parse(await (await one.request.get(`${API_PATH}/me`)).json()).id;

beforeAll(async () => {
  clinic = await openClinic();
  page = clinic.owner;
  heard = complaints(page);
  people = [await idOf(page)];
  zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  await page.goto('/p/CLN');
  await page.getByRole('heading', { level: 1, name: 'Readiness' }).waitFor();
});
afterAll(() => clinic.close());

/** Records of the others are made by commands of their own. */
const byHand = [...registry.kinds.values()].filter(
  ({ permissions, fields }) =>
    (permissions.create ?? []).length > 0 && !Object.values(fields).some((one) => one.required && one.computed),
);
const placeOf = ({ home }: Kind): string => (home.includes('project') ? 'CLN' : 'organisation');

/** Goes there as a link of the page would: loading it all again would take most of the time. */
const go = (path: string): Promise<void> => page.evaluate((to) => history.pushState({}, '', to), path);

/** A record that keeps its rules in some states, without what is only for others to fill in. */
function exampleOf(kind: Kind, states: readonly string[] = [kind.lifecycle.initial]): FieldValues | undefined {
  const example = exampleRecord(registry, kind, { seed: 4, people, states });
  return (
    example &&
    Object.fromEntries(
      Object.entries(example).flatMap(([name, value]) => {
        if (kind.fields[name]?.write) return [];
        // A project adds fields to kinds that have a register, and lessons have one.
        return [[name, typeof value === 'string' && registry.kinds.get(value)?.hidden ? 'lesson' : value] as const];
      }),
    )
  );
}

/** Makes a record in the form of its kind. @returns what is stored otherwise than it was typed. */
async function make(kind: Kind, example: FieldValues, title: string): Promise<string[]> {
  const place = placeOf(kind);
  await go(`/p/${place}/new/${kind.name}`);
  await page.getByRole('heading', { level: 1, name: `New ${kind.label.one}` }).waitFor();
  // What an office alone may write is not offered to whoever does not hold it.
  for (const { label, write = [] } of Object.values(kind.fields)) {
    if (write.length > 0 && write.every(({ office }) => office !== undefined))
      expect(await page.getByLabel(label).count(), `${kind.name}: ${label}`).toBe(0);
  }
  const missing = await fillIn(page, kind, { ...example, title }, zone);
  for (const [name, value] of Object.entries(example)) {
    const field = kind.fields[name];
    if (!field || !isWritten(field) || !isRichText(value)) continue;
    await page.getByRole('textbox', { name: field.label }).click();
    await page.keyboard.insertText(plainText(value));
  }
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.includes('/new/'));
  if (kind.anonymous) return missing;
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  const id = page.url().split('/').at(-1) ?? '';
  const answer = await page.request.get(`${API_PATH}/projects/${place}/record/${id}`);
  const { fields } = recordView.parse(await answer.json()).record;
  const said = (value: Json | undefined): string =>
    JSON.stringify(isRichText(value) ? plainText(value) : value) ?? 'nothing';
  const other = Object.entries({ ...example, title }).filter(([name, value]) => said(fields[name]) !== said(value));
  return [...missing, ...other.map(([name, value]) => `${name} is ${said(fields[name])} and not ${said(value)}`)];
}

/** The place of a record in the list of its register. */
async function listed(kind: Kind, title: string) {
  await go(`/p/${placeOf(kind)}/register/${kind.name}?q=${encodeURIComponent(JSON.stringify(title))}`);
  const link = page.locator('[role=row] a', { hasText: title }).first();
  await link.waitFor();
  return link;
}

test('a record of every kind is made in its form, and kept as it was typed', async () => {
  const wrong: string[] = [];
  for (const kind of byHand) {
    const example = exampleOf(kind);
    if (!example) throw new Error(`There is no example of ${kind.name}`);
    const title = `${kind.label.one} in the browser`;
    try {
      wrong.push(...(await make(kind, example, title)).map((fault) => `${kind.name}: ${fault}`));
    } catch (error) {
      const told = await page.locator('[role=alert], .mantine-InputWrapper-error').allTextContents();
      wrong.push(`${kind.name}: ${told.join(' ')} ${error instanceof Error ? error.message : ''}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(byHand.length).toBeGreaterThan(90);
  for (const kind of process.env['CALLOSUM_EVERY_KIND'] ? byHand : []) {
    if (kind.anonymous) continue;
    const told = (error: unknown) => wrong.push(`${kind.name}: ${error instanceof Error ? error.message : ''}`);
    await bringBack(kind, `${kind.label.one} in the browser`).catch(told);
  }
  expect(wrong).toEqual([]);
  expect(heard).toEqual([]);
}, 900_000);

/** A kind of a discipline with a move that is not signed, and a link; one that says something of itself, where there is one. */
function workIn(kinds: readonly Kind[]) {
  const all = kinds
    .filter((kind) => byHand.includes(kind) && !kind.anonymous)
    .flatMap((kind) => {
      const { initial, moves, states } = kind.lifecycle;
      const move = Object.values(moves).find(
        ({ from, to, by, signs }) => from.includes(initial) && !by && !signs && exampleOf(kind, [initial, to]),
      );
      const links = Object.entries(kind.links).flatMap(([name, link]) => {
        const [end] = link.to === 'every' ? [] : link.to.flatMap((to) => byHand.filter((one) => one.name === to));
        return end && link.byHand !== 'never' ? [{ name, link, end, says: Object.entries(link.fields ?? {}) }] : [];
      });
      return move ? links.map((one) => ({ kind, move, state: states[move.to]?.label ?? '', ...one })) : [];
    });
  return all.find(({ says }) => says.some(([, { type }]) => type === 'text' || type === 'choice')) ?? all[0];
}

test.each(disciplines.map(({ name, kinds }) => [name, kinds] as const))(
  'what %s keeps is worked on: moved, linked with what the link says, and exported',
  async (_name, kinds) => {
    const work = workIn(kinds);
    if (!work) throw new Error('There is nothing to work on');
    const { kind, move, link, end, says, state } = work;
    const fields = exampleOf(kind, [kind.lifecycle.initial, move.to]) ?? {};
    const place = placeOf(kind);
    await create(page, kind.name, { ...fields, title: 'At work' }, place);
    const farPlace = place === 'CLN' ? placeOf(end) : 'organisation';
    await create(page, end.name, { ...exampleOf(end), title: 'The far end' }, farPlace);
    await (await listed(kind, 'At work')).click();
    await page.getByRole('heading', { level: 1, name: 'At work' }).waitFor();
    await page.getByRole('button', { name: move.label, exact: true }).click();
    await page.locator('main header, main').getByText(state, { exact: true }).first().waitFor();

    await page.getByRole('button', { name: 'Add a link' }).click();
    await page.getByLabel('Link', { exact: true }).selectOption({ label: link.label });
    await page.getByLabel('Search by number or words').fill('The far end');
    const to = page.getByLabel('To', { exact: true });
    await to.locator('option', { hasText: 'The far end' }).first().waitFor({ state: 'attached' });
    const [option] = await to.locator('option', { hasText: `${end.prefix}-` }).all();
    await to.selectOption({ label: (await option?.textContent()) ?? '' });
    await page.getByRole('button', { name: 'Add a link' }).click();
    const made = page.getByRole('region', { name: 'Links' }).getByRole('listitem').filter({ hasText: 'The far end' });
    await made.waitFor();
    const told = says.find(([, { type }]) => type === 'text' || type === 'choice');
    if (told) {
      const [, field] = told;
      await made.getByRole('button', { name: 'Change what the link to The far end says' }).click();
      const dialog = page.getByRole('dialog');
      expect(await violations(page)).toEqual([]);
      if (field.type === 'choice') await dialog.getByLabel(field.label).selectOption({ index: 1 });
      else await dialog.getByLabel(field.label).fill('As agreed');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.waitFor({ state: 'detached' });
      await made.getByText(`${field.label}:`).waitFor();
    }

    await bringBack(kind, 'At work');
    expect(heard).toEqual([]);
  },
);

/** The register is exported, one title changed in the file, and the file imported again. */
async function bringBack(kind: Kind, title: string): Promise<void> {
  await listed(kind, title);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const csv = page.getByRole('menuitem', { name: /CSV/ });
  const [download] = await Promise.all([page.waitForEvent('download'), csv.click()]);
  const written = await readFile(await download.path(), 'utf8');
  expect(written).toContain(title);
  await page.getByRole('button', { name: 'Import a table' }).click();
  const buffer = Buffer.from(written.replace(title, `${title} (changed in the file)`));
  await page.locator('input[type=file]').setInputFiles({ name: `${kind.name}.csv`, mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await page.getByRole('heading', { name: 'What the import would do' }).waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('link', { name: `Go to ${kind.label.many}` }).click();
  await listed(kind, `${title} (changed in the file)`);
}

test('whoever contributes is offered what he may change, and nothing else', async () => {
  const lea = await clinic.colleague(LEAD, 'contributor');
  const owner = await idOf(lea);
  const own = await create(page, 'task', { title: 'Of Lea', owner });
  await create(page, 'task', { title: 'Of somebody else' });
  await command(page, 'record.update', { id: own, fields: { owner } });
  await lea.goto('/p/CLN/plan');
  const grid = lea.getByRole('treegrid', { name: 'Tasks of the plan' });
  const indent = lea.getByRole('button', { name: 'Indent', exact: true });
  await grid.getByRole('gridcell', { name: 'Of somebody else' }).click();
  await lea.keyboard.press('F2');
  expect([await indent.count(), await grid.getByRole('textbox').count()]).toEqual([0, 0]);
  expect(await lea.getByRole('button', { name: 'Withdraw', exact: true }).count()).toBe(0);
  await grid.getByRole('gridcell', { name: 'Of Lea' }).click();
  await indent.waitFor();
  await lea.keyboard.press('F2');
  await grid.getByRole('textbox').waitFor();
  for (const [title, offered] of [
    ['Of somebody else', 0],
    ['Of Lea', 1],
  ] as const) {
    await lea.goto(`/p/CLN/register/task?q=${encodeURIComponent(JSON.stringify(title))}`);
    await lea.locator('[role=row] a', { hasText: title }).first().click();
    await lea.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(await lea.getByRole('button', { name: 'Edit', exact: true }).count()).toBe(offered);
    expect(await lea.getByRole('button', { name: 'Add a link' }).count()).toBe(offered);
  }
});
