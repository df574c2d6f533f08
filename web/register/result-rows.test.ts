import { expect, test } from 'vitest';
import { resultRows } from './result-rows.ts';

const groups = [
  { fields: { overall: { mean: 6.5 }, ward: { counts: { icu: 4, er: 1 } } } },
  { fields: { ward: { counts: { er: 5 } } } },
];

test('a question that was answered by numbers is one row of means; a group that says nothing leaves its cell empty', () => {
  expect(resultRows('Overall', 'overall', groups, String)).toEqual([['Overall', null, { number: 6.5 }, null]]);
});

test('a question with a choice is a row for each answer that any group gave', () => {
  expect(resultRows('Ward', 'ward', groups, (value) => JSON.stringify(value))).toEqual([
    ['Ward', '"icu"', { number: 4 }, { number: 0 }],
    ['Ward', '"er"', { number: 1 }, { number: 5 }],
  ]);
  expect(resultRows('Mood', 'mood', groups, String)).toEqual([]);
});
