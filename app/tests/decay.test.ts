import { createEvaluator, rate, type Rating } from '@callosum/kernel';
import { createTestScope, testMoment } from '@callosum/kernel/testing';
import { expect, test } from 'vitest';
import { registry } from '../composition.ts';

const TODAY = '2027-03-01';

/** A rating by the table that hazards are rated by. */
function risk(likelihood: string, severity: string): Rating {
  const field = registry.kinds.get('hazard')?.fields['initial'];
  const found = field?.type === 'rating' ? rate(field.table, { likelihood, severity }) : undefined;
  if (!found) throw new Error('Hazards are not rated so');
  return found;
}

test('a code map that changes takes the test of its interface, the control and the rating of the hazard with it', () => {
  const scope = createTestScope(registry, TODAY);
  const initial = risk('medium', 'catastrophic');
  const residual = risk('veryLow', 'considerable');
  const hazard = scope.create('hazard', { title: 'Result filed to the wrong test', initial, residual });
  const control = scope.create('safetyControl', { title: 'Results are mapped one to one' }, { state: 'inPlace' });
  scope.link('safetyControl.reduces', control, hazard);
  const map = scope.create('codeMap', { title: 'Tests to LOINC', codes: 41, mapped: 41 });
  const trial = scope.create(
    'interfaceTest',
    { title: 'Every code comes through', level: 'mappedRecord', ranOn: '2027-02-20' },
    { state: 'passed' },
  );
  scope.link('interfaceTest.restsOn', trial, map);
  for (const aspect of ['built', 'effective'])
    scope.run('safetyControl.verify', { id: control, aspect, evidence: [trial] });
  const evaluator = createEvaluator(scope.graph, registry, testMoment(TODAY));
  const row = () => evaluator.rows('safety.hazards-high-today', [])[0]?.judgement;
  expect(row()).toMatchObject({ ok: true, value: residual.rank });
  scope.apply([{ action: 'update', id: map, fields: { mapped: 40 } }]);
  expect(row()).toMatchObject({ ok: false, value: initial.rank });
  expect(row()?.details?.['why']).toMatch(/^CTL-1 verified as built ← ITS-1 no longer counts ← \w+-1 has changed/);
  scope.apply([{ action: 'update', id: map, fields: { mapped: 41 } }]);
  expect(row()?.ok).toBe(false);
});
