import { registry } from '@callosum/app';
import { type FieldValues, isRichText, type Json, type Kind, plainText } from '@callosum/kernel';
import { API_PATH, recordPage, recordView } from '@callosum/kernel/contract';
import { exampleRecord, exampleValue } from '@callosum/kernel/testing';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { create } from './clinic.ts';
import { fillIn } from './fill.ts';
import { sign } from './steps.ts';

/** Somebody at a screen, who works on records of any kind. */
export interface Worker {
  readonly page: Page;
  /** Accounts that fields of people name. */
  readonly people: readonly string[];
  /** Of the browser: a moment is typed in it. */
  readonly zone: string;
  /** Holds every office there is; otherwise none. */
  readonly isOfficer: boolean;
}

type Move = Kind['lifecycle']['moves'][string];
type Link = Kind['links'][string];

/** Kinds whose records people make; those of the others are made by commands of their own. */
export const BY_HAND = [...registry.kinds.values()].filter(
  ({ permissions, fields }) =>
    (permissions.create ?? []).length > 0 && !Object.values(fields).some((one) => one.required && one.computed),
);

/** Where the records of a kind are tried. */
export const placeOf = ({ home }: Kind): string => (home.includes('project') ? 'CLN' : 'organisation');

/** Goes there as a link of the page would: loading it all again would take most of the time. */
export const go = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => history.pushState({}, '', to), path);

/** A record that keeps its rules in some states, without what is only for others to fill in. */
export function exampleOf(
  { people }: Pick<Worker, 'people'>,
  kind: Kind,
  states: readonly string[] = [kind.lifecycle.initial],
): FieldValues | undefined {
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

/** Makes a record in the form of its kind, and ends on its page. @returns what is stored otherwise than it was typed. */
export async function makeInForm(worker: Worker, kind: Kind, title: string): Promise<string[]> {
  const { page, zone } = worker;
  const example = exampleOf(worker, kind);
  if (!example) throw new Error('There is no example of it');
  await go(page, `/p/${placeOf(kind)}/new/${kind.name}`);
  await page.getByRole('heading', { level: 1, name: `New ${kind.label.one}` }).waitFor();
  // What an office alone may write is offered to whoever holds it, and to nobody else.
  for (const { label, write = [] } of Object.values(kind.fields)) {
    if (write.length > 0 && write.every(({ office }) => office !== undefined))
      expect(await page.getByLabel(label).count(), `${kind.name}: ${label}`).toBe(worker.isOfficer ? 1 : 0);
  }
  const missing = await fillIn(page, kind.fields, { ...example, title }, zone);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.includes('/new/'));
  if (kind.anonymous) return missing;
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  const { fields } = await recordAt(page);
  const said = (value: Json | undefined): string =>
    JSON.stringify(isRichText(value) ? plainText(value) : value) ?? 'nothing';
  const other = Object.entries({ ...example, title }).filter(([name, value]) => said(fields[name]) !== said(value));
  return [...missing, ...other.map(([name, value]) => `${name} is ${said(fields[name])} and not ${said(value)}`)];
}

/** The record whose page is open, as it is stored. */
async function recordAt(page: Page) {
  const [, , place, reference = ''] = new URL(page.url()).pathname.split('/');
  const [, prefix, number] = /^([A-Z]+)-(\d+)$/.exec(reference) ?? [];
  const kind = [...registry.kinds.values()].find((one) => one.prefix === prefix);
  const read = async (path: string): Promise<unknown> =>
    (await page.request.get(`${API_PATH}/projects/${place}/${path}`)).json();
  if (!kind) return recordView.parse(await read(`record/${reference}`)).record;
  const { rows } = recordPage.parse(await read(`records/${kind.name}?search=${reference}&sort=number`));
  const row = rows.find((one) => one.number === Number(number));
  if (!row) throw new Error(`${reference} is not there`);
  return row;
}

/** Opens a record from the list of its register. */
export async function openFromRegister({ page }: Worker, kind: Kind, title: string): Promise<void> {
  await listed(page, kind, title);
  await page.locator('[role=row] a', { hasText: title }).first().click();
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
}

async function listed(page: Page, kind: Kind, title: string): Promise<void> {
  await go(page, `/p/${placeOf(kind)}/register/${kind.name}?q=${encodeURIComponent(JSON.stringify(title))}`);
  await page.locator('[role=row] a', { hasText: title }).first().waitFor();
}

/** The register is exported, one title changed in the file, and the file imported again. @returns the title it has then. */
export async function bringBack({ page }: Worker, kind: Kind, title: string): Promise<string> {
  const changed = `${title} (changed in the file)`;
  await listed(page, kind, title);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const csv = page.getByRole('menuitem', { name: /CSV/ });
  const [download] = await Promise.all([page.waitForEvent('download'), csv.click()]);
  const written = await readFile(await download.path(), 'utf8');
  expect(written).toContain(title);
  await page.getByRole('button', { name: 'Import a table' }).click();
  const buffer = Buffer.from(written.replace(title, changed));
  await page.locator('input[type=file]').setInputFiles({ name: `${kind.name}.csv`, mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await page.getByRole('heading', { name: 'What the import would do' }).waitFor();
  if (kind.fields['title']?.fixed) {
    // What is chosen once is told, and stays.
    await page
      .getByRole('region', { name: '1 row cannot be imported as it is' })
      .getByText('cannot be changed')
      .waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);
    return title;
  }
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('link', { name: `Go to ${kind.label.many}` }).click();
  await listed(page, kind, changed);
  return changed;
}

/**
 * Makes a move of the lifecycle by its button, on the page of the record. What it asks for is filled in, what is signed is signed.
 * @throws Error when it is not offered, or asks for something else than what its rules want.
 */
export async function makeMove(worker: Worker, kind: Kind, { label, from, to }: Move): Promise<void> {
  const { page, zone } = worker;
  const record = await recordAt(page);
  const state = kind.lifecycle.states[to]?.label ?? to;
  const button = page.locator('main').getByRole('button', { name: label, exact: true });
  if ((await button.count()) !== 1)
    throw new Error(`“${label}” is offered ${await button.count()} times in ${from.join(' or ')}`);
  await button.click();
  for (;;) {
    const came = await whatCame(page, state);
    if (came === 'moved') return;
    if (came === 'signing') await sign(page);
    else if (came === 'asked') {
      const given = missingFor(worker, kind, record.fields, to);
      const unasked = await fillIn(page, kind.fields, given, zone, DIALOG);
      if (unasked.length > 0) throw new Error(`“${label}” does not ask for ${unasked.join(', ')}`);
      await page.locator(DIALOG).evaluate((form) => form.setAttribute('data-tried', 'yes'));
      await page.locator(`${DIALOG} button[type=submit]`).click();
    } else throw new Error(`“${label}” was refused: ${came}`);
  }
}

const DIALOG = '[role=dialog] form';

/** What came of pressing the button of a move, or of answering its dialog: where that says nothing else, the words of a refusal. */
async function whatCame(page: Page, state: string): Promise<string> {
  const came = await page.waitForFunction((wanted) => {
    if (document.querySelector('main [data-closed]')?.textContent === wanted) return 'moved';
    const alert = document.querySelector('main [role=alert], [role=dialog] [role=alert]')?.textContent ?? '';
    if (alert !== '') return alert;
    const dialog = document.querySelector('[role=dialog]');
    const form = dialog?.querySelector('form');
    if (!dialog || !form) return undefined;
    const name = document.getElementById(dialog.getAttribute('aria-labelledby') ?? '')?.textContent;
    if (name === 'Sign') return 'signing';
    const wrong = [...form.querySelectorAll('[aria-invalid=true]')].map(({ id }) => id);
    if (!form.hasAttribute('data-tried')) return 'asked';
    return wrong.length > 0 ? form.textContent : undefined;
  }, state);
  return (await came.jsonValue()) ?? '';
}

/** What somebody has to type so that a record keeps its rules in another state. */
function missingFor({ people }: Worker, kind: Kind, fields: FieldValues, to: string): FieldValues {
  const stored = Object.fromEntries(Object.entries(fields).filter(([name]) => kind.fields[name]?.type !== 'formula'));
  const after = exampleRecord(registry, kind, { seed: 2, people, stored, full: false, states: [to] });
  if (!after) throw new Error(`Nothing makes it ready for ${to}`);
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(stored[name])),
  );
}

/** A move from a state that has not been made, or the first of those that lead to one; undefined where none is left to come to. */
export function nextMove(kind: Kind, from: string, made: ReadonlySet<string>): string | undefined {
  const moves = Object.entries(kind.lifecycle.moves);
  let ways = moves.filter(([, move]) => move.from.includes(from)).map(([name, move]) => ({ first: name, name, move }));
  const seen = new Set([from]);
  while (ways.length > 0) {
    const found = ways.find(({ name }) => !made.has(name));
    if (found) return found.first;
    ways = ways.flatMap(({ first, move: { to } }) => {
      if (seen.has(to)) return [];
      seen.add(to);
      return moves.filter(([, move]) => move.from.includes(to)).map(([name, move]) => ({ first, name, move }));
    });
  }
  return undefined;
}

/** A link that people make, and a kind of record it may lead to. */
export interface ByHand {
  readonly name: string;
  readonly link: Link;
  readonly end: Kind;
}

/** The links of a kind that people make themselves, to records that people make. */
export function linksOf(kind: Kind): ByHand[] {
  return Object.entries(kind.links).flatMap(([name, link]) => {
    // A lesson has an own field of the project by now, which has to be filled in.
    const ends = link.to === 'every' ? ['action'] : link.to;
    const end = BY_HAND.find((one) => ends.includes(one.name) && !one.anonymous);
    return link.byHand !== 'never' && end ? [{ name, link, end }] : [];
  });
}

/** Makes a record, without its form, that another is linked to: in the project, or where all projects see it. */
export async function makeFarEnd(worker: Worker, kind: Kind, { end }: ByHand, title: string): Promise<void> {
  const place = placeOf(kind) === 'CLN' ? placeOf(end) : 'organisation';
  await create(worker.page, end.name, { ...exampleOf(worker, end), title }, place);
}

/**
 * Links the record whose page is open to another one, with what the link has to say of itself, and looks at it from there.
 * Ends on the page of the record it began at.
 */
export async function linkTo(worker: Worker, { link, end }: ByHand, far: string): Promise<void> {
  const { page, people, zone } = worker;
  const path = new URL(page.url()).pathname;
  const near = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await page.getByRole('button', { name: 'Add a link' }).click();
  await page.getByLabel('Link', { exact: true }).selectOption({ label: link.label });
  await page.getByLabel('Search by number or words').fill(far);
  const to = page.getByLabel('To', { exact: true });
  const option = to
    .locator('option', { hasText: `${end.prefix}-` })
    .filter({ hasText: far })
    .first();
  await option.waitFor({ state: 'attached' });
  await to.selectOption({ label: (await option.textContent()) ?? '' });
  const says = Object.entries(link.fields ?? {}).filter(([, { required }]) => required);
  const given = Object.fromEntries(says.map(([name, field]) => [name, exampleValue(field, 1, people)]));
  expect(await fillIn(page, link.fields ?? {}, given, zone, `section[aria-labelledby=links] form`)).toEqual([]);
  // The form closes once the link is made.
  const form = page.locator('section[aria-labelledby=links] form');
  await form.getByRole('button', { name: 'Add a link' }).click();
  await form.waitFor({ state: 'detached' }).catch(async () => {
    throw new Error(`“${link.label}” was not made: ${(await form.getByRole('alert').allTextContents()).join(' ')}`);
  });
  await linkedWith(page, far).getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: far, exact: true }).waitFor();
  const back = linkedWith(page, near);
  await back.waitFor();
  await page.getByRole('heading', { level: 3, name: link.inverse, exact: true }).first().waitFor();
  await go(page, path);
  await page.getByRole('heading', { level: 1, name: near, exact: true }).waitFor();
}

/** The entry of another record among the links of the one whose page is open. */
export function linkedWith(page: Page, title: string) {
  return page.getByRole('region', { name: 'Links' }).getByRole('listitem').filter({ hasText: title }).first();
}
