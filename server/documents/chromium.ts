import { spawn } from 'node:child_process';
import { chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TIME_OUT_MS = 60_000;
/** Nobody: a browser's sandbox does not work for the superuser. */
const NOBODY = 65_534;

/**
 * Prints a page that needs nothing from elsewhere, in a browser without network and rights; the page itself forbids script.
 * @param instant takes the place of the clock in the file.
 * @throws Error when the browser does not start in its sandbox, takes too long, or is told to stop.
 */
export async function printByChromium(
  program: string,
  html: string,
  instant: string,
  signal: AbortSignal,
): Promise<Buffer> {
  const place = await mkdtemp(join(tmpdir(), 'callosum-print-'));
  const [page, target] = [join(place, 'page.html'), join(place, 'page.pdf')];
  try {
    await writeFile(page, html);
    const asNobody = process.getuid?.() === 0;
    if (asNobody) {
      await chown(place, NOBODY, NOBODY);
      await chmod(page, 0o644);
    }
    await run(program, place, [`--print-to-pdf=${target}`, `file://${page}`], asNobody, signal);
    return settlePdf(await readFile(target), instant);
  } finally {
    await rm(place, { recursive: true, force: true, maxRetries: 5 });
  }
}

const QUIET = [
  '--headless',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pdf-header-footer',
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

function run(
  program: string,
  place: string,
  args: readonly string[],
  asNobody: boolean,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...QUIET, `--user-data-dir=${join(place, 'profile')}`, ...args], {
      cwd: place,
      env: { HOME: place, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'pipe'],
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIME_OUT_MS)]),
      killSignal: 'SIGKILL',
      ...(asNobody ? { uid: NOBODY, gid: NOBODY } : {}),
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2_000);
    });
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve();
      else reject(new Error(`The browser ended with ${status}: ${said.trim()}`));
    });
  });
}

/** The same page gives the same bytes: the moment of the document stands where the clock's stood. */
export function settlePdf(pdf: Buffer, instant: string): Buffer {
  const digits = instant.slice(0, 19).replace(/[-:T]/g, '');
  const text = pdf.toString('latin1').replace(/(\/(?:CreationDate|ModDate) ?\(D:)\d{14}/g, `$1${digits}`);
  return Buffer.from(text, 'latin1');
}
