import { describe, expect, test } from 'vitest';
import { moveBy } from './grid-keys.ts';

const extent = { rows: 10_000, columns: 5, page: 20 };
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false, altKey: false });

describe('keys of the grid', () => {
  test.each([
    ['ArrowDown', false, { row: 51, column: 2 }],
    ['ArrowRight', false, { row: 50, column: 3 }],
    ['Home', false, { row: 50, column: 0 }],
    ['End', false, { row: 50, column: 4 }],
    ['Home', true, { row: 0, column: 0 }],
    ['End', true, { row: 9_999, column: 4 }],
    ['PageDown', false, { row: 70, column: 2 }],
    ['PageUp', false, { row: 30, column: 2 }],
  ])('%s (Ctrl: %s) leads to %o', (key, ctrl, to) => {
    expect(moveBy(press(key, ctrl), { row: 50, column: 2 }, extent)).toEqual(to);
  });

  test('never lead out of the grid', () => {
    expect(moveBy(press('ArrowUp'), { row: 0, column: 0 }, extent)).toEqual({ row: 0, column: 0 });
    expect(moveBy(press('PageDown'), { row: 9_995, column: 4 }, extent)).toEqual({ row: 9_999, column: 4 });
  });

  test('that mean nothing here are left to the browser', () => {
    expect(moveBy(press('a'), { row: 0, column: 0 }, extent)).toBeUndefined();
    expect(moveBy(press('ArrowDown'), { row: 0, column: 0 }, { ...extent, rows: 0 })).toBeUndefined();
  });
});
