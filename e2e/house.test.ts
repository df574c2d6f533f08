import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PROVIDER_PATHS } from '@callosum/kernel/contract';
import { openPostOffice, type PostOffice, startOidcProvider, type TestOidcProvider } from '@callosum/server/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, openClinic } from './clinic.ts';
import { complaints, violations } from './stage.ts';
import { join, OWNER, sign } from './steps.ts';

const PIA = { name: 'Pia Partner', email: 'pia@vendor.example', password: 'a partner sees what was shared' };
const AUDE = { name: 'Aude Auditor', email: 'aude@example.org', password: 'reading is enough for me' };
const MARY = { name: 'Mary Manager', email: 'mary@example.org', password: 'managing takes two of us' };
const IDA = { sub: 'ida', email: 'ida@hospital.org', email_verified: true, name: 'Ida Intern' };

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));

/** One story from an owner who is alone to the whole ledger: each step stands on those before it. */
describe('A house for many', () => {
  let clinic: Clinic;
  let post: PostOffice;
  let provider: TestOidcProvider;
  let ada: Page;
  let ida: Page;
  let heard: string[];

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    post = await openPostOffice();
    clinic = await openClinic();
    provider = await startOidcProvider([clinic.server.address + PROVIDER_PATHS.callback]);
    ada = clinic.owner;
    heard = complaints(ada);
  });
  afterAll(async () => {
    await provider.close();
    await clinic.close();
    await post.stop();
  });

  const prove = async (): Promise<void> => {
    const dialog = ada.getByRole('dialog', { name: 'Show that it is you' });
    await dialog.getByRole('textbox', { name: 'Password' }).fill(OWNER.password);
    await ada.keyboard.press('Enter');
  };
  /** Invites from the menu of the project. @returns the link that the letter brings. */
  const invite = async (email: string, role: string): Promise<string> => {
    await ada.goto('/p/CLN/readiness');
    await ada.getByRole('button', { name: 'Account and settings' }).click();
    await ada.getByRole('menuitem', { name: 'Invite a colleague' }).click();
    const dialog = ada.getByRole('dialog', { name: 'Invite a colleague' });
    await dialog.getByLabel('May do').selectOption({ label: role });
    await dialog.getByLabel('E-mail address').fill(email);
    await dialog.getByRole('button', { name: 'Make a link' }).click();
    await dialog.getByText(`The link was sent to ${email}.`).waitFor();
    const letter = post.letters.find(({ to }) => to === email);
    return new URL(/https?:\/\/\S+\/join\/[\w-]+/.exec(letter?.text ?? '')?.[0] ?? '').pathname;
  };
  const addRisk = async (page: Page, title: string): Promise<void> => {
    await page.goto('/p/CLN/new/risk');
    await page
      .getByRole('textbox', { name: /^Risk|^Title/ })
      .first()
      .fill(title);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  };

  test('an owner says which server takes e-mail, and how documents look', async () => {
    await ada.goto('/settings/mail');
    await ada.getByRole('textbox', { name: 'Host' }).fill('127.0.0.1');
    await ada.getByRole('textbox', { name: 'Port' }).fill(String(post.port));
    await ada.getByLabel('Encryption').selectOption({ label: 'None: only for a server on this very machine' });
    await ada.getByRole('textbox', { name: 'Sender address' }).fill('callosum@example.org');
    await ada.getByRole('button', { name: 'Save' }).press('Enter');
    await ada.getByText('The mail server was saved').waitFor();
    await ada.getByRole('button', { name: 'Send a test message to me' }).press('Enter');
    await ada.getByText('The server took the message').waitFor();
    await ada.goto('/settings/document-style');
    await ada.getByRole('textbox', { name: 'Name on the first page' }).fill('Mercy Hospital');
    await ada.getByRole('textbox', { name: 'Foot of each page' }).fill('For the board of Mercy only');
    await ada.getByRole('button', { name: 'Save' }).press('Enter');
    await ada.getByText('Saved. It holds for what is produced').waitFor();
    await ada.reload();
    await expect
      .poll(() => ada.getByRole('textbox', { name: 'Foot of each page' }).inputValue())
      .toContain('Mercy only');
  });

  test('adds a provider of single sign-on, asks it first, and shows that it is he', async () => {
    await ada.goto('/settings');
    await ada.getByRole('link', { name: 'Single sign-on' }).click();
    await ada.getByText('No provider has been added').waitFor();
    await ada.getByRole('button', { name: 'Add OpenID Connect' }).press('Enter');
    await ada.getByText(clinic.server.address + PROVIDER_PATHS.callback).waitFor();
    await ada.getByRole('textbox', { name: 'Name' }).fill('Mercy Hospital');
    await ada.getByRole('textbox', { name: 'Issuer' }).fill('http://127.0.0.1:1');
    await ada.getByRole('button', { name: 'Ask the provider' }).press('Enter');
    await ada.getByText('At this address no provider of OpenID Connect answers').waitFor();
    await ada.getByRole('textbox', { name: 'Issuer' }).fill(provider.issuer);
    await ada.getByRole('button', { name: 'Ask the provider' }).press('Enter');
    await ada.getByText(`${provider.issuer}/auth`).waitFor();
    await ada.getByRole('textbox', { name: 'Client ID' }).fill(provider.clientId);
    await ada.getByRole('textbox', { name: 'Client secret' }).fill(provider.clientSecret);
    expect(await violations(ada)).toEqual([]);
    await ada.screenshot({ path: `${SHOTS}provider-form.png`, fullPage: true });
    await ada.keyboard.press('Enter');
    await prove();
    await ada.getByRole('heading', { level: 2, name: /Mercy Hospital/ }).waitFor();
    await ada.getByRole('button', { name: 'Add a group' }).click();
    await ada.getByRole('textbox', { name: 'Group in line 1' }).fill('ehr-leads');
    expect(await violations(ada)).toEqual([]);
    await ada.screenshot({ path: `${SHOTS}providers.png`, fullPage: true });
  });

  test('makes the token of a directory, which is shown once', async () => {
    await ada.getByRole('button', { name: 'Add a directory (SCIM)' }).click();
    await ada.getByRole('textbox', { name: 'Name' }).fill('Directory');
    await ada.keyboard.press('Enter');
    await prove();
    expect(await violations(ada)).toEqual([]);
    await ada.getByRole('button', { name: 'Make the token for Directory' }).click();
    await prove();
    await ada.getByText(/^callosum_scim_[\w-]{43}$/).waitFor();
    await ada.reload();
    await ada.getByRole('button', { name: 'Make a new token for Directory' }).waitFor();
    await expect.poll(() => ada.getByText(/^callosum_scim_/).count()).toBe(0);
  });

  test('invites a colleague by e-mail, who signs in by it on his phone and ends where he wanted to go', async () => {
    await invite(IDA.email, 'Lead');
    provider.seat(IDA);
    ({ page: ida } = await clinic.visitor('phone'));
    const complained = complaints(ida);
    await ida.goto('/account');
    const way = ida.getByRole('link', { name: 'Sign in with Mercy Hospital' });
    await way.waitFor();
    expect(await violations(ida)).toEqual([]);
    await ida.screenshot({ path: `${SHOTS}sign-in-provider.png` });
    await way.press('Enter');
    await ida.getByRole('heading', { level: 1, name: 'Account and security' }).waitFor();
    await ida.getByText('You sign in without a password here').waitFor();
    expect(complained).toEqual([]);
  });

  test('whoever nobody invited is told so on the sign-in page', async () => {
    provider.seat({ sub: 'ned', email: 'ned@hospital.org', email_verified: true, name: 'Ned Nobody' });
    const { page: stranger, context } = await clinic.visitor('dark');
    await stranger.goto('/sign-in');
    await stranger.getByRole('link', { name: 'Sign in with Mercy Hospital' }).click();
    await stranger.getByRole('alert').getByText('Nobody has invited you yet').waitFor();
    expect(await violations(stranger)).toEqual([]);
    await stranger.screenshot({ path: `${SHOTS}sign-in-refused.png` });
    await context.close();
  });

  test('both edit one project at once, and see each other’s changes appear by themselves', async () => {
    await ida.goto('/p/CLN/register/risk');
    await ida.getByRole('heading', { level: 1, name: 'Risks' }).waitFor();
    await addRisk(ada, 'The laboratory interface is late');
    await ida.getByText('The laboratory interface is late').first().waitFor();
    await addRisk(ida, 'Printers are missing');
    await ada.goto('/p/CLN/register/risk');
    await ada.getByText('Printers are missing').first().waitFor();
  });

  test('change one record: the second sees both texts side by side and loses nothing', async () => {
    for (const page of [ada, ida]) {
      await page.goto('/p/CLN/RSK-1');
      await page.getByRole('button', { name: 'Edit' }).click();
    }
    const title = (page: Page) => page.getByRole('textbox', { name: /^Risk|^Title/ }).first();
    await title(ada).fill('The laboratory interface is four weeks late');
    await ada.getByRole('button', { name: 'Save' }).click();
    await ada.getByRole('button', { name: 'Edit' }).waitFor();
    await title(ida).fill('The laboratory interface may be late');
    await ida.getByRole('button', { name: 'Save' }).click();
    await ida.getByText('Somebody else changed this record meanwhile').waitFor();
    await expect.poll(() => ida.getByText('The laboratory interface is four weeks late').count()).toBeGreaterThan(0);
    await expect.poll(() => ida.getByText('The laboratory interface may be late').count()).toBeGreaterThan(0);
    expect(await violations(ida)).toEqual([]);
    await ida.screenshot({ path: `${SHOTS}conflict-phone.png`, fullPage: true });
  });

  test('a connection breaks and comes back without a gap', async () => {
    await ida.goto('/p/CLN/register/risk');
    await ida.getByText('Printers are missing').first().waitFor();
    await ida.context().setOffline(true);
    await addRisk(ada, 'Written while the other was away');
    await ida.context().setOffline(false);
    await ida.getByText('Written while the other was away').first().waitFor({ timeout: 20_000 });
  });

  test('a partner sees what was shared with him, and nothing else', async () => {
    const { page: pia, context } = await clinic.visitor();
    await join(pia, await invite(PIA.email, 'Partner'), PIA);
    await ada.goto('/p/CLN/RSK-1');
    await ada.getByRole('button', { name: 'Share', exact: true }).click();
    const dialog = ada.getByRole('dialog', { name: 'Share RSK-1' });
    await dialog.getByLabel('Share with').selectOption({ label: PIA.name });
    await ada.getByText(`Shared with ${PIA.name}`).waitFor();
    await dialog.getByRole('button', { name: `Stop sharing with ${PIA.name}` }).waitFor();
    expect(await violations(ada)).toEqual([]);
    await ada.keyboard.press('Escape');
    await pia.goto('/p/CLN/register/risk');
    await pia.getByText('The laboratory interface is four weeks late').first().waitFor();
    await expect.poll(() => pia.getByText('Printers are missing').count()).toBe(0);
    for (const hidden of ['RSK-2', 'TSK-2']) {
      await pia.goto(`/p/CLN/${hidden}`);
      await pia.getByRole('heading', { name: `There is no record ${hidden} in this project.` }).waitFor();
    }
    await context.close();
  });

  test('an auditor reads and cannot write', async () => {
    const aude = await clinic.colleague(AUDE, 'auditor', 'dark');
    await aude.goto('/p/CLN/gate/T-60');
    await aude
      .getByRole('heading', { name: /criteria/i })
      .first()
      .waitFor();
    await expect.poll(() => aude.getByRole('button', { name: /Decide|Waive/ }).count()).toBe(0);
    await aude.goto('/p/CLN/RSK-2');
    await aude.getByRole('heading', { level: 1, name: 'Printers are missing' }).waitFor();
    await expect.poll(() => aude.getByRole('button', { name: /Edit|Withdraw|Share/ }).count()).toBe(0);
    const path = '/api/v1/projects/CLN/commands/record.create';
    const refused = await aude.request.post(path, { data: { input: { kind: 'risk', fields: { title: 'x' } } } });
    expect(refused.status()).toBe(403);
    await ada.goto('/settings/sign-in');
    const list = ada.getByRole('region', { name: 'What was refused' });
    await list.getByText(AUDE.name).waitFor();
    await list.getByText(/Create · CLN · not allowed/).waitFor();
    expect(await violations(ada)).toEqual([]);
  });

  test.each([
    ['Word (DOCX)', 'docx', 'PK'],
    ['PDF', 'pdf', '%PDF-'],
  ])('the board pack comes out as %s by keyboard, and stays in the history', async (label, format, beginning) => {
    await ada.goto('/p/CLN/documents');
    await ada.getByRole('button', { name: 'Produce Board pack' }).press('Enter');
    await ada.getByLabel('Format').selectOption({ label });
    expect(await violations(ada)).toEqual([]);
    await ada.getByRole('dialog').getByRole('button', { name: 'Produce' }).press('Enter');
    const file = ada.getByRole('link', { name: new RegExp(`CLN-board-pack-.*\\.${format}`) }).first();
    await file.waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([ada.waitForEvent('download'), file.click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^CLN-board-pack-\\d{4}-\\d{2}-\\d{2}\\.${format}$`));
    const bytes = await readFile(await download.path());
    expect(bytes.subarray(0, beginning.length).toString('latin1')).toBe(beginning);
    expect(await violations(ada)).toEqual([]);
  });

  test('the tray gives out a register as it is seen', async () => {
    await ada.goto('/p/CLN/register/risk');
    await ada.getByRole('button', { name: 'Export', exact: true }).click();
    await ada.getByRole('menuitem', { name: 'Excel (XLSX)' }).click();
    await ada.getByRole('button', { name: /Work in progress/ }).click();
    const tray = ada.getByRole('dialog', { name: 'Work in progress' });
    const file = tray.getByRole('link', { name: /CLN-risk-.*\.xlsx/ });
    await file.waitFor({ timeout: 30_000 });
    expect(await violations(ada)).toEqual([]);
    const [download] = await Promise.all([ada.waitForEvent('download'), file.click()]);
    expect((await readFile(await download.path())).subarray(0, 2).toString('latin1')).toBe('PK');
    await ada.keyboard.press('Escape');
    await tray.waitFor({ state: 'hidden' });
    expect(heard.filter((text) => !text.includes('status of 4'))).toEqual([]);
  });

  test('a name that slipped in: one finds it and asks, another erases it, and the ledger verifies', async () => {
    await addRisk(ada, 'Ask Philomena Quist what happened');
    await ada.goto('/p/CLN/ledger');
    await ada.getByRole('button', { name: 'Redact something' }).click();
    await ada.getByLabel('Words to look for').fill('philomena');
    await ada.keyboard.press('Enter');
    await ada.getByRole('checkbox', { name: /Redact Title of RSK-/ }).waitFor();
    await ada.screenshot({ path: `${SHOTS}redaction-found.png` });
    expect(await violations(ada)).toEqual([]);
    await ada.getByRole('button', { name: 'Ask for redaction' }).click();
    await ada.getByText('Another owner or manager has to answer').waitFor();
    const mary = await clinic.colleague(MARY, 'manager');
    await mary.goto('/p/CLN/redaction');
    await mary.getByRole('button', { name: /^Erase/ }).click();
    await mary.getByRole('dialog').getByRole('button', { name: 'Erase' }).waitFor();
    expect(await violations(mary)).toEqual([]);
    await mary.screenshot({ path: `${SHOTS}redaction-erase.png` });
    await mary.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
    // One dialog over another: Escape closes the upper one.
    await mary.getByRole('region', { name: 'What you sign' }).waitFor();
    await mary.keyboard.press('Escape');
    await mary.getByRole('region', { name: 'What you sign' }).waitFor({ state: 'hidden' });
    await mary.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
    await sign(mary, MARY);
    await mary.getByText('Nothing waits to be redacted').waitFor();
    await mary.goto('/p/CLN/register/risk');
    await mary.getByText('[redacted]').first().waitFor();
    await expect.poll(() => mary.getByText('Philomena').count()).toBe(0);
    await mary.goto('/p/CLN/ledger');
    await mary.getByRole('button', { name: 'Verify the whole ledger' }).click();
    await mary.getByText('The ledger is whole').waitFor();
  });
});
