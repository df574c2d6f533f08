import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { type Clinic, create, openClinic } from './clinic.ts';
import { complaints, overflow, violations } from './stage.ts';

/** Twenty-five messages of a system, with a name in each that nobody may see; the two systems differ in sex codes and in what they fill. */
function samples(sender: string, more: (at: number) => readonly [sex: string, visit: string]): string {
  return Array.from({ length: 25 }, (_, at) => {
    const [sex, visit] = more(at);
    return [
      `MSH|^~\\&|${sender}|WEST|EHR|EAST|20260102030405||ADT^A01^ADT_A01|${sender}${at}|P|2.5.1`,
      'EVN||20260102030405',
      `PID|1||47${at}00^^^WEST^MR||Garciaz^Maria^J||19800228|${sex}|||12 Elm St^^Omaha^NE^68102`,
      `PV1|1|I|${visit}`,
    ].join('\r');
  }).join('\r');
}

describe('An interface analyst', () => {
  let clinic: Clinic;
  let page: Page;
  let heard: string[];
  const sent: string[] = [];

  beforeAll(async () => {
    clinic = await openClinic();
    page = clinic.owner;
    heard = complaints(page);
    page.on('request', (request) => sent.push(request.postData() ?? ''));
    await create(page, 'interface', { title: 'Admissions' });
  });
  afterAll(() => clinic.close());

  const files = [
    { name: 'his.hl7', mimeType: 'text/plain', buffer: Buffer.from(samples('HIS', () => ['F', '4W^101^1'])) },
    { name: 'ehr.hl7', mimeType: 'text/plain', buffer: Buffer.from(samples('EHR', (at) => [at % 2 ? '2' : '1', ''])) },
  ];

  test('drops messages of two systems, which are scanned and checked in the browser', async () => {
    await page.goto('/p/CLN/view/messages');
    await page.locator('input[type=file]').setInputFiles(files);
    await page.getByText('50 of 50 messages').waitFor();
    await page
      .getByRole('button', { name: /ADT.A01/ })
      .first()
      .focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^ADT\^A01/ }).waitFor();
    await page.getByTitle(/^PID-8 Administrative Sex/).click();
    await page.getByRole('heading', { name: /PID-8/ }).waitFor();
    expect(await page.getByText('Garciaz').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    expect(sent.join('\n')).not.toContain('Garciaz');
  });

  test('learns a profile of each', async () => {
    await page.locator('main').getByText('Profiles', { exact: true }).click();
    for (const sender of ['HIS · WEST', 'EHR · WEST']) {
      const form = page.getByRole('region', { name: sender });
      const end = sender.startsWith('HIS') ? 'source' : 'target';
      await form.getByLabel('End').selectOption(end);
      await form.getByLabel('Interface').selectOption({ label: 'INT-1 Admissions' });
      await form.getByRole('button', { name: 'Learn and keep the profile' }).click();
      await form.getByRole('link', { name: 'Open it field by field' }).waitFor();
    }
    expect(sent.join('\n')).not.toContain('Garciaz');
  });

  test('makes work of the gaps between them, with an owner', async () => {
    await page.getByRole('link', { name: 'Compare the two profiles' }).click();
    await page.getByRole('button', { name: /^Codes/ }).click();
    await page.getByRole('checkbox', { name: 'Choose PID-8' }).check();
    await page.getByRole('button', { name: 'Take up 1 difference' }).click();
    const row = page.getByRole('row', { name: /PID-8/ });
    await row.getByRole('link', { name: /TSK-/ }).waitFor();
    await row.getByRole('link', { name: /GAP-1/ }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('changes a field and a segment of a profile as one change', async () => {
    await page.goto('/p/CLN/view/profile?segment=PID');
    await page.getByRole('textbox', { name: 'PID-8 Longest' }).fill('3');
    await page.getByRole('combobox', { name: 'PID-8 Usage' }).selectOption('RE');
    await page.getByRole('combobox', { name: 'PV1 Usage' }).selectOption('R');
    await page.getByRole('textbox', { name: 'PV1 How often' }).fill('1..2');
    await page.getByRole('textbox', { name: 'PV1 Note' }).fill('one visit, or its transfer');
    await page.getByRole('button', { name: 'Keep 2 changes' }).click();
    await page.getByRole('button', { name: /^Keep/ }).waitFor({ state: 'detached' });
    await expect.poll(() => page.getByRole('textbox', { name: 'PID-8 Longest' }).inputValue()).toBe('3');
    await expect.poll(() => page.getByRole('textbox', { name: 'PV1 How often' }).inputValue()).toBe('1..2');
    await expect
      .poll(() => page.getByRole('textbox', { name: 'PV1 Note' }).inputValue())
      .toBe('one visit, or its transfer');
    expect(await violations(page)).toEqual([]);
  });

  test('says when a field and a segment are required, what a component is like, and which codes there are', async () => {
    await page.goto('/p/CLN/view/profile?segment=PV1');
    await page.getByRole('combobox', { name: 'PV1-3 Usage' }).selectOption('C');
    await page.getByRole('button', { name: 'Assigned Patient Location' }).click();
    const condition = page.getByRole('group', { name: 'When PV1-3 is required' });
    await condition.getByLabel('Place of line 1').fill('PID-3');
    await condition.getByRole('combobox', { name: 'Test of line 1' }).selectOption('is one of');
    await page.getByText('PV1-3: line 1 of the condition names no place that it can speak of.').waitFor();
    await condition.getByLabel('Place of line 1').fill('PV1-2');
    await page.getByText('PV1-3: line 1 of the condition lacks values.').waitFor();
    await condition.getByRole('textbox', { name: 'Values of line 1' }).fill('I, E');
    await page.getByRole('textbox', { name: 'PV1-3.1 Note' }).fill('the ward');
    await page.getByRole('combobox', { name: 'EVN Usage' }).selectOption('C');
    await page.getByRole('button', { name: 'When EVN is required' }).click();
    const event = page.getByRole('group', { name: 'When EVN is required' });
    await event.getByLabel('Place of line 1').fill('PV1');
    const codes = page.getByRole('region', { name: 'Tables of codes' });
    await codes.getByRole('combobox', { name: 'Table' }).selectOption({ label: 'PV1-2 Patient Class' });
    await codes.getByRole('textbox', { name: 'New code', exact: true }).fill('E');
    await codes.getByRole('textbox', { name: 'Meaning of the new code' }).fill('Emergency');
    await codes.getByRole('button', { name: 'Add the code' }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Keep 4 changes' }).click();
    await page.getByRole('button', { name: /^Keep/ }).waitFor({ state: 'detached' });
    await page.reload();
    await page
      .getByRole('row', { name: /^PV1-3 / })
      .getByText('PV1-2 is one of I, E')
      .waitFor();
    await page.getByRole('row', { name: /^EVN/ }).getByText('PV1 is valued').waitFor();
    await page.getByRole('button', { name: 'Assigned Patient Location' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'PV1-3.1 Note' }).inputValue()).toBe('the ward');
    await codes.getByRole('combobox', { name: 'Table' }).selectOption({ label: 'PV1-2 Patient Class' });
    await expect.poll(() => codes.getByRole('textbox', { name: 'E Meaning' }).inputValue()).toBe('Emergency');
  });

  test('maps rows beside what messages hold, and codes as proposed; the interface’s page then says how far it is', async () => {
    await page.goto('/p/CLN/view/mapping');
    await page.getByLabel('As the source sends it').selectOption({ index: 1 });
    await page.getByLabel('As the target expects it').selectOption({ index: 2 });
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await page.getByRole('button', { name: 'Try the messages kept with the profile of the source' }).click();
    await page.getByText('25 messages are tried in this browser.').waitFor();
    const row = page.getByRole('row', { name: /^PV1-2/ });
    await row.getByText('I (25 ×)').first().waitFor();
    await row.getByRole('button', { name: 'Change what becomes of PV1-2' }).click();
    const editor = page.getByRole('form', { name: 'What becomes of PV1-2' });
    await editor.getByLabel('Rule').selectOption('codes');
    await editor.getByRole('button', { name: 'A new code map' }).click();
    await editor.getByLabel('Status').selectOption('agreed');
    await editor.getByRole('button', { name: 'Set' }).click();
    await row.getByText('A code is not mapped.').waitFor();
    await page.getByRole('button', { name: /^Accept \d+ proposals$/ }).click();
    await page.getByRole('button', { name: 'Keep the mapping' }).click();
    await page.getByText(/Kept: \d+ fields in use, .* and 25 messages/).waitFor();
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: /^CDM-1 Codes of PV1-2/ }).click();
    await page.getByRole('checkbox', { name: 'I is critical' }).check();
    await page.getByRole('button', { name: /^I .*the same code/ }).click();
    await page.getByRole('button', { name: 'Keep the code map' }).click();
    await page.getByText(/The code map was kept: 1 of 1 code in use is mapped/).waitFor({ state: 'attached' });

    await page.goto('/p/CLN/view/interface');
    await page.getByRole('button', { name: /^0.*critical codes unmapped/ }).waitFor();
    await page.getByRole('button', { name: /^\d+(\.\d)?\s?%.*of its fields mapped/ }).click();
    await page
      .getByRole('cell', { name: /fields are neither mapped nor left behind|fields are accounted for/ })
      .waitFor();
  });

  test('makes cases for a test, tries them at once, and has the server run them', async () => {
    await page.goto('/p/CLN/view/runs');
    await page.getByLabel('Of the source, as mapped').fill('0');
    await page.getByRole('button', { name: 'Make cases', exact: true }).click();
    await page.getByRole('button', { name: 'Try them here' }).click();
    await page.getByText('6 of 6 cases pass here.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Level').selectOption('message');
    await page.getByRole('button', { name: 'Keep as a test' }).click();
    await page.getByRole('button', { name: /^Run through the engine/ }).click();
    await page.getByRole('cell', { name: /^Passed on .* and stands$/ }).waitFor();
  });

  test('sees what an interface lacks, what to do next, and hands its partner a pack', async () => {
    await page.goto('/p/CLN/view/inventory');
    await page.getByRole('link', { name: 'INT-1 Admissions' }).click();
    await page.getByRole('heading', { name: /things are missing for readiness/ }).waitFor();
    await page.getByRole('button', { name: /last end to end/ }).click();
    await page.getByRole('cell', { name: 'No end-to-end test has been run' }).waitFor();
    const [pack] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Partner pack' }).click(),
    ]);
    expect(pack.suggestedFilename()).toBe('CLN-INT-1.zip');
    await page.getByText('specification.md').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('sees it on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const view of ['messages', 'profile', 'gaps', 'mapping', 'inventory', 'interface', 'runs', 'received']) {
      await page.goto(`/p/CLN/view/${view}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await overflow(page)).toBe(0);
    }
    expect(heard).toEqual([]);
  });
});
