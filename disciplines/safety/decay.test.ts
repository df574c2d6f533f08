import { createEvaluator, type Evaluator, type Row } from '@callosum/kernel';
import { TEST_OWNER, testId, testMoment, type TestScope } from '@callosum/kernel/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aspectStanding, controlStanding, ratingToday } from './standing.ts';
import { registry, safetyScope } from './testing/scope.ts';
import { risk } from './testing/written.ts';

const TODAY = testMoment('2027-03-01');
const CONTROLS = [testId(101), testId(102), testId(103)];
const TESTS = [testId(201), testId(202), testId(203)];
const HAZARDS = [testId(301), testId(302)];
const RESTORED = { rto: 4, measuredRto: 3, rpo: 1, measuredRpo: 0.5, data: 'whole', heldOn: '2027-02-01' } as const;

const of = (ids: readonly string[], which: number): string => ids[which % ids.length] ?? '';

/** Two hazards, each with controls that are verified twice: everything may decay from here. */
function begun(): TestScope {
  const scope = safetyScope();
  for (const [index, id] of HAZARDS.entries())
    scope.create('hazard', { title: `H${index}`, initial: risk('5'), residual: risk('2') }, { id });
  for (const [index, id] of TESTS.entries())
    scope.create('restoreTest', { title: `T${index}`, ...RESTORED }, { id, state: 'done' });
  for (const [index, id] of CONTROLS.entries()) {
    scope.create('safetyControl', { title: `C${index}` }, { id, state: 'inPlace' });
    scope.link('safetyControl.reduces', id, HAZARDS[index % 2] ?? '');
    for (const aspect of ['built', 'effective'])
      scope.run('safetyControl.verify', { id, aspect, evidence: [of(TESTS, index)] });
  }
  return scope;
}

/** Everything anybody may try by hand or by command, most of it refused sooner or later. */
const TRIES: readonly ((scope: TestScope, a: number, b: number) => unknown)[] = [
  (scope, a, b) => verify(scope, a, b, 'built'),
  (scope, a, b) => verify(scope, a, b, 'effective'),
  (scope, a, b) => scope.run('record.update', { id: of(TESTS, a), fields: { measuredRto: b % 6 } }),
  (scope, a, b) => scope.run('record.update', { id: of(CONTROLS, a), fields: { description: `Way ${b % 3}` } }),
  (scope, a, b) =>
    scope.run('record.move', { id: of(CONTROLS, a), move: of(['putInPlace', 'takeBack', 'retire', 'bringBack'], b) }),
  (scope, a, b) => scope.run('record.move', { id: of(TESTS, a), move: of(['finish', 'reopen'], b) }),
  (scope, a, b) => scope.run(of(['record.withdraw', 'record.restore'], b), { id: of([...TESTS, ...CONTROLS], a) }),
  (scope, a, b) => scope.run('safetyControl.release', { control: of(CONTROLS, a), hazard: of(HAZARDS, b) }),
  (scope, a, b) =>
    scope.run('link.create', { type: 'safetyControl.reduces', from: of(CONTROLS, a), to: of(HAZARDS, b) }),
  (scope, a, b) =>
    scope.run('link.create', {
      type: of(['safetyControl.builtBy', 'safetyControl.effectiveBy'], b),
      from: of(CONTROLS, a),
      to: of(TESTS, b),
    }),
  (scope, a, b) => touchLink(scope, a, b, 'link.remove'),
  (scope, a, b) => touchLink(scope, a, b, 'link.review'),
];

function verify(scope: TestScope, a: number, b: number, aspect: string): unknown {
  const evidence = [of(TESTS, b), ...(b % 4 === 0 ? [of(TESTS, b + 1)] : [])];
  return scope.run('safetyControl.verify', { id: of(CONTROLS, a), aspect, evidence }, { actor: TEST_OWNER });
}

function touchLink(scope: TestScope, a: number, b: number, command: string): unknown {
  const type = of(['safetyControl.builtBy', 'safetyControl.effectiveBy', 'safetyControl.reduces'], b);
  const id = scope.graph.out(of(CONTROLS, a), type)[0]?.id;
  return scope.run(command, command === 'link.review' ? { ids: [id] } : { id });
}

/** Whether an attempt went through. */
function attempt(scope: TestScope, [which, a, b]: readonly [number, number, number]): boolean {
  try {
    TRIES[which % TRIES.length]?.(scope, a, b);
    return true;
  } catch {
    return false;
  }
}

const attempts = fc.array(fc.tuple(fc.nat(TRIES.length - 1), fc.nat(20), fc.nat(20)), {
  minLength: 25,
  maxLength: 60,
});
const VERIFYING = 2;

const controlsIn = ({ graph }: TestScope): Row[] => CONTROLS.flatMap((id) => graph.find(id) ?? []);

describe('over whatever people do', () => {
  test('a control never counts while a pin of it is stale', () => {
    let counted = 0;
    fc.assert(
      fc.property(attempts, (tried) => {
        const scope = begun();
        for (const one of tried) {
          attempt(scope, one);
          for (const control of controlsIn(scope)) {
            if (!controlStanding(control, scope.graph, TODAY, registry).counts) continue;
            counted += 1;
            // Told apart from the judgement under test: every pin compared with its end by hand.
            for (const type of ['safetyControl.builtBy', 'safetyControl.effectiveBy']) {
              const pins = scope.graph.out(control.id, type);
              expect(pins.length).toBeGreaterThan(0);
              for (const { to, fields } of pins) {
                const evidence = scope.graph.find(to);
                expect(evidence).toMatchObject({ withdrawn: false, state: 'done' });
                expect(fields['pinned']).toBe(evidence?.materialVersion);
                expect(Number(evidence?.fields['measuredRto'])).toBeLessThanOrEqual(4);
              }
            }
            expect(control).toMatchObject({ withdrawn: false, state: 'inPlace' });
          }
        }
      }),
      { numRuns: 150 },
    );
    // It could not fail if no control ever counted.
    expect(counted).toBeGreaterThan(100);
  });

  test('nothing heals without being verified, and a hazard holds its residual rating by counting controls alone', () => {
    const healed = { byVerifying: 0 };
    fc.assert(
      fc.property(attempts, (tried) => {
        const scope = begun();
        const aspects = () =>
          CONTROLS.flatMap((id) =>
            (['built', 'effective'] as const).map((aspect) => {
              const row = scope.graph.find(id);
              return row !== undefined && aspectStanding(row, aspect, scope.graph, TODAY, registry).counts;
            }),
          );
        const levels = () =>
          HAZARDS.map((id) => {
            const row = scope.graph.find(id);
            return row && ratingToday(row, scope.graph, TODAY, registry)?.from;
          });
        for (const one of tried) {
          const before = aspects();
          const hazardsBefore = levels();
          attempt(scope, one);
          const isVerifying = one[0] % TRIES.length < VERIFYING;
          const risen = aspects().some((counts, index) => counts && !before[index]);
          if (risen && isVerifying) healed.byVerifying += 1;
          if (!isVerifying) {
            expect(risen).toBe(false);
            const fell = levels().some((from, index) => from === 'residual' && hazardsBefore[index] !== 'residual');
            expect(fell).toBe(false);
          }
        }
      }),
      { numRuns: 150 },
    );
    expect(healed.byVerifying).toBeGreaterThan(20);
  });

  test('every fact evaluated by difference is what it is from scratch; shares stay shares; no row counts twice', () => {
    fc.assert(
      fc.property(attempts, fc.nat(6), (tried, every) => {
        const scope = begun();
        const following = createEvaluator(scope.graph, registry, TODAY);
        everything(following);
        tried.forEach((one, index) => {
          attempt(scope, one);
          if (index % (every + 1) === 0) everything(following);
        });
        expect(everything(following)).toEqual(everything(createEvaluator(scope.graph, registry, TODAY)));
        for (const [name, fact] of registry.facts) {
          const { value, failing, total } = following.value(name, []);
          const rows = following.rows(name, []).map(({ id }) => id);
          expect(new Set(rows).size).toBe(rows.length);
          expect(total).toBe(rows.length);
          expect(failing).toBeLessThanOrEqual(total);
          if (fact.fold === 'share' && value !== undefined) expect(value >= 0 && value <= 100).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});

function everything(evaluator: Evaluator) {
  return [...registry.facts.keys()].map((fact) => ({
    value: evaluator.value(fact, []),
    rows: evaluator
      .rows(fact, [])
      .map(({ id, judgement }) => ({ id, judgement }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  }));
}
