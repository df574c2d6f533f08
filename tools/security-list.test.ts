import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');

/** Numbers of ASVS 5.0.0 at levels 1 and 2, by section: those of level 3 are left out. */
const ITEMS = `1.1: 1-2; 1.2: 1-9; 1.3: 1-11; 1.4: 1-3; 1.5: 1-2;
  2.1: 1-3; 2.2: 1-3; 2.3: 1-4; 2.4: 1;
  3.2: 1-2; 3.3: 1-4; 3.4: 1-6; 3.5: 1-5; 3.7: 1-2;
  4.1: 1-3; 4.2: 1; 4.3: 1-2; 4.4: 1-4;
  5.1: 1; 5.2: 1-3; 5.3: 1-2; 5.4: 1-3;
  6.1: 1-3; 6.2: 1-12; 6.3: 1-4; 6.4: 1-4; 6.5: 1-5; 6.6: 1-3; 6.8: 1-4;
  7.1: 1-3; 7.2: 1-4; 7.3: 1-2; 7.4: 1-5; 7.5: 1-2; 7.6: 1-2;
  8.1: 1-2; 8.2: 1-3; 8.3: 1; 8.4: 1;
  9.1: 1-3; 9.2: 1-4;
  10.1: 1-2; 10.2: 1-2; 10.3: 1-4; 10.4: 1-11; 10.5: 1-5; 10.6: 1-2; 10.7: 1-3;
  11.1: 1-2; 11.2: 1-3; 11.3: 1-3; 11.4: 1-4; 11.5: 1; 11.6: 1;
  12.1: 1-3; 12.2: 1-2; 12.3: 1-4;
  13.1: 1; 13.2: 1-5; 13.3: 1-2; 13.4: 1-5;
  14.1: 1-2; 14.2: 1-4; 14.3: 1-3;
  15.1: 1-3; 15.2: 1-3; 15.3: 1-7;
  16.1: 1; 16.2: 1-5; 16.3: 1-4; 16.4: 1-3; 16.5: 1-3;
  17.1: 1; 17.2: 1-4; 17.3: 1-2`;

const wanted = ITEMS.split(';').flatMap((part) => {
  const [section = '', range = ''] = part.trim().split(': ');
  const [from = 1, to = from] = range.split('-').map(Number);
  return Array.from({ length: to - from + 1 }, (_, index) => `${section}.${from + index}`);
});
const rows = page.split('\n').filter((line) => line.startsWith('| ') && !/^\| (item|what) \|/.test(line));
const numbersOf = (row: string): string[] => row.split('|')[1]?.match(/\b\d{1,2}\.\d\.\d{1,2}\b/g) ?? [];
/** `file` with the titles quoted after it, up to the next file. */
const named = [...page.matchAll(/`([\w./-]+\.test\.tsx?)`((?:[ ,]*“[^”]+”)*)/g)].map(([, file = '', titles = '']) => ({
  file,
  titles: [...titles.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title.replaceAll(/\s+/g, ' ')),
}));

describe('the list of security', () => {
  test('answers every requirement of ASVS 5.0.0 at levels 1 and 2, each once', () => {
    const answered = rows.flatMap(numbersOf);
    expect(wanted).toHaveLength(253);
    expect(wanted.filter((item) => !answered.includes(item))).toEqual([]);
    expect(answered.filter((item, index) => answered.indexOf(item) !== index || !wanted.includes(item))).toEqual([]);
  });

  test('names test files that are there, and titles that stand in them', () => {
    expect(named.length).toBeGreaterThan(100);
    expect(named.map(({ file }) => file).filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    const missing = named.flatMap(({ file, titles }) => {
      if (!existsSync(join(ROOT, file))) return [];
      const text = readFileSync(join(ROOT, file), 'utf8');
      return titles.filter((title) => !text.includes(title)).map((title) => `${file} “${title}”`);
    });
    expect(missing).toEqual([]);
  });

  test('has a proof, a document or a reason in every row', () => {
    const empty = rows.filter((row) =>
      row
        .split('|')
        .slice(2, -1)
        .some((cell) => cell.trim() === ''),
    );
    expect(empty).toEqual([]);
  });
});
