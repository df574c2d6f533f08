import type { LinkType, Plan, PlanLink } from '@callosum/schedule';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planLink, planOf, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';

const TASKS = [1, 2, 3, 4];
const days = (count: number): Pick<PlanLink, 'lag'> => ({
  lag: { value: count * 28_800, unit: 'working', shownIn: 'days' },
});
const plan = (links: readonly PlanLink[]): Plan => planOf({ tasks: TASKS.map((uid) => planTask(uid)), links });

/** What the graph holds of dependencies, as the file would say it: predecessor, successor, type, days of lag; and the link's id. */
function held({ graph }: ReturnType<typeof planningScope>): Map<string, string> {
  const name = (id: string) => graph.find(id)?.external?.id.replace('task:', '');
  return new Map(
    [...graph.edges('task.dependsOn')].map(({ id, from, to, fields }) => [
      `${name(to)} ${name(from)} ${JSON.stringify(fields.type)} ${JSON.stringify(fields.lag ?? null)}`,
      id,
    ]),
  );
}
/** What a file says, the first of each pair and type alone. */
function said(links: readonly PlanLink[]): string[] {
  const first = new Map<string, string>();
  for (const { from, to, type, lag } of links) {
    const length = lag.value === 0 ? null : { seconds: lag.value, unit: 'd', elapsed: false };
    const key = `${from} ${to} ${JSON.stringify(type)}`;
    if (!first.has(key)) first.set(key, `${key} ${JSON.stringify(length)}`);
  }
  return [...first.values()].sort();
}

describe('dependencies of a file', () => {
  test('may join two tasks once for each type', () => {
    const scope = planningScope();
    const links = [planLink(1, 2), planLink(1, 2, { type: 'SS', ...days(2) })];
    expect(scope.importPlan(plan(links)).result).toMatchObject({ links: { added: 2 }, warnings: [] });
    const before = held(scope);
    expect(scope.importPlan(plan(links.toReversed())).writes).toEqual([]);
    expect(held(scope)).toEqual(before);
  });

  test('change and leave one by one', () => {
    const scope = planningScope();
    scope.importPlan(plan([planLink(1, 2), planLink(1, 2, { type: 'SS' }), planLink(1, 2, { type: 'FF' })]));
    const ids = new Set(held(scope).values());
    const later = scope.importPlan(plan([planLink(1, 2, { type: 'SF' }), planLink(1, 2, { type: 'SS', ...days(1) })]));
    expect(later.result.links).toEqual({ added: 0, changed: 2, removed: 1 });
    expect([...held(scope).values()].every((id) => ids.has(id))).toBe(true);
  });

  test('are after an import what the file says, after a second the same links still, and a later version keeps those it repeats', () => {
    const link = fc
      .tuple(
        fc.constantFrom(1, 2, 3),
        fc.constantFrom(1, 2),
        fc.constantFrom<LinkType[]>('FS', 'SS', 'FF', 'SF'),
        fc.nat(2),
      )
      .map(([from, by, type, lag]) => planLink(from, Math.min(from + by, 4), { type, ...days(lag) }));
    const links = fc.array(link, { maxLength: 12 });
    let several = 0;
    fc.assert(
      fc.property(links, links, (first, later) => {
        const scope = planningScope();
        for (const version of [first, later]) {
          const before = held(scope);
          scope.importPlan(plan(version));
          const after = held(scope);
          expect([...after.keys()].sort()).toEqual(said(version));
          for (const [words, id] of after) if (before.has(words)) expect(id).toBe(before.get(words));
          const again = scope.importPlan(plan(version));
          expect(again.writes).toEqual([]);
          expect(again.result.links).toEqual({ added: 0, changed: 0, removed: 0 });
          expect(held(scope)).toEqual(after);
          const pairs = [...after.keys()].map((words) => words.slice(0, 3));
          if (new Set(pairs).size < pairs.length) several += 1;
        }
      }),
      { numRuns: 150 },
    );
    expect(several).toBeGreaterThan(50);
  });
});
