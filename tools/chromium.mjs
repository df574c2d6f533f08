import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Says how to get a browser, in one line. */
export const chromiumAdvice =
  'The browser tests need Chromium: install it (Debian: apt-get install chromium; elsewhere: npx playwright-core install chromium), or set CALLOSUM_CHROMIUM to the path of a Chromium or Chrome.';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Finds a Chromium or Chrome to drive: the one named by CALLOSUM_CHROMIUM and no other if that is set, else on PATH, in the
 * usual places of the system, or fetched by Playwright.
 * @param {Record<string, string | undefined>} [env]
 * @param {string} [platform]
 * @returns {string | undefined} the path of the program
 */
export function findChromium(env = process.env, platform = process.platform) {
  if (env['CALLOSUM_CHROMIUM']) return runnable(env['CALLOSUM_CHROMIUM']) ? env['CALLOSUM_CHROMIUM'] : undefined;
  return [...onPath(env, platform), ...usualPlaces(env, platform), ...fetchedByPlaywright(env, platform)].find(
    runnable,
  );
}

/**
 * @param {Record<string, string | undefined>} env
 * @param {string} platform
 */
function onPath(env, platform) {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const suffix = platform === 'win32' ? '.exe' : '';
  return names.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
}

/**
 * @param {Record<string, string | undefined>} env
 * @param {string} platform
 */
function usualPlaces(env, platform) {
  if (platform === 'darwin') {
    const applications = ['/Applications', join(env['HOME'] ?? homedir(), 'Applications')];
    const programs = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return programs.flatMap((name) =>
      applications.map((folder) => join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  if (platform !== 'win32') return [];
  const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter(
    (root) => root !== undefined,
  );
  const programs = [
    'Google/Chrome/Application/chrome.exe',
    'Chromium/Application/chrome.exe',
    'Microsoft/Edge/Application/msedge.exe',
  ];
  return programs.flatMap((program) => roots.map((root) => join(root, program)));
}

/**
 * @param {Record<string, string | undefined>} env
 * @param {string} platform
 */
function fetchedByPlaywright(env, platform) {
  const home = env['HOME'] ?? homedir();
  const usual =
    platform === 'win32'
      ? join(env['LOCALAPPDATA'] ?? home, 'ms-playwright')
      : join(home, platform === 'darwin' ? 'Library/Caches' : '.cache', 'ms-playwright');
  const cache = env['PLAYWRIGHT_BROWSERS_PATH'] ?? usual;
  const builds = list(cache).filter((name) => /^chromium-\d+$/.test(name));
  const newestFirst = builds.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  return newestFirst.flatMap((build) =>
    list(join(cache, build))
      .filter((name) => name.startsWith('chrome-'))
      .flatMap((name) => programsIn(join(cache, build, name))),
  );
}

/** @param {string} folder */
function programsIn(folder) {
  const bundles = ['Chromium', 'Google Chrome for Testing'].map((name) =>
    join(folder, `${name}.app`, 'Contents', 'MacOS', name),
  );
  return [join(folder, 'chrome'), join(folder, 'chrome.exe'), ...bundles];
}

/** @param {string} folder */
function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @param {string} path */
function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
