import { access, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { registry } from '../composition.ts';

const ROOT = new URL('../../', import.meta.url);
const ROWS = 30;

interface MissionRow {
  readonly number: number;
  readonly state: string;
  readonly kinds: readonly string[];
  readonly facts: readonly string[];
  readonly tests: readonly string[];
  readonly missing: string;
}

const named = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

async function readMission(): Promise<MissionRow[]> {
  const page = await readFile(new URL('docs/mission.md', ROOT), 'utf8');
  return [...page.matchAll(/^\| (\d+) \|.*$/gm)].map(([line, number]) => {
    const [, , , state = '', kinds = '', facts = '', tests = '', missing = ''] = line.split('|');
    return {
      number: Number(number),
      state: state.trim(),
      kinds: named(kinds),
      facts: named(facts),
      tests: named(tests),
      missing: missing.trim(),
    };
  });
}

test('the page of the mission names registers, facts and tests that there are, and says of what is begun what is missing', async () => {
  const rows = await readMission();
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: ROWS }, (_, index) => index + 1));
  for (const { number, state, kinds, facts, tests, missing } of rows) {
    expect([state, missing === ''], `row ${number}`).toEqual(state === 'works' ? ['works', true] : ['begun', false]);
    for (const list of [kinds, facts, tests]) expect(list, `row ${number}`).not.toEqual([]);
    expect(kinds.filter((kind) => !registry.kinds.has(kind))).toEqual([]);
    expect(facts.filter((fact) => !registry.facts.has(fact))).toEqual([]);
    await Promise.all(tests.map((file) => access(new URL(file, ROOT))));
  }
});
