import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LayeredMap } from './layered-map.ts';

const KEYS = 90;

/** Copy a map, or change one of them. */
const deed = fc.record({
  what: fc.constantFrom('set', 'set', 'set', 'delete', 'copy'),
  which: fc.nat(7),
  key: fc.nat(KEYS),
  value: fc.nat(1_000),
});

test('copies of copies hold what as many maps of their own would', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 400 }), (deeds) => {
      const pairs = [{ layered: new LayeredMap<number>(), plain: new Map<string, number>() }];
      for (const { what, which, key, value } of deeds) {
        const pair = pairs[which % pairs.length];
        if (!pair) continue;
        const { layered, plain } = pair;
        if (what === 'copy') pairs.push({ layered: layered.copy(), plain: new Map(plain) });
        else if (what === 'delete') {
          layered.delete(String(key));
          plain.delete(String(key));
        } else {
          layered.set(String(key), value);
          plain.set(String(key), value);
        }
      }
      for (const { layered, plain } of pairs) {
        expect(layered.size).toBe(plain.size);
        expect(new Map(layered.entries())).toEqual(plain);
        expect([...layered.values()]).toHaveLength(plain.size);
        for (let key = 0; key <= KEYS; key += 1) {
          expect(layered.get(String(key))).toBe(plain.get(String(key)));
          expect(layered.has(String(key))).toBe(plain.has(String(key)));
        }
      }
    }),
  );
});

test('entries stay in the order in which they came, also where they changed after a copy', () => {
  const first = new LayeredMap<number>();
  for (const key of ['c', 'a', 'b']) first.set(key, 1);
  const second = first.copy();
  second.set('d', 2);
  second.set('c', 2);
  second.delete('a');
  expect([...second.keys()]).toEqual(['c', 'b', 'd']);
  expect([...first.keys()]).toEqual(['c', 'a', 'b']);
});
