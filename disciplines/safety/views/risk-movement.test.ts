import { rate, sentenceOf } from '@callosum/kernel';
import { testMoment, type TestScope } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { clinicalRisk } from '../tables/nhs.ts';
import { registry, safetyScope } from '../testing/scope.ts';
import { risk } from '../testing/written.ts';
import { riskMovement, type RiskMovement } from './risk-movement.ts';

const AT = testMoment('2027-03-01');
const MEASURED = { rto: 4, measuredRto: 3, rpo: 1, measuredRpo: 0.5, data: 'whole', heldOn: '2027-02-01' } as const;

const look = ({ graph }: TestScope, choices = {}, before?: TestScope): RiskMovement =>
  riskMovement.build(
    {
      graph,
      at: AT,
      registry,
      ...(before ? { since: { graph: before.graph, at: testMoment('2027-03-01') } } : {}),
    },
    choices,
  );

/** A hazard with a control verified twice by a restore test, one whose control nobody has verified, and one that nobody has rated. */
function log() {
  const scope = safetyScope();
  const evidence = scope.create('restoreTest', { title: 'Restore', ...MEASURED }, { state: 'done' });
  const controlled = (title: string, initial: string, residual: string, verified: boolean): string => {
    const id = scope.create('hazard', {
      title,
      initial: risk(initial),
      residual: risk(residual),
      rationale: 'Nothing more to be done',
    });
    const control = scope.create('safetyControl', { title: `Against ${title}` }, { state: 'inPlace' });
    scope.link('safetyControl.reduces', control, id);
    if (verified)
      for (const aspect of ['built', 'effective'])
        scope.run('safetyControl.verify', { id: control, aspect, evidence: [evidence] });
    return id;
  };
  const held = controlled('Held', '5', '2', true);
  controlled('Waiting', '4', '2', false);
  scope.create('hazard', { title: 'Unrated' });
  const decay = () => scope.run('record.update', { id: evidence, fields: { measuredRto: 9 } });
  return { scope, held, decay };
}

describe('the movement of hazards', () => {
  test('is from the initial rating to the residual one, which holds while every control counts', () => {
    const model = look(log().scope);
    expect(model.kind).toBe('hazard');
    expect(model.rows.map(({ title, today, fallen }) => [title, today, fallen])).toEqual([
      ['Waiting', 'initial', []],
      ['Held', 'residual', []],
    ]);
    expect(model).toMatchObject({ unrated: 1, reduced: 2, decayed: 0, waiting: 1 });
  });

  test('goes back when a control decays, and says through what', () => {
    const { scope, decay } = log();
    decay();
    const { rows, decayed, waiting } = look(scope);
    expect([decayed, waiting]).toEqual([1, 1]);
    expect(rows[0]).toMatchObject({ title: 'Held', today: 'initial', fallen: [{ title: 'Against Held' }] });
    expect(rows[0]?.fallen[0]?.why.map((one) => sentenceOf(one).text).join()).toMatch(/verified as built ← RST-1/);
  });

  test('is told since a day gone by: up, down, and what was not rated then', () => {
    const { scope, decay, held } = log();
    const before = log();
    decay();
    const other = rate(clinicalRisk, { likelihood: 'veryHigh', severity: 'catastrophic' });
    if (!other) throw new Error('The matrix has no such cell');
    scope.create('hazard', { title: 'New', initial: other });
    const { since, rows } = look(scope, {}, before.scope);
    expect(since).toEqual({ on: '2027-03-01', down: 0, up: 1, fresh: 1 });
    expect(rows.find(({ id }) => id === held)?.before).toEqual(risk('2').at);
  });

  test('leaves out what is closed', () => {
    const { scope, held } = log();
    const fields = { closedBecause: 'The screen is gone' };
    scope.apply([{ action: 'update', id: held, fields, state: 'closed' }]);
    expect(look(scope).rows.map(({ title }) => title)).toEqual(['Waiting']);
  });
});

describe('the movement of risks', () => {
  test('is by the table of the project, between today and a day gone by', () => {
    const made = (likelihood: string): TestScope => {
      const scope = safetyScope();
      scope.create('risk', { title: 'Late', likelihood, impact: '4' });
      return scope;
    };
    const { kind, kinds, rows, since } = look(made('2'), { kind: 'risk' }, made('4'));
    expect([kind, kinds]).toEqual(['risk', [{ kind: 'risk', count: 1 }]]);
    expect(rows).toMatchObject([
      {
        title: 'Late',
        today: 'rated',
        places: { rated: { likelihood: '2', impact: '4' } },
        before: { likelihood: '4' },
      },
    ]);
    expect(since).toMatchObject({ down: 1, up: 0 });
  });

  test('is told of the first kind there is, where the one asked for is not rated', () => {
    const { kind } = look(log().scope, { kind: 'safetyControl' });
    expect(kind).toBe('hazard');
  });
});
