import { expect, test } from 'vitest';
import { type Move, movesOf, place } from './moves.ts';

const point = (key: string) => ({ key, label: key });
const axis = (key: string) => ({ key, label: key, points: ['1', '2'].map(point) });
const table = {
  id: 't',
  version: '1',
  title: 'Table',
  source: 'here',
  axes: [axis('low'), axis('high')],
  levels: ['a', 'b'].map(point),
  cells: { '1/1': 'a', '1/2': 'a', '2/1': 'b', '2/2': 'b' },
} as const;
const stage = (key: string) => ({ key, label: key, at: () => undefined });
const two = { table, stages: [stage('initial'), stage('residual')] };
const row = {
  id: 'x',
  kind: 'hazard',
  number: 1,
  title: 'X',
  state: 'open',
  scope: 'RIV',
  places: { initial: { low: '2', high: '2' }, residual: { low: '1', high: '2' } },
  today: 'initial',
  before: { low: '1', high: '2' },
  fallen: [],
};

test.each<readonly [Move, string, string]>([
  ['promised', '2/2', '1/2'],
  ['today', '2/2', '2/2'],
  ['decay', '1/2', '2/2'],
  ['since', '1/2', '2/2'],
])('%s is drawn from %s to %s', (move, from, cell) => {
  expect(place(two, row, move)).toEqual({ from, cell });
});

test('a table with one stage moves only since a day gone by', () => {
  const one = { table, stages: [stage('rated')] };
  expect([movesOf(one, false), movesOf(one, true), movesOf(two, true)]).toEqual([
    ['today'],
    ['since', 'today'],
    ['today', 'promised', 'decay', 'since'],
  ]);
});

test('what nobody has rated is drawn nowhere', () => {
  expect(place(two, { ...row, places: {}, today: null }, 'today')).toEqual({ cell: undefined, from: undefined });
});
