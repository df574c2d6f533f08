import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defineFact } from '../declare/fact.ts';
import type { Filter } from '../declare/filter.ts';
import { addDays, daysBetween, hasCome, isOver } from '../declare/moment.ts';
import { createRegistry } from '../declare/registry.ts';
import { defineDerived } from '../graph/derived.ts';
import { createTestScope, testId, testMoment } from '../testing/graph.ts';
import { attempt, begunScope } from '../testing/histories.ts';
import { sample, step } from '../testing/kinds.ts';
import { createEvaluator, type Evaluator } from './evaluate.ts';
import type { Judge } from './judge.ts';

// An evaluator goes through time while its graph goes on, is asked about days to come, and is gone on from elsewhere: whatever the way,
// it says what one says that is made there.

const BEGIN = '2027-03-01';
const DAYS = 20;
const on = (day: number): string => addDays(BEGIN, day);

const shared = {
  unit: 'd',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { past: 'Past', today: 'Today', ahead: 'Ahead' },
  select: step,
} as const;

/** Turns on its day and on the day after, and reads what others have. */
const turning = defineFact({
  ...shared,
  name: 'sample.turning',
  label: 'Turning',
  help: 'For tests.',
  fold: 'smallest',
  judge: ({ id, fields: { due } }, graph, at) => {
    if (due === undefined) return undefined;
    const before = graph.out(id, 'step.after').flatMap((edge) => graph.get(step, edge.to) ?? []);
    const late = before.filter((one) => one.fields.due !== undefined && isOver(one.fields.due, at)).length;
    // Halves, so that they cannot be added and taken away as whole numbers can.
    const value = late + daysBetween(BEGIN, due) / 2;
    if (isOver(due, at)) return { ok: false, value, reason: 'past' };
    return { ok: true, value, reason: hasCome(due, at) ? 'today' : 'ahead' };
  },
});

const facts = (['largest', 'sum', 'share'] as const).map((fold) =>
  defineFact({
    ...shared,
    name: `sample.turning-${fold}`,
    label: 'Turning',
    help: 'For tests.',
    fold,
    judge: (row, graph, at, registry) => turning.judge(row, graph, at, registry),
  }),
);
const counted = defineFact({
  ...shared,
  name: 'sample.counted',
  label: 'Counted',
  help: 'For tests.',
  fold: 'largest',
  judge: ({ fields: { due } }, _graph, at) => {
    if (due === undefined) return undefined;
    const value = daysBetween(due, at.today);
    return { ok: value <= 0, value, reason: value > 0 ? 'past' : 'ahead' };
  },
});

/** Whatever comes before a step, as long as links do not run in a circle through what is withdrawn. */
const before = defineDerived('sample.before', (graph, id): readonly string[] => {
  const found = new Set<string>();
  const waiting = [id];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop())
    for (const { to } of graph.out(one, 'step.after'))
      if (!found.has(to) && graph.get(step, to)) {
        found.add(to);
        waiting.push(to);
      }
  return [...found].sort();
});
/** Rests on what is derived of others, and turns less often than that does. */
const longest = defineDerived('sample.longest', (graph, id) => ({
  most: Math.max(0, ...graph.out(id, 'step.mentions').map(({ to }) => before(graph, to).length)),
}));
const derived = defineFact({
  ...shared,
  name: 'sample.derived',
  label: 'Derived',
  help: 'For tests.',
  fold: 'sum',
  judge: ({ id }, graph) => {
    const value = 10 * longest(graph, id).most + before(graph, id).length;
    return { ok: value === 0, value, reason: 'ahead' };
  },
});
const registry = createRegistry([{ ...sample, facts: [...sample.facts, turning, ...facts, counted, derived] }], []);
const names = [...registry.facts.keys()];
const filters: readonly Filter[] = [
  [],
  [{ field: 'effort', op: 'from', value: 5 }],
  [{ field: 'due', op: 'upTo', value: on(9) }],
];

function everything(judge: Judge) {
  return names.flatMap((fact) =>
    filters.map((filter) => ({
      value: judge.value(fact, filter),
      rows: [...judge.rows(fact, filter)].sort((a, b) => (a.id < b.id ? -1 : 1)),
    })),
  );
}

const deed = fc.record({
  what: fc.constantFrom('happen', 'happen', 'due', 'due', 'move', 'ask', 'ahead', 'fork'),
  intention: fc.tuple(fc.nat(9), fc.nat(7), fc.nat(7), fc.nat(20)),
  day: fc.nat(DAYS),
  fact: fc.nat(names.length - 1),
  filter: fc.nat(filters.length - 1),
});

test('whatever way it came, an evaluator says what one says that is made on that day', () => {
  let asked = 0;
  fc.assert(
    fc.property(fc.array(deed, { minLength: 20, maxLength: 80, size: 'max' }), fc.nat(DAYS), (deeds, last) => {
      const scope = begunScope(registry);
      const left: { readonly evaluator: Evaluator; day: number }[] = [];
      let here: { evaluator: Evaluator; day: number } = {
        evaluator: createEvaluator(scope.graph, registry, testMoment(BEGIN)),
        day: 0,
      };
      deeds.forEach(({ what, intention, day, fact, filter }, index) => {
        const name = names[fact] ?? '';
        switch (what) {
          case 'happen':
            attempt(scope, intention, index);
            break;
          case 'due':
            try {
              scope.apply([
                { action: 'update', id: testId(intention[1] + 1), fields: { due: day === 0 ? null : on(day) } },
              ]);
            } catch {
              // Nothing of that id is there.
            }
            break;
          case 'move':
            here.evaluator.moveTo(testMoment(on(day)));
            here.day = day;
            break;
          case 'ask':
            here.evaluator.value(name, filters[filter] ?? []);
            break;
          case 'ahead':
            here.evaluator.on(on(day)).value(name, filters[filter] ?? []);
            break;
          case 'fork':
            left.push(here);
            here = { evaluator: here.evaluator.fork(scope.graph, testMoment(on(day)), []), day };
        }
      });
      for (const { evaluator, day } of [...left, here]) {
        expect(everything(evaluator)).toEqual(everything(createEvaluator(scope.graph, registry, testMoment(on(day)))));
        const then = Math.max(day, last);
        const anew = everything(createEvaluator(scope.graph, registry, testMoment(on(then))));
        expect(everything(evaluator.on(on(then)))).toEqual(anew);
        asked += anew.length;
      }
    }),
    { numRuns: 60 },
  );
  expect(asked).toBeGreaterThan(0);
});

test('a day to come is told from today: only what turns until then is judged', () => {
  let judged = 0;
  const watched = defineFact({
    ...shared,
    name: 'sample.watched',
    label: 'Watched',
    help: 'For tests.',
    fold: 'failing',
    judge: ({ fields: { due } }, _graph, at) => {
      judged += 1;
      return { ok: due === undefined || !isOver(due, at), reason: 'ahead' };
    },
  });
  const watching = createRegistry([{ ...sample, facts: [watched] }], []);
  const scope = createTestScope(watching);
  for (let day = 0; day < 10; day += 1) scope.create('step', { title: 's', due: on(day) });
  const evaluator = createEvaluator(scope.graph, watching, testMoment(on(0)));
  expect(evaluator.value('sample.watched', []).value).toBe(0);
  expect(judged).toBe(10);
  expect(evaluator.on(on(3)).value('sample.watched', []).value).toBe(3);
  expect(judged).toBe(13);
  // The day is there: what was judged for it is gone on from.
  evaluator.moveTo(testMoment(on(4)));
  expect(evaluator.value('sample.watched', []).value).toBe(4);
  expect(judged).toBeLessThanOrEqual(17);
});

test('what is derived is worked out once for all who ask, and judged by again only when it comes to something else', () => {
  let worked = 0;
  let judged = 0;
  const total = defineDerived('sample.total', (graph, id) => {
    worked += 1;
    return graph.in(id, 'step.partOf').reduce((sum, { from }) => sum + (graph.get(step, from)?.fields.effort ?? 0), 0);
  });
  const ofParent = defineFact({
    ...shared,
    name: 'sample.of-parent',
    label: 'Of the parent',
    help: 'For tests.',
    fold: 'sum',
    judge: ({ id }, graph) => {
      judged += 1;
      const [parent] = graph.out(id, 'step.partOf');
      return parent && { ok: true, value: total(graph, parent.to), reason: 'ahead' };
    },
  });
  const deriving = createRegistry([{ ...sample, facts: [ofParent] }], []);
  const scope = createTestScope(deriving);
  const parent = scope.create('step', { title: 'p' });
  const parts = [1, 2, 3].map((effort) => {
    const id = scope.create('step', { title: 's', effort });
    scope.link('step.partOf', id, parent);
    return id;
  });
  const evaluator = createEvaluator(scope.graph, deriving, testMoment(BEGIN));
  const ask = () => evaluator.value('sample.of-parent', []).value;
  expect(ask()).toBe(18);
  expect([worked, judged]).toEqual([1, 4]);
  const [first = '', second = ''] = parts;
  // A title is read with the record, and changes no effort: the sum is worked out again, and only the record itself is judged.
  scope.apply([{ action: 'update', id: first, fields: { title: 'another' } }]);
  expect(ask()).toBe(18);
  expect([worked, judged]).toEqual([2, 5]);
  scope.apply([{ action: 'update', id: second, fields: { effort: 5 } }]);
  expect(ask()).toBe(27);
  expect([worked, judged]).toEqual([3, 8]);
  expect(evaluator.rows('sample.of-parent', [])[0]?.reads?.derived[0]?.records).toEqual(new Set([parent, ...parts]));
});
