import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defineFact } from '../declare/fact.ts';
import { createRegistry } from '../declare/registry.ts';
import { createTestScope, testId, testMoment } from '../testing/graph.ts';
import { APART, familyOf } from '../testing/family.ts';
import { attempt, begunScope, histories } from '../testing/histories.ts';
import { sample, step } from '../testing/kinds.ts';
import { createEvaluator, type Evaluator } from './evaluate.ts';
import type { Filter } from '../declare/filter.ts';

const registry = createRegistry([sample], []);
const TODAY = testMoment('2027-03-01');

const filters: readonly Filter[] = [
  [],
  [{ field: 'effort', op: 'from', value: 5 }],
  [{ field: 'effort', op: 'empty' }],
  [{ field: 'stars', op: 'upTo', value: 9 }],
];

function everything(evaluator: Evaluator) {
  return [...registry.facts.keys()].flatMap((fact) =>
    filters.map((filter) => ({
      value: evaluator.value(fact, filter),
      rows: [...evaluator.rows(fact, filter)].sort((a, b) => (a.id < b.id ? -1 : 1)),
    })),
  );
}

describe('an evaluator that follows the graph', () => {
  test('agrees with a fresh one after any history', () => {
    fc.assert(
      fc.property(histories, fc.nat(9), (intentions, every) => {
        const scope = begunScope(registry);
        const following = createEvaluator(scope.graph, registry, TODAY);
        everything(following);
        intentions.forEach((intention, index) => {
          attempt(scope, intention, index);
          // Asked at other times than it is told, so that changes pile up as well.
          if (index % (every + 1) === 0) everything(following);
        });
        expect(everything(following)).toEqual(everything(createEvaluator(scope.graph, registry, TODAY)));
      }),
      { numRuns: 200 },
    );
  });

  test('agrees with a fresh one after any history of its scope and of those above', () => {
    const where = fc.tuple(fc.nat(3), fc.nat(3));
    fc.assert(
      fc.property(
        histories,
        fc.array(where, { minLength: 60, maxLength: 60 }),
        fc.nat(9),
        (intentions, places, every) => {
          const { organisation, programme, project, sibling } = familyOf(registry);
          const scopes = [project, programme, organisation, sibling];
          // Something to begin with everywhere, so that links have where to end.
          for (const [level, scope] of scopes.entries())
            for (const which of [0, 1, 2, 6]) attempt(scope, [0, which, 0, which], which, level * APART);
          const following = createEvaluator(project.graph, registry, TODAY);
          everything(following);
          intentions.forEach((intention, index) => {
            const [at = 0, ends = 0] = places[index] ?? [];
            const scope = scopes[at];
            if (scope) attempt(scope, intention, index, at * APART, Math.max(at, ends) * APART);
            if (index % (every + 1) === 0) everything(following);
          });
          expect(everything(following)).toEqual(everything(createEvaluator(project.graph, registry, TODAY)));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('may be prepared in steps while the graph changes between them, by more than one at once', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.nat(7), { minLength: 1 }), (intentions, pace) => {
        const scope = begunScope(registry);
        const stepped = createEvaluator(scope.graph, registry, TODAY);
        const drive = function* (): Generator<void> {
          for (const fact of registry.facts.keys()) yield* stepped.prepare(fact);
        };
        const drivers = [drive(), drive()];
        intentions.forEach((intention, index) => {
          attempt(scope, intention, index);
          const steps = pace[index % pace.length] ?? 0;
          for (let step = 0; step < steps; step += 1) drivers[(index + step) % 2]?.next();
        });
        expect(everything(stepped)).toEqual(everything(createEvaluator(scope.graph, registry, TODAY)));
      }),
      { numRuns: 200 },
    );
  });

  test('comes to an end where links run in a circle through what is withdrawn', () => {
    const scope = createTestScope(registry);
    const [a = '', b = '', c = ''] = ['a', 'b', 'c'].map((title) => scope.create('step', { title, effort: 2 }));
    scope.link('step.partOf', a, b);
    scope.link('step.partOf', b, c);
    scope.apply([{ action: 'withdraw', id: b }]);
    scope.link('step.partOf', c, a);
    expect(createEvaluator(scope.graph, registry, TODAY).value('sample.largest', []).value).toBe(4);
    expect(() => scope.apply([{ action: 'restore', id: b }])).toThrow('circle');
  });

  test('takes one step for each row not judged yet, and none afterwards', () => {
    const scope = createTestScope(registry);
    for (const title of ['a', 'b', 'c']) scope.create('step', { title, effort: 3 });
    const evaluator = createEvaluator(scope.graph, registry, TODAY);
    expect([...evaluator.prepare('sample.effort')]).toHaveLength(3);
    expect([...evaluator.prepare('sample.effort')]).toHaveLength(0);
    expect([...evaluator.prepare('sample.unheard-of')]).toHaveLength(0);
    expect(evaluator.value('sample.effort', []).value).toBeDefined();
  });

  test('judges anew when the day changes, and when it goes back', () => {
    const scope = createTestScope(registry);
    scope.create('step', { title: 'a', due: '2027-03-10' });
    const evaluator = createEvaluator(scope.graph, registry, TODAY);
    const failing = (today: string) => {
      evaluator.moveTo(testMoment(today));
      return evaluator.value('sample.overdue', []).value;
    };
    expect([failing('2027-03-10'), failing('2027-03-11'), failing('2027-03-01')]).toEqual([0, 1, 0]);
  });

  test('judges anew within a day what said until when it holds, and nothing else', () => {
    let judged = 0;
    const told = defineFact({
      name: 'sample.told',
      label: 'Told',
      help: 'For tests.',
      unit: 'steps',
      fold: 'failing',
      better: 'lower',
      whenEmpty: 0,
      reasons: { late: 'Late', inTime: 'In time' },
      select: step,
      judge: (row, _graph, at) => {
        judged += 1;
        const until = `2027-03-01T${row.fields.title}:00.000Z`;
        return until < at.instant ? { ok: false, reason: 'late' } : { ok: true, reason: 'inTime', until };
      },
    });
    const timed = createRegistry([{ ...sample, facts: [told] }], []);
    const scope = createTestScope(timed);
    for (const title of ['13:00', '14:00', '15:00']) scope.create('step', { title });
    const evaluator = createEvaluator(scope.graph, timed, TODAY);
    const lateAt = (time: string) => {
      evaluator.moveTo({ instant: `2027-03-01T${time}:00.000Z`, today: '2027-03-01' });
      return evaluator.value('sample.told', []).value;
    };
    expect([lateAt('12:59'), lateAt('13:00'), lateAt('13:01'), lateAt('14:30')]).toEqual([0, 0, 1, 2]);
    expect(judged).toBe(5);
    expect(lateAt('12:30')).toBe(0);
  });

  test('stays with what it knew once it is closed', () => {
    const scope = createTestScope(registry);
    scope.create('step', { title: 'a', effort: 3 });
    const evaluator = createEvaluator(scope.graph, registry, TODAY);
    expect(evaluator.value('sample.effort', []).value).toBe(3);
    evaluator.close();
    scope.create('step', { title: 'b', effort: 4 });
    expect(evaluator.value('sample.effort', []).value).toBe(3);
  });

  test('asks a mere reader, which cannot be followed', () => {
    const { graph, create } = createTestScope(registry);
    create('step', { title: 'a', effort: 3 });
    const { subscribe: _subscribe, ...reader } = graph;
    const evaluator = createEvaluator(reader, registry, TODAY);
    expect(evaluator.value('sample.effort', []).value).toBe(3);
    evaluator.close();
  });
});

describe('a fact', () => {
  const scope = createTestScope(registry);
  const a = scope.create('step', { title: 'a', effort: 3, due: '2027-02-01' });
  const b = scope.create('step', { title: 'b', effort: 5, due: '2027-02-01' }, { state: 'closed' });
  scope.create('step', { title: 'c' });
  const r = scope.create('remark', { title: 'r' });
  scope.create('remark', { title: 's' });
  scope.link('step.after', a, b);
  scope.link('step.mentions', a, r);
  const evaluator = createEvaluator(scope.graph, registry, TODAY);

  test('folds failing rows, shares, sums and the largest', () => {
    expect(evaluator.value('sample.overdue', [])).toEqual({
      fact: 'sample.overdue',
      value: 1,
      unit: 'steps',
      total: 2,
      failing: 1,
    });
    expect(evaluator.value('sample.mentioned', []).value).toBe(50);
    expect(evaluator.value('sample.effort', []).value).toBe(8 + 5 + 0);
    expect(evaluator.value('sample.largest', []).value).toBe(5);
  });

  test('shows the rows behind its number, those not ok first', () => {
    expect(evaluator.rows('sample.overdue', []).map(({ id, judgement }) => [id, judgement.reason])).toEqual([
      [a, 'overdue'],
      [b, 'fine'],
    ]);
  });

  test('is asked about a selection of rows', () => {
    expect(evaluator.value('sample.effort', [{ field: 'effort', op: 'from', value: 4 }]).value).toBe(5);
    expect(evaluator.value('sample.effort', [{ field: 'effort', op: 'empty' }])).toMatchObject({ value: 0, total: 1 });
    expect(evaluator.value('sample.effort', [{ field: 'title', op: 'is', value: 'b' }]).total).toBe(1);
  });

  test('proves nothing over no rows, unless it says what nothing means', () => {
    const nothing: Filter = [{ field: 'title', op: 'is', value: 'nobody' }];
    expect(evaluator.value('sample.overdue', nothing).value).toBeUndefined();
    expect(evaluator.value('sample.effort', nothing).value).toBeUndefined();
    expect(evaluator.value('sample.mentioned', nothing).value).toBe(0);
  });

  test('that nobody declares proves nothing, and stops nothing', () => {
    expect(evaluator.value('sample.gone', [])).toMatchObject({ value: undefined, total: 0 });
    expect(evaluator.rows('sample.gone', [])).toEqual([]);
  });

  test('leaves out withdrawn rows', () => {
    const other = createTestScope(registry);
    const id = other.create('step', { title: 'a', effort: 3 }, { id: testId(1) });
    const following = createEvaluator(other.graph, registry, TODAY);
    expect(following.value('sample.effort', []).total).toBe(1);
    other.apply([{ action: 'withdraw', id }]);
    expect(following.value('sample.effort', []).total).toBe(0);
    other.apply([{ action: 'restore', id }]);
    expect(following.value('sample.effort', []).total).toBe(1);
  });
});
