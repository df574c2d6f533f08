import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Group, groupedLayout, groupKey, plainLayout } from './layout.ts';

const all = (layout: ReturnType<typeof plainLayout>) =>
  Array.from({ length: layout.lines }, (_, line) => layout.at(line));

describe('the lines of a register', () => {
  test('are its records where there are no groups', () => {
    expect(all(plainLayout(3))).toEqual([{ record: 0 }, { record: 1 }, { record: 2 }]);
    expect(plainLayout(3).at(3)).toBeUndefined();
  });

  test('are headings with the records below them, but for those of closed groups', () => {
    const open: Group = { value: 'open', count: 2 };
    const none: Group = { value: null, count: 1 };
    expect(all(groupedLayout([open, none], new Set([groupKey(open)])))).toEqual([
      { group: open, closed: true },
      { group: none, closed: false },
      { record: 2 },
    ]);
  });

  test('show every record of the open groups once and in order, for any groups', () => {
    const groups = fc.uniqueArray(fc.record({ value: fc.string(), count: fc.nat(5) }), {
      selector: ({ value }) => value,
    });
    fc.assert(
      fc.property(groups, fc.array(fc.string()), (given, shut) => {
        const closed = new Set(shut.map((value) => groupKey({ value, count: 0 })));
        let place = 0;
        const expected = given.flatMap((group) => {
          const own = Array.from({ length: group.count }, (_, index) => place + index);
          place += group.count;
          return closed.has(groupKey(group)) ? [] : own;
        });
        const shown = all(groupedLayout(given, closed)).flatMap((line) =>
          line && 'record' in line ? [line.record] : [],
        );
        expect(shown).toEqual(expected);
      }),
    );
  });
});
