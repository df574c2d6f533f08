import { type FieldValues, Refusal } from '@callosum/kernel';
import { testId, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { adoptionScope } from '../testing/scope.ts';
import { course } from './course.ts';
import { proficiencyResult } from './proficiency-result.ts';
import { uatExecution } from './uat-execution.ts';

/** The places of the faults a record would have; none when it can be saved. */
function faults(kind: string, fields: FieldValues, state?: string): readonly unknown[] {
  try {
    adoptionScope().create(kind, { title: 't', ...fields }, state === undefined ? {} : { state });
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.problems.map(({ path }) => path?.at(-1));
  }
}

describe('combinations that cannot be', () => {
  test.each<[kind: string, fields: FieldValues, state: string | undefined, place: string]>([
    ['stakeholder', { stance: 'blocks', wanted: 'supports' }, undefined, 'approach'],
    ['engagement', { due: '2027-03-01' }, 'held', 'heard'],
    ['engagement', { due: '2027-03-01', stanceAfter: 'leads' }, 'planned', 'stanceAfter'],
    ['survey', { instrument: 'sus', opens: '2027-03-02', due: '2027-03-01' }, undefined, 'due'],
    ['survey', { instrument: 'sus', opens: '2027-03-02', responseTarget: 60 }, undefined, 'invited'],
    ['survey', { instrument: 'sus', opens: '2027-03-02' }, 'reported', 'told'],
    ['surveyAnswer', { sus1: 3 }, undefined, 'sus2'],
    ['surveyAnswer', { awareness: 3, desire: 3, knowledge: 3, reinforcement: 3 }, undefined, 'ability'],
    ['workflow', { map: 'current', methods: ['managers'], walked: '2027-03-01' }, 'validated', 'methods'],
    ['workflow', { map: 'current', methods: ['observation'] }, 'agreed', 'walked'],
    ['workflowStep', { wait: { seconds: -60, unit: 'm', elapsed: true } }, undefined, 'wait'],
    ['uatScenario', { script: 'Order it' }, 'ready', 'expected'],
    ['uatExecution', { attempt: 1 }, 'passed', 'ranOn'],
    ['uatExecution', { attempt: 1 }, 'blocked', 'found'],
    ['defect', { severity: '2', acceptedBy: testId(1) }, undefined, 'workaround'],
    ['defect', { severity: '4', safety: true }, 'deferred', 'acceptedBy'],
    ['defect', { severity: '4' }, 'closed', 'resolution'],
    ['course', { objectives: 'Order safely' }, 'released', 'passMark'],
    ['trainingSession', { starts: '2027-03-01T10:00:00.000Z', ends: '2027-03-01T09:00:00.000Z' }, undefined, 'ends'],
    [
      'proficiencyResult',
      { attempt: 1, takenOn: '2027-03-01', outcome: 'passed', score: 79, passMark: 80 },
      undefined,
      'outcome',
    ],
    [
      'proficiencyResult',
      { attempt: 1, takenOn: '2027-03-01', outcome: 'failed', expires: '2028-03-01' },
      undefined,
      'expires',
    ],
    ['superUser', { trained: '2027-03-01', release: 'none' }, 'ready', 'release'],
    ['supportShift', { from: '2027-03-02', until: '2027-03-01' }, undefined, 'until'],
    ['supportShift', { from: '2027-03-01', until: '2027-03-01', needed: 2, external: 3 }, undefined, 'external'],
    ['communication', { due: '2027-03-01', message: 'Hello' }, 'sent', 'sentOn'],
    ['feedback', { receivedOn: '2027-03-01', type: 'concern' }, 'noAnswer', 'type'],
    ['feedback', { receivedOn: '2027-03-01' }, 'answered', 'answer'],
    ['improvement', {}, 'do', 'prediction'],
    ['improvement', { prediction: 'Faster', result: 'It was' }, 'act', 'verdict'],
    ['measure', { direction: 'lower', baseline: 10, target: 12 }, undefined, 'target'],
    ['measurement', { on: '2027-03-01', value: 1, numerator: 3 }, undefined, 'denominator'],
  ])('%s %j as %s is refused at %s', (kind, fields, state, place) => {
    expect(faults(kind, fields, state)).toEqual([place]);
  });

  test.each<[kind: string, fields: FieldValues, state?: string]>([
    ['stakeholder', { stance: 'blocks', wanted: 'supports', approach: 'Shadow them' }],
    ['engagement', { due: '2027-03-01', heard: 'Worries' }, 'held'],
    ['surveyAnswer', { overall: 7 }],
    ['workflow', { map: 'current', methods: ['logs', 'managers'], walked: '2027-03-01' }, 'validated'],
    ['workflow', { map: 'future' }, 'draft'],
    ['defect', { severity: '1', workaround: 'Paper', acceptedBy: testId(1) }, 'deferred'],
    ['proficiencyResult', { attempt: 1, takenOn: '2027-03-01', outcome: 'passed', score: 80, passMark: 80 }],
    ['measure', { direction: 'lower', baseline: 10, target: 8 }],
  ])('%s %j is saved', (kind, fields, state) => {
    expect(faults(kind, fields, state)).toEqual([]);
  });
});

describe('evidence counts', () => {
  const at = testMoment('2027-03-01');

  test('a pass until its last day, a void or failed attempt never', () => {
    const scope = adoptionScope();
    const said = (fields: FieldValues, state = 'entered') => {
      const id = scope.create(
        'proficiencyResult',
        { title: 't', attempt: 1, takenOn: '2026-01-01', outcome: 'passed', ...fields },
        { state },
      );
      const row = scope.graph.get(proficiencyResult, id);
      if (!row) throw new Error('not made');
      return proficiencyResult.fails?.(row, scope.graph, at)?.text;
    };
    expect(said({})).toBeUndefined();
    expect(said({ expires: '2027-03-01' })).toBeUndefined();
    expect(said({ expires: '2027-02-28' })).toBe('expired on 2027-02-28');
    expect(said({ outcome: 'failed' })).toBe('was not passed');
    expect(said({}, 'voided')).toBe('is void');
  });

  test('a passed execution until a defect that bears on safety or stops the work is open on it', () => {
    const scope = adoptionScope();
    const run = scope.create('uatExecution', { title: 't', attempt: 1, ranOn: '2027-02-01' }, { state: 'passed' });
    const said = () => {
      const row = scope.graph.get(uatExecution, run);
      if (!row) throw new Error('not made');
      return uatExecution.fails?.(row, scope.graph, at)?.text;
    };
    const found = (fields: FieldValues) => {
      const id = scope.create('defect', { title: 'd', ...fields });
      scope.link('defect.foundBy', id, run);
      return id;
    };
    found({ severity: '3' });
    expect(said()).toBeUndefined();
    const harmful = found({ severity: '4', safety: true });
    expect(said()).toBe('has the open defect DEF-2');
    scope.apply([{ action: 'update', id: harmful, fields: { resolution: 'Mended' }, state: 'closed' }]);
    expect(said()).toBeUndefined();
    scope.apply([{ action: 'update', id: harmful, fields: {}, state: 'confirmed' }]);
    expect(said()).toBe('has the open defect DEF-2');
  });

  test('a course while it is released', () => {
    const scope = adoptionScope();
    const said = (state: string) => {
      const id = scope.create('course', { title: 't', passMark: 80, objectives: 'Order safely' }, { state });
      const row = scope.graph.get(course, id);
      return row && course.fails?.(row, scope.graph, at)?.text;
    };
    expect(['draft', 'released', 'retired'].map(said)).toEqual(['is not released', undefined, 'is retired']);
  });
});
