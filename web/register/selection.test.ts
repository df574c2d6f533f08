import { expect, test } from 'vitest';
import type { RecordRow } from '../api/shapes.ts';
import { specimen } from '../testing/render.tsx';
import { commonMoves, MOST_SELECTED, NOTHING, refreshed, toggled, withAll } from './selection.ts';

const record = (id: string, state = 'open', version = 1): RecordRow => ({
  id,
  scope: 's',
  kind: 'specimen',
  number: 1,
  version,
  state,
  withdrawn: false,
  fields: {},
});

test('a record is chosen and let go again', () => {
  const one = toggled(NOTHING, record('a'));
  expect([...one.keys()]).toEqual(['a']);
  expect(toggled(one, record('a')).size).toBe(0);
});

test('no more are chosen than are changed at once', () => {
  const many = Array.from({ length: MOST_SELECTED + 5 }, (_, index) => record(String(index)));
  expect(withAll(NOTHING, many).size).toBe(MOST_SELECTED);
});

test('what changed meanwhile is known in its newest form, and nothing else is added', () => {
  const chosen = withAll(NOTHING, [record('a'), record('b')]);
  const now = refreshed(chosen, [record('a', 'closed', 2), undefined, record('c', 'open', 9)]);
  expect(now.get('a')).toMatchObject({ version: 2, state: 'closed' });
  expect(now.size).toBe(2);
  expect(refreshed(chosen, [record('a')])).toBe(chosen);
});

test('only moves that all can make are offered', () => {
  expect(commonMoves(specimen, withAll(NOTHING, [record('a'), record('b')]))).toEqual(['close']);
  expect(commonMoves(specimen, withAll(NOTHING, [record('a'), record('b', 'closed')]))).toEqual([]);
});
