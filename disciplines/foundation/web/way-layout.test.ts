import { expect, test } from 'vitest';
import type { TraceNode } from '../index.ts';
import { layOut, NODE } from './way-layout.ts';

const node = (id: string, column: TraceNode['column']): TraceNode => ({
  id,
  column,
  kind: 'x',
  number: 1,
  title: id,
  state: '',
  scope: 'RIV',
  standing: 'met',
  way: 'down',
});

test('the way is laid out from need to control without columns that are empty, and no two nodes lie on each other', () => {
  const { columns, places, width, height } = layOut([
    node('control', 'control'),
    node('first', 'requirement'),
    node('need', 'need'),
    node('second', 'requirement'),
  ]);
  expect(columns.map(({ column, nodes }) => [column, nodes.map(({ id }) => id)])).toEqual([
    ['need', ['need']],
    ['requirement', ['first', 'second']],
    ['control', ['control']],
  ]);
  expect(places.get('need')).toEqual({ x: 0, y: NODE.top });
  expect(places.get('second')).toEqual({ x: NODE.width + NODE.gap, y: NODE.top + NODE.step });
  expect(new Set([...places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(4);
  expect([width, height]).toEqual([3 * (NODE.width + NODE.gap), NODE.top + 3 * NODE.step]);
});
