import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../tools/chromium.mjs';
import type { Bench } from '../bench.ts';
import { buildPages } from '../build.ts';
import type { Client } from '../client.ts';
import { percentile, time, whole } from '../report.ts';

const TASKS = 10_000;
const KEY = 'PLAN';
/** Times it is opened; the first one also fetches the page's own code. */
const OPENINGS = 5;
/** Steps of a drag, one each frame. */
const STEPS = 120;
const GOAL_OPEN_MS = 2_000;
/** A display shows no more than sixty frames a second, however little there is to do for each. */
const GOAL_FRAME_MS = 16.7;
const GOAL_WORK_MS = 16;

export const plan: Bench = {
  name: 'plan',
  about: `the plan's page over ${whole(TASKS)} tasks in Chromium: opened until its first rows are there; a bar dragged for ${STEPS} frames, the whole plan calculated anew and painted at each`,
  run: async ({ site, log }) => {
    const executablePath = findChromium();
    if (!executablePath) return [{ what: 'not measured: there is no Chromium', measured: '' }];
    await buildPages();
    const server = await site.serve();
    try {
      log(`Importing a plan of ${TASKS} tasks …`);
      const file = await server.client.upload(TASKS);
      await server.client.post('/imports', { file, name: 'plan.xml', key: KEY });
      const { length } = await server.client.bytes(`/projects/${KEY}/view/plan`);
      const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
      try {
        const { openings, frames, busy } = await work(browser, server.client);
        return [
          { what: 'answer with the whole plan', measured: `${(length / 1e6).toFixed(1)} MB` },
          {
            what: `opened, median of ${OPENINGS}`,
            measured: time(percentile(openings, 0.5)),
            goal: `≤ ${time(GOAL_OPEN_MS)}`,
          },
          {
            what: 'time between two frames while dragging, median',
            measured: time(percentile(frames, 0.5)),
            goal: `≤ ${GOAL_FRAME_MS} ms`,
          },
          { what: 'the same, p95', measured: time(percentile(frames, 0.95)) },
          {
            what: 'work of the page for each of these frames, on average',
            measured: time(busy / frames.length),
            goal: `≤ ${GOAL_WORK_MS} ms`,
          },
        ];
      } finally {
        await browser.close();
      }
    } finally {
      await server.close();
    }
  },
};

async function work(
  browser: Browser,
  { address, cookie }: Client,
): Promise<{ readonly openings: number[]; readonly frames: number[]; readonly busy: number }> {
  const context = await browser.newContext({ baseURL: address, viewport: { width: 1_440, height: 900 } });
  await context.addCookies(
    cookie.split('; ').map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      return { name, value: rest.join('='), url: address };
    }),
  );
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const openings: number[] = [];
  for (let count = 0; count < OPENINGS; count++) {
    const before = performance.now();
    await page.goto(`/p/${KEY}/plan`, { waitUntil: 'commit' });
    await page.getByRole('treegrid').getByRole('gridcell').first().waitFor();
    openings.push(performance.now() - before);
  }
  const devTools = await context.newCDPSession(page);
  await devTools.send('Performance.enable');
  /** Milliseconds that the page's thread has worked. */
  const worked = async (): Promise<number> => {
    const { metrics } = await devTools.send('Performance.getMetrics');
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  const before = await worked();
  const frames = await drag(page);
  return { openings, frames, busy: (await worked()) - before };
}

/** Drags the bar of the second row to the right, a step each frame. @returns times between frames. */
async function drag(page: Page): Promise<number[]> {
  await page.getByRole('combobox', { name: 'Zoom' }).selectOption('weeks');
  // Whoever goes to a row has its bar brought into sight.
  await page
    .getByRole('row', { name: /Work package 1\.1\b/ })
    .first()
    .click();
  return page.evaluate(async (steps) => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const canvas = document.querySelector('canvas');
    if (!canvas) throw new Error('There is no time line.');
    const { left, top } = canvas.getBoundingClientRect();
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const point = (type: string, x: number, y: number): boolean =>
      canvas.dispatchEvent(
        new PointerEvent(type, { clientX: left + x, clientY: top + y, pointerId: 1, button: 0, bubbles: true }),
      );
    // A synthetic pointer cannot be captured.
    canvas.setPointerCapture = () => undefined;
    const y = 60 + 1.5 * 30;
    // The bar is found as a hand would find it: where the pointer becomes one that grabs.
    let x = 0;
    while (canvas.style.cursor !== 'grab' && x < canvas.clientWidth) point('pointermove', (x += 4), y);
    if (canvas.style.cursor !== 'grab') throw new Error('There is no bar in the second row.');
    point('pointerdown', x, y);
    const times: number[] = [];
    let before = await frame();
    for (let step = 1; step <= steps; step++) {
      point('pointermove', x + step * 4, y);
      const now = await frame();
      times.push(now - before);
      before = now;
    }
    point('pointermove', x, y);
    point('pointerup', x, y);
    return times;
  }, STEPS);
}
