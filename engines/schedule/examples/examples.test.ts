import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { mspdi } from '../testing/index.ts';
import { renamed } from './convert.ts';
import { finish, movedTasks } from './follow-edits.ts';
import { dates, warnings, why } from './reckon.ts';
import { afterFreeze, indices } from './value.ts';

const readmeOf = async (): Promise<string> => readFile(new URL('../README.md', import.meta.url), 'utf8');

describe('the examples of the README', () => {
  test.each(['reckon.ts', 'follow-edits.ts', 'convert.ts', 'value.ts'])(
    '%s stands there as it runs here',
    async (name) => {
      const source = await readFile(new URL(name, import.meta.url), 'utf8');
      expect(await readmeOf()).toContain(source.replace('../index.ts', '@callosum/schedule').trim());
    },
  );

  test('reckon a plan, say what is late and why', () => {
    expect(dates.map(({ uid, start, totalFloat }) => [uid, start, totalFloat])).toEqual([
      [1, '2026-01-05T08:00', -480],
      [2, '2026-01-05T08:00', 3840],
      [3, '2026-01-19T17:00', -480],
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(['deadline-missed']);
    expect(why.map(({ uid, because }) => [uid, because.kind])).toEqual([
      [3, 'link'],
      [1, 'project-start'],
    ]);
  });

  test('follow an edit', () => {
    expect(movedTasks).toEqual([
      { uid: 1, before: '2026-01-07T17:00' },
      { uid: 2, before: '2026-01-08T17:00' },
    ]);
    expect(finish).toBe('2026-01-12T17:00');
  });

  test('earn value, and wait for the end of a window', () => {
    expect(indices).toEqual([0.6667, 0.8]);
    expect(afterFreeze).toBe('2026-01-12T08:00');
  });

  test('convert a file', () => {
    const file = mspdi({ settings: { Author: 'Ann' }, tasks: [{ Name: 'Old', Duration: 'PT8H0M0S' }] });
    const { differing, failed, xml } = renamed(new TextEncoder().encode(file), 'New');
    expect([differing, failed.includes('dcma-10-resources')]).toEqual([0, true]);
    expect(xml).toBe(file.replace('Old', 'New'));
  });
});
