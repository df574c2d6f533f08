import { installationOptions } from '@callosum/app';
import { type OpenOptions, type RunningServer, serve } from '@callosum/server';
import { createDatabase } from '@callosum/server/testing';
import axe from 'axe-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { findChromium } from '../tools/chromium.mjs';

const PAGES = fileURLToPath(new URL('../app/browser/dist', import.meta.url));

/** The looks every screen is tried in. */
const LOOKS = {
  light: { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true },
} as const;
export type Look = keyof typeof LOOKS;
export const LOOK_NAMES: readonly Look[] = ['light', 'dark', 'phone'];

export type StageOptions = Pick<OpenOptions, 'pushHosts'>;

/** A real server on a database of its own, and a real browser before it. */
export interface Stage {
  readonly server: RunningServer;
  readonly browser: Browser;
  /** A fresh visitor, not signed in. */
  readonly visitor: (look?: Look) => Promise<{ context: BrowserContext; page: Page }>;
  readonly close: () => Promise<void>;
}

/** Starts both; the one-time link of `server.firstLink` is still unused. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const database = await createDatabase(inject('cluster'));
  const dataDir = await mkdtemp(join(tmpdir(), 'callosum-stage-'));
  const server = await serve({
    ...installationOptions(dataDir, () => undefined),
    ...options,
    databaseUrl: database.url,
    host: '127.0.0.1',
    port: 0,
    pages: PAGES,
  });
  const executablePath = process.env.CALLOSUM_CHROMIUM || findChromium();
  if (!executablePath) throw new Error('No Chromium or Chrome was found; “npm test” says how to get one');
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    server,
    browser,
    visitor: async (look = 'light') => {
      const context = await browser.newContext({
        ...LOOKS[look],
        baseURL: server.address,
        reducedMotion: 'reduce',
        locale: 'en-GB',
      });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      return { context, page };
    },
    close: async () => {
      await browser.close();
      await server.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Rules of WCAG 2.0 to 2.2, levels A and AA, and axe's best practices. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

declare global {
  interface Window {
    /** There once a page has been looked at. */
    readonly axe?: typeof axe;
  }
}

/**
 * What axe finds wrong with the page as it stands: rule and place of each violation. It runs right in the page and hands over
 * nothing else: most of the time of a look would go into describing what is in order.
 */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    if (!window.axe) throw new Error('axe did not come into the page');
    const { violations: found } = await window.axe.run({ runOnly: rules, resultTypes: ['violations'] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }, RULES);
}

/** Changes the colours of a page without loading it again, and waits until it wears them. */
export async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((scheme) => {
    const { mantineColorScheme = scheme } = document.documentElement.dataset;
    return mantineColorScheme === scheme;
  }, colorScheme);
  // The colours themselves follow with the frame after.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** By how many pixels the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}

/** Everything the pages complained of: script errors, and what the security policy stopped. */
export function complaints(...pages: readonly Page[]): string[] {
  const heard: string[] = [];
  for (const page of pages) {
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') heard.push(message.text());
    });
  }
  return heard;
}
