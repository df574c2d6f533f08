import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../tools/chromium.mjs';
import type { Bench } from '../bench.ts';
import { buildPages } from '../build.ts';
import type { Client } from '../client.ts';
import { type Figure, time, whole } from '../report.ts';

const ROWS = 10_000;
const KEY = 'SCROLL';
/** Scrolled each frame, ten rows: at sixty frames a second faster than any hand turns a wheel. */
const STEP_PX = 330;
const GOAL_MS = 50;

export const scroll: Bench = {
  name: 'scroll',
  about: `a register of ${whole(ROWS)} rows scrolled from its first to its last in Chromium, ten rows each frame; a long task is one that holds the page for more than ${GOAL_MS} ms`,
  run: async ({ site, log }) => {
    const executablePath = findChromium();
    if (!executablePath) return [{ what: 'not measured: there is no Chromium', measured: '' }];
    await buildPages();
    const server = await site.serve();
    try {
      log(`Importing a plan of ${ROWS} tasks …`);
      const file = await server.client.upload(ROWS);
      await server.client.post('/imports', { file, name: 'scroll.xml', key: KEY });
      const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
      try {
        return [
          ...(await walk(browser, server.client, 'as the plan stands', 'task')),
          ...(await walk(browser, server.client, 'sorted by title on the server', 'task?sort=title')),
        ];
      } finally {
        await browser.close();
      }
    } finally {
      await server.close();
    }
  },
};

async function walk(
  browser: Browser,
  { address, cookie }: Client,
  what: string,
  register: string,
): Promise<readonly Figure[]> {
  const context = await browser.newContext({ baseURL: address, viewport: { width: 1_440, height: 900 } });
  try {
    await context.addCookies(
      cookie.split('; ').map((pair) => {
        const [name = '', ...rest] = pair.split('=');
        return { name, value: rest.join('='), url: address };
      }),
    );
    const page = await context.newPage();
    await page.goto(`/p/${KEY}/register/${register}`);
    await page.getByRole('row', { name: /TSK-/ }).first().waitFor();
    const { longest, tasks, slowestFrame } = await measured(page, () => page.evaluate(toTheEnd, STEP_PX));
    return [
      { what: `long tasks, ${what}`, measured: whole(tasks), goal: '0' },
      { what: 'longest of them', measured: tasks === 0 ? 'none' : time(longest), goal: `≤ ${GOAL_MS} ms` },
      { what: 'longest time between two frames', measured: time(slowestFrame) },
    ];
  } finally {
    await context.close();
  }
}

interface Seen {
  readonly longest: number;
  readonly tasks: number;
  readonly slowestFrame: number;
}

async function measured(page: Page, work: () => Promise<void>): Promise<Seen> {
  const watch = await page.evaluateHandle(() => {
    const seen = { longest: 0, tasks: 0, slowestFrame: 0 };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        seen.tasks += 1;
        seen.longest = Math.max(seen.longest, duration);
      }
    }).observe({ entryTypes: ['longtask'] });
    let before = performance.now();
    const frame = (now: number): void => {
      seen.slowestFrame = Math.max(seen.slowestFrame, now - before);
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    return seen;
  });
  await work();
  return watch.jsonValue();
}

function toTheEnd(step: number): Promise<void> {
  const grid = document.querySelector('[role="grid"]');
  if (!grid) throw new Error('There is no grid on the page.');
  return new Promise((resolve) => {
    const next = (): void => {
      grid.scrollTop += step;
      if (grid.scrollTop + grid.clientHeight >= grid.scrollHeight - 2) resolve();
      else requestAnimationFrame(next);
    };
    next();
  });
}
