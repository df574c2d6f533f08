import { readHl7 } from '@callosum/hl7v2';
import { createSender } from '@callosum/interoperability/server';
import { createServer } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, invite, openClinic } from './clinic.ts';
import { complaints, overflow, violations } from './stage.ts';
import { join, LEAD } from './steps.ts';

const PORTS = 'CALLOSUM_MLLP_PORTS';
const KEY = 'MCL';
/** What the interface has to prove at T-30, by the scorecard. */
const CRITERIA = [
  'Interfaces are proved end to end',
  'Messages that came in conform, trigger by trigger',
  'No critical code is unmapped',
  'No code is lost silently',
  'Every queue has an owner',
  'Sent is delivered, rejected and queued',
  'Patient data is protected on the way',
];

/** Twenty-five admissions as the source sends them: own codes, a segment of its own, a name that nobody may see. */
const sent = Array.from({ length: 25 }, (_, at) => [
  `MSH|^~\\&|MERIDIAN|NORTH|CARELINK|EAST|20260102030405||ADT^A01^ADT_A01|M${1000 + at}|P|2.5.1`,
  'EVN||20260102030405',
  `PID|1||47${100 + at}^^^NORTH^MR||Garciaz^Maria||19800228|${at % 2 ? 'F' : 'M'}`,
  `PV1|1|${at % 3 ? 'I' : 'E'}|4W`,
  'ZPV|1|GREEN',
]);
/** As the target takes them today, from the feed that the new one replaces. */
const taken = Array.from({ length: 50 }, (_, at) => [
  `MSH|^~\\&|ENGINE|NORTH|CARELINK|EAST|20260102030405||ADT^A01^ADT_A01|E${1000 + at}|P|2.5.1`,
  'EVN||20260102030405',
  `PID|1||55${100 + at}^^^NORTH^MR||Oseiz^Grace||19610719|${at % 2 ? '2' : '1'}`,
  `PV1|1|${at % 3 ? 'INP' : 'EMR'}|4W`,
]);
const textOf = (messages: readonly (readonly string[])[]): string =>
  messages.map((lines) => `${lines.join('\r')}\r`).join('');
const file = (name: string, messages: readonly (readonly string[])[]) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(textOf(messages)),
});

/** Fifty samples of two systems at one end, green criteria of a gate at the other, and nothing between them but what the screens offer. */
describe('An interface from samples to its gate', () => {
  let clinic: Clinic;
  let page: Page;
  let heard: string[];
  let port = 0;
  const button = (name: RegExp | string) => page.getByRole('button', { name, exact: typeof name === 'string' });
  const inForm = (label: string) => page.locator('main form').getByLabel(label).first();

  beforeAll(async () => {
    port = await freePort();
    process.env[PORTS] = String(port);
    clinic = await openClinic({ isEmpty: true });
    delete process.env[PORTS];
    page = clinic.owner;
    heard = complaints(page);
  });
  afterAll(() => clinic.close());

  test('begins with a project for one interface', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Start from a template' }).click();
    await page.getByLabel('Title').fill('Meridian to CareLink');
    await page.getByLabel('Key').fill(KEY);
    await page.getByRole('radio', { name: 'Interface' }).check();
    await page.getByLabel('How many interfaces to other systems does it need?').fill('1');
    await button('Show what will be made').click();
    await page.locator('button[type=submit]:not([data-loading])', { hasText: 'Start' }).click();
    await page.getByRole('heading', { level: 1, name: 'Readiness' }).waitFor();
    const path = await invite(page, { role: 'lead', project: KEY });
    const { page: other, context } = await clinic.visitor();
    await join(other, path, LEAD);
    await context.close();
  });

  test('says what it carries and whose it is, and makes the systems where they are linked', async () => {
    await page.goto(`/p/${KEY}/INT-1`);
    await button('Edit').click();
    await inForm('Criticality').selectOption({ index: 1 });
    await inForm('Owner at the source').selectOption({ label: 'Ada Ward' });
    await inForm('Owner at the target').selectOption({ label: LEAD.name });
    await page.getByRole('combobox', { name: 'Standard', exact: true }).selectOption('hl7v2');
    await inForm('Protection on the way').selectOption('vpn');
    await expect.poll(() => page.getByRole('checkbox', { name: 'Carries patient data' }).isChecked()).toBe(true);
    await page.getByRole('textbox', { name: 'Triggers' }).fill('ADT^A01');
    await page.getByRole('textbox', { name: 'When it is down' }).fill('Wards telephone.');
    await button('Save').click();
    for (const [link, name] of [
      ['is sent by', 'Meridian'],
      ['is received by', 'CareLink'],
    ] as const) {
      await button('Add a link').click();
      await page.getByLabel('Link', { exact: true }).selectOption({ label: link });
      await page.locator('main').getByRole('link', { name: 'System', exact: true }).click();
      await page.locator('main form').getByRole('textbox', { name: 'Name' }).fill(name);
      await inForm('Application owner').selectOption({ label: 'Ada Ward' });
      await button('Create').click();
      await page.getByRole('region', { name: 'Links' }).getByText(name).waitFor();
    }
  });

  test('learns both profiles from samples, and makes work of every difference', async () => {
    await page.goto(`/p/${KEY}/view/interface`);
    await page.getByRole('link', { name: 'Learn a profile from messages' }).first().click();
    await page
      .locator('input[type=file]')
      .setInputFiles([file('meridian.hl7', sent), file('carelink.hl7', taken.slice(0, 25))]);
    await page.getByText('50 of 50 messages').waitFor();
    await page.locator('main').getByText('Profiles', { exact: true }).click();
    for (const [sender, end] of [
      ['MERIDIAN · NORTH', 'source'],
      ['ENGINE · NORTH', 'target'],
    ] as const) {
      const form = page.getByRole('region', { name: sender });
      // The system that the interface comes from is known by its name.
      await expect.poll(() => form.getByLabel('End').inputValue()).toBe(end);
      await form.getByRole('button', { name: 'Learn and keep the profile' }).click();
      await form.getByRole('link', { name: 'Open it field by field' }).waitFor();
    }
    await page.getByRole('link', { name: 'Compare the two profiles' }).click();
    const questions = page.getByRole('group', { name: 'Eight questions' }).getByRole('button');
    await questions.first().waitFor();
    for (const question of await questions.all()) {
      await question.click();
      await page.getByRole('checkbox', { name: 'Choose all that are shown and open' }).check();
      await button(/^Take up/).click();
      await button('Choose differences below').waitFor();
    }
    await page.getByText('0open').waitFor();
  });

  test('maps fields and codes until every message fits the target', async () => {
    await page.getByRole('link', { name: 'Next: map row by row' }).click();
    await page.getByLabel('As the source sends it').selectOption({ index: 1 });
    await page.getByLabel('As the target expects it').selectOption({ index: 2 });
    await button('Begin').click();
    await button('Try the messages kept with the profile of the source').click();
    await page.getByText('25 messages are tried in this browser.').waitFor();
    await button(/^Accept \d+ proposals$/).click();
    await button(/^Open \d+/).click();
    const rule = async (place: string, kind: string, value?: string): Promise<void> => {
      await button(`Change what becomes of ${place}`).click();
      const editor = page.getByRole('form', { name: `What becomes of ${place}` });
      await expect.poll(() => editor.getByLabel('Rule').inputValue()).toBe('codes');
      if (value === undefined) await editor.getByRole('button', { name: 'A new code map' }).click();
      else {
        await editor.getByLabel('Rule').selectOption(kind);
        await editor.getByLabel('Value').fill(value);
      }
      await editor.getByLabel('Status').selectOption('agreed');
      await editor.getByRole('button', { name: 'Set' }).click();
      await editor.waitFor({ state: 'detached' });
    };
    await rule('MSH-3', 'constant', 'ENGINE');
    await rule('PID-8', 'codes');
    await rule('PV1-2', 'codes');
    await button('Keep the mapping').click();
    await page.getByText(/^Kept: /).waitFor();
    for (const [map, codes] of [
      ['CDM-1', { F: '2', M: '1' }],
      ['CDM-2', { I: 'INP', E: 'EMR' }],
    ] as const) {
      await button(new RegExp(`^${map}`)).click();
      for (const [from, to] of Object.entries(codes)) {
        await page.getByRole('combobox', { name: `Code at the target for ${from}`, exact: true }).fill(to);
        await page.keyboard.press('Enter');
      }
      await page.getByRole('checkbox', { name: 'None of these codes is critical' }).check();
      await button('Keep the code map').click();
      await page.getByText('2 of 2 codes in use mapped').waitFor();
    }
    await page.getByText('25of 25 messages fit the target').waitFor();
    // Its code maps are others than when it was kept.
    await button('Keep the mapping').click();
    await button('Keep the mapping').waitFor({ state: 'detached' });
    expect(await violations(page)).toEqual([]);
  });

  test('opens a port, and passes its cases over MLLP', async () => {
    await page.goto(`/p/${KEY}/view/interface`);
    await page.getByRole('link', { name: 'Open a test endpoint' }).first().click();
    await page.getByRole('textbox', { name: 'Name of the environment' }).fill('CareLink test');
    await button('Open it and listen').click();
    await page.getByText(`Listens at 127.0.0.1:${port}`).waitFor();
    await page.getByRole('link', { name: 'Next: make cases for a test' }).click();
    await button('Make cases').click();
    await button('Try them here').click();
    await page.getByText('9 of 9 cases pass here.').waitFor();
    await button('Keep as a test').click();
    await button(/^Run over MLLP/).click();
    await page.getByRole('cell', { name: /^Passed on .* and stands$/ }).waitFor();
  });

  test('tells what partners sent from what runs sent', async () => {
    const sender = createSender({ host: '127.0.0.1', port });
    const answers = await Promise.all(readHl7(textOf(taken)).messages.map((message) => sender.send(message)));
    sender.close();
    expect(answers.map(({ code }) => code)).toEqual(taken.map(() => 'AA'));
    await page.goto(`/p/${KEY}/view/received`);
    await page.getByText('50messages of partners').waitFor();
    await page.getByText('9besides, of runs of tests').waitFor();
    await page.getByText('Nobody is connected.').waitFor();
  });

  test('finds every criterion of the interface met at its gate', async () => {
    const metAt = async (gate: string): Promise<string[]> => {
      await page.goto(`/p/${KEY}/gate/${gate}`);
      const rows = page.getByRole('row').filter({ has: page.getByRole('cell', { name: 'met', exact: true }) });
      await rows.first().waitFor();
      return rows.getByRole('rowheader').allInnerTexts();
    };
    await expect
      .poll(async () => (await metAt('T-30')).map((title) => title.replace(/\s*stop$/, '')))
      .toEqual(expect.arrayContaining(CRITERIA));
    expect(await metAt('design')).toEqual(
      expect.arrayContaining(['Every system has an owner', 'Every interface has an owner on both sides']),
    );
    await page.setViewportSize({ width: 390, height: 844 });
    for (const view of ['mapping', 'gaps', 'received', 'interface']) {
      await page.goto(`/p/${KEY}/view/${view}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await overflow(page)).toBe(0);
    }
    expect(heard).toEqual([]);
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', () => resolve()));
  const address = probe.address();
  await new Promise<void>((resolve) => void probe.close(() => resolve()));
  return typeof address === 'object' && address ? address.port : 0;
}
