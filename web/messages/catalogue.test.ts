import { describe, expect, test } from 'vitest';
import { english } from './en/index.ts';
import type { Catalogue } from './pseudo.ts';

const files = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*', '!../node_modules/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

function keysIn(catalogue: Catalogue, before = ''): string[] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${before}${key}`] : keysIn(value, `${before}${key}.`),
  );
}

const areas = import.meta.glob<Catalogue>(['./en/*.json', '!./en/sentences.json'], { import: 'default', eager: true });

const keys = new Set(keysIn(english).map((key) => key.replace(/_(one|other)$/, '')));
const code = Object.values(files);
/** Keys written out in the sources: in `t('…')` and as the label of an action. */
const used = code.flatMap((text) =>
  [...text.matchAll(/(?:\bt\(|labelKey: )\s*'([^']+)'/g)].map((match) => match[1] ?? ''),
);

describe('the English catalogue', () => {
  // Whoever writes a translation's file (`npm run translation`) puts it together by this rule.
  test('has each file under its own name, and the kit and the shell at the top', () => {
    const named = Object.entries(areas).map(([path, area]) => {
      const name = path
        .slice('./en/'.length, -'.json'.length)
        .replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      return name === 'kit' || name === 'shell' ? area : { [name]: area };
    });
    expect(Object.assign({}, ...named)).toEqual(english);
  });

  test('has every key the sources name', () => {
    expect(used.length).toBeGreaterThan(100);
    expect(used.filter((key) => !keys.has(key))).toEqual([]);
  });

  test('has no key that nothing mentions', () => {
    const all = code.join('\n');
    // Keys put together at run time are named up to their last part.
    const isMentioned = (key: string): boolean =>
      all.includes(`'${key}'`) ||
      all.includes(`\`${key.slice(0, key.lastIndexOf('.') + 1)}\${`) ||
      /^(unit|problem|command|field\.duration|actions\.grid)\./.test(key);
    expect([...keys].filter((key) => !isMentioned(key))).toEqual([]);
  });
});
