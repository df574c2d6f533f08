import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { describe, expect, onTestFinished, test } from 'vitest';

import { findChromium } from './chromium.mjs';

interface Outcome {
  code: unknown;
  said: string[];
  complained: string;
}

const repository = join(import.meta.dirname, '..');

/** A checkout with nothing to install, and a web client of one page. */
function tinyCheckout(): string {
  const checkout = mkdtempSync(join(tmpdir(), 'callosum-prepare-'));
  onTestFinished(() => rmSync(checkout, { recursive: true, force: true }));
  for (const name of ['prepare.mjs', 'exclusive.mjs', 'chromium.mjs']) {
    cpSync(join(import.meta.dirname, name), join(checkout, 'tools', name));
  }
  const manifest = { name: 'tiny', version: '1.0.0', private: true, scripts: { build: 'vite build web' } };
  write(checkout, 'package.json', JSON.stringify(manifest));
  writeLock(checkout, '1.0.0');
  write(checkout, 'web/package.json', '{ "name": "web", "type": "module" }');
  write(checkout, 'web/index.html', '<script type="module" src="./main.js"></script>');
  write(checkout, 'web/main.js', 'document.title = "first";');
  return checkout;
}

function writeLock(checkout: string, version: string): void {
  const packages = { '': { name: 'tiny', version } };
  write(
    checkout,
    'package-lock.json',
    JSON.stringify({ name: 'tiny', version, lockfileVersion: 3, requires: true, packages }),
  );
}

function write(checkout: string, path: string, content: string): void {
  const file = join(checkout, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
}

async function prepare(checkout: string, purpose: string, env: Record<string, string> = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [join(checkout, 'tools', 'prepare.mjs'), purpose], {
    env: { ...process.env, npm_execpath: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, complained, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, said: said.split('\n').filter((line) => line !== ''), complained: complained.trim() };
}

const quiet: Outcome = { code: 0, said: [], complained: '' };
const installing = 'Installing the dependencies; this takes about a minute.';
const building = 'Building the web client; this takes some seconds.';

/** The real Vite, without installing it. */
function lendVite(checkout: string): void {
  symlinkSync(join(repository, 'node_modules', 'vite'), join(checkout, 'node_modules', 'vite'));
}

describe('installing', { timeout: 60_000 }, () => {
  test('happens once for each lock file, with one line, and is silent when nothing is to be done', async () => {
    const checkout = tinyCheckout();
    expect(await prepare(checkout, 'tools')).toEqual({ ...quiet, said: [installing] });
    expect(await prepare(checkout, 'tools')).toEqual(quiet);
    writeLock(checkout, '1.0.1');
    write(checkout, 'package.json', JSON.stringify({ name: 'tiny', version: '1.0.1' }));
    expect(await prepare(checkout, 'tools')).toEqual({ ...quiet, said: [installing] });
  });

  test('that fails says so in the words of npm, and is tried again the next time', async () => {
    const checkout = tinyCheckout();
    await prepare(checkout, 'tools');
    writeLock(checkout, '1.0.1');
    write(
      checkout,
      'package.json',
      JSON.stringify({ name: 'tiny', version: '1.0.1', dependencies: { absent: 'file:./absent' } }),
    );
    write(checkout, 'absent/package.json', '{ "name": "absent", "version": "1.0.0" }');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const failed = await prepare(checkout, 'tools');
      expect(failed).toMatchObject({ code: 1, said: [installing] });
      expect(failed.complained).toContain('Missing: absent@1.0.0 from lock file');
      expect(failed.complained).toContain('The dependencies could not be installed');
      expect(existsSync(join(checkout, 'node_modules', '.callosum-installed'))).toBe(false);
    }
  });

  test('is done by one of two preparations that start together, and the other waits', async () => {
    const checkout = tinyCheckout();
    const both = await Promise.all([prepare(checkout, 'tools'), prepare(checkout, 'tools')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.flatMap(({ said }) => said).filter((line) => line === installing)).toHaveLength(1);
    expect(existsSync(join(checkout, '.cache', 'prepare.lock'))).toBe(false);
  });

  test('is not held up by the lock of a preparation that was killed', async () => {
    const checkout = tinyCheckout();
    write(checkout, '.cache/prepare.lock', String(2 ** 22 + 1));
    expect(await prepare(checkout, 'tools')).toEqual({ ...quiet, said: [installing] });
  });

  test('is left out when npm ci was already run by hand', async () => {
    const checkout = tinyCheckout();
    write(checkout, 'node_modules/.package-lock.json', readFileSync(join(checkout, 'package-lock.json'), 'utf8'));
    expect(await prepare(checkout, 'tools')).toEqual(quiet);
  });
});

describe('building the web client', { timeout: 60_000 }, () => {
  test('happens when a source has changed and not otherwise', async () => {
    const checkout = tinyCheckout();
    await prepare(checkout, 'tools');
    lendVite(checkout);
    expect(await prepare(checkout, 'run')).toEqual({ ...quiet, said: [building] });
    expect(existsSync(join(checkout, 'web', 'dist', 'index.html'))).toBe(true);
    expect(await prepare(checkout, 'run')).toEqual(quiet);
    write(checkout, 'web/main.test.ts', 'a test is no source');
    expect(await prepare(checkout, 'run')).toEqual(quiet);
    write(checkout, 'kernel/index.ts', 'export const changed = true;');
    expect(await prepare(checkout, 'run')).toEqual({ ...quiet, said: [building] });
  });

  test('that fails says so and is tried again the next time', async () => {
    const checkout = tinyCheckout();
    await prepare(checkout, 'tools');
    lendVite(checkout);
    write(checkout, 'web/main.js', 'import "./absent.js";');
    const failed = await prepare(checkout, 'run');
    expect(failed).toMatchObject({ code: 1, said: [building] });
    expect(failed.complained).toContain('absent.js');
    expect((await prepare(checkout, 'run')).code).toBe(1);
    write(checkout, 'web/main.js', 'document.title = "mended";');
    expect(await prepare(checkout, 'run')).toEqual({ ...quiet, said: [building] });
  });

  test('for the tests also looks for a browser, and says in one line how to get one', async () => {
    const checkout = tinyCheckout();
    await prepare(checkout, 'tools');
    lendVite(checkout);
    const without = await prepare(checkout, 'test', { CALLOSUM_CHROMIUM: '/nowhere/chromium' });
    expect(without).toMatchObject({
      code: 1,
      complained: expect.stringMatching(/^The browser tests need Chromium[^\n]*$/),
    });
    expect(await prepare(checkout, 'test', { CALLOSUM_CHROMIUM: process.execPath })).toEqual(quiet);
  });
});

describe('finding a browser', () => {
  function program(...path: string[]): string {
    const home = mkdtempSync(join(tmpdir(), 'callosum-browser-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const file = join(home, ...path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '');
    chmodSync(file, 0o755);
    return file;
  }

  test('the one that is named wins, and a wrong name is not replaced by a guess', () => {
    const onPath = program('bin', 'chromium');
    const named = program('mine');
    const env = { PATH: join(onPath, '..'), HOME: '/nowhere' };
    expect(findChromium(env, 'linux')).toBe(onPath);
    expect(findChromium({ ...env, CALLOSUM_CHROMIUM: named }, 'linux')).toBe(named);
    expect(findChromium({ ...env, CALLOSUM_CHROMIUM: '/nowhere/chromium' }, 'linux')).toBeUndefined();
  });

  test.each([
    ['linux', 'HOME', ['.cache', 'ms-playwright', 'chromium-1200', 'chrome-linux64', 'chrome']],
    ['darwin', 'HOME', ['Applications', 'Chromium.app', 'Contents', 'MacOS', 'Chromium']],
    ['win32', 'PROGRAMFILES', ['Google', 'Chrome', 'Application', 'chrome.exe']],
  ])('on %s it is found below %s', (platform, variable, path) => {
    const found = program(...path);
    const home = path.reduce((folder) => join(folder, '..'), found);
    expect(findChromium({ PATH: '', HOME: '/nowhere', LOCALAPPDATA: '/nowhere', [variable]: home }, platform)).toBe(
      found,
    );
  });

  test('there may be none', () => {
    expect(findChromium({ PATH: '/nowhere', HOME: '/nowhere' }, 'linux')).toBeUndefined();
  });
});
