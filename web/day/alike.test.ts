import { expect, test } from 'vitest';
import { alikeIn } from './alike.ts';

const one = (title: string, kind: string, state = 'open', owned = true, key = 'RIV') => ({
  project: { key },
  record: { kind, state, title },
  owned,
});
const controls = (count: number) => Array.from({ length: count }, (_, place) => one(`c${place + 1}`, 'safetyControl'));
const told = (items: readonly ReturnType<typeof one>[]) =>
  alikeIn(items).map(({ first, rest }) => [first.map(({ record }) => record.title).join(' '), rest.length]);

test('many that are alike stand together where the first of them stood, three in sight', () => {
  const [first, ...more] = controls(74);
  expect(told([...(first ? [first] : []), one('Decide', 'decision'), ...more])).toEqual([
    ['c1 c2 c3', 71],
    ['Decide', 0],
  ]);
});

test('one more than is shown is shown', () => {
  expect(told(controls(4))).toEqual([['c1 c2 c3 c4', 0]]);
  expect(told(controls(5))).toEqual([['c1 c2 c3', 2]]);
});

test('another project, kind, state or reason is something else', () => {
  const all = [
    one('a', 'risk'),
    one('b', 'hazard'),
    one('c', 'risk', 'raised'),
    one('d', 'risk', 'open', false),
    one('e', 'risk', 'open', true, 'CLINIC'),
  ];
  expect(told(all).map(([titles]) => titles)).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(told([])).toEqual([]);
});
