import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, command, create, openClinic } from './clinic.ts';
import { complaints, LOOK_NAMES, violations } from './stage.ts';

/** What is there once a screen is whole. */
const SIGNS = { matrix: 'By level', gate: 'How the score comes about' } as const;

describe('the disciplines of a project', () => {
  let clinic: Clinic;
  let ada: Page;
  let heard: readonly string[];

  const run = (name: string, input: object) => command(ada, name, input);
  const make = (kind: string, fields: object) => create(ada, kind, fields);

  beforeAll(async () => {
    clinic = await openClinic();
    ada = clinic.owner;
    heard = complaints(ada);
  });
  afterAll(() => clinic.close());

  test('are asked by the gates once the scorecard is added, and nothing of it is green without proof', async () => {
    await ada.goto('/p/CLN');
    await ada.getByRole('button', { name: 'Add the scorecard' }).click();
    const dialog = ada.getByRole('dialog', { name: 'Add the scorecard' });
    await dialog.getByRole('checkbox', { name: 'Go-live' }).uncheck();
    await ada.screenshot({ path: 'e2e/screenshots/scorecard-dialog.png' });
    await dialog.getByRole('button', { name: 'Add the scorecard' }).click();
    await dialog.waitFor({ state: 'detached' });
    await ada.goto('/p/CLN?gate=go-no-go');
    await ada.getByText('No hazard is rated 4 or 5 today').first().waitFor();
    await expect.poll(() => ada.getByText('The last safe rollback is kept').count()).toBe(0);
  });

  test('show through what a verified safeguard stopped counting', async () => {
    const guard = await make('safeguard', { title: 'Automatic log-off' });
    await run('record.move', { id: guard, move: 'implement' });
    const proof = await make('evidence', { title: 'Settings of the domain', effectiveOn: '2026-01-05' });
    await run('record.move', { id: proof, move: 'accept' });
    await ada.goto('/p/CLN/SGD-1');
    await ada.getByText('Nothing it could rest on is linked yet').waitFor();
    await ada.getByRole('button', { name: 'Verify safeguard' }).press('Enter');
    const dialog = ada.getByRole('dialog', { name: 'Verify safeguard' });
    await dialog.getByLabel('Evidence').first().fill('domain');
    await dialog.getByRole('option', { name: 'EVD-1 Settings of the domain' }).click();
    expect(await violations(ada)).toEqual([]);
    await ada.screenshot({ path: 'e2e/screenshots/verify-dialog.png' });
    // Leaving the field closes its list, which lies over the button.
    await dialog.getByLabel('Evidence').first().press('Tab');
    await dialog.getByRole('button', { name: 'Verify safeguard', exact: true }).click();
    await ada.getByText('It rests on 1 piece of evidence').waitFor();
    await run('record.update', { id: proof, fields: { validUntil: '2026-01-06' } });
    await ada.getByText('EVD-1 has changed since it was looked at').waitFor();
    await ada.screenshot({ path: 'e2e/screenshots/decayed-safeguard.png' });
    expect(heard).toEqual([]);
  });

  test('offer what commands do in a dialog made from their declaration: a test’s result is recorded with what was seen', async () => {
    const lab = await make('interface', { title: 'Results to the record' });
    const sent = await make('interfaceTest', { title: 'A potassium result', level: 'endToEnd' });
    await run('link.create', { type: 'interfaceTest.tests', from: sent, to: lab });
    await ada.goto('/p/CLN/ITS-1');
    await ada.getByRole('button', { name: 'Record result' }).press('Enter');
    const dialog = ada.getByRole('dialog', { name: 'Record result' });
    const record = dialog.getByRole('button', { name: 'Record result' });
    await expect.poll(() => record.isDisabled()).toBe(true);
    await dialog.getByLabel('Result').first().selectOption('Failed');
    await dialog.getByLabel('Messages sent').fill('4');
    await dialog.getByLabel('Correct at the target').fill('3');
    await record.press('Enter');
    await dialog.getByText('It failed, and nothing says how').first().waitFor();
    expect(await violations(ada)).toEqual([]);
    await ada.screenshot({ path: 'e2e/screenshots/record-result-dialog.png' });
    await dialog.getByLabel('What was found').fill('One came without its unit.');
    await record.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await ada.getByText('ITS-1 has').or(ada.getByText('One came without its unit.')).first().waitFor();
    expect(heard.filter((one) => !one.includes('422') && !one.includes('400'))).toEqual([]);
  });

  test('plan a scenario for its roles, units and shifts, and say before how many executions that makes', async () => {
    const scenario = await make('uatScenario', { title: 'Admission by night' });
    for (const [kind, title] of [
      ['jobRole', 'Nurse'],
      ['unit', 'Ward 3'],
      ['unit', 'Ward 4'],
      ['shift', 'Night'],
    ] as const) {
      const to = await create(ada, kind, { title }, 'organisation');
      await run('link.create', { type: 'uatScenario.plannedFor', from: scenario, to });
    }
    await ada.goto('/p/CLN/UAS-1');
    const open = ada.getByRole('button', { name: 'Plan executions' });
    await open.press('Enter');
    const dialog = ada.getByRole('dialog', { name: 'Plan executions' });
    await dialog.getByText('New: 2 UAT executions').waitFor();
    expect(await violations(ada)).toEqual([]);
    await ada.screenshot({ path: 'e2e/screenshots/plan-executions.png' });
    await dialog.getByRole('button', { name: 'Plan executions' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await open.press('Enter');
    await dialog.getByText('There is nothing left to do.').waitFor();
  });

  test('show hazards in their matrix: how many stand where, which they are, and why one has not come down', async () => {
    const rated = (likelihood: string, severity: string, rank: number) => ({
      table: 'nhs-clinical-risk',
      version: '4.2',
      at: { likelihood, severity },
      level: `${rank}`,
      rank,
    });
    const hazard = await make('hazard', {
      title: 'Result to the wrong patient',
      initial: rated('high', 'major', 4),
      residual: rated('low', 'significant', 2),
    });
    await make('hazard', { title: 'Dose without unit', initial: rated('medium', 'major', 3) });
    const control = await make('safetyControl', { title: 'Two identifiers' });
    await run('link.create', { type: 'safetyControl.reduces', from: control, to: hazard });
    await ada.goto('/p/CLN/register/hazard');
    await ada.getByRole('button', { name: 'Matrix' }).press('Enter');
    const cell = ada.getByRole('button', { name: '1 Hazard at High × Major' });
    await cell.press('Enter');
    await ada.getByRole('rowheader', { name: 'HAZ-1 Result to the wrong patient' }).waitFor();
    await ada.getByRole('button', { name: 'Residual rating' }).press('Enter');
    await ada.getByRole('button', { name: '1 Hazard at Low × Significant' }).waitFor();
    expect(await violations(ada)).toEqual([]);
    await ada.goto('/p/CLN/HAZ-1');
    await ada.getByText('does not count: is not verified as built').waitFor();
    expect(heard.filter((one) => !one.includes('422') && !one.includes('400'))).toEqual([]);
  });

  test('let weights and thresholds of a gate be changed at once, and say how its score comes about', async () => {
    await ada.goto('/p/CLN/gate/go-no-go');
    await ada.getByRole('heading', { name: 'How the score comes about' }).waitFor();
    await ada.getByRole('heading', { name: 'Stop criteria: each of them blocks the gate' }).waitFor();
    await ada.getByRole('button', { name: 'Weights and thresholds' }).press('Enter');
    const weight = ada.getByRole('spinbutton', { name: 'Weight: No hazard is rated 4 or 5 today' });
    await weight.fill('0');
    await ada.getByRole('button', { name: 'Save' }).press('Enter');
    await ada.getByRole('alert').first().waitFor();
    expect(await violations(ada)).toEqual([]);
    await ada.screenshot({ path: 'e2e/screenshots/criteria-editor.png', fullPage: true });
    await weight.fill('37');
    await ada.getByRole('button', { name: 'Save' }).press('Enter');
    await ada.getByText(/^37 \(/).waitFor();
    expect(heard.filter((one) => !one.includes('422') && !one.includes('400'))).toEqual([]);
  });

  test('tell what rests on a record through others, by discipline', async () => {
    await ada.goto('/p/CLN/CTL-1');
    await ada.getByRole('button', { name: 'Show what rests on it' }).press('Enter');
    await ada.getByText('1 record rests on it.').waitFor();
    await ada.getByRole('link', { name: 'HAZ-1 Result to the wrong patient' }).last().waitFor();
    expect(await violations(ada)).toEqual([]);
  });

  test.each(LOOK_NAMES)('read well on the record of a safeguard that decayed, in %s', async (look) => {
    const { page, context } = await clinic.ownerIn(look);
    await page.goto('/p/CLN/SGD-1');
    await page.getByText('EVD-1 has changed since it was looked at').waitFor();
    expect(await violations(page)).toEqual([]);
    if (look === 'phone') await page.screenshot({ path: 'e2e/screenshots/decayed-safeguard-phone.png' });
    for (const [path, name] of [
      ['register/hazard?as=matrix', 'matrix'],
      ['gate/go-no-go', 'gate'],
    ] as const) {
      await page.goto(`/p/CLN/${path}`);
      await page.getByText(SIGNS[name]).first().waitFor();
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: `e2e/screenshots/${name}-${look}.png`, fullPage: true });
    }
    await page.goto('/p/CLN/new/hazard');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await violations(page)).toEqual([]);
    if (look !== 'light') await page.screenshot({ path: `e2e/screenshots/hazard-${look}.png`, fullPage: true });
    await context.close();
  });
});
