import { addDays } from '@callosum/kernel';
import { API_PATH, readiness } from '@callosum/kernel/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Clinic, command, create, openClinic } from './clinic.ts';
import { OWNER, sign } from './steps.ts';

const KEY = 'WARD';
const today = new Date().toISOString().slice(0, 10);
const soon = addDays(today, 30);

const recordPage = z.object({ rows: z.array(z.looseObject({ id: z.string() })) });
const account = z.object({ id: z.string() });

describe('A project, from its template through all its gates to its benefit', () => {
  let clinic: Clinic;
  let page: Page;
  let me = '';

  const make = (kind: string, fields: object): Promise<string> => create(page, kind, fields, KEY);
  /** Opens a gate and looks at its criteria. */
  const openGate = async (gate: string): Promise<void> => {
    await page.goto(`/p/${KEY}/gate/${gate}`);
    await page.getByRole('heading', { level: 2, name: 'Criteria' }).waitFor();
  };
  const waive = async (criterion: string, reason: string): Promise<void> => {
    await page
      .getByRole('row', { name: new RegExp(criterion) })
      .getByRole('button', { name: /Waive/ })
      .click();
    await page.getByRole('textbox', { name: 'Reason' }).fill(reason);
    await page.getByRole('dialog').getByRole('button', { name: 'Waive' }).click();
    await sign(page);
    await page
      .getByText(new RegExp(`${criterion} is waived until`))
      .first()
      .waitFor();
  };
  const decide = async (outcome: string, rationale: string): Promise<void> => {
    await page.getByRole('button', { name: 'Decide this gate' }).click();
    await page.getByText(outcome, { exact: true }).click();
    await page.getByRole('textbox', { name: 'Rationale' }).fill(rationale);
    await page.getByLabel('Voter 1').selectOption({ label: OWNER.name });
    await page.getByRole('button', { name: 'Decide and freeze the evidence' }).click();
    await sign(page);
    await page
      .getByText(new RegExp(`is decided: ${outcome}`))
      .first()
      .waitFor();
  };

  beforeAll(async () => {
    clinic = await openClinic({ isEmpty: true });
    page = clinic.owner;
    me = account.parse(await (await page.request.get(`${API_PATH}/me`)).json()).id;
  });
  afterAll(() => clinic.close());

  test('begins with a template', async () => {
    await page.goto('/start?type=project');
    await page.getByLabel('Title').fill('Ward list');
    await page.getByLabel('Key').fill(KEY);
    await page.getByRole('radio', { name: 'Small app' }).check();
    await page.getByRole('combobox', { name: /identifiable patients/ }).selectOption('No');
    await page.getByRole('combobox', { name: /harm/ }).selectOption('No');
    await page.getByRole('button', { name: 'Show what will be made' }).click();
    await page.getByRole('region', { name: 'What will be made' }).waitFor();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('heading', { level: 1, name: 'Readiness' }).waitFor();
    await page.getByText('Go/no-go').first().waitFor();
  });

  test('is not green before anybody has written anything down', async () => {
    await openGate('charter');
    const unknown = page.getByRole('row').filter({ hasText: /unknown/i });
    await unknown.first().waitFor();
    expect(
      await page
        .getByRole('row')
        .filter({ hasText: /100 ?%/ })
        .count(),
    ).toBe(0);
  });

  test('passes its charter when what decides it is recorded', async () => {
    await make('need', { title: 'The ward knows at seven who is where', measure: 'Minutes of search per shift' });
    await make('decision', { title: 'Who may change the list', owner: me, due: soon });
    await make('risk', {
      title: 'Two lists for a while',
      likelihood: '2',
      impact: '2',
      response: 'reduce',
      responsePlan: 'Paper ends on the day of go-live.',
      owner: me,
      due: soon,
    });
    await openGate('charter');
    await page.getByText('100 %').or(page.getByText('100%')).first().waitFor();
    await decide('Go', 'The need is measured, the risk is carried.');
  });

  test('takes its baseline, does its work, and goes live', async () => {
    await page.goto(`/p/${KEY}`);
    await page.getByRole('link', { name: 'About the project' }).click();
    await page.getByRole('button', { name: 'Take a baseline' }).click();
    await page.getByRole('textbox', { name: 'Called' }).fill('Agreed at the charter');
    await page.getByRole('dialog').getByRole('button', { name: 'Take a baseline' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const path = `${API_PATH}/projects/${KEY}/records/task?limit=100`;
    const { rows } = recordPage.parse(await (await page.request.get(path)).json());
    const records = rows.map(({ id }) => ({ id, fields: { percentComplete: 100, owner: me } }));
    await command(page, 'record.edit', { records }, KEY);
    await openGate('go-no-go');
    await waive('What was due is complete', 'Nothing was due before today.');
    await decide('Go', 'Everything is done and everybody knows how.');
  });

  test('is stable in use', async () => {
    await openGate('stabilised');
    await waive('What was due is complete', 'Nothing was due before today.');
    await decide('Go', 'A month without an open ticket.');
    await page.goto(`/p/${KEY}`);
    await page
      .getByRole('link', { name: /Stabilised/ })
      .first()
      .waitFor();
    const { gates } = readiness.parse(await (await page.request.get(`${API_PATH}/projects/${KEY}/readiness`)).json());
    expect(gates.map(({ key, state }) => [key, state])).toEqual([
      ['charter', 'passed'],
      ['go-no-go', 'passed'],
      ['stabilised', 'passed'],
    ]);
  });

  test('ends with the benefit, in figures', async () => {
    await page.goto(`/p/${KEY}/new/benefit`);
    await page.getByLabel('Benefit *').fill('Less search');
    await page.getByLabel('Sort *').selectOption('Benefit');
    await page.getByLabel('Better is').selectOption('Lower');
    await page.getByLabel('Before', { exact: true }).fill('25');
    await page.getByLabel('Target', { exact: true }).fill('10');
    await page.getByLabel('Measured last', { exact: true }).fill('8');
    await page.getByLabel('Measured on', { exact: true }).fill(today);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { level: 1, name: /Less search/ }).waitFor();
  });
});
