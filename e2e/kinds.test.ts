import { disciplines, registry } from '@callosum/app';
import type { Kind } from '@callosum/kernel';
import { API_PATH } from '@callosum/kernel/contract';
import { csvOf } from '@callosum/kernel/report';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Clinic, command, create, openClinic } from './clinic.ts';
import { fillIn } from './fill.ts';
import {
  BY_HAND,
  bringBack,
  exampleOf,
  go,
  linkedWith,
  linksOf,
  linkTo,
  makeFarEnd,
  makeInForm,
  makeMove,
  nextMove,
  openFromRegister,
  placeOf,
  type Worker,
} from './kind-work.ts';
import { complaints, violations } from './stage.ts';
import { LEAD } from './steps.ts';

// What is tried of the records of all disciplines, and where:
// * here, of every kind that people make: its form is opened, filled in input by input, and saved; its page opens, and what is
//   stored is what was typed;
// * here, of one kind of each discipline, and with CALLOSUM_EVERY_KIND=1 of every kind: the record is opened from its register, linked
//   and looked at from the other end, the register exported and imported again from the changed file, and the record moved on; of every
//   kind by every link that people make and by every move, with what moves ask for and what is signed;
//   The walk over every kind takes a discipline at a time (-t 'safety: ');
// * over HTTP, of every kind (app/tests/kinds.test.ts): every move from every state, every link to every kind it may end at, sorting,
//   withdrawing, export and import;
// * in the browser with one kind: a table of another's making (tables.test.ts), board and bulk changes (register.test.ts).

const EVERY = process.env['CALLOSUM_EVERY_KIND'] !== undefined;

let clinic: Clinic;
let worker: Worker;
let page: Page;
/** A colleague: some things are looked at by two. */
let lea: Page;
let heard: readonly string[];
const account = z.looseObject({ id: z.string(), name: z.string() });
const meOn = async (one: Page): Promise<z.infer<typeof account>> =>
  account.parse(await (await one.request.get(`${API_PATH}/me`)).json());

beforeAll(async () => {
  clinic = await openClinic();
  page = clinic.owner;
  heard = complaints(page);
  lea = await clinic.colleague(LEAD, 'contributor');
  await page.goto('/p/CLN');
  await page.getByRole('heading', { level: 1, name: 'Readiness' }).waitFor();
  const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  worker = { page, people: [(await meOn(page)).id, (await meOn(lea)).id], zone, isOfficer: false };
});
afterAll(() => clinic.close());

const titleOf = (kind: Kind): string => `${kind.label.one} in the browser`;

const made = new Set<Kind>();
/** A discipline may be tried alone, without the test that makes a record of every kind. @returns what was kept otherwise than typed. */
async function makeOnce(kind: Kind): Promise<string[]> {
  if (made.has(kind)) return [];
  const faults = await makeInForm(worker, kind, titleOf(kind));
  if (faults.length === 0) made.add(kind);
  return faults;
}

test('a record of every kind is made in its form, and kept as it was typed', async () => {
  const wrong: string[] = [];
  const before = heard.length;
  for (const kind of BY_HAND) {
    try {
      wrong.push(...(await makeOnce(kind)).map((fault) => `${kind.name}: ${fault}`));
    } catch (error) {
      const told = await page.locator('[role=alert], .mantine-InputWrapper-error').allTextContents();
      wrong.push(`${kind.name}: ${told.join(' ')} ${error instanceof Error ? error.message : ''}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(BY_HAND.length).toBeGreaterThan(90);
  expect(heard.slice(before)).toEqual([]);
}, 300_000);

/** A kind with a move and a link; with one that says something of itself, where there is one. */
function oneOf(kinds: readonly Kind[]): Kind[] {
  const all = kinds.filter(
    (kind) => BY_HAND.includes(kind) && !kind.anonymous && moves(kind).length > 0 && linksOf(kind).length > 0,
  );
  return [all.find((kind) => linksOf(kind).some(({ link }) => saying(link) !== undefined)) ?? all[0]].flatMap(
    (kind) => kind ?? [],
  );
}

const moves = ({ lifecycle }: Kind): string[] => Object.keys(lifecycle.moves);
type Link = Kind['links'][string];
const saying = ({ fields = {} }: Link) =>
  Object.values(fields).find(({ type }) => type === 'text' || type === 'choice');

const worked = EVERY ? BY_HAND.filter(({ anonymous }) => !anonymous) : disciplines.flatMap(({ kinds }) => oneOf(kinds));

describe('a record at work', () => {
  beforeAll(async () => {
    // What is shown now is of another place, and was asked for before there were records of all kinds.
    await page.goto('/p/CLN');
    // Some moves are for whoever holds an office; those that are made of one kind of each discipline are not.
    if (!EVERY) return;
    const office = registry.kinds.get('appointment')?.fields['office'];
    if (office?.type !== 'choice') throw new Error('There are no offices');
    const { id, name } = await meOn(page);
    const person = await create(page, 'person', { title: name, account: id }, 'organisation');
    for (const one of Object.keys(office.options))
      await command(page, 'office.appoint', { office: one, person, from: '2026-01-01' }, 'organisation');
    worker = { ...worker, isOfficer: true };
    await page.goto('/p/CLN');
  });
  afterEach(async ({ task }) => {
    // What was left open stays behind.
    if (task.result?.state === 'fail') await page.goto('/p/CLN');
  });

  test.each(worked.map((kind) => [kind.discipline, kind.name, kind] as const))(
    '%s: %s is linked and seen from both ends, exported and imported again, and moved on',
    async (_discipline, _name, kind) => {
      // What was complained of before was told where it happened.
      const before = heard.length;
      expect(await makeOnce(kind)).toEqual([]);
      const title = titleOf(kind);
      await openFromRegister(worker, kind, title);
      const links = linksOf(kind);
      const told = links.findIndex(({ link }) => saying(link) !== undefined);
      for (const [index, one] of (EVERY ? links : links.slice(Math.max(0, told)).slice(0, 1)).entries()) {
        const far = `${one.end.label.one} at the far end of ${kind.name} ${index}`;
        await makeFarEnd(worker, kind, one, far);
        await linkTo(worker, one, far);
        await changeWhatItSays(one.link, far);
      }
      const changed = await bringBack(worker, kind, title);
      await openFromRegister(worker, kind, changed);
      await moveOn(kind, EVERY ? moves(kind).length : 1);
      // What is to be signed is answered with 428 first, and a browser tells of that.
      expect(heard.slice(before).filter((one) => !one.includes('428'))).toEqual([]);
    },
    EVERY ? 300_000 : 120_000,
  );
});

/** Changes what a link says of itself, where somebody may say something. */
async function changeWhatItSays(link: Link, far: string): Promise<void> {
  const field = saying(link);
  if (!field) return;
  const made = linkedWith(page, far);
  await made.getByRole('button', { name: `Change what the link to ${far} says` }).click();
  const dialog = page.getByRole('dialog');
  expect(await violations(page)).toEqual([]);
  if (field.type === 'choice') await dialog.getByLabel(field.label).selectOption({ index: 1 });
  else await dialog.getByLabel(field.label).fill('As agreed');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await made.getByText(`${field.label}:`).waitFor();
}

/** Makes moves by their buttons, each once; where no way leads back to one, with another record. */
async function moveOn(kind: Kind, most: number): Promise<void> {
  const made = new Set<string>();
  let state = kind.lifecycle.initial;
  while (made.size < most) {
    const name = nextMove(kind, state, made);
    if (name === undefined) {
      if (nextMove(kind, kind.lifecycle.initial, made) === undefined) break;
      const title = `Another after ${made.size} moves`;
      const id = await create(page, kind.name, { ...exampleOf(worker, kind), title }, placeOf(kind));
      await go(page, `/p/${placeOf(kind)}/${id}`);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      state = kind.lifecycle.initial;
      continue;
    }
    const move = kind.lifecycle.moves[name];
    if (!move) throw new Error(`There is no move ${name}`);
    await makeMove(worker, kind, move);
    made.add(name);
    state = move.to;
  }
  expect(moves(kind).filter((name) => !made.has(name))).toHaveLength(moves(kind).length - most);
}

const anonymous = BY_HAND.filter((kind) => kind.anonymous);

// Nobody reads one of these or finds it again: it has no page, no move, no row in a file, and shows in no list of links. What it is about is
// said when it is given, on the page of that; files of them can be brought in, and what they come to can be taken along.
test.each((EVERY ? anonymous : []).map((kind) => [kind.discipline, kind.name, kind] as const))(
  '%s: %s is given on the page of what it is about, brought in as a table, and told for whole groups only',
  async (_discipline, _name, kind) => {
    const before = heard.length;
    expect(await makeOnce(kind)).toEqual([]);
    const [about] = linksOf(kind);
    if (!about) throw new Error('It is about nothing');
    const { end } = about;
    const id = await create(page, end.name, { ...exampleOf(worker, end), title: 'Asked about' }, placeOf(end));
    const example = exampleOf(worker, kind) ?? {};
    const give = page.getByRole('button', { name: `New: ${kind.label.one}` });
    const least = kind.anonymous?.minimumGroup ?? 0;
    for (let given = 1; given < least; given += 1) {
      await go(page, `/p/${placeOf(end)}/${id}`);
      await give.click();
      await page.getByRole('heading', { level: 1, name: `New ${kind.label.one}` }).waitFor();
      expect(await fillIn(page, kind.fields, { ...example, title: `Answer ${given}` }, worker.zone)).toEqual([]);
      await page.locator('main form button[type=submit]').click();
      await page.getByRole('heading', { level: 1, name: kind.label.many }).waitFor();
    }
    // With the one that was made in its form before.
    await page.getByText(`${least} answers`).first().waitFor();
    expect(await violations(page)).toEqual([]);
    const rows = Array.from({ length: least }, (_one, index) => [`Sheet ${index + 1}`]);
    const buffer = Buffer.from(csvOf({ headings: [kind.fields['title']?.label ?? ''], rows }));
    await page.getByRole('button', { name: 'Import a table' }).click();
    await page.locator('input[type=file]').setInputFiles({ name: 'sheets.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await page.getByRole('heading', { name: 'What the import would do' }).waitFor();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('link', { name: `Go to ${kind.label.many}` }).click();
    await page
      .getByText(`${2 * least} answers`)
      .first()
      .waitFor();
    const taking = page.getByRole('button', { name: 'Export the table (CSV)' });
    const [download] = await Promise.all([page.waitForEvent('download'), taking.click()]);
    expect(await readFile(await download.path(), 'utf8')).toContain(`All (${2 * least} answers)`);
    await go(page, `/p/${placeOf(end)}/${id}`);
    await page.getByText('Nothing is linked to it yet.').waitFor();
    expect(heard.slice(before)).toEqual([]);
  },
);

test('whoever contributes is offered what he may change, and nothing else', async () => {
  const { id: owner } = await meOn(lea);
  const own = await create(page, 'task', { title: 'Of Lea', owner });
  await create(page, 'task', { title: 'Of somebody else' });
  await command(page, 'record.update', { id: own, fields: { owner } });
  await lea.goto('/p/CLN/plan');
  const grid = lea.getByRole('treegrid', { name: 'Tasks of the plan' });
  const indent = lea.getByRole('button', { name: 'Indent', exact: true });
  await grid.getByRole('gridcell', { name: 'Of somebody else' }).click();
  await lea.keyboard.press('F2');
  expect([await indent.count(), await grid.getByRole('textbox').count()]).toEqual([0, 0]);
  await expect.poll(() => lea.getByRole('button', { name: 'Withdraw', exact: true }).count()).toBe(0);
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
    await expect.poll(() => lea.getByRole('button', { name: 'Edit', exact: true }).count()).toBe(offered);
    await expect.poll(() => lea.getByRole('button', { name: 'Add a link' }).count()).toBe(offered);
  }
});
