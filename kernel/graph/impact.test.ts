import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRegistry } from '../declare/registry.ts';
import { createTestScope } from '../testing/graph.ts';
import { attempt, begunScope, histories } from '../testing/histories.ts';
import { sample } from '../testing/kinds.ts';
import { impactOf } from './impact.ts';

const registry = createRegistry([sample], []);

describe('what rests on a record', () => {
  test('is followed through all in between, each once, by the shortest way, and in circles only once', () => {
    const scope = createTestScope(registry);
    const [a = '', b = '', c = '', d = ''] = ['a', 'b', 'c', 'd'].map((title) => scope.create('step', { title }));
    // b looks at a, c at b, d at both a and c, and a at d.
    for (const [from, to] of [
      [b, a],
      [c, b],
      [d, c],
      [d, a],
      [a, d],
    ] as const)
      scope.link('step.mentions', from, to);
    scope.link('step.after', c, a);
    const told = (start: string, most = 99) => {
      const { found, more } = impactOf(start, scope.graph, registry, most);
      return [found.map(({ row, steps, through }) => [row.id, steps, through]), more];
    };
    expect(told(a)).toEqual([
      [
        [b, 1, a],
        [d, 1, a],
        [c, 2, b],
      ],
      false,
    ]);
    expect(told(a, 2)).toEqual([
      [
        [b, 1, a],
        [d, 1, a],
      ],
      true,
    ]);
    scope.apply([{ action: 'withdraw', id: b }]);
    expect(told(a)).toEqual([[[d, 1, a]], false]);
  });

  test('never names the record itself or another one twice, and each is one step from its way', () => {
    fc.assert(
      fc.property(histories, (intentions) => {
        const scope = begunScope(registry);
        intentions.forEach((intention, index) => attempt(scope, intention, index));
        for (const { id } of scope.graph.rows('step')) {
          const { found } = impactOf(id, scope.graph, registry, 500);
          const steps = new Map([[id, 0], ...found.map(({ row, steps: far }) => [row.id, far] as const)]);
          expect(steps.size).toBe(found.length + 1);
          for (const { steps: far, through } of found) expect(steps.get(through)).toBe(far - 1);
        }
      }),
      { numRuns: 60 },
    );
  });
});
