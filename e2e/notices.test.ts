import { openPushService, type PushService, until } from '@callosum/server/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Clinic, create, openClinic } from './clinic.ts';
import { handOver, pretendPush } from './push.ts';
import { complaints, violations, wear } from './stage.ts';
import { LEAD } from './steps.ts';

describe('Somebody says how he wants to hear of what is new', () => {
  let clinic: Clinic;
  let ada: Page;
  let heard: string[];
  let push: PushService;

  beforeAll(async () => {
    push = await openPushService();
    clinic = await openClinic({ pushHosts: ['localhost'] });
    ada = clinic.owner;
    heard = complaints(ada);
  });
  afterAll(async () => {
    await clinic.close();
    await push.close();
  });

  test('follows a record by one key and leaves it where everything he follows is listed', async () => {
    await ada.goto('/p/CLN/TSK-2');
    // Whoever imported a record wrote it, and so follows it.
    await ada.getByRole('button', { name: 'Unfollow' }).waitFor();
    await ada.keyboard.press('f');
    await ada.getByRole('button', { name: 'Follow', exact: true }).waitFor();
    await ada.keyboard.press('f');
    await ada.getByText('You follow TSK-2.').waitFor();
    await ada.goto('/notices');
    await ada.getByRole('link', { name: /^TSK-2 / }).waitFor();
    await ada.getByRole('button', { name: 'Unfollow TSK-2' }).press('Enter');
    await ada.getByRole('heading', { name: 'What you do not follow any more' }).waitFor();
    await ada.getByRole('button', { name: 'Follow TSK-2' }).waitFor();
  });

  test('sets digest and quiet hours with the keyboard, and finds them kept', async () => {
    // Some hours away, whenever this runs: within quiet hours the device of the next test would be told nothing.
    const [from = '', to = ''] = [6, 9].map((hours) =>
      new Date(Date.now() + hours * 3_600_000).toLocaleTimeString('en-GB', {
        timeZone: 'Europe/Berlin',
        hour: '2-digit',
        minute: '2-digit',
      }),
    );
    await ada.getByRole('combobox', { name: 'E-mail: I own it' }).selectOption('At once');
    await ada.getByRole('combobox', { name: 'It comes' }).selectOption('Every week');
    await ada.getByRole('combobox', { name: 'On', exact: true }).selectOption('Thursday');
    await ada.getByRole('checkbox', { name: 'Keep quiet hours' }).press('Space');
    await ada.getByLabel('From').fill(from);
    await ada.getByLabel('Until').fill(from);
    await ada.getByRole('button', { name: 'Save' }).press('Enter');
    await ada.getByRole('alert').getByText('must end at another time').waitFor();
    await ada.getByLabel('Until').fill(to);
    await ada.getByLabel('Time zone').fill('Europe/Berlin');
    await ada.getByRole('button', { name: 'Save' }).press('Enter');
    await ada.getByText('Saved. What was not sent yet').waitFor();
    await ada.reload();
    await expect.poll(() => ada.getByLabel('From').inputValue()).toBe(from);
    await expect.poll(() => ada.getByLabel('Until').inputValue()).toBe(to);
    await expect.poll(() => ada.getByLabel('On', { exact: true }).inputValue()).toBe('4');
    await expect.poll(() => ada.getByLabel('Time zone').inputValue()).toBe('Europe/Berlin');
    await expect.poll(() => ada.getByRole('combobox', { name: 'E-mail: I own it' }).inputValue()).toBe('now');
  });

  test('switches notices on for this device, is shown one by it, and takes the device away again', async () => {
    const device = push.browser();
    await pretendPush(ada, device);
    await ada.reload();
    const here = ada.getByRole('switch', { name: 'Notices on this device' });
    await here.press('Space');
    await ada.getByText('This device shows what is new.').waitFor();
    await ada.getByText('this device', { exact: false }).last().waitFor();
    const lea = await clinic.colleague(LEAD, 'lead');
    const me = z.object({ id: z.string() }).parse(await (await ada.request.get('/api/v1/me')).json());
    await create(lea, 'decision', { title: 'Who trains the night shift?', owner: me.id });
    await until('its push service has it', () => device.shown.length === 1);
    // What a push service hands to the browser: the text the server encrypted.
    const shown = await handOver(ada, JSON.stringify(device.shown[0]));
    expect(shown).toEqual({ title: 'DEC-1', body: 'You are told because it was given to you.' });
    await ada.getByRole('button', { name: /^No more notices on / }).press('Enter');
    await ada.getByText('It shows no more notices.').waitFor();
    await expect.poll(() => here.isChecked()).toBe(false);
  });

  test('on a page without barriers, light, dark and on a phone', async () => {
    for (const [colorScheme, width] of [
      ['light', 1440],
      ['dark', 1440],
      ['light', 390],
    ] as const) {
      await wear(ada, colorScheme);
      await ada.setViewportSize({ width, height: 900 });
      expect(await violations(ada)).toEqual([]);
    }
    await ada.setViewportSize({ width: 1440, height: 900 });
  });

  test('ends e-mails by the link in one of them, without signing in', async () => {
    const me = z.object({ id: z.string() }).parse(await (await ada.request.get('/api/v1/me')).json());
    const token = clinic.server.installation.links.tokenOf({ account: me.id });
    const { context, page } = await clinic.visitor('phone');
    await page.goto(`/api/v1/notices/leave/${token}`);
    await page.getByRole('button', { name: 'Stop these e-mails' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Stop these e-mails' }).click();
    await page.getByText('no more e-mails about what is new').waitFor();
    await page.goto(`/leave/${token.slice(0, -1)}`);
    await page.getByRole('button', { name: 'Stop these e-mails' }).click();
    await page.getByText('This link was not made here').waitFor();
    await context.close();
    await ada.reload();
    await expect.poll(() => ada.getByRole('checkbox', { name: 'Send me e-mails' }).isChecked()).toBe(false);
    // The browser itself remarks on the entry that was refused.
    expect(heard.filter((text) => !text.includes('status of 400'))).toEqual([]);
  });
});
