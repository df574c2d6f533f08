import { installationOptions } from '@callosum/app';
import { serve } from '@callosum/server';
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Locator, type Page } from 'playwright-core';
import { findChromium } from '../tools/chromium.mjs';
import { shrinkPng } from './shrink-png.ts';
import { join } from './steps.ts';

const root = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const IMAGES = root('../docs/images/');
/** A picture is looked at beside text, and carried along by everybody who has the repository. */
const MOST_BYTES = 80_000;
const WIDTH = 1080;
/** So high is the head of the page, which stays where it is. */
const HEAD = 68;

interface Picture {
  readonly name: string;
  readonly path: string;
  /** Text that is there once the screen is whole. */
  readonly sign: string | RegExp;
  /** The text is the name of a part rather than words that are seen. */
  readonly by?: 'label';
  readonly height?: number;
  /** What is done before it is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** A register of the demonstration in groups, with as many columns as a picture has room for. */
function register(kind: string, group: string, columns: readonly string[]): string {
  return `/p/RIV/register/${kind}?group=${group}&columns=${encodeURIComponent(JSON.stringify(columns))}`;
}

/** What docs/<discipline>.md and README show, of the demonstration hospital 60 days before go-live. */
const PICTURES: readonly Picture[] = [
  { name: 'readiness', path: '/p/RIV', sign: 'Forecast go-live', height: 700 },
  { name: 'foundation', path: '/p/RIV/gate/T-60', sign: 'How the score comes about', height: 620 },
  { name: 'planning', path: '/p/RIV/plan', sign: 'Critical path', height: 560 },
  { name: 'foundation-trace', path: '/p/RIV/view/trace', sign: 'How a station stands', by: 'label', height: 620 },
  { name: 'organisation', path: '/p/organisation/register/unit?group=type', sign: /records?$/, height: 560 },
  {
    name: 'compliance',
    path: register('obligation', 'source', ['title', 'kind', 'status', 'owner']),
    sign: /records?$/,
    height: 560,
  },
  { name: 'compliance-safeguard', path: '/p/RIV/SGD-1', sign: /It rests on|no longer counts/, height: 780 },
  { name: 'adoption', path: '/p/RIV/view/coverage', sign: 'How a cell is covered', by: 'label', height: 640 },
  { name: 'interoperability', path: '/p/RIV/view/inventory', sign: 'Systems as boxes', by: 'label' },
  {
    name: 'interoperability-interface',
    path: '/p/RIV/INT-1',
    sign: 'Links',
    height: 700,
    prepare: async (page) => {
      await page.locator('main').getByRole('button', { name: 'Interface', exact: true }).click();
      await page.getByLabel('What proves it').waitFor();
    },
  },
  {
    name: 'interoperability-mapping',
    path: '/p/RIV/view/mapping?show=used',
    sign: 'Messages that are tried',
    height: 700,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Try the messages kept with the profile of the source' }).click();
      // What messages hold and what the target gets is there once they were carried through; the rows are what is looked at.
      await page.getByText(/^of \d+ messages fit the target$/).waitFor();
      await scrollTo(page, page.getByText('60 messages are tried'));
    },
  },
  {
    name: 'golive',
    path: register('cutoverTask', 'phase', ['title', 'plannedStart', 'owner', 'state']),
    sign: /records?$/,
    height: 560,
  },
  { name: 'safety-matrix', path: '/p/RIV/register/hazard?as=matrix', sign: 'By level', height: 680 },
  { name: 'safety-hazard', path: '/p/RIV/HAZ-1', sign: 'It counts on', height: 560 },
];

/**
 * Takes the pictures of the documentation: starts the product on a directory of its own, loads the demonstration, and writes
 * docs/images. `npm run pictures` builds the pages first; names after `--` take those alone.
 */
async function main(): Promise<number> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium or Chrome was found; “npm test” says how to get one');
  const home = await mkdtemp(joinPath(tmpdir(), 'callosum-pictures-'));
  // Started as root, the database runs under another account, which has to find its way.
  await chmod(home, 0o711);
  const dataDir = joinPath(home, 'data');
  const server = await serve({
    ...installationOptions(dataDir, () => undefined),
    host: '127.0.0.1',
    port: 0,
    pages: root('../app/browser/dist'),
  });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({
      baseURL: server.address,
      viewport: { width: WIDTH, height: 700 },
      reducedMotion: 'reduce',
      locale: 'en-GB',
    });
    page.setDefaultTimeout(30_000);
    await join(page, server.firstLink ?? '');
    await page.getByRole('button', { name: 'Load the demonstration hospital' }).click();
    await page
      .getByRole('link', { name: /Riverbend Regional/ })
      .first()
      .waitFor({ timeout: 300_000 });
    await addScorecard(page);
    await mkdir(IMAGES, { recursive: true });
    let tooLarge = 0;
    const wanted = new Set(process.argv.slice(2));
    for (const picture of PICTURES.filter(({ name }) => wanted.size === 0 || wanted.has(name))) {
      const path = await take(page, picture);
      const { size } = await stat(path);
      if (size > MOST_BYTES) tooLarge += 1;
      process.stdout.write(
        `${picture.name}.png  ${Math.round(size / 1_000)} kB${size > MOST_BYTES ? ', too large' : ''}\n`,
      );
    }
    return tooLarge === 0 ? 0 : 1;
  } finally {
    await browser.close();
    await server.close();
    await rm(home, { recursive: true, force: true });
  }
}

/** The gates ask of every discipline, as in a project that has come so far. */
async function addScorecard(page: Page): Promise<void> {
  await page.goto('/p/RIV');
  await page.getByRole('button', { name: 'Add the scorecard' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add the scorecard' });
  await dialog.getByRole('button', { name: 'Add the scorecard' }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Scrolls until something stands right below the head of the page. */
async function scrollTo(page: Page, what: Locator): Promise<void> {
  await what.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await page.evaluate((head) => window.scrollBy(0, -head), HEAD);
}

async function take(page: Page, { name, path, sign, by, height = 640, prepare }: Picture): Promise<string> {
  await page.setViewportSize({ width: WIDTH, height });
  await page.goto(path);
  await (by === 'label' ? page.getByLabel(sign) : page.getByText(sign)).first().waitFor();
  await prepare?.(page);
  await page.waitForLoadState('networkidle').catch(() => undefined);
  const to = joinPath(IMAGES, `${name}.png`);
  await writeFile(to, shrinkPng(await page.screenshot()));
  return to;
}

process.exitCode = await main();
