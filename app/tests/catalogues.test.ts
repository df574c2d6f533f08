import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const disciplines = join(import.meta.dirname, '../../disciplines');
const withWords = readdirSync(disciplines).filter((name) =>
  readdirSync(join(disciplines, name), { recursive: true, encoding: 'utf8' }).includes(
    join('web', 'messages', 'en.json'),
  ),
);

type Catalogue = { readonly [key: string]: string | Catalogue };

function keysIn(catalogue: Catalogue, before: string): string[] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${before}.${key.replace(/_(one|other)$/, '')}`] : keysIn(value, `${before}.${key}`),
  );
}

/** Words in `en.json`, and those of a part of the discipline in `en-<part>.json`, under the name of the part. */
function wordsOf(folder: string, discipline: string): string[] {
  return readdirSync(join(folder, 'messages')).flatMap((file) => {
    const english = /^en(?:-(\w+))?\.json$/.exec(file);
    if (!english) return [];
    const [, part] = english;
    const words: Catalogue = JSON.parse(readFileSync(join(folder, 'messages', file), 'utf8'));
    return keysIn(words, part === undefined ? discipline : `${discipline}.${part}`);
  });
}

function sources(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

describe.each(withWords)('the words of %s', (discipline) => {
  const folder = join(disciplines, discipline, 'web');
  const keys = new Set(wordsOf(folder, discipline));
  const code = sources(folder);

  test('are there for every key its screens name', () => {
    const named = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key = '']) => key);
    const own = named.filter((key) => key.startsWith(`${discipline}.`));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((key) => !keys.has(key))).toEqual([]);
  });

  test('are all said somewhere', () => {
    const isSaid = (key: string): boolean =>
      code.includes(`'${key}'`) || code.includes(`\`${key.slice(0, key.lastIndexOf('.') + 1)}\${`);
    expect([...keys].filter((key) => !isSaid(key))).toEqual([]);
  });
});
