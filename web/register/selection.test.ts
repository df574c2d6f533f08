import type { Kind } from '@callosum/kernel';
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

const { close, ...others } = specimen.lifecycle.moves;
const signed: Kind = {
  ...specimen,
  lifecycle: {
    ...specimen.lifecycle,
    moves: {
      ...others,
      ...(close ? { close } : {}),
      accept: { label: 'Accept', from: ['open'], to: 'closed', signs: 'accepts it' },
    },
  },
};
/** What anybody may do who may do everything. */
const all = ({ state }: RecordRow): string[] =>
  Object.entries(signed.lifecycle.moves).flatMap(([name, { from }]) => (from.includes(state) ? [name] : []));
const offered = (records: readonly RecordRow[], movesOf = all) =>
  commonMoves(signed, withAll(NOTHING, records), movesOf);

test('only moves that all can make are offered', () => {
  expect(offered([record('a'), record('b')])).toEqual(['close']);
  expect(offered([record('a'), record('b', 'closed')])).toEqual([]);
});

test('what is signed is offered for one record by itself', () => {
  expect(offered([record('a')])).toEqual(['close', 'accept']);
  expect(offered([record('a'), record('b')])).not.toContain('accept');
});

test('a move that is not the reader’s to make of one of them is not offered', () => {
  const movesOf = (one: RecordRow) => (one.id === 'b' ? [] : all(one));
  expect(offered([record('a'), record('b')], movesOf)).toEqual([]);
});
