// Everything that can be said of the sources without running them: `npm run check`. Two parts at a time, and what a part found is
// printed in one piece; all parts are tried, so that one run says all there is to mend.
import { spawn } from 'node:child_process';

const PARTS = ['lint', 'boundaries', 'dead', 'types', 'format:check'];
const AT_ONCE = 2;

/**
 * @param {string} part
 * @returns {Promise<boolean>} whether it found nothing
 */
async function check(part) {
  const started = performance.now();
  const child = spawn('npm', ['run', '--silent', part], {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  }
  const isGood = await new Promise((resolve) => {
    child.on('error', (error) => {
      said += error.message;
      resolve(false);
    });
    child.on('close', (status) => resolve(status === 0));
  });
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${isGood ? '✓' : '✗'} ${part} (${seconds} s)${isGood ? '' : `\n${said}`}`);
  return isGood;
}

const waiting = [...PARTS];
const results = await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    let isGood = true;
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) isGood = (await check(part)) && isGood;
    return isGood;
  }),
);
process.exitCode = results.every(Boolean) ? 0 : 1;
