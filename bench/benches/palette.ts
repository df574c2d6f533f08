import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../../tools/chromium.mjs';
import type { Bench } from '../bench.ts';
import { buildPages } from '../build.ts';
import { percentile, time } from '../report.ts';

const ROUNDS = 20;
const GOAL = '≤ 50 ms';

export const palette: Bench = {
  name: 'palette',
  about: 'in Chromium, from the key to the palette’s box standing ready, and from a letter to the list that fits it',
  run: async ({ site, log }) => {
    const executablePath = findChromium();
    if (!executablePath) return [{ what: 'not measured: there is no Chromium', measured: '' }];
    await buildPages();
    const server = await site.serve();
    try {
      await server.ask('project', 'PALETTE');
      log('Opening Chromium …');
      const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
      try {
        const context = await browser.newContext({ baseURL: server.address, viewport: { width: 1_440, height: 900 } });
        await context.addCookies(
          server.client.cookie.split('; ').map((pair) => {
            const [name = '', ...rest] = pair.split('=');
            return { name, value: rest.join('='), url: server.address };
          }),
        );
        const page = await context.newPage();
        await page.goto('/p/PALETTE');
        await page.getByRole('heading', { level: 1 }).waitFor();
        const opened: number[] = [];
        const typed: number[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          opened.push(await untilThere(page, 'Control+k', 'input[placeholder]'));
          typed.push(await untilThere(page, 'l', '[data-action]'));
          await page.keyboard.press('Escape');
          await page.locator('[role="dialog"]').waitFor({ state: 'detached' });
        }
        return [
          { what: 'opened, p50', measured: time(percentile(opened, 0.5)), goal: GOAL },
          { what: 'opened, longest', measured: time(Math.max(...opened)) },
          { what: 'a letter typed, p50', measured: time(percentile(typed, 0.5)), goal: GOAL },
          { what: 'a letter typed, longest', measured: time(Math.max(...typed)) },
        ];
      } finally {
        await browser.close();
      }
    } finally {
      await server.close();
    }
  },
};

/** From the moment the page hears of a key to the first frame painted with what is waited for; by the page's own clock. */
async function untilThere(page: Page, key: string, selector: string): Promise<number> {
  const taken = await page.evaluateHandle((wanted) => {
    const taking = { ms: new Promise<number>(() => undefined) };
    taking.ms = new Promise((resolve) => {
      addEventListener(
        'keydown',
        (event) => {
          const look = (): void => {
            const found = document.querySelector(`[role="dialog"] ${wanted}`);
            if (found) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - event.timeStamp)));
            else requestAnimationFrame(look);
          };
          look();
        },
        { once: true, capture: true },
      );
    });
    return taking;
  }, selector);
  await page.keyboard.press(key);
  return taken.evaluate(({ ms }) => ms);
}
