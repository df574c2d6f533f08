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

const keys = new Set(keysIn(english).map((key) => key.replace(/_(one|other)$/, '')));
const code = Object.values(files);
/** Keys written out in the sources: in `t('…')` and as the label of an action. */
const used = code.flatMap((text) =>
  [...text.matchAll(/(?:\bt\(|labelKey: )\s*'([^']+)'/g)].map((match) => match[1] ?? ''),
);

describe('the English catalogue', () => {
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
      /^(unit|problem|field\.duration|actions\.grid)\./.test(key);
    expect([...keys].filter((key) => !isMentioned(key))).toEqual([]);
  });
});
