import { verifyProof } from '@callosum/kernel/ledger';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clinicPlan, residentialConstruction, thousandTasks } from './plan.ts';
import { complaints, openStage, type Stage, violations } from './stage.ts';
import { importNew, join, OWNER, sign } from './steps.ts';

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));

describe('A newcomer', () => {
  let stage: Stage;
  let page: Page;
  let heard: string[];

  beforeAll(async () => {
    stage = await openStage();
    ({ page } = await stage.visitor());
    heard = complaints(page);
  });
  afterAll(() => stage.close());

  test('is told where the one-time link is, when he comes without it', async () => {
    await page.goto('/');
    await page.getByText('A one-time link for the first account was printed where Callosum was started.').waitFor();
  });

  test('makes the first account with the link and is offered the ways to begin', async () => {
    await join(page, stage.server.firstLink ?? '');
    const main = page.getByRole('main');
    await expect
      .poll(() => main.getByRole('link').allInnerTexts())
      .toEqual(['Our organisation', 'Start from a template', 'Import a plan']);
    await main.getByRole('button', { name: 'Load the demonstration hospital' }).waitFor();
  });

  test('finds the link used up', async () => {
    const { page: other, context } = await stage.visitor();
    await other.goto(stage.server.firstLink ?? '');
    await other.getByLabel('Name').fill('Somebody');
    await other.getByLabel('E-mail address').fill('somebody@example.org');
    await other.getByRole('textbox', { name: 'Password' }).fill('another long password');
    await other.getByRole('button', { name: 'Create account' }).click();
    await other.getByText('This link was used already.').waitFor();
    await context.close();
  });

  test('imports a plan after seeing what it would do, and lands on readiness', async () => {
    await importNew(page, clinicPlan(), 'CLN');
    await page.getByRole('list', { name: 'Gates from charter to benefits' }).waitFor();
    await expect
      .poll(() => page.getByRole('list', { name: 'Gates from charter to benefits' }).getByRole('listitem').count())
      .toBe(10);
  });

  test('imports a plan of a thousand tasks', async () => {
    await importNew(page, thousandTasks(), 'BIG');
    await page.goto('/p/BIG/register/task');
    const grid = page.getByRole('grid');
    await expect.poll(async () => Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(1_000);
    // Of a thousand rows only those in sight are in the page.
    await expect.poll(() => grid.getByRole('row').count()).toBeLessThan(100);
  });

  test('imports Residential Construction as Microsoft Project wrote it', async ({ skip }) => {
    const file = await residentialConstruction();
    if (!file) return skip('CALLOSUM_CORPORA is not set');
    await importNew(page, file, 'RES');
    await page.goto('/p/RES/register/task');
    await page
      .getByRole('row', { name: /General Conditions/ })
      .first()
      .waitFor();
  });

  test('opens a number to the rows that made it', async () => {
    await page.goto('/p/CLN/gate/T-60');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page
      .getByRole('link', { name: /Show the rows behind it: .*(baselined)/ })
      .first()
      .click();
    await page.getByText('Agree the scope').first().waitFor();
  });

  test('freezes a conditional decision with votes and a condition', async () => {
    await page.goto('/p/CLN/gate/T-60');
    await page.getByRole('button', { name: 'Decide this gate' }).click();
    await page.getByText('Conditional go', { exact: true }).click();
    await page
      .getByRole('textbox', { name: 'Rationale' })
      .fill('The laboratory answers on Thursday; everything else is in order.');
    await page.getByLabel('Voter 1').selectOption({ label: OWNER.name });
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('textbox', { name: 'Condition 1' }).fill('Laboratory confirms the mapping');
    await page.getByRole('button', { name: 'Decide and freeze the evidence' }).click();
    const paper = page.getByRole('region', { name: 'What you sign' });
    await paper.getByText('Conditional go at T-60').waitFor();
    await paper.getByText('The laboratory answers on Thursday').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `${SHOTS}sign.png` });
    // Escape closes the dialog of the signature and nothing else; what was typed is still there.
    await page.keyboard.press('Escape');
    await paper.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Decide and freeze the evidence' }).click();
    await sign(page);
    await page
      .getByText(/is decided: Conditional go/)
      .first()
      .waitFor();
    await page.getByText('Laboratory confirms the mapping').first().waitFor();
  });

  test('reads the frozen evidence on the decision’s own page as on the gate’s', async () => {
    await page.getByRole('link', { name: 'GDC-1' }).first().click();
    await page.getByRole('heading', { level: 1, name: /T-60/ }).waitFor();
    const decision = page.getByRole('region', { name: 'Decision' });
    await decision.getByText('Evidence at the time').waitFor();
    await decision
      .getByText(/\d+ rows? (was|were) not in order/)
      .first()
      .waitFor();
    await expect.poll(() => decision.locator('pre').count()).toBe(0);
    await page.getByText(`Signed: ${OWNER.name} decides the gate`).waitFor();
    await page.getByText('What was signed').first().click();
    await page.getByText('Conditional go at T-60').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `${SHOTS}signed.png`, fullPage: true });
  });

  test('verifies the ledger, and takes a proof that anybody can check offline', async () => {
    await page.goto('/p/CLN/ledger');
    await page.getByRole('button', { name: 'Verify the whole ledger' }).click();
    await page.getByText(/The ledger is whole/).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('link', { name: /Proof of event/ })
        .first()
        .click(),
    ]);
    const result = verifyProof(await readFile(await download.path(), 'utf8'));
    expect(result.ok).toBe(true);
  });

  test('never made the browser complain', () => {
    // A refused one-time link and a page asked for before signing in answer with 4xx, which Chromium logs.
    expect(heard.filter((line) => !/the server responded with a status of 4\d\d/.test(line))).toEqual([]);
  });
});
