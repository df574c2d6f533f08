import { access, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { disciplines } from '../composition.ts';

const DOCS = new URL('../../docs/', import.meta.url);

test.each(disciplines.map(({ name, facts }) => [name, facts] as const))(
  'the page of %s says whose job it is and how a day goes, with a picture; facts it looks at first are there',
  async (name, facts) => {
    const page = await readFile(new URL(`${name}.md`, DOCS), 'utf8');
    expect(page).toContain('## Whose job');
    expect(page).toMatch(/^## A day’s work/m);
    const images = [...page.matchAll(/!\[[^\]]{20,}\]\(([^)]+)\)/g)].map(([, path = '']) => path);
    expect(images).not.toEqual([]);
    await Promise.all(images.map((path) => access(new URL(path, DOCS))));
    const [, job = ''] = page.split('## Whose job');
    const looked = [...job.matchAll(/^\| [^|]+ \| [^|]+ \| ([^|]+) \|$/gm)].flatMap(([, cell = '']) => cell.split(','));
    const labels = new Set(facts.map(({ label }) => label.toLowerCase()));
    const named = looked.filter((one) => labels.has(one.trim().toLowerCase()));
    expect(named.length, `of ${looked.join(',')}`).toBeGreaterThan(2);
  },
);
