import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Where the browser's part lies when it is built. */
export const PAGES = fileURLToPath(new URL('../app/browser/dist/', import.meta.url));

/** Builds the browser's part afresh, as an installation has it. */
export async function buildPages(): Promise<void> {
  await promisify(execFile)(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'app/browser'], { cwd: ROOT });
}
