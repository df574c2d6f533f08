import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WEB = join(ROOT, 'web');
const STYLES = join(ROOT, 'node_modules', '@mantine', 'core', 'styles');

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sources(join(folder, entry.name));
    return entry.name.endsWith('.tsx') && !entry.name.endsWith('.test.tsx') ? [join(folder, entry.name)] : [];
  });
}

test('every component of Mantine that a screen uses has its styles in the page', () => {
  const sheet = readFileSync(join(WEB, 'look', 'mantine.css'), 'utf8');
  const used = new Set(
    sources(WEB).flatMap((file) =>
      Array.from(readFileSync(file, 'utf8').matchAll(/import \{([^}]*)\} from '@mantine\/core'/g), ([, names = '']) =>
        names.split(',').map((name) => name.trim()),
      ).flat(),
    ),
  );
  const bare = [...used].filter(
    (name) => existsSync(join(STYLES, `${name}.css`)) && !sheet.includes(`styles/${name}.css`),
  );
  expect(used.size).toBeGreaterThan(20);
  expect(bare).toEqual([]);
});
