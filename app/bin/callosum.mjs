#!/usr/bin/env node
// Runs on whatever Node is on the PATH (20 or later) and hands over to the packaged Node 24, which the sources are written for.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const MAIN = new URL('../commands/main.ts', import.meta.url);
/** Where Node keeps what it made of the sources, so that the next command starts in two thirds of the time. */
const COMPILED = process.env['NODE_COMPILE_CACHE'] ?? fileURLToPath(new URL('../../.cache/compiled', import.meta.url));

const packaged = packagedNode();
const [major = 0] = process.versions.node.split('.').map(Number);

if (packaged === process.execPath || (packaged === undefined && major >= NEEDED)) {
  module.enableCompileCache?.(COMPILED);
  await import(MAIN.href);
} else if (packaged !== undefined) {
  handOver(packaged);
} else {
  console.error(
    `callosum needs Node ${NEEDED}, and this is Node ${process.versions.node}. Run “npm ci” in the repository, which brings it, or install Node ${NEEDED}.`,
  );
  process.exitCode = 2;
}

/** The Node that came with the dependencies; undefined where there is none for this system. */
function packagedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/package.json`);
    const path = join(dirname(manifest), 'bin', program);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs the command in the packaged Node, passes signals to it, and ends as it ends.
 * @param {string} node
 */
function handOver(node) {
  const child = spawn(node, [fileURLToPath(MAIN), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`callosum cannot start ${node} (${error.message}). Run “npm ci” in the repository again.`);
    process.exitCode = 2;
  });
  child.on('exit', (status, signal) => {
    if (signal === null) {
      process.exitCode = status ?? 2;
      return;
    }
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
