import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Bench } from '../bench.ts';
import { buildPages, PAGES } from '../build.ts';

const DIST = pathToFileURL(PAGES);
const GOAL_KB = 300;

export const shell: Bench = {
  name: 'shell',
  about:
    'what a browser fetches before the first screen, built afresh and compressed with gzip: the scripts the page names, with all they import at once',
  run: async () => {
    await buildPages();
    const page = await readFile(new URL('index.html', DIST), 'utf8');
    const scripts = await weigh(
      addresses(page, /<(?:script|link rel="modulepreload")[^>]*(?:src|href)="\/([^"]+\.js)"/g),
    );
    const styles = await weigh(addresses(page, /<link rel="stylesheet"[^>]*href="\/([^"]+\.css)"/g));
    return [
      { what: `JavaScript, ${scripts.files} files`, measured: kilobytes(scripts.bytes), goal: `≤ ${GOAL_KB} kB` },
      { what: `styles, ${styles.files} files`, measured: kilobytes(styles.bytes) },
    ];
  },
};

function addresses(page: string, pattern: RegExp): readonly string[] {
  const found = [...page.matchAll(pattern)].flatMap(([, path]) => (path ? [path] : []));
  if (found.length === 0) throw new Error(`The built page names nothing that ${pattern} finds.`);
  return found;
}

async function weigh(paths: readonly string[]): Promise<{ readonly files: number; readonly bytes: number }> {
  const sizes = await Promise.all(paths.map(async (path) => gzipSync(await readFile(new URL(path, DIST))).length));
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;
