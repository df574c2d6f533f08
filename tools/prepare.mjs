// Makes a checkout ready: `node tools/prepare.mjs run|tools|test`. Runs on the machine's own Node (20 or later) before anything is
// installed, so it is plain JavaScript without dependencies. Says nothing when there is nothing to do.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromiumAdvice, findChromium } from './chromium.mjs';
import { withLock } from './exclusive.mjs';

const here = realpathSync(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const modules = join(root, 'node_modules');
const installStamp = join(modules, '.callosum-installed');
const platform = process.platform === 'win32' ? 'win' : process.platform;
const ownNode = join(
  modules,
  `node-${platform}-${process.arch}`,
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** What ends the preparation with one line for the reader and no stack trace. */
class Obstacle extends Error {}

/** @param {string} purpose */
async function prepare(purpose) {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (!['run', 'tools', 'test'].includes(purpose)) throw new Obstacle('Usage: node tools/prepare.mjs run|tools|test');
  if (major < 20)
    throw new Obstacle(`Callosum needs Node 20 or later to prepare itself; this is Node ${process.versions.node}.`);
  await unlessUpToDate(isInstalled, install);
  if (!hasOwnNode() && major < 24) {
    throw new Obstacle(
      `There is no packaged Node 24 for this system (${process.platform} ${process.arch}): install Node 24 yourself, from https://nodejs.org or your package manager, and start again.`,
    );
  }
  if (purpose === 'tools') return;
  const client = clientFolder();
  await unlessUpToDate(
    () => isBuilt(client),
    () => build(client),
  );
  if (purpose === 'test' && findChromium() === undefined) throw new Obstacle(chromiumAdvice);
}

/**
 * Does the work under the lock, and looks again once it has the lock: another preparation may just have done it.
 * @param {() => boolean} upToDate
 * @param {() => Promise<void>} work
 */
async function unlessUpToDate(upToDate, work) {
  if (upToDate()) return;
  await withLock(join(root, '.cache', 'prepare.lock'), say, async () => {
    if (!upToDate()) await work();
  });
}

function isInstalled() {
  const wanted = lockFileHash();
  if (readOr(installStamp, '') === wanted) return true;
  // Somebody else (a build server, say) may have run npm ci already.
  if (existsSync(installStamp) || !isWhatNpmInstalled()) return false;
  writeFileSync(installStamp, wanted);
  return true;
}

/** Whether npm's own record in node_modules agrees with the lock file; only optional packages, for other systems, may be absent. */
function isWhatNpmInstalled() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = packagesIn(record);
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const same = Object.entries(wanted).every(([name, { integrity, version, optional }]) => {
    const found = installed[name];
    return found ? found.integrity === integrity && found.version === version : optional === true;
  });
  return same && Object.keys(installed).every((name) => name in wanted);
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string; integrity?: string; optional?: boolean }>}
 */
function packagesIn(file) {
  const { packages = {} } = JSON.parse(readFileSync(file, 'utf8'));
  return Object.fromEntries(Object.entries(packages).filter(([name]) => name.includes('node_modules/')));
}

async function install() {
  if (process.platform === 'win32' && process.execPath.startsWith(modules + sep)) {
    // Windows does not let go of a running program, and this one is in the folder to be replaced.
    throw new Obstacle(
      'The dependencies have changed. Run "npm ci --ignore-scripts" in a plain command prompt, then start again.',
    );
  }
  say('Installing the dependencies; this takes about a minute.');
  const wanted = lockFileHash();
  rmSync(installStamp, { force: true });
  const flags = [
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const failure = await run(npmCommand(), ['ci', ...flags], ['ignore', 'ignore', 'inherit']);
  if (failure)
    throw new Obstacle(
      `The dependencies could not be installed: npm ci ${failure}. What it said is above; start again when that is mended.`,
    );
  if (hasOwnNode() && spawnSync(ownNode, ['--version']).status !== 0) {
    throw new Obstacle(
      'The packaged Node 24 does not run on this system (it needs glibc 2.28 or later, which Alpine Linux does not have).',
    );
  }
  mkdirSync(modules, { recursive: true });
  writeFileSync(installStamp, wanted);
}

/** npm by the file that started us where it did, since on Windows the command is a batch file that only a shell can run. */
function npmCommand() {
  const script = process.env['npm_execpath'] ?? '';
  if (!/npm-cli\.c?js$/.test(script) || !existsSync(script)) return ['npm'];
  const node = process.env['npm_node_execpath'] ?? '';
  return [existsSync(node) ? node : process.execPath, script];
}

/** The folder of the web client, as the build script in package.json names it. */
function clientFolder() {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const folder = /^vite build (\S+)/.exec(scripts?.build ?? '')?.[1];
  if (folder === undefined) throw new Obstacle('package.json has no script "build" of the form "vite build <folder>".');
  return join(root, folder);
}

/** @param {string} client */
function isBuilt(client) {
  return existsSync(join(client, 'dist', 'index.html')) && readOr(buildStamp(client), '') === sourceHash();
}

/** @param {string} client */
async function build(client) {
  say('Building the web client; this takes some seconds.');
  const sources = sourceHash();
  rmSync(buildStamp(client), { force: true });
  const vite = join(
    dirname(createRequire(join(client, 'package.json')).resolve('vite/package.json')),
    'bin',
    'vite.js',
  );
  const node = hasOwnNode() ? ownNode : process.execPath;
  const failure = await run([node, vite], ['build', client, '--logLevel', 'error'], ['ignore', 'inherit', 'inherit']);
  if (failure) throw new Obstacle(`The web client could not be built: vite build ${failure}. What it said is above.`);
  writeFileSync(buildStamp(client), sources);
}

/** @param {string} client */
function buildStamp(client) {
  return join(client, 'dist', '.stamp');
}

/** Over everything that can end up in the browser; by content, since a checkout gives old files new times. */
function sourceHash() {
  const hash = createHash('sha256').update(lockFileHash());
  for (const folder of ['app', 'web', 'kernel', 'engines', 'disciplines']) addSources(hash, join(root, folder));
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} folder
 */
function addSources(hash, folder) {
  if (!existsSync(folder)) return;
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !['node_modules', 'dist', 'server', 'bench'].includes(entry.name))
      addSources(hash, path);
    if (entry.isFile() && !/\.test\.tsx?$|\.md$/.test(entry.name))
      hash.update(`\0${path.slice(root.length)}\0`).update(readFileSync(path));
  }
}

function lockFileHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function hasOwnNode() {
  return existsSync(ownNode);
}

/**
 * Runs a program in the checkout; answers what went wrong, or undefined.
 * @param {string[]} command
 * @param {string[]} args
 * @param {('ignore' | 'inherit')[]} stdio
 * @returns {Promise<string | undefined>}
 */
function run([program = '', ...first], args, stdio) {
  const child = spawn(program, [...first, ...args], {
    cwd: root,
    stdio,
    shell: process.platform === 'win32' && first.length === 0,
  });
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(`did not start (${error.message})`));
    child.on('exit', (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? `code ${code}`}`));
  });
}

/**
 * @param {string} path
 * @param {string} otherwise
 */
function readOr(path, otherwise) {
  return existsSync(path) ? readFileSync(path, 'utf8') : otherwise;
}

/** @param {string} line */
function say(line) {
  console.log(line);
}

try {
  await prepare(process.argv[2] ?? '');
} catch (error) {
  if (!(error instanceof Obstacle)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
